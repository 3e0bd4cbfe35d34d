"""Which day is special: closed on a weekday, or worked on a weekend, and who said so when.

Labour Code 45/2019/QH14, arts 111.3 and 112 (S4): holidays, days off in lieu; swaps are announced one by one.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    CLOSED = "closed"
    WORKED = "worked"


class Standing(StrEnum):
    """How sure a special day is."""

    OFFICIAL = "official"  # a law or notice in force
    UNCONFIRMED = "unconfirmed"  # used in practice, legal base not seen
    PROJECTED = "projected"  # computed ahead or back, no notice entered
    AMENDED = "amended"  # entered by an office after the table was made


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that differs from its weekday, with the notice that says so.

    `announced_on` is None where the day of announcement was not seen: such a line counts as always known.
    `swapped_with` is the other day of a swap.
    """

    on: date
    kind: DayKind
    vi: str
    en: str
    notice: str
    announced_on: date | None = None
    standing: Standing = Standing.OFFICIAL
    swapped_with: date | None = None
