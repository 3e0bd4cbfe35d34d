"""How does one application go through several agencies, and what is promised for all of it?

NĐ 61/2018/NĐ-CP art 19.6–19.7: at the same level in turn or all at once, or to another level;
each agency has its share of the time. Members with the same `place` work at once; a later
place begins when every member of the places before it has its result.
The parent is late if any critical member is late.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Member:
    """One agency's part. `share` is a time limit like `3wd`; empty means the procedure's own."""

    key: str
    vi: str
    en: str
    place: int
    share: str = ""
    procedure_code: str = ""
    is_critical: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A published group of procedures that are filed as one."""

    code: str
    vi: str
    en: str
    members: tuple[Member, ...]
    source: str
    valid_from: date
    valid_before: date | None = None

    def runs_on(self, day: date) -> bool:
        """Return whether the group may be filed on `day`."""
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)


class Outcome(StrEnum):
    """How the whole stands, seen from its parts."""

    OPEN = "open"
    SETTLED = "settled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Part:
    """What the whole must know of one part: its place, and how it stands."""

    place: int
    is_critical: bool
    is_finished: bool
    is_granted: bool
    has_begun: bool
    # The date promised for the part; None while it has none.
    due_at: datetime | None = None


def outcome(parts: Iterable[Part]) -> Outcome:
    """Return whether the whole is settled: all parts are finished, and no critical one was refused."""
    listed = list(parts)
    if not all(part.is_finished for part in listed):
        return Outcome.OPEN
    lost = any(part.is_critical and not part.is_granted for part in listed)
    return Outcome.REFUSED if lost else Outcome.SETTLED


def is_lost(parts: Iterable[Part]) -> bool:
    """Return whether a critical part ended without its result, so that later places cannot begin."""
    return any(part.is_critical and part.is_finished and not part.is_granted for part in parts)


def may_begin(parts: Sequence[Part]) -> list[int]:
    """Return the indices of parts whose turn has come and which have not begun."""
    waiting = [part for part in parts if not part.is_finished]
    if not waiting:
        return []
    turn = min(part.place for part in waiting)
    return [i for i, part in enumerate(parts) if part.place == turn and not part.has_begun and not part.is_finished]


@dataclass(frozen=True, slots=True)
class Leg:
    """One critical part against the plan: when it should have ended, when it did, and its own promise."""

    planned_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None

    @property
    def kept_its_promise(self) -> bool:
        """Return whether the leg ended by its own promised date."""
        return self.ended_at is not None and self.due_at is not None and self.ended_at <= self.due_at


def slipped(legs: Sequence[Leg], now: datetime) -> list[int]:
    """Return the indices of legs that ended, or are still going, past the moment the plan of the whole gave them.

    A leg can keep its own promise and still be past the plan, because it began late: time was lost between
    two hands. The first index is where the whole lost its time.
    """
    return [i for i, leg in enumerate(legs) if leg.planned_at is not None and (leg.ended_at or now) > leg.planned_at]


def plan_over_chain(
    places: Sequence[int], began_at: datetime, end_of: Callable[[int, datetime], datetime | None]
) -> list[datetime | None]:
    """Return when each part ends if every place begins as soon as the places before it have ended.

    `end_of(i, begin)` is the end of part `i` if it begins at `begin`. A part that cannot be counted leaves the
    places after it without a date.
    """
    ends: list[datetime | None] = [None] * len(places)
    begin: datetime | None = began_at
    for place in sorted(set(places)):
        if begin is None:
            break
        inside = [i for i, own in enumerate(places) if own == place]
        for i in inside:
            ends[i] = end_of(i, begin)
        known = [end for i in inside if (end := ends[i]) is not None]
        begin = max([begin, *known]) if len(known) == len(inside) else None
    return ends


def due_over_chain(
    parts: Sequence[Part], began_at: datetime, share_due: Callable[[int, datetime], datetime | None]
) -> datetime | None:
    """Return when the whole is due: the last end of the plan over the parts that still count.

    A part that has its own promised date keeps it; one that ended without having begun takes no time. None as
    soon as one part cannot be counted.
    """
    counted = [i for i, part in enumerate(parts) if part.has_begun or not part.is_finished]

    def end_of(at: int, begin: datetime) -> datetime | None:
        return parts[counted[at]].due_at or share_due(counted[at], begin)

    ends = plan_over_chain([parts[i].place for i in counted], began_at, end_of)
    known = [end for end in ends if end is not None]
    return max([began_at, *known]) if len(known) == len(ends) else None
