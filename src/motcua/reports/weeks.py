"""Weeks from Monday to Sunday, as the window of a briefing."""

import re
from datetime import date, timedelta

from django.utils import timezone

from motcua.core.selectors import is_simulated
from motcua.reports.errors import WeekNotUnderstood
from motcua.reports.request import Request, request_of

WEEK = timedelta(days=7)
# The last whole week of the simulated quarter, whose statutory window ends on 14/03/2023.
SIMULATED_WEEK = date(2023, 3, 6)


def monday_of(text: str = "", today: date | None = None) -> date:
    """Return the Monday of a week: of a day in it, of `2023-W10`, or of the week that ended last."""
    if not text.strip():
        return SIMULATED_WEEK if is_simulated() else _monday(today or timezone.localdate()) - WEEK
    named = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text.strip(), re.IGNORECASE)
    try:
        if named:
            return date.fromisocalendar(int(named[1]), int(named[2]), 1)
        return _monday(date.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        raise WeekNotUnderstood(text=text) from None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_request(monday: date, level: str = "", agency: str = "") -> Request:
    """Return the question for the figures of one week."""
    sunday = monday + timedelta(days=6)
    return request_of(f"{sunday.year:04d}", f"{monday}..{sunday}", level, agency)
