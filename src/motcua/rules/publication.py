"""Until when must a procedure be announced, and until when be in the national database?

NĐ 63/2010/NĐ-CP art 15: 20 days (ministry) or 5 days (province) before the legal text takes effect, 3 days after
promulgation in the short procedure; art 24: entered within 10, 5 or 2 working days of signing (S2; domain 3.2).
A note on index 766 counts the 20 days as *working* days (S8; domain 10.3): both are computable.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.parameters.publication_terms import TERMS, Announcer


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on time, in the words of the law."""

    on: date
    vi: str
    en: str
    source: str

    def is_met_by(self, day: date | None, today: date) -> bool | None:
        """Return whether it was met; None while it is still open."""
        if day is not None:
            return day <= self.on
        return None if today <= self.on else False

    def days_left(self, today: date) -> int:
        """Return the days from `today` to the last day; negative once it is past."""
        return (self.on - today).days


def announce_by(
    announcer: Announcer,
    calendar: WorkingCalendar,
    *,
    effective_on: date | None,
    promulgated_on: date | None = None,
    in_working_days: bool = False,
) -> Deadline | None:
    """Return the last day to sign the announcement; None while the day it is counted from is unknown.

    `in_working_days` counts as the note on index 766 does.
    """
    terms = TERMS[announcer]
    unit_vi, unit_en = ("ngày làm việc", "working days") if in_working_days else ("ngày", "days")
    if announcer is Announcer.SHORT:
        base, sign, after = promulgated_on, 1, ("sau ngày ban hành văn bản", "after the text was promulgated")
    else:
        base, sign, after = effective_on, -1, ("trước ngày văn bản có hiệu lực", "before the text takes effect")
    if base is None:
        return None
    days = sign * terms.announce_days
    on = calendar.add(base, days) if in_working_days else base + timedelta(days=days)
    when = "không quá" if announcer is Announcer.SHORT else "chậm nhất"
    limit = "at most" if announcer is Announcer.SHORT else "at least"
    return Deadline(
        on,
        f"Công bố {when} {terms.announce_days} {unit_vi} {after[0]} ({terms.vi})",
        f"Announce {limit} {terms.announce_days} {unit_en} {after[1]} ({terms.en})",
        terms.source,
    )


def enter_by(announcer: Announcer, calendar: WorkingCalendar, *, signed_on: date) -> Deadline:
    """Return the last day to enter and publicise in the national database."""
    terms = TERMS[announcer]
    return Deadline(
        calendar.add(signed_on, terms.enter_days),
        f"Nhập, công khai trên CSDL quốc gia trong {terms.enter_days} ngày làm việc từ ngày ký ({terms.vi})",
        f"Enter and publicise within {terms.enter_days} working days of signing ({terms.en})",
        terms.source,
    )
