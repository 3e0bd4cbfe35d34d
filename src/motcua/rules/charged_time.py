"""Who had the dossier, and for how much of the working time?

Each working second between receipt and end is charged once: to the agencies that held the dossier, to the applicant
(supplement, financial duty), or to nobody while it lay between two hands. The sum is the elapsed working time.
TT 01/2018/TT-VPCP art 14 rates the time of each taking-part agency (domain 1.10, index 2; S1).
ASSUMPTION: agencies that hold it at the same time (parallel branches) share the time equally; while the applicant
has it, nobody else is charged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.counting import working_second


class Holder(StrEnum):
    AGENCY = "agency"  # the competent agency
    OTHER_AGENCY = "other_agency"  # consulted, co-ordinating or one-stop unit
    APPLICANT = "applicant"
    NOBODY = "nobody"


HOLDER_NAMES: dict[Holder, tuple[str, str]] = {
    Holder.AGENCY: ("Cơ quan giải quyết", "Competent agency"),
    Holder.OTHER_AGENCY: ("Bộ phận một cửa, cơ quan phối hợp", "One-stop unit, other agency"),
    Holder.APPLICANT: ("Người nộp hồ sơ", "Applicant"),
    Holder.NOBODY: ("Chưa ai giữ", "Nobody yet"),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """One stretch in which somebody had the dossier; `before` None while they still have it.

    `unit` is the code of the unit (or step) to charge; empty for the applicant.
    """

    holder: Holder
    start: datetime
    before: datetime | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChargedTime:
    """Working seconds of each holder and unit; `elapsed` is their sum."""

    elapsed: int
    seconds: dict[tuple[Holder, str], int] = field(default_factory=dict)

    def of(self, holder: Holder) -> int:
        """Return the working seconds of all units of one kind of holder."""
        return sum(seconds for (kind, _), seconds in self.seconds.items() if kind is holder)

    def of_unit(self, unit: str) -> int:
        """Return the working seconds charged to one unit, in whichever part."""
        return sum(seconds for (_, code), seconds in self.seconds.items() if code == unit)


def elapsed_seconds(start: datetime, until: datetime, calendar: WorkingCalendar) -> int:
    """Return the working seconds between two moments; 0 if they run backwards."""
    return max(0, working_second(in_vietnam(until), calendar) - working_second(in_vietnam(start), calendar))


def charged_time(
    received_at: datetime, until: datetime, holds: Iterable[Hold], calendar: WorkingCalendar
) -> ChargedTime:
    """Split the working time from receipt to `until` (the end, or now) among those who had the dossier."""
    first = working_second(in_vietnam(received_at), calendar)
    last = max(first, working_second(in_vietnam(until), calendar))
    stretches = [_clipped(hold, first, last, calendar) for hold in holds]
    bounds = sorted({first, last, *(edge for _, start, end in stretches if start < end for edge in (start, end))})
    seconds: dict[tuple[Holder, str], int] = {}
    for start, end in pairwise(bounds):
        active = [hold for hold, a, b in stretches if a <= start and end <= b and a < b]
        for key, share in _shares(active, end - start):
            seconds[key] = seconds.get(key, 0) + share
    return ChargedTime(last - first, seconds)


def _clipped(hold: Hold, first: int, last: int, calendar: WorkingCalendar) -> tuple[Hold, int, int]:
    start = max(first, working_second(in_vietnam(hold.start), calendar))
    end = last if hold.before is None else min(last, working_second(in_vietnam(hold.before), calendar))
    return hold, start, end


def _shares(active: Sequence[Hold], seconds: int) -> list[tuple[tuple[Holder, str], int]]:
    """Share equally; seconds that do not divide go to the first in the order of taking over."""
    charged = [hold for hold in active if hold.holder is Holder.APPLICANT][:1] or list(active)
    keys = sorted({(hold.holder, hold.unit) for hold in charged}, key=lambda key: _taken(charged, key))
    if not keys:
        return [((Holder.NOBODY, ""), seconds)]
    each, rest = divmod(seconds, len(keys))
    return [(key, each + (number < rest)) for number, key in enumerate(keys)]


def _taken(holds: Sequence[Hold], key: tuple[Holder, str]) -> tuple[datetime, str, str]:
    first = min(in_vietnam(hold.start) for hold in holds if (hold.holder, hold.unit) == key)
    return first, str(key[0]), key[1]
