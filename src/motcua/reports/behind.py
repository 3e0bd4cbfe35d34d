"""The dossiers behind a figure, and where the late ones come from.

Each figure that a report counts has here the condition of the dossiers it counted; a test
proves that the list is as long as the figure.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.ledger.cubes import COUNTED, MEASURES
from motcua.ledger.facts import LEVELS
from motcua.reports.counting import LEVEL_OF, ledger_of, scope_of
from motcua.reports.errors import UnknownFigure
from motcua.reports.request import Request
from motcua.rules.levels import Level
from motcua.rules.settlement import Settlement

if TYPE_CHECKING:
    import duckdb

OPEN_AT_END = f"{COUNTED} AND received_day < {{before}} AND (ended_day IS NULL OR ended_day >= {{before}})"
PAUSED_AT_END = "(paused_day < {before} AND (resumed_day IS NULL OR resumed_day >= {before}))"
CONDITIONS = {
    "settled": f"{COUNTED} AND class IN (1, 2, 3, 4, 5) AND ended_day >= {{begin}} AND ended_day < {{before}}",
    "carried_over": f"{COUNTED} AND received_day < {{begin}} AND (ended_day IS NULL OR ended_day >= {{begin}})",
    "pending": OPEN_AT_END,
    "paused": f"{OPEN_AT_END} AND {PAUSED_AT_END}",
    "pending_overdue": f"{OPEN_AT_END} AND overdue_day < {{before}} AND NOT coalesce({PAUSED_AT_END}, false)",
    "pending_no_due_date": f"{OPEN_AT_END} AND due_day IS NULL AND NOT coalesce({PAUSED_AT_END}, false)",
}
FLOWS = ("received", "early", "on_time", "late", "no_due_date", "withdrawn", "not_accepted", "supplemented")
PAGE = 50


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dossier behind a figure; moments in UTC, without zone, as the ledger keeps them."""

    number: str
    source: str
    procedure: str
    agency: str
    level: Level | None
    received_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    settlement: Settlement
    supplements: int


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's or a procedure's part of the late dossiers."""

    code: str
    late: int
    rated: int
    cumulated: float

    @property
    def rate(self) -> float | None:
        return 1 - self.late / self.rated if self.rated else None


def condition_of(figure: str, request: Request) -> str:
    """Return the SQL condition of the dossiers that `figure` counts in the window."""
    days = {"begin": f"DATE '{request.window.days.start}'", "before": f"DATE '{request.window.days.before}'"}
    if figure in CONDITIONS:
        return CONDITIONS[figure].format(**days)
    if figure not in FLOWS:
        raise UnknownFigure(figure=figure, known=", ".join([*FLOWS, *CONDITIONS]))
    measure = MEASURES[figure]
    return f"{measure.condition} AND {measure.day} >= {days['begin']} AND {measure.day} < {days['before']}"


def dossiers_behind(
    request: Request, figure: str, *, agency: str = "", procedure: str = "", field: str = "", after: str = ""
) -> list[DossierLine]:
    """Return one page of the dossiers behind a figure, by number, those after the number `after`."""
    with ledger_of(request) as connection:
        where = f"{scope_of(connection, request)} AND {condition_of(figure, request)} AND dossier > ?"
        values: list[Any] = [after]
        for name, code in (("agency", agency), ("procedure", procedure), ("field", field)):
            if code:
                where += f" AND {name} = (SELECT id FROM code_{name} WHERE code = ?)"
                values.append(code)
        texts = ", ".join(f"code_{kind}.code" for kind in ("source", "procedure", "agency"))
        joins = " ".join(f"LEFT JOIN code_{k} ON code_{k}.id = f.{k}" for k in ("source", "procedure", "agency"))
        rows = connection.execute(
            f"SELECT f.dossier, {texts}, f.level, f.received_at, f.due_at, f.ended_at, f.class, f.supplements "
            f"FROM (SELECT * FROM fact_dossier WHERE {where} ORDER BY dossier LIMIT {PAGE}) f {joins} "
            "ORDER BY f.dossier",
            values,
        ).fetchall()
    return [_line(row) for row in rows]


def _line(row: tuple[Any, ...]) -> DossierLine:
    number, source, procedure, agency, level, received, due, ended, settlement, supplements = row
    return DossierLine(
        number, source or "", procedure or "", agency or "", LEVEL_OF.get(level), received, due, ended,
        Settlement(settlement), supplements,
    )  # fmt: skip


def count_behind(request: Request, figure: str) -> int:
    """Return how many dossiers stand behind a figure, counted one by one."""
    with ledger_of(request) as connection:
        where = f"{scope_of(connection, request)} AND {condition_of(figure, request)}"
        answer = connection.execute(f"SELECT count(*) FROM fact_dossier WHERE {where}").fetchone()
    return int(answer[0]) if answer else 0


def late_by(connection: "duckdb.DuckDBPyConnection", request: Request, dimension: str, limit: int = 20) -> list[Share]:
    """Return the units (`agency`) or procedures (`procedure`) with most late dossiers, and their running share."""
    days = f"ended_day >= DATE '{request.window.days.start}' AND ended_day < DATE '{request.window.days.before}'"
    rows = connection.execute(
        f"""SELECT coalesce(c.code, ''), late, rated, sum(late) OVER (ORDER BY late DESC, code) / sum(late) OVER ()
            FROM (SELECT {dimension} AS id, count(*) FILTER (WHERE class = {int(Settlement.LATE)}) AS late,
                         count(*) AS rated
                  FROM fact_dossier
                  WHERE {scope_of(connection, request)} AND {COUNTED} AND class IN (1, 2, 3) AND {days}
                  GROUP BY 1) LEFT JOIN code_{dimension} c USING (id)
            WHERE late > 0 ORDER BY late DESC, 1 LIMIT {int(limit)}"""
    ).fetchall()
    return [Share(code, late, rated, cumulated) for code, late, rated, cumulated in rows]


def handling_days(connection: "duckdb.DuckDBPyConnection", request: Request) -> dict[Level | None, tuple[float, float]]:
    """Return median and 90th percentile of calendar days from receipt to settlement, pauses deducted, by level."""
    days = f"ended_day >= DATE '{request.window.days.start}' AND ended_day < DATE '{request.window.days.before}'"
    rows = connection.execute(
        f"""SELECT level, quantile_cont(spent, 0.5), quantile_cont(spent, 0.9) FROM (
              SELECT level, greatest(epoch(ended_at) - epoch(received_at) - paused_s, 0) / 86400 AS spent
              FROM fact_dossier WHERE {scope_of(connection, request)} AND {COUNTED} AND class IN (1, 2, 3, 4)
              AND {days}) WHERE spent IS NOT NULL GROUP BY 1"""
    ).fetchall()
    return {LEVEL_OF.get(level): (median, high) for level, median, high in rows}


def months(connection: "duckdb.DuckDBPyConnection", request: Request, most: int = 12) -> list[tuple[str, int, int]]:
    """Return (month, kept, rated) of the months up to the window's end, oldest first."""
    rows = connection.execute(
        f"""SELECT strftime(ended_day, '%Y-%m') AS month, count(*) FILTER (WHERE class IN (1, 2)), count(*)
            FROM fact_dossier WHERE {scope_of(connection, request)} AND {COUNTED} AND class IN (1, 2, 3)
            AND ended_day < DATE '{request.window.days.before}' GROUP BY 1 ORDER BY 1 DESC LIMIT {int(most)}"""
    ).fetchall()
    return [(month, kept, rated) for month, kept, rated in reversed(rows)]


def level_number(level: Level) -> int:
    """Return the number of a level in the facts."""
    return LEVELS[level.value]
