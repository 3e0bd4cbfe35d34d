"""How many counters must be open in each half hour of a usual day, and which shifts cover that.

Arrivals come from the tickets of the unit; where it draws none, from its direct receptions in the ledger.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from motcua.agencies.models import Unit
from motcua.agencies.presence import Roll
from motcua.core.clock_zone import VIETNAM
from motcua.dossiers.visits import tickets_between
from motcua.ledger.cubes import Window
from motcua.procedures.listings import field_of_procedures
from motcua.rules import queueing
from motcua.rules.calendar import official_calendar
from motcua.rules.parameters import staffing as law
from motcua.staffing import shifts
from motcua.staffing.scans import Scanned, Served, scanned
from motcua.staffing.simulation import Played, play

if TYPE_CHECKING:
    import duckdb

OPENS_MINUTE, SLOTS = 7 * 60, 21  # 07:00 to 17:30, in half hours
LOCAL = "received_at + INTERVAL 7 HOUR"
_MINUTE = f"(hour({LOCAL}) * 60 + minute({LOCAL}))"
SLOT_SQL = f"CAST(floor(({_MINUTE} - {OPENS_MINUTE}) / 30) AS INTEGER)"
DIRECT = "channel IN (0, 1)"


@dataclass(frozen=True)
class CounterDay:
    """A usual day at the counter: people an hour by half hour and weekday, serving minutes, need, shifts."""

    origin: str
    days: int
    people: int
    no_shows: int
    per_hour: tuple[float, ...]
    by_weekday: tuple[float, ...]
    minutes: float
    minutes_by_procedure: dict[str, tuple[int, float]]
    needed: tuple[int, ...]
    roster: shifts.Roster
    checked: Played | None
    left_share: float
    target: float
    # People an hour by field and half hour; an unknown field is "".
    by_field: dict[str, tuple[float, ...]]
    scanned: Scanned

    @property
    def offered(self) -> list[shifts.Shift]:
        """Return the shifts that the opening hours allow; nobody works where nobody is needed at noon."""
        closed = [slot for slot, need in enumerate(self.needed) if not need]
        return shifts.usual_shifts(SLOTS, opens_at_minute=OPENS_MINUTE, closed=closed)

    def needed_for(self, fields: frozenset[str]) -> tuple[int, ...]:
        """Return the counters that the people of some fields need in each half hour."""
        rates = [sum(self.by_field[field][slot] for field in fields) for slot in range(SLOTS)]
        return tuple(_need(rate, self.minutes, self.target) for rate in rates)


@dataclass
class _Came:
    """What was seen of arrivals: by (weekday, slot, field), minutes by procedure, no-shows, serving times."""

    arrivals: dict[tuple[int, int, str], int]
    minutes: dict[str, list[float]]
    missed: int
    served: list[Served]


def working_days(window: Window) -> int:
    """Return how many working days the window has, at least one."""
    calendar, day, many = official_calendar(), window.begin, 0
    while day < window.before:
        many += calendar.is_working_day(day)
        day += timedelta(days=1)
    return max(many, 1)


def counter_needs(
    connection: "duckdb.DuckDBPyConnection", codes: Sequence[str], window: Window, target: float
) -> "np.typing.NDArray[np.int64]":
    """Return for each unit the counters wanted in its busiest half hour of a usual day."""
    rows = connection.execute(
        f"""SELECT code_agency.code, max(n) FROM (
          SELECT agency, {SLOT_SQL} AS slot, count(*) AS n FROM fact_dossier
          WHERE {DIRECT} AND received_day >= DATE '{window.begin}' AND received_day < DATE '{window.before}'
            AND class != 0 GROUP BY ALL)
        JOIN code_agency ON code_agency.id = agency GROUP BY ALL"""
    ).fetchall()
    busiest, days = dict(rows), working_days(window)
    known: dict[int, int] = {}
    needs = np.zeros(len(codes), dtype=np.int64)
    for place, code in enumerate(codes):
        people = int(busiest.get(code, 0))
        if people not in known:
            known[people] = _need(2 * people / days, law.ASSUMED_SERVING_MINUTES, target)
        needs[place] = known[people]
    return needs


def _need(per_hour: float, minutes: float, target: float) -> int:
    return queueing.officers_needed(per_hour, minutes, within_minutes=target, share=law.TARGET_SHARE)


def counter_day(
    connection: "duckdb.DuckDBPyConnection", roll: Roll, window: Window, target: float = law.TARGET_WAIT_MINUTES
) -> CounterDay | None:
    """Return the usual day of one unit, given its receiving officers; None where nobody came."""
    unit = roll.unit
    came = _by_tickets(unit, window)
    origin = "tickets" if came.arrivals else "ledger"
    arrivals = came.arrivals or _by_ledger(connection, unit.code, window)
    people = sum(arrivals.values())
    if not people:
        return None
    days = working_days(window)
    weekday = [0.0] * 7
    by_field: dict[str, list[float]] = defaultdict(lambda: [0.0] * SLOTS)
    for (day, slot, field), many in arrivals.items():
        by_field[field][min(max(slot, 0), SLOTS - 1)] += 2 * many / days
        weekday[day] += many
    per_hour = [sum(rates) for rates in zip(*by_field.values(), strict=True)]
    pages = scanned(roll, window, came.served)
    served = [each for many in came.minutes.values() for each in many]
    minutes = sum(served) / len(served) if served else law.ASSUMED_SERVING_MINUTES
    minutes += pages.minutes_for(people)
    needed = tuple(_need(rate, minutes, target) for rate in per_hour)
    lunch = [slot for slot, need in enumerate(needed) if not need]
    offered = shifts.usual_shifts(SLOTS, opens_at_minute=OPENS_MINUTE, closed=lunch)
    peak = int(np.argmax(per_hour))
    load = per_hour[peak] * minutes / 60
    return CounterDay(
        origin=origin,
        days=days,
        people=people,
        no_shows=came.missed,
        per_hour=tuple(per_hour),
        by_weekday=tuple(weekday),
        minutes=minutes,
        minutes_by_procedure={code: (len(many), median(many)) for code, many in came.minutes.items() if code},
        needed=needed,
        roster=shifts.cover(needed, offered, opens_at_minute=OPENS_MINUTE),
        checked=play(officers=needed[peak], load=load, patience=float("inf"), target=target / minutes),
        left_share=queueing.leaving_share(needed[peak], load, law.COUNTER_PATIENCE_MINUTES / minutes),
        target=target,
        by_field={field: tuple(rates) for field, rates in sorted(by_field.items())},
        scanned=pages,
    )


def _by_ledger(connection: "duckdb.DuckDBPyConnection", code: str, window: Window) -> dict[tuple[int, int, str], int]:
    rows = connection.execute(
        f"""SELECT isodow(received_day) - 1, {SLOT_SQL}, coalesce(code_field.code, ''), count(*) FROM fact_dossier
        JOIN code_agency ON code_agency.id = agency LEFT JOIN code_field ON code_field.id = field
        WHERE code_agency.code = ? AND {DIRECT} AND class != 0
          AND received_day >= DATE '{window.begin}' AND received_day < DATE '{window.before}' GROUP BY ALL""",
        [code],
    ).fetchall()
    return {(int(day), int(slot), field): int(many) for day, slot, field, many in rows}


def _by_tickets(unit: Unit, window: Window) -> _Came:
    begin, before = (datetime.combine(day, time.min, VIETNAM) for day in (window.begin, window.before))
    came = _Came(defaultdict(int), defaultdict(list), 0, [])
    rows = tickets_between(unit, begin, before).values_list(
        "drawn_at", "served_from", "served_until", "held_seconds", "procedures", "state", "officer_id"
    )
    drawn_for = [row[4][0] if row[4] else "" for row in rows]
    known = sorted({code for code in drawn_for if code})
    field_of = field_of_procedures(known, window.begin) if known else {}
    for (drawn, start, end, held, _, state, officer), procedure in zip(rows, drawn_for, strict=True):
        local = drawn.astimezone(VIETNAM)
        if state == "no_show":
            # Nobody sat down: the call costs the counter a moment, not a serving time.
            came.missed += 1
            continue
        slot = (local.hour * 60 + local.minute - OPENS_MINUTE) // 30
        came.arrivals[local.weekday(), slot, field_of.get(procedure, "")] += 1
        if start and end:
            came.minutes[procedure].append(max(0.0, (end - start).total_seconds() - held) / 60)
            if officer:
                came.served.append((officer, start, end))
    return came
