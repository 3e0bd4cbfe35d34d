"""The figures behind the charts of reports: funnel, age of what is pending, times with and without stops, provinces."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from motcua.reports.counting import LEVEL_OF, ledger_of, scan, scope_of
from motcua.reports.definition import KEPT_IN_WINDOW, OVERDUE_AT_END, PENDING_AT_END, SETTLED_IN_WINDOW
from motcua.reports.definitions.handling import AGE
from motcua.reports.definitions.times import DONE, GROSS, NET
from motcua.reports.provinces import home_of
from motcua.reports.request import Request
from motcua.rules.levels import Level

AGES = (("age_30", 0, 30), ("age_90", 31, 90), ("age_180", 91, 180), ("age_more", 181, 100_000))


@dataclass(frozen=True, slots=True)
class Spent:
    """Days of one level: lower quartile, median and 90th percentile, with the stops and without."""

    gross: tuple[float, float, float]
    net: tuple[float, float, float]


def funnel(request: Request) -> list[tuple[str, int]]:
    """Return how many dossiers came this far: figure to number; each is a part of the one before."""
    handled = f"(({SETTLED_IN_WINDOW}) OR ({PENDING_AT_END}))"
    steps = {
        "06a.c3": handled,
        "06a.c7": SETTLED_IN_WINDOW,
        "rated": f"{SETTLED_IN_WINDOW} AND class IN (1, 2, 3)",
        "on-time.rate": KEPT_IN_WINDOW,
        "unasked": f"{KEPT_IN_WINDOW} AND coalesce(supplements, 0) = 0",
    }
    sums = {f"n{place}": f"count(*) FILTER ({step})" for place, step in enumerate(steps.values())}
    with ledger_of(request) as connection:
        [row] = scan(connection, request, sums=sums)
    return [(name, int(row[f"n{place}"])) for place, name in enumerate(steps)]


def ages(request: Request) -> dict[Level | None, list[int]]:
    """Return the pending dossiers of each level by age, and at the end how many of them are overdue."""
    sums = {
        name: f"count(*) FILTER ({PENDING_AT_END} AND {AGE} BETWEEN {low} AND {high})" for name, low, high in AGES
    } | {"overdue": f"count(*) FILTER ({OVERDUE_AT_END})"}
    with ledger_of(request) as connection:
        rows = scan(connection, request, by=("level",), sums=sums)
    return {row["level"]: [int(row[name]) for name in sums] for row in rows if any(row[name] for name in sums)}


def spent(request: Request) -> dict[Level | None, Spent]:
    """Return the days from receipt to settlement by level."""
    sums = {
        f"{kind}_{place}": f"quantile_cont({sql}, {place / 100})"
        for kind, sql in (("gross", GROSS), ("net", NET))
        for place in (25, 50, 90)
    }
    with ledger_of(request) as connection:
        rows = scan(connection, request, by=("level",), sums=sums, also=DONE)
    return {row["level"]: Spent(_three(row, "gross"), _three(row, "net")) for row in rows}


def _three(row: dict[str, Any], kind: str) -> tuple[float, float, float]:
    low, middle, high = (round(float(row[f"{kind}_{place}"]), 1) for place in (25, 50, 90))
    return low, middle, high


def late_by_month(request: Request, most: int = 12) -> tuple[list[str], dict[str, list[tuple[int, int] | None]]]:
    """Return the months up to the window's end, and (late, rated) of each province by month, by name.

    A month without a rated dossier is None. Levels below a province count to it, in the world of the window.
    """
    roots, home = home_of(request.window.last)
    with ledger_of(request) as connection:
        rows = connection.execute(
            f"""SELECT c.code, strftime(ended_day, '%Y-%m') AS month, count(*) FILTER (class = 3), count(*)
                FROM fact_dossier f JOIN code_agency c ON c.id = f.agency
                WHERE {scope_of(connection, request)} AND class IN (1, 2, 3)
                AND ended_day < DATE '{request.window.days.before}'
                AND ended_day >= DATE '{request.window.days.before}' - INTERVAL {int(most)} MONTH GROUP BY ALL"""
        ).fetchall()
    months = sorted({month for _, month, _, _ in rows})
    sums: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for code, month, late, rated in rows:
        root = home.get(code)
        if root is not None:
            name = roots[root][1]
            before = sums[name].get(month, (0, 0))
            sums[name][month] = (before[0] + late, before[1] + rated)
    return months, {name: [sums[name].get(month) for month in months] for name in sorted(sums)}


def levels_of(found: dict[Level | None, Any]) -> list[Level | None]:
    """Return the levels that have figures, in the usual order, the unknown one last."""
    return [level for level in (*LEVEL_OF.values(), None) if level in found]
