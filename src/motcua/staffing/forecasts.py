"""How many dossiers will come on each working day? By weekday, season around Tết and announced days off.

The last third of the days is foretold from the first two thirds; its error is shown beside every forecast.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from motcua.ledger.cubes import Window
from motcua.rules.calendar import WorkingCalendar, official_calendar

if TYPE_CHECKING:
    import duckdb

# ASSUMPTION: a long closure (four days or more, as Tết) thins out the week before and swells the two after.
LONG_CLOSURE, BEFORE, AFTER = 4, 7, 14
LEAST_DAYS = 15


@dataclass(frozen=True)
class Forecast:
    """Receptions foretold by working day; errors are mean absolute, as share of the mean day."""

    days: list[date]
    expected: list[float]
    error: float
    error_of_plain_mean: float
    tested_days: int


def phase(day: date, calendar: WorkingCalendar) -> int:
    """Return 1 in the week before a long closure, 2 in the two weeks after, else 0."""
    for ahead, kind in ((range(1, BEFORE + 1), 1), (range(-1, -AFTER - 1, -1), 2)):
        for shift in ahead:
            at = day + timedelta(days=shift)
            if all(not calendar.is_working_day(at + timedelta(days=place)) for place in range(LONG_CLOSURE)):
                return kind
    return 0


def daily_counts(connection: "duckdb.DuckDBPyConnection", window: Window, where: str = "true") -> dict[date, int]:
    """Return dossiers received by day; `where` is a condition over the facts."""
    rows = connection.execute(
        f"SELECT received_day, count(*) FROM fact_dossier WHERE class NOT IN (0, 6) AND ({where}) AND "
        f"received_day >= DATE '{window.begin}' AND received_day < DATE '{window.before}' GROUP BY ALL"
    ).fetchall()
    return {day: int(many) for day, many in rows}


def _days(begin: date, before: date, calendar: WorkingCalendar) -> list[date]:
    span = (before - begin).days
    return [day for day in (begin + timedelta(days=n) for n in range(span)) if calendar.is_working_day(day)]


def _fit(days: list[date], counts: dict[date, int], calendar: WorkingCalendar) -> dict[tuple[str, int], float]:
    """Return factors by weekday and phase by alternate scaling, and the mean under ("mean", 0)."""
    seen = np.array([counts.get(day, 0) for day in days], float)
    mean = max(float(seen.mean()), 1e-9)
    keys = {"weekday": [day.weekday() for day in days], "phase": [phase(day, calendar) for day in days]}
    factors: dict[tuple[str, int], float] = {("mean", 0): mean}
    for _ in range(8):
        for name, own in keys.items():
            other = "phase" if name == "weekday" else "weekday"
            base = np.array([mean * factors.get((other, key), 1.0) for key in keys[other]])
            for value in set(own):
                mine = np.array([key == value for key in own])
                factors[name, value] = float(seen[mine].sum() / max(base[mine].sum(), 1e-9))
    return factors


def _tell(day: date, factors: dict[tuple[str, int], float], calendar: WorkingCalendar) -> float:
    weekday, season = factors.get(("weekday", day.weekday()), 1.0), factors.get(("phase", phase(day, calendar)), 1.0)
    return factors["mean", 0] * weekday * season


def forecast(counts: dict[date, int], window: Window, ahead: int = 20) -> Forecast | None:
    """Return the next `ahead` working days after the window; None with too few days to test."""
    calendar = official_calendar()
    days = _days(window.begin, window.before, calendar)
    if len(days) < LEAST_DAYS or not counts:
        return None
    cut = len(days) * 2 // 3
    early, late = days[:cut], days[cut:]
    factors = _fit(early, counts, calendar)
    seen = np.array([counts.get(day, 0) for day in late], float)
    told = np.array([_tell(day, factors, calendar) for day in late])
    mean = max(float(seen.mean()), 1e-9)
    whole = _fit(days, counts, calendar)
    coming = _days(window.before, window.before + timedelta(days=3 * ahead), calendar)[:ahead]
    return Forecast(
        coming,
        [_tell(day, whole, calendar) for day in coming],
        float(np.abs(told - seen).mean()) / mean,
        float(np.abs(factors["mean", 0] - seen).mean()) / mean,
        len(late),
    )
