"""Which dossiers are looked at: those received in a window, of one procedure or agency or all.

`choose` lays out two relations that every question of this room reads: `chosen` (one row a dossier)
and `log` (case_id, activity, at_s, ordinal and what the event says), so that all counting is SQL.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.agencies.models import Unit
from motcua.agencies.selectors import unit_by_code
from motcua.ledger import selectors as ledger
from motcua.ledger.facts import LEVELS
from motcua.review.errors import NothingToReview
from motcua.rules.national_status import NATIONAL_STATUSES
from motcua.rules.windows import Window, parse_period, window_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Scope:
    """The days, and what narrows them; empty texts narrow nothing."""

    window: Window
    procedure: str = ""
    agency: str = ""
    level: str = ""


def scope_of(period: str, window: str = "statutory", procedure: str = "", agency: str = "") -> Scope:
    """Read the words of a command or an address; refuse a period that is not understood."""
    return Scope(window_of(parse_period(period), window or "statutory"), procedure.strip(), agency.strip())


def latest_quarter() -> str:
    """Return the quarter with the most settled dossiers; empty without any."""
    with ledger.reader() as connection:
        row = connection.execute(
            "SELECT year(ended_day), quarter(ended_day) FROM fact_dossier WHERE class IN (1, 2, 3) "
            "GROUP BY ALL ORDER BY count(*) DESC, 1 DESC, 2 DESC LIMIT 1"
        ).fetchone()
    return f"{row[0]}Q{row[1]}" if row else ""


def agency_codes(code: str) -> list[str]:
    """Return the code and those of every unit below it."""
    unit = unit_by_code(code)
    below = [] if unit is None else list(Unit.objects.below(unit).order_by().values_list("code", flat=True))
    return sorted({code, *below})


def choose(connection: "duckdb.DuckDBPyConnection", scope: Scope) -> int:
    """Lay out `chosen` and `log`; return the number of dossiers. Raise NothingToReview for none."""
    days = scope.window.days
    conditions, values = ["received_day >= ?", "received_day < ?"], [days.start, days.before]
    if scope.procedure:
        conditions.append("procedure = ?")
        values.append(scope.procedure)  # type: ignore[arg-type]
    if scope.level:
        conditions.append("level = ?")
        values.append(LEVELS[scope.level])  # type: ignore[arg-type]
    if scope.agency:
        conditions.append("(agency IN (SELECT unnest(?::VARCHAR[])) OR starts_with(agency, ? || '.'))")
        values += [agency_codes(scope.agency), scope.agency]  # type: ignore[list-item]
    lay_out_log(connection, " AND ".join(conditions), values)
    (found,) = connection.execute("SELECT count(*) FROM chosen").fetchone() or (0,)
    if not found:
        raise NothingToReview(
            procedure=scope.procedure or "–", agency=scope.agency or "–", vi=scope.window.vi, en=scope.window.en
        )
    return int(found)


def lay_out_log(connection: "duckdb.DuckDBPyConnection", condition: str, values: list[Any]) -> None:
    """Lay out `chosen` for the dossiers of a condition, and their `log`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM dossier WHERE {condition}", values)
    connection.execute("CREATE OR REPLACE TEMP TABLE status_name (status UTINYINT, activity VARCHAR)")
    connection.executemany(
        "INSERT INTO status_name VALUES (?, ?)", [(int(s), entry.vi) for s, entry in NATIONAL_STATUSES.items()]
    )
    connection.execute(LOG)


# An event of an odd status or a conflicting duplicate says nothing about the path.
LOG = """
CREATE OR REPLACE TEMP TABLE log AS
  SELECT c.dossier_key::UBIGINT AS case_id, n.activity, epoch(e.occurred_at) AS at_s,
         (row_number() OVER (ORDER BY e.dossier_key, e.sequence, e.recorded_at))::BIGINT AS ordinal,
         e.status, e.occurred_at, e.recorded_at, e.agency AS at_agency, c.agency, c.procedure, c.dossier
  FROM events e JOIN chosen c ON c.dossier_key = e.dossier_key AND c.dossier = e.dossier
  JOIN status_name n ON n.status = e.status
  WHERE e.outcome != 1
"""
