"""On which moment does a time limit end? Only the answer; `rules.time_limits` also tells why.

Civil Code 2015 (domain 1.5, K, matched by deployed software): art 147, the day of the event does not count;
art 148.3-4, months and years end on the same day of the last month, or on its last day; art 148.5, an end on a
closed day moves to the end of the next working day. A limit in working days ends when office hours end.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import BASE, SPAN, VIETNAM, DayOutsideCalendar, WorkingCalendar, in_vietnam
from motcua.rules.pauses import Pause, stopped_days, stopped_moments
from motcua.rules.periods import Period
from motcua.rules.time_units import TimeLimit, TimeUnit


def due_at(
    received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """Return the last moment on which the result is on time; None if nobody can know it (yet).

    A naive `received_at` is Vietnam's time.
    """
    unit = limit.unit
    if unit is TimeUnit.WORKING_DAY and not pauses and limit.quantity > 0:
        # The way of nearly every dossier, kept short.
        index = in_vietnam(received_at).toordinal() - BASE
        if not 0 <= index < SPAN:
            raise DayOutsideCalendar
        number = calendar.counts[index] + limit.quantity - 1
        if number >= len(calendar.worked):
            raise DayOutsideCalendar
        return datetime.combine(date.fromordinal(calendar.worked[number]), calendar.closing, VIETNAM)
    if not limit.is_countable:
        return None
    local = in_vietnam(received_at)
    if unit is TimeUnit.HOUR:
        return _due_in_hours(local, limit.quantity, calendar, pauses)
    day = last_day_of(local, limit, calendar, stopped_days(pauses, calendar) if pauses else [])
    return None if day is None else calendar.closing_at(day)


def last_day_of(
    local: datetime, limit: TimeLimit, calendar: WorkingCalendar, stops: Sequence[Period[date]]
) -> date | None:
    """Return the last day of a limit not in hours, moved off closed and stopped days."""
    if limit.unit is TimeUnit.WORKING_DAY:
        number = calendar.count_until(local.date()) + limit.quantity
        return _working_day(calendar, calendar.count_until(local.date()), number, stops)
    nominal = nominal_day(local, limit, calendar)
    first = local.date() + timedelta(days=1)
    for stop in stops:
        start = max(stop.start, first)
        if limit.unit is TimeUnit.IMMEDIATE or start > nominal or (stop.before is not None and stop.before <= start):
            continue
        if stop.before is None:
            return None
        nominal += stop.before - start
    return moved_day(nominal, calendar, stops)


def nominal_day(local: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> date:
    """Return the day on which days, months or years run out, before any pause or move."""
    day = local.date()
    calendar.index(day)
    if limit.unit is TimeUnit.IMMEDIATE:
        # ASSUMPTION: "immediately" means within the working day; after office hours, within the next one.
        return day if local.time() < calendar.closing else day + timedelta(days=1)
    try:
        if limit.unit is TimeUnit.DAY:
            return day + timedelta(days=limit.quantity)
        months = limit.quantity * (12 if limit.unit is TimeUnit.YEAR else 1)
        return months_later(day, months)
    except (OverflowError, ValueError):
        raise DayOutsideCalendar from None


def months_later(day: date, months: int) -> date:
    """Return the same day that many months later, or the last day of a shorter month.

    >>> months_later(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved_day(day: date, calendar: WorkingCalendar, stops: Sequence[Period[date]]) -> date | None:
    """Return `day`, or the first later day that is neither closed nor stopped; None behind an open stop."""
    day = calendar.on_or_after(day)
    for stop in stops:
        if day in stop:
            if stop.before is None:
                return None
            day = calendar.on_or_after(stop.before)
    return day


def _working_day(calendar: WorkingCalendar, received: int, number: int, stops: Sequence[Period[date]]) -> date | None:
    for stop in stops:
        # Working days up to the stop, up to its end, both after the day of receipt.
        before_stop = max(_count_before(calendar, stop.start), received)
        if before_stop >= number:
            continue
        if stop.before is None:
            return None
        number += max(0, _count_before(calendar, stop.before) - before_stop)
    return calendar.nth(number)


def _count_before(calendar: WorkingCalendar, day: date) -> int:
    return calendar.count_until(day) - calendar.is_working_day(day)


def _due_in_hours(local: datetime, hours: int, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> datetime | None:
    start = working_second(local, calendar)
    due = start + hours * 3600
    for stop in stopped_moments(pauses):
        stopped = max(working_second(stop.start, calendar), start)
        if stopped >= due:
            continue
        if stop.before is None:
            return None
        due += max(0, working_second(stop.before, calendar) - stopped)
    return moment_of(due, calendar)


def hours_later(begin: datetime, hours: float, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which that many working hours (also parts of one) after `begin` are over."""
    start = working_second(in_vietnam(begin), calendar)
    seconds = round(hours * 3600)
    return moment_of(start + seconds, calendar) if seconds > 0 else calendar.next_session(begin)


def working_second(moment: datetime, calendar: WorkingCalendar) -> int:
    """Return how many working seconds the calendar has had before `moment`."""
    day = moment.date()
    full = _count_before(calendar, day) * calendar.day_seconds
    if not calendar.is_working_day(day):
        return full
    return full + calendar.worked_seconds(moment.hour * 3600 + moment.minute * 60 + moment.second)


def moment_of(second: int, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which this working second is over, in the earlier of two sessions."""
    number, rest = divmod(second - 1, calendar.day_seconds)
    seconds = calendar.second_of_day(rest + 1)
    return datetime.combine(calendar.nth(number + 1), time(), VIETNAM) + timedelta(seconds=seconds)
