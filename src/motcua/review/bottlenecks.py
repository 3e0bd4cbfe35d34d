"""Where does the time of dossiers go? Every stretch between two events, added up by who held it.

A stretch belongs to the event that began it. Hours are hours of the clock (nights and rest days in),
for that is what people wait. The stretch after the last event is still open and is not counted.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.core.phrases import Phrase
from motcua.ledger import selectors as ledger
from motcua.review import games
from motcua.review.scope import Scope, choose

if TYPE_CHECKING:
    import duckdb

HOLDERS = {
    "untouched": Phrase("Chưa ai bắt đầu", "Nobody has begun"),
    "agency": Phrase("Cơ quan giải quyết", "The agency in charge"),
    "other_agency": Phrase("Cơ quan khác", "Another agency"),
    "applicant": Phrase("Người dân, doanh nghiệp", "The applicant"),
    "stopped": Phrase("Dừng xử lý", "Stopped"),
    "collection": Phrase("Có kết quả, chờ trả", "Result waits to be returned"),
}
# ASSUMPTION: 1 and 2 mean that nobody works yet; 5 and 6 wait for the applicant (domain.md 2.5).
HOLDER_SQL = """CASE WHEN status IN (1, 2) THEN 'untouched' WHEN status IN (5, 6) THEN 'applicant'
  WHEN status = 8 THEN 'stopped' WHEN status IN (9, 10) THEN 'collection'
  WHEN at_agency IS NOT NULL AND at_agency != agency THEN 'other_agency' ELSE 'agency' END"""
SPANS = f"""
CREATE OR REPLACE TEMP TABLE spans AS
  SELECT case_id, dossier, procedure, agency, activity, status, {HOLDER_SQL} AS holder, (after - at_s) / 3600.0 AS hours
  FROM (SELECT *, lead(at_s) OVER (PARTITION BY case_id ORDER BY at_s, ordinal) AS after FROM log)
  WHERE after IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where dossiers wait: a status of a procedure, or a unit; hours of the clock."""

    procedure: str
    unit: str
    activity: str
    holder: str
    dossiers: int
    hours: float
    median_hours: float
    p90_hours: float
    share: float


@dataclass(frozen=True, slots=True)
class Loop:
    """How often a procedure sent dossiers back for a supplement, and how long that took."""

    procedure: str
    dossiers: int
    supplemented: int
    requests: int
    hours: float


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """All answers for one scope."""

    dossiers: int
    events: int
    hours: dict[str, float]
    places: tuple[Place, ...]
    units: tuple[Place, ...]
    loops: tuple[Loop, ...]
    games: tuple[games.Game, ...]


def bottlenecks(scope: Scope, most: int = 20) -> Bottlenecks:
    """Return where time goes in `scope`, the longest first."""
    with ledger.reader() as connection:
        dossiers = choose(connection, scope)
        connection.execute(SPANS)
        rows = connection.execute("SELECT holder, sum(hours) FROM spans GROUP BY ALL").fetchall()
        (events,) = connection.execute("SELECT count(*) FROM log").fetchone() or (0,)
        hours = dict.fromkeys(HOLDERS, 0.0) | {holder: float(total) for holder, total in rows}
        return Bottlenecks(
            dossiers,
            int(events),
            hours,
            _places(connection, "procedure, '' AS unit", "true", most),
            _places(connection, "'' AS procedure, agency AS unit", "holder IN ('untouched', 'agency')", most),
            _loops(connection, most),
            games.found_games(connection),
        )


def _places(connection: "duckdb.DuckDBPyConnection", keys: str, condition: str, most: int) -> tuple[Place, ...]:
    rows = connection.execute(
        f"""WITH p AS (SELECT {keys}, activity, holder, count(DISTINCT case_id) AS n, sum(hours) AS total,
              quantile_cont(hours, [0.5, 0.9]) AS q FROM spans WHERE {condition} GROUP BY ALL)
            SELECT procedure, unit, activity, holder, n, total, q[1], q[2], total / greatest(sum(total) OVER (), 1e-9)
            FROM p ORDER BY total DESC, procedure, unit, activity LIMIT {most}"""
    ).fetchall()
    return tuple(Place(*row) for row in rows)


def _loops(connection: "duckdb.DuckDBPyConnection", most: int) -> tuple[Loop, ...]:
    rows = connection.execute(
        f"""WITH asked AS (SELECT procedure, count(DISTINCT case_id) AS cases, count(*) AS n FROM log
              WHERE status = 5 GROUP BY ALL),
            lasted AS (SELECT procedure, sum(hours) AS hours FROM spans WHERE status = 5 GROUP BY ALL),
            every AS (SELECT procedure, count(*) AS n FROM chosen GROUP BY ALL)
            SELECT every.procedure, every.n, asked.cases, asked.n, coalesce(lasted.hours, 0)
            FROM asked JOIN every USING (procedure) LEFT JOIN lasted USING (procedure)
            ORDER BY asked.n DESC, 1 LIMIT {most}"""
    ).fetchall()
    return tuple(Loop(*row) for row in rows)


def as_dict(found: Bottlenecks, scope: Scope) -> dict[str, Any]:
    """Return the answer as the command and the API give it."""
    days = scope.window
    return {
        "window": {"from": days.first, "to": days.last, "source": days.source},
        "procedure": scope.procedure or None,
        "agency": scope.agency or None,
        "dossiers": found.dossiers,
        "events": found.events,
        "time": [
            {"holder": name, "vi": HOLDERS[name].vi, "en": HOLDERS[name].en, "hours": round(value, 1)}
            for name, value in found.hours.items()
        ],
        "bottlenecks": [_place(place) for place in found.places],
        "units": [_place(place) for place in found.units],
        "supplement_loops": [
            {
                "procedure": loop.procedure,
                "dossiers": loop.dossiers,
                "supplemented": loop.supplemented,
                "requests": loop.requests,
                "hours": round(loop.hours, 1),
            }
            for loop in found.loops
        ],
        "cases_to_read": [games.as_dict(game) for game in found.games],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "procedure": place.procedure or None,
        "unit": place.unit or None,
        "activity": place.activity,
        "holder": place.holder,
        "dossiers": place.dossiers,
        "hours": round(place.hours, 1),
        "median_hours": round(place.median_hours, 2),
        "p90_hours": round(place.p90_hours, 2),
        "share": round(place.share, 4),
    }
