"""Which slots does a day offer, and how many people fit into one?

From the opening hours of the office and the officers posted at its counters that day.
ASSUMPTION: the share kept for booking and the minutes for one person (`parameters.appointments`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from motcua.rules.calendar import VIETNAM
from motcua.rules.parameters import appointments as parameters


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of opening time, half-open."""

    starts_at: datetime
    ends_at: datetime


def slots(day: date, sessions: Sequence[tuple[time, time]], minutes: int = parameters.SLOT_MINUTES) -> list[Slot]:
    """Return the whole slots of a working day; a rest shorter than a slot is not offered.

    >>> [f"{slot.starts_at:%H:%M}" for slot in slots(date(2026, 11, 24), [(time(7), time(8, 15))])]
    ['07:00', '07:30']
    """
    found, length = [], timedelta(minutes=minutes)
    for opening, closing in sessions:
        start, end = (datetime.combine(day, moment, VIETNAM) for moment in (opening, closing))
        while start + length <= end:
            found.append(Slot(start, start + length))
            start += length
    return found


def places(officers: int, minutes: int = parameters.SLOT_MINUTES, share: Decimal = parameters.BOOKABLE_SHARE) -> int:
    """Return how many people can be booked into one slot; where anybody works at the counter, at least one.

    >>> places(0), places(1), places(4)
    (0, 1, 4)
    """
    if officers < 1:
        return 0
    return max(1, int(officers * minutes * share / parameters.MINUTES_PER_PERSON))


def is_in_turn(slot: Slot, now: datetime) -> bool:
    """Return whether somebody who comes now is called at the time of the appointment."""
    return slot.starts_at - timedelta(minutes=parameters.EARLY_MINUTES) <= now < slot.ends_at


def is_bookable(slot: Slot, now: datetime) -> bool:
    """Return whether the slot begins late enough to be booked now."""
    return slot.starts_at >= now + timedelta(minutes=parameters.LEAST_NOTICE_MINUTES)
