"""Due dates: one by one, with lines, and ten million at once, against a day-by-day loop."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import numpy as np

from motcua.rules.calendar import VIETNAM, WorkingCalendar, official_calendar
from motcua.rules.parameters.official_days import official_days
from motcua.rules.time_limits import Pause, TimeLimit, TimeUnit, due, due_at
from motcua.rules.time_limits_many import UNIT_CODES, due_many

ONE_DAY = timedelta(days=1)
ROWS = 10_000_000
SAMPLE = 20_000


def run() -> Iterator[dict[str, Any]]:
    """Yield one row a measure; the naive loop is measured in the same run."""
    calendar = official_calendar()
    yield {"work": "build the calendar 2000-2099", "figure": round(_build() * 1e3, 1), "unit": "ms"}
    moments, limits = _sample()
    naive = _each(lambda at, limit: _day_by_day(at, limit.quantity, calendar), moments, limits)
    for name, function in (
        ("one due date in working days", lambda at, limit: due_at(at, limit, calendar)),
        ("one due date with its lines", lambda at, limit: due(at, limit, calendar)),
        ("one due date with a pause", lambda at, limit: due_at(at, limit, calendar, [Pause(at, at + 3 * ONE_DAY)])),
    ):
        figure = _each(function, moments, limits)
        yield {
            "work": name,
            "figure": round(figure * 1e6, 2),
            "unit": "µs",
            "peer": f"day-by-day loop {naive * 1e6:.1f} µs",
            "ratio": round(naive / figure, 1),
        }
    yield from _many(calendar, naive)


def _sample() -> tuple[list[datetime], list[TimeLimit]]:
    random = Random(766)
    start = datetime(2022, 1, 3, tzinfo=VIETNAM)
    moments = [start + timedelta(minutes=random.randrange(1_500 * 1_440)) for _ in range(SAMPLE)]
    return moments, [TimeLimit(random.randint(1, 30), TimeUnit.WORKING_DAY) for _ in range(SAMPLE)]


def _each(function: Callable[[datetime, TimeLimit], Any], moments: list[datetime], limits: list[TimeLimit]) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for at, limit in zip(moments, limits, strict=True):
            function(at, limit)
        best = min(best, (time.perf_counter() - began) / len(moments))
    return best


def _day_by_day(at: datetime, left: int, calendar: WorkingCalendar) -> date:
    day = at.date()
    while left:
        day += ONE_DAY
        special = calendar.special.get(day)
        left -= special.kind == "worked" if special else day.weekday() < 5
    return day


def _build() -> float:
    began = time.perf_counter()
    WorkingCalendar(official_days())
    return time.perf_counter() - began


def _many(calendar: WorkingCalendar, naive: float) -> Iterator[dict[str, Any]]:
    random = np.random.default_rng(766)
    start = np.datetime64("2022-01-03", "s").astype(np.int64)
    received = (start + random.integers(0, 1_500 * 86_400, ROWS)).view("datetime64[s]")
    quantity = random.integers(1, 31, ROWS)
    units = np.array([UNIT_CODES.index(TimeUnit.WORKING_DAY)] * 13 + [1] * 4 + [2, 3, 6])[random.integers(0, 20, ROWS)]
    paused = np.where(random.random(ROWS) < 0.2, received, np.datetime64("NaT", "s"))
    pause = (paused, paused + np.timedelta64(4, "D"))
    for name, unit, stops in (
        ("due dates in working days", TimeUnit.WORKING_DAY, ()),
        ("due dates in mixed units", units, ()),
        ("due dates in working days, one in five paused", TimeUnit.WORKING_DAY, pause),
    ):
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            due_many(received, quantity, unit, calendar, *stops)
            best = min(best, time.perf_counter() - began)
        figure = ROWS / best
        yield {
            "work": f"{ROWS:,} {name}",
            "figure": round(figure / 1e6, 1),
            "unit": "million/s",
            "peer": f"day-by-day loop {1 / naive / 1e6:.3f} million/s",
            "ratio": round(figure * naive),
        }
