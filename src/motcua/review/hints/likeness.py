"""Procedures that could be one: the same name at another level or agency, or nearly the same name and papers."""

from collections import defaultdict
from itertools import combinations

from motcua.review.hints.found import MOST_EVIDENCE, Evidence, Hint
from motcua.review.hints.reading import Catalogue, Text
from motcua.rules.paper_names import paper_key
from motcua.rules.procedure_names import likeness, name_words

# ASSUMPTION: below these shares two procedures are told apart by more than a word.
NAMES_ALIKE, PAPERS_ALIKE, LEAST_PAPERS = 0.8, 0.75, 2
LEAST_WORDS = 3


def look_alike(catalogue: Catalogue) -> list[Hint]:
    """Return groups of procedures to merge; each procedure stands in one group."""
    public = [text for text in catalogue.texts if not text.is_internal]
    words = {text.code: frozenset(name_words(text.name)) for text in public}
    papers = {text.code: frozenset(filter(None, (paper_key(p.name) for p in text.papers))) for text in public}
    same: dict[tuple[str, ...], list[Text]] = defaultdict(list)
    for text in public:
        if len(words[text.code]) >= LEAST_WORDS:
            same[name_words(text.name)].append(text)
    hints = [_same_name(catalogue, group, papers) for group in same.values() if len(group) > 1]
    taken = {code for hint in hints for code in hint.codes}
    by_field: dict[str, list[Text]] = defaultdict(list)
    for text in public:
        if text.code not in taken and len(papers[text.code]) >= LEAST_PAPERS and words[text.code]:
            by_field[text.field].append(text)
    for field in sorted(by_field):
        hints += [_near(catalogue, group, words, papers) for group in _groups(by_field[field], words, papers)]
    return hints


def _groups(texts: list[Text], words: dict[str, frozenset[str]], papers: dict[str, frozenset[str]]) -> list[list[Text]]:
    """Return groups in which every member is alike to the first: no chain of small steps."""
    alike: dict[str, set[str]] = defaultdict(set)
    for one, other in combinations(texts, 2):
        if likeness(papers[one.code], papers[other.code]) < PAPERS_ALIKE:
            continue
        if likeness(words[one.code], words[other.code]) >= NAMES_ALIKE:
            alike[one.code].add(other.code)
            alike[other.code].add(one.code)
    by_code, taken, found = {text.code: text for text in texts}, set[str](), []
    for code in sorted(alike, key=lambda code: (-len(alike[code]), code)):
        if code in taken:
            continue
        group = [code, *sorted(alike[code] - taken)]
        if len(group) > 1:
            found.append([by_code[member] for member in group])
            taken.update(group)
    return found


def _same_name(catalogue: Catalogue, group: list[Text], papers: dict[str, frozenset[str]]) -> Hint:
    group = sorted(group, key=lambda text: text.code)
    first = group[0]
    shares = [likeness(papers[first.code], papers[text.code]) for text in group[1:]]
    common = sum(shares) / len(shares)
    announcers = {text.announcer for text in group}
    shown = [
        Evidence(text.code, f"{text.name} – {text.announcer}, {len(text.papers)} giấy tờ",
                 f"{text.name} – {text.announcer}, {len(text.papers)} papers")
        for text in group[:MOST_EVIDENCE]
    ]  # fmt: skip
    return _hint(
        catalogue, group, shown,
        f"{len(group)} thủ tục cùng tên của {len(announcers)} cơ quan, chỉ khác cấp hoặc nơi thực hiện; "
        f"giấy tờ trùng nhau trung bình {common:.0%}.",
        f"{len(group)} procedures of {len(announcers)} agencies bear one name, told apart by level or place only; "
        f"on average {common:.0%} of the papers are the same.",
    )  # fmt: skip


def _near(
    catalogue: Catalogue, group: list[Text], words: dict[str, frozenset[str]], papers: dict[str, frozenset[str]]
) -> Hint:
    first = group[0]
    shown = []
    for text in group[:MOST_EVIDENCE]:
        share = likeness(papers[first.code], papers[text.code])
        other = " ".join(sorted(words[text.code] ^ words[first.code])) or "–"
        shown.append(
            Evidence(text.code, f"{text.name} – giấy tờ trùng {share:.0%}, từ khác: {other}",
                     f"{text.name} – {share:.0%} of the papers the same, words that differ: {other}")
        )  # fmt: skip
    return _hint(
        catalogue, group, shown,
        f"{len(group)} thủ tục có tên và giấy tờ gần như nhau; có thể là các trường hợp của một thủ tục.",
        f"{len(group)} procedures have nearly one name and the same papers; they may be cases of one procedure.",
    )  # fmt: skip


def _hint(catalogue: Catalogue, group: list[Text], shown: list[Evidence], vi: str, en: str) -> Hint:
    codes = tuple(text.code for text in group)
    subject = min((text.name for text in group), key=lambda name: (len(name), name))
    fields = tuple(sorted({text.field for text in group if text.field}))
    return Hint("look_alike", " ".join(subject.split()), vi, en, codes, tuple(shown), fields=fields)
