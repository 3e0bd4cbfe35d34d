"""The figures of a request, from the ledger's cubes; the one place where scope becomes SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from motcua.agencies.models import Unit
from motcua.agencies.selectors import demand_unit
from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window as Days
from motcua.ledger.facts import LEVELS
from motcua.reports.request import Request
from motcua.rules.levels import Level

if TYPE_CHECKING:
    import duckdb

LEVEL_OF = {number: Level(name) for name, number in LEVELS.items()}
UNKNOWN_LEVEL = 0


@contextmanager
def ledger_of(request: Request) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Yield the ledger as it was known at the asked moment."""
    with ledger.reader(request.as_known_on) as connection:
        yield connection


def days_of(request: Request) -> Days:
    """Return the half-open days of the request's window."""
    return Days(request.window.days.start, request.window.days.before)  # type: ignore[arg-type]


def codes_under(agency_code: str) -> list[str]:
    """Return every code of the agency and of all units under it; refuse an unknown agency."""
    unit = demand_unit(agency_code)
    below = Unit.objects.filter(path__startswith=unit.path_of_children)
    codes = {unit.code, agency_code, *unit.codes.values_list("code", flat=True)}
    codes.update(below.values_list("code", flat=True), below.values_list("codes__code", flat=True))
    return sorted(code for code in codes if code)


def scope_of(connection: "duckdb.DuckDBPyConnection", request: Request) -> str:
    """Return the SQL condition over the numbers of the cube for level and agency."""
    conditions = ["true"]
    if request.level is not None:
        conditions.append(f"level = {LEVELS[request.level.value]}")
    if request.agency_code:
        rows = connection.execute(
            "SELECT id FROM code_agency WHERE code IN (SELECT unnest(?::VARCHAR[]))", [codes_under(request.agency_code)]
        ).fetchall()
        numbers = ", ".join(str(row[0]) for row in rows) or "-1"
        conditions.append(f"agency IN ({numbers})")
    return " AND ".join(conditions)


def count(
    connection: "duckdb.DuckDBPyConnection",
    request: Request,
    *,
    by: tuple[str, ...] = (),
    names: tuple[str, ...] = ledger.STANDARD,
    also: str = "true",
) -> list[dict[str, Any]]:
    """Return the figures of the request by the given dimensions; levels as `Level` or None."""
    where = f"{scope_of(connection, request)} AND {also}"
    rows = ledger.figures(connection, days_of(request), by=by, names=names, where=where)
    for row in rows:
        if "level" in row:
            row["level"] = LEVEL_OF.get(row["level"])
    return rows


def summed(rows: list[dict[str, Any]], names: tuple[str, ...] = ledger.STANDARD) -> dict[str, int]:
    """Return the sums of `names` over `rows`."""
    return {name: sum(int(row[name]) for row in rows) for name in names}
