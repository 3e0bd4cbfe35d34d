"""What the ledger says of each unit: dossiers settled in and out of time, and what is late everywhere.

`floor` is the late share that a unit's mix of procedures has also at the better half of the units of its
level. The better half is chosen by one half of the dossiers and measured on the other, so that luck does not
count as skill. What lies above the floor is taken as the effect of too few hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window
from motcua.ledger.facts import LEVELS
from motcua.rules.levels import Level

if TYPE_CHECKING:
    import duckdb

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
LEVEL_OF = {number: Level(name) for name, number in LEVELS.items()}
# Dossiers of a procedure that weigh as much as what is known of its level.
PRIOR_DOSSIERS = 50


@dataclass(frozen=True)
class UnitLoads:
    """One row per unit and level; arrays of one length."""

    codes: list[str]
    levels: Counts
    received: Counts
    rated: Counts
    late: Counts
    floor: Floats
    rated_then: Counts
    late_then: Counts

    def __len__(self) -> int:
        return len(self.codes)

    def of_level(self, level: Level) -> npt.NDArray[np.bool_]:
        return np.asarray(self.levels == LEVELS[level.value])


def unit_loads(connection: "duckdb.DuckDBPyConnection", window: Window) -> UnitLoads:
    """Return the load of every unit that settled a dossier with a time limit in the window.

    `rated_then` and `late_then` are those of the window's first half, for the back-test.
    """
    names = ("received", "early", "on_time", "late")
    rows = ledger.figures(connection, window, by=("agency", "level"), names=names, where="agency != 0")
    middle = window.begin + (window.before - window.begin) / 2
    then = ledger.figures(
        connection, Window(window.begin, middle), by=("agency", "level"), names=names, where="agency != 0"
    )
    first = {(row["agency"], row["level"]): row for row in then}
    kept = [r for r in rows if r["early"] + r["on_time"] + r["late"] > 0 and r["level"] in LEVEL_OF]
    kept.sort(key=lambda row: (row["level"], row["agency"]))
    floors = _floors(connection, window)

    def column(name: str) -> Counts:
        return np.array([int(row[name]) for row in kept], dtype=np.int64)

    def half(name: str) -> Counts:
        return np.array([int(first.get((r["agency"], r["level"]), {}).get(name, 0)) for r in kept], dtype=np.int64)

    return UnitLoads(
        codes=[row["agency"] for row in kept],
        levels=column("level"),
        received=column("received"),
        rated=column("early") + column("on_time") + column("late"),
        late=column("late"),
        floor=np.array([floors.get((row["agency"], row["level"]), 0.0) for row in kept]),
        rated_then=half("early") + half("on_time") + half("late"),
        late_then=half("late"),
    )


def _rated(window: Window) -> str:
    return (
        f"class IN (1, 2, 3) AND agency != 0 AND ended_day >= DATE '{window.begin}' AND ended_day < "
        f"DATE '{window.before}'"
    )


def _prepare(connection: "duckdb.DuckDBPyConnection", window: Window) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE rated AS SELECT agency, level, procedure, dossier_key % 2 AS half, "
        "count(*) AS n, count(*) FILTER (class = 3) AS late "
        f"FROM fact_dossier WHERE {_rated(window)} GROUP BY ALL"
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE base AS
        WITH ranked AS (SELECT agency, level, percent_rank() OVER (PARTITION BY level ORDER BY sum(late) / sum(n)) AS p
                        FROM rated WHERE half = 0 GROUP BY agency, level),
        good AS (SELECT rated.* FROM rated JOIN ranked USING (agency, level) WHERE half = 1 AND p <= 0.5),
        whole AS (SELECT level, sum(late) / sum(n) AS share FROM good GROUP BY level)
        SELECT level, procedure, whole.share AS whole,
               (sum(late) + {PRIOR_DOSSIERS} * whole.share) / (sum(n) + {PRIOR_DOSSIERS}) AS share
        FROM good JOIN whole USING (level) GROUP BY level, procedure, whole.share"""
    )


def _floors(connection: "duckdb.DuckDBPyConnection", window: Window) -> Mapping[tuple[str, int], float]:
    _prepare(connection, window)
    rows = connection.execute(
        """WITH whole AS (SELECT level, any_value(whole) AS whole FROM base GROUP BY level)
        SELECT code_agency.code, level, sum(n * coalesce(base.share, whole.whole, 0)) / sum(n)
        FROM rated LEFT JOIN base USING (level, procedure) LEFT JOIN whole USING (level)
        JOIN code_agency ON code_agency.id = agency GROUP BY ALL"""
    ).fetchall()
    return {(code, level): float(share) for code, level, share in rows}


def stubborn_procedures(connection: "duckdb.DuckDBPyConnection", level: Level, most: int = 10) -> list[dict[str, Any]]:
    """Return the procedures whose lateness no officer mends: late also at the better units; after `unit_loads`."""
    rows = connection.execute(
        """SELECT code_procedure.code, sum(n) AS n, sum(late) AS late, any_value(base.share) AS share
        FROM rated JOIN base USING (level, procedure) JOIN code_procedure ON code_procedure.id = procedure
        WHERE level = ? GROUP BY code_procedure.code ORDER BY sum(n) * any_value(base.share) DESC, 1 LIMIT ?""",
        [LEVELS[level.value], most],
    ).fetchall()
    return [
        {"procedure": code, "rated": int(n), "late": int(late), "late_anyway": round(n * share)}
        for code, n, late, share in rows
    ]


def levels_recorded(loads: UnitLoads) -> dict[Level, tuple[int, int, int]]:
    """Return for each level (units, rated, late) as recorded."""
    found = {}
    for level in Level:
        mine = loads.of_level(level)
        if mine.any():
            found[level] = (int(mine.sum()), int(loads.rated[mine].sum()), int(loads.late[mine].sum()))
    return found
