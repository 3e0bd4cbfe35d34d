"""What pages, the command and the API ask: find, suggest, and the index they share.

The index lives in the process and is built anew when the catalogue's stamp changes;
the stamp is asked for at most every few seconds.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from motcua.procedures.search import engine, keeping, source
from motcua.procedures.search.entries import Hit
from motcua.procedures.search.facets import Facet, FacetBook
from motcua.procedures.search.index import Index
from motcua.procedures.selectors import today

PAGE_SIZE = 20
_TRUST_STAMP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of answers.

    `corrected` is the line as it was understood when a slip was put right, else "".
    """

    text: str
    results: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    total: int
    page: int
    pages: int
    took_ms: float
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A procedure offered while a person types."""

    code: str
    name: str
    agency: str


@dataclass(slots=True)
class _Shelf:
    """The index of this process with the stamp it was built for."""

    stamp: str = ""
    asked_at: float = -1e9
    index: Index | None = None
    book: FacetBook | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_SHELF = _Shelf()


def forget_index() -> None:
    """Make the next search ask for the catalogue's stamp at once (tests; after an editor's change)."""
    _SHELF.asked_at = -1e9


def current(on: date | None = None) -> tuple[Index, FacetBook]:
    """Return the index of the texts in force today (or on `on`, built for this question alone)."""
    if on is not None and on != today():
        index = Index(source.entries_in_force(on), source.synonyms_in_use(on))
        return index, FacetBook(index)
    with _SHELF.lock:
        now = time.monotonic()
        if _SHELF.index is None or now - _SHELF.asked_at > _TRUST_STAMP_SECONDS:
            stamp = source.stamp(today())
            if _SHELF.index is None or stamp != _SHELF.stamp:
                _SHELF.index = keeping.kept(stamp, _build)
                _SHELF.book = FacetBook(_SHELF.index)
                _SHELF.stamp = stamp
            _SHELF.asked_at = now
        assert _SHELF.book is not None  # noqa: S101  (set together with the index)
        return _SHELF.index, _SHELF.book


def _build() -> Index:
    return Index(source.entries_in_force(today()), source.synonyms_in_use(today()))


def find(
    text: str,
    filters: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
    on: date | None = None,
) -> SearchPage:
    """Return one page of procedures for what a person typed.

    `filters` are facet names (level, audience, online, life_event, field, agency) with
    values; unknown names are ignored. An empty text lists everything the filters leave.
    """
    began = time.perf_counter()
    index, book = current(on)
    chosen = {name: list(values) for name, values in (filters or {}).items() if values}
    question = engine.understand(index, text)
    if text.strip():
        ranked = engine.rank(index, question)
    else:
        ranked = [engine.Ranked(place, 0.0, None) for place in np.argsort(-index.prior, kind="stable").tolist()]
    answers = np.zeros(len(index), bool)
    answers[[r.place for r in ranked]] = True
    kept = book.kept(chosen)
    shown = [r for r in ranked if kept[r.place]]
    pages = max(1, -(-len(shown) // size))
    page = min(max(page, 1), pages)
    hits = tuple(engine.hit_of(index, question, r) for r in shown[(page - 1) * size : page * size])
    return SearchPage(
        text=text,
        results=hits,
        facets=book.count(answers, chosen),
        total=len(shown),
        page=page,
        pages=pages,
        took_ms=round((time.perf_counter() - began) * 1000, 2),
        corrected=_corrected(shown[:1]),
    )


def _corrected(best: Sequence[engine.Ranked]) -> str:
    reading = best[0].reading if best else None
    return " ".join(reading.spoken) if reading is not None and reading.corrected else ""


def suggest(prefix: str, limit: int = 8) -> list[Suggestion]:
    """Return procedures for a line that is still being typed; the last syllable may be unfinished."""
    index, _ = current()
    return [Suggestion(hit.code, hit.name, hit.agency) for hit in engine.complete(index, prefix, limit)]
