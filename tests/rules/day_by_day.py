"""The naive way to count: one day, or one minute, after the other. Slow, and easy to believe."""

from datetime import datetime, timedelta

from motcua.rules.calendar import VIETNAM
from motcua.rules.time_limits import TimeUnit

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
FAR = datetime(2040, 1, 1, tzinfo=VIETNAM)


def stopped_day(day, pauses, calendar):
    for pause in pauses:
        start, before = (effective(moment, calendar) for moment in (pause.start, pause.before))
        if start <= day and (before is None or day < before):
            return True
    return False


def effective(moment, calendar):
    if moment is None:
        return None
    return moment.date() + ONE_DAY * (moment.time() >= calendar.closing)


def due_day_by_day(received, limit, calendar, pauses):
    if limit.unit is TimeUnit.HOUR:
        return due_minute_by_minute(received, limit.quantity, calendar, pauses)
    day, left = received.date(), limit.quantity
    if limit.unit is TimeUnit.IMMEDIATE:
        day, left = effective(received, calendar), 0
    if limit.unit in {TimeUnit.MONTH, TimeUnit.YEAR}:
        left = days_in_months(day, limit.quantity * (12 if limit.unit is TimeUnit.YEAR else 1))
    only_worked = limit.unit is TimeUnit.WORKING_DAY
    while left:
        day += ONE_DAY
        left -= not stopped_day(day, pauses, calendar) and (calendar.is_working_day(day) or not only_worked)
        if day.year >= FAR.year:
            return None
    while stopped_day(day, pauses, calendar) or not calendar.is_working_day(day):
        day += ONE_DAY
        if day.year >= FAR.year:
            return None
    return datetime.combine(day, calendar.closing, VIETNAM)


def days_in_months(day, months):
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return (day.replace(year=year, month=month, day=number) - day).days
        except ValueError:
            number -= 1


def due_minute_by_minute(received, hours, calendar, pauses):
    """Whole minutes only: `received` and the pauses must have no seconds."""
    minute, left = received, hours * 60
    while left:
        worked = calendar.is_working_day(minute.date()) and any(a <= minute.time() < b for a, b in calendar.sessions)
        stopped = any(p.start <= minute and (p.before is None or minute < p.before) for p in pauses)
        left -= worked and not stopped
        minute += ONE_MINUTE
        if minute >= FAR or (stopped and any(p.before is None and p.start <= minute for p in pauses)):
            return None
    return minute
