"""When people come: weekday, hour, season, the quiet before Tết and the rush after it."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from motcua.rules.calendar import official_calendar

Moments = npt.NDArray[np.datetime64]
WEEKDAY = (1.25, 1.12, 1.05, 1.0, 0.9)
# Online filing goes on when offices are closed.
CLOSED_DAY = 0.12
BEFORE_TET, AFTER_TET, AFTER_TET_DAYS = 0.5, 1.5, 14
# Shares of the hours 0–23 at the counter and online.
COUNTER = np.array([0] * 7 + [6, 16, 18, 15, 7, 0, 8, 14, 10, 5, 1] + [0] * 6, float)
ONLINE = np.array([1, 0, 0, 0, 0, 1, 2, 5, 9, 11, 10, 7, 4, 6, 9, 9, 7, 4, 3, 4, 5, 4, 3, 2], float)


def tet_of(year: int) -> tuple[date, date] | None:
    """Return the first and last day off of the longest holiday in January or February, if one is known."""
    calendar = official_calendar()
    day = date(year, 1, 5)
    found: list[date] = []
    best: list[date] = []
    while day < date(year, 3, 1):
        if calendar.is_working_day(day):
            found = []
        else:
            found.append(day)
            best = max(best, list(found), key=len)
        day += timedelta(days=1)
    return (best[0], best[-1]) if len(best) > 4 else None


def day_weights(first: date, last: date) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """Return the days of a stretch and how many of all arrivals fall on each (sum 1)."""
    calendar = official_calendar()
    tets = [tet for year in range(first.year, last.year + 1) if (tet := tet_of(year))]
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    weights = np.array([_weight(day, calendar.is_working_day(day), tets) for day in days])
    return np.array(days, dtype="datetime64[D]"), weights / weights.sum()


def _weight(day: date, is_working: bool, tets: list[tuple[date, date]]) -> float:
    weight = WEEKDAY[min(day.weekday(), 4)] if is_working else CLOSED_DAY
    for first, last in tets:
        if first <= day <= last:
            return weight * 0.3
        if timedelta(0) < first - day <= timedelta(days=10):
            weight *= BEFORE_TET
        if timedelta(0) < day - last <= timedelta(days=AFTER_TET_DAYS):
            weight *= AFTER_TET
    return weight


def moments(days: Moments, online: npt.NDArray[np.bool_], rng: np.random.Generator) -> Moments:
    """Return a local moment on each day; on closed days and online the clock of the counter does not bind."""
    many = len(days)
    closed = ~np.isin(days, working_days())
    by_counter = rng.choice(24, many, p=COUNTER / COUNTER.sum())
    by_night = rng.choice(24, many, p=ONLINE / ONLINE.sum())
    hour = np.where(online | closed, by_night, by_counter)
    seconds = hour * 3600 + rng.integers(0, 3600, many)
    return np.asarray(days.astype("datetime64[s]") + seconds.astype("timedelta64[s]"))


def working_days() -> Moments:
    """Return every working day that the official calendar knows, in order."""
    calendar = official_calendar()
    first, last = date(2021, 1, 1), date(2026, 12, 31)
    every = [first + timedelta(days=place) for place in range((last - first).days)]
    return np.array([day for day in every if calendar.is_working_day(day)], dtype="datetime64[D]")
