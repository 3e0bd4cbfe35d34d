"""Until when must a received dossier be forwarded to the agency that settles it?

NĐ 61/2018/NĐ-CP art 18: within the working day of reception; if received after 15:00, at
the start of the next working day. It governs forwarding only, not the start of the clock.
ASSUMPTION: "at the start" means within the first hour of that day.
"""

from datetime import datetime, time, timedelta

from motcua.rules.calendar import WorkingCalendar, in_vietnam

LAST_HOUR_FOR_THE_SAME_DAY = time(15, 0)
START_OF_DAY_LASTS = timedelta(hours=1)


def forward_before(received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment by which the dossier must have been handed over.

    Received at exactly 15:00 still goes the same day; on a day off, it goes on the next working day.
    """
    local = in_vietnam(received_at)
    same_day = calendar.is_working_day(local.date()) and local.time() <= LAST_HOUR_FOR_THE_SAME_DAY
    if same_day:
        return calendar.closing_at(local.date())
    return calendar.opening_at(calendar.add(local.date(), 1)) + START_OF_DAY_LASTS
