"""The dossiers behind a figure, and where the late ones come from.

Which dossiers a figure counted is told in `conditions`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from motcua.ledger.cubes import COUNTED
from motcua.ledger.facts import LEVELS
from motcua.reports.conditions import condition_of
from motcua.reports.counting import LEVEL_OF, ledger_of, scope_of
from motcua.reports.request import Request
from motcua.rules.levels import Level
from motcua.rules.settlement import Settlement

if TYPE_CHECKING:
    import duckdb

PAGE = 50


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dossier behind a figure."""

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


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list further than its request; `-` is the unknown procedure or field."""

    procedure: str = ""
    field: str = ""
    source: str = ""
    level_unknown: bool = False

    def sql(self) -> tuple[str, list[Any]]:
        """Return the condition and its values."""
        parts, values = ["level = 0"] if self.level_unknown else [], []
        for name in ("procedure", "field", "source"):
            code = getattr(self, name)
            if code == "-":
                parts.append(f"{name} = 0")
            elif code:
                parts.append(f"{name} = (SELECT id FROM code_{name} WHERE code = ?)")
                values.append(code)
        return " AND ".join(parts) or "true", values


def dossiers_behind(
    request: Request, figure: str, narrowing: Narrowing = Narrowing(), *, after: str = ""
) -> list[DossierLine]:
    """Return one page of the dossiers behind a figure, by number, those after the number `after`."""
    more, values = narrowing.sql()
    with ledger_of(request) as connection:
        where = f"{scope_of(connection, request)} AND {condition_of(figure, request)} AND {more} AND dossier > ?"
        texts = ", ".join(f"code_{kind}.code" for kind in ("source", "procedure", "agency"))
        joins = " ".join(f"LEFT JOIN code_{k} ON code_{k}.id = f.{k}" for k in ("source", "procedure", "agency"))
        rows = connection.execute(
            f"SELECT f.dossier, {texts}, f.level, f.received_at, f.due_at, f.ended_at, f.class, f.supplements "
            f"FROM (SELECT * FROM fact_dossier WHERE {where} ORDER BY dossier LIMIT {PAGE}) f {joins} "
            "ORDER BY f.dossier",
            [*values, after],
        ).fetchall()
    return [_line(row) for row in rows]


def aware(moment: datetime | None) -> datetime | None:
    """Return a moment of the ledger, which keeps UTC without a zone, with its zone."""
    return moment and moment.replace(tzinfo=UTC)


def _line(row: tuple[Any, ...]) -> DossierLine:
    number, source, procedure, agency, level, received, due, ended, settlement, supplements = row
    return DossierLine(
        number, source or "", procedure or "", agency or "", LEVEL_OF.get(level), aware(received), aware(due),
        aware(ended), Settlement(settlement), supplements,
    )  # fmt: skip


def count_behind(request: Request, figure: str, narrowing: Narrowing = Narrowing()) -> int:
    """Return how many dossiers stand behind a figure, counted one by one."""
    more, values = narrowing.sql()
    with ledger_of(request) as connection:
        where = f"{scope_of(connection, request)} AND {condition_of(figure, request)} AND {more}"
        answer = connection.execute(f"SELECT count(*) FROM fact_dossier WHERE {where}", values).fetchone()
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


def months(
    connection: "duckdb.DuckDBPyConnection", request: Request, most: int = 12
) -> list[tuple[str, Level | None, int, int]]:
    """Return (month, level, late, rated) of the months up to the window's end, oldest first."""
    rows = connection.execute(
        f"""WITH of_month AS (
              SELECT strftime(ended_day, '%Y-%m') AS month, level, class FROM fact_dossier
              WHERE {scope_of(connection, request)} AND {COUNTED} AND class IN (1, 2, 3)
              AND ended_day < DATE '{request.window.days.before}')
            SELECT month, level, count(*) FILTER (WHERE class = 3), count(*) FROM of_month
            WHERE month IN (SELECT DISTINCT month FROM of_month ORDER BY 1 DESC LIMIT {int(most)})
            GROUP BY 1, 2 ORDER BY 1, 2"""
    ).fetchall()
    return [(month, LEVEL_OF.get(level), late, rated) for month, level, late, rated in rows]


def level_number(level: Level) -> int:
    """Return the number of a level in the facts."""
    return LEVELS[level.value]
