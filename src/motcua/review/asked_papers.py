"""Which papers cause the loops of supplements of a procedure, and how long people are kept by them.

The lines that officers write are matched with the papers of the text by `rules.paper_names`: other words for the
same paper are one; a line that names none of them stands as it was written.
"""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from typing import Any

from motcua.dossiers.asked_items import Request, requests_of
from motcua.procedures.selectors import evidence_of, version_in_force
from motcua.rules.paper_names import paper_key, paper_name
from motcua.rules.windows import Window


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """One paper: requests that name it, dossiers they are of, days until an answer (median), an example each."""

    name: str
    is_of_the_text: bool
    requests: int
    dossiers: int
    median_days: float | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedPapers:
    """All requests of the window, the dossiers asked more than once, and the papers, most asked first."""

    requests: int
    dossiers: int
    asked_again: int
    papers: tuple[AskedPaper, ...]

    def share_of(self, paper: str) -> float | None:
        """Return the part of the requests that name this paper; None where nothing was asked."""
        key = _key(paper)
        named = next((each.requests for each in self.papers if _key(each.name) == key), 0)
        return named / self.requests if self.requests else None


def asked_papers(code: str, window: Window) -> AskedPapers:
    """Return what was asked for in the window's requests to supplement of a procedure."""
    return asked_between(code, window.first, window.last)


def asked_between(code: str, first: date, last: date) -> AskedPapers:
    """Return what was asked for from `first` to `last`."""
    version = version_in_force(code, whole=True)
    known = {_key(row.text): row.text for row in evidence_of(version)} if version else {}
    return of_requests(requests_of(code, first, last), known)


def of_requests(requests: list[Request], known: dict[str, str]) -> AskedPapers:
    """Return the papers behind requests; `known` holds the papers of the text by their key."""
    behind: dict[str, list[Request]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for request in requests:
        for key, line in {_match(item, known): item for item in request.items}.items():
            behind[key].append(request)
            written[key][line] += 1
    papers = [
        AskedPaper(
            known.get(key) or written[key].most_common(1)[0][0], key in known, len(those),
            len({each.dossier for each in those}), _median(those),
            tuple(dict.fromkeys(each.dossier for each in those))[:3],
        )
        for key, those in behind.items()
    ]  # fmt: skip
    papers.sort(key=lambda paper: (-paper.requests, paper.name))
    dossiers = {each.dossier for each in requests}
    again = {each.dossier for each in requests if each.ordinal > 1}
    return AskedPapers(len(requests), len(dossiers), len(again), tuple(papers))


def as_dict(found: AskedPapers) -> dict[str, Any]:
    """Return the same as JSON gives it."""
    return asdict(found)


def _key(text: str) -> str:
    return paper_key(paper_name(text) or text)


def _match(item: str, known: dict[str, str]) -> str:
    """Return the key of the paper that a line names: the same, or the longest of the text's that it holds whole."""
    key = _key(item)
    if key in known:
        return key
    held = [each for each in known if each and f" {each} " in f" {key} "]
    return max(held, key=len, default=key)


def _median(requests: list[Request]) -> float | None:
    waited = [days for each in requests if (days := each.days_waited) is not None]
    return round(median(waited), 1) if waited else None
