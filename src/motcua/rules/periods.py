"""When does something hold: half-open stretches of days or moments.

House rule: the first day (or moment) is in, the end is out. Laws speak inclusively;
`inclusive()` converts on entry and `last` converts back for the screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from motcua.rules.errors import RuleViolation

T = TypeVar("T", date, datetime)
ONE_DAY = timedelta(days=1)


class PeriodRunsBackwards(RuleViolation):
    """The period ends ({before}) before it begins ({start}). Give the earlier one first."""

    code = "period_runs_backwards"
    vi = "Khoảng thời gian kết thúc ({before}) trước khi bắt đầu ({start}). Hãy ghi mốc sớm hơn trước."


@dataclass(frozen=True, slots=True)
class Period(Generic[T]):
    """A half-open stretch; `before=None` means that the end is not known yet.

    >>> date(2031, 5, 2) in Period(date(2031, 5, 1), date(2031, 5, 2))
    False
    """

    start: T
    before: T | None = None

    def __post_init__(self) -> None:
        if self.before is not None and self.before < self.start:
            raise PeriodRunsBackwards(start=self.start.isoformat(), before=self.before.isoformat())

    def __contains__(self, moment: T) -> bool:
        return self.start <= moment and (self.before is None or moment < self.before)

    @property
    def is_open(self) -> bool:
        return self.before is None

    @property
    def is_empty(self) -> bool:
        return self.before == self.start

    def overlaps(self, other: "Period[T]") -> bool:
        return self.intersection(other) is not None

    def intersection(self, other: "Period[T]") -> "Period[T] | None":
        """Return the common stretch, or None if there is none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.before, other.before) if end is not None]
        before = min(ends) if ends else None
        return None if before is not None and before <= start else Period(start, before)


def inclusive(first: date, last: date | None) -> Period[date]:
    """Return the period of a law that names its first and its last day."""
    return Period(first, None if last is None else last + ONE_DAY)


def last_day(period: Period[date]) -> date | None:
    """Return the last day that is in, as a law would name it."""
    return None if period.before is None else period.before - ONE_DAY


def merged(periods: Iterable[Period[T]]) -> list[Period[T]]:
    """Return the same stretches sorted, with overlapping and touching ones joined; empty ones fall out."""
    joined: list[Period[T]] = []
    for period in sorted((p for p in periods if not p.is_empty), key=lambda p: p.start):
        before = joined[-1].before if joined else None
        if not joined or (before is not None and period.start > before):
            joined.append(period)
        elif before is not None:
            later = None if period.before is None else max(before, period.before)
            joined[-1] = Period(joined[-1].start, later)
    return joined
