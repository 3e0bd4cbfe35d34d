"""Do units that handle the same procedure differ, or is it chance? And what do the best tenth do differently?

Same mix: a unit is held against what would be expected of the same dossiers (procedure × channel) at the
average of all. A unit stands out only if Wilson's 95 % range of its late share leaves the expected share out
(the funnel): a small unit needs a big difference.
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from motcua.rules.confidence import wilson

if TYPE_CHECKING:
    import duckdb

ENOUGH = 30  # dossiers with a class, for a unit to be among the best
LEAST = 10  # under so many, one late dossier would decide
UNITS = """
WITH rated AS (SELECT * FROM chosen WHERE class IN (1, 2, 3)),
usual AS (SELECT procedure, channel, avg((class = 3)::INT) AS late FROM rated GROUP BY ALL)
SELECT r.agency, count(*), count(*) FILTER (r.class = 3), sum(u.late),
  median(epoch(r.finished_at) - epoch(r.received_at)) / 86400.0,
  avg((coalesce(r.supplements, 0) > 0)::INT), avg((r.channel = 2)::INT), avg((r.class = 1)::INT)
FROM rated r JOIN usual u USING (procedure, channel) GROUP BY ALL ORDER BY 1
"""
MARKS = ("median_days", "supplemented", "online", "early")


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit: late of rated dossiers, late expected for the same mix, and how it works (shares 0 to 1)."""

    agency: str
    rated: int
    late: int
    expected: float
    median_days: float
    supplemented: float
    online: float
    early: float

    @property
    def range(self) -> tuple[float, float]:
        return wilson(self.late, self.rated) or (0.0, 1.0)

    @property
    def stands_out(self) -> str:
        """Return `better`, `worse`, or nothing where chance explains the difference."""
        if self.rated < LEAST:
            return ""
        low, high = self.range
        usual = self.expected / self.rated
        return "better" if high < usual else "worse" if low > usual else ""


def compare(connection: "duckdb.DuckDBPyConnection") -> tuple[UnitFigures, ...]:
    """Return all units of `chosen`, the one with the most late dossiers above expectation first."""
    units = [UnitFigures(*row) for row in connection.execute(UNITS).fetchall()]
    return tuple(sorted(units, key=lambda unit: (unit.expected - unit.late, unit.agency)))


def best_tenth(units: tuple[UnitFigures, ...]) -> dict[str, Any] | None:
    """Return how the best tenth of units differ from the others; None with fewer than ten that can be compared."""
    able = sorted((u for u in units if u.rated >= ENOUGH), key=lambda u: ((u.late - u.expected) / u.rated, u.agency))
    if len(able) < 10:
        return None
    best, others = able[: len(able) // 10], able[len(able) // 10 :]
    return {
        "units": [unit.agency for unit in best],
        "of": len(able),
        "differences": [{"figure": name, "best": _mean(best, name), "others": _mean(others, name)} for name in MARKS],
    }


def _mean(units: list[UnitFigures], name: str) -> float:
    total = sum(float(getattr(unit, name)) * unit.rated for unit in units)
    return round(total / sum(unit.rated for unit in units), 4)


def as_dict(units: tuple[UnitFigures, ...]) -> dict[str, Any]:
    """Return the comparison as JSON gives it."""
    rows = [
        {**asdict(unit), "range": [round(end, 4) for end in unit.range], "stands_out": unit.stands_out or None}
        for unit in units
    ]
    return {"units": rows, "best_tenth": best_tenth(units)}
