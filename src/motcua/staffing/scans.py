"""How many pages are scanned at a unit's counters, and which of them outside a measured serving?

TT 03/2025/TT-VPCP art 5 has papers scanned at receipt: part of the load of the counter (domain.md 1.9).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from motcua.agencies.presence import Roll
from motcua.core.clock_zone import VIETNAM
from motcua.documents.selectors import pages_given
from motcua.ledger.cubes import Window
from motcua.rules.parameters import staffing as law

Served = tuple[int, datetime, datetime]


@dataclass(frozen=True, slots=True)
class Scanned:
    """Pages given by the unit's receiving officers; those `outside` no serving time holds yet."""

    pages: int
    outside: int

    def minutes_for(self, people: int) -> float:
        """Return the minutes of scanning to add to each person's serving."""
        return self.outside * law.SCANNING_SECONDS_A_PAGE / 60 / people if people else 0.0


def scanned(roll: Roll, window: Window, served: Iterable[Served]) -> Scanned:
    """Return the pages scanned in the window; `served` are (officer, from, until) of the tickets measured."""
    officers = roll.accounts_between(window.begin, window.before)
    if not officers:
        return Scanned(0, 0)
    busy: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for officer, begin, end in served:
        busy[officer].append((begin, end))
    for spans in busy.values():
        spans.sort()
    first, last = (datetime.combine(day, time.min, VIETNAM) for day in (window.begin, window.before))
    pages = outside = 0
    for officer, at, many in pages_given(officers, first, last):
        pages += many
        outside += many * (not _is_inside(busy[officer], at))
    return Scanned(pages, outside)


def _is_inside(spans: list[tuple[datetime, datetime]], at: datetime) -> bool:
    place = bisect_right(spans, at, key=lambda span: span[0])
    return place > 0 and at <= spans[place - 1][1]
