"""The figures of a request, from the ledger's cubes; the one place where scope becomes SQL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.agencies.models import Unit, UnitCode
from motcua.agencies.selectors import continued_units, demand_unit, unit_by_code
from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window as Days
from motcua.ledger.facts import CODED, LEVELS
from motcua.reports.request import Request
from motcua.rules.levels import Level

if TYPE_CHECKING:
    import duckdb

LEVEL_OF = {number: Level(name) for name, number in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A ledger that is being read, and what was already looked up for it: units, their families, scopes."""

    connection: "duckdb.DuckDBPyConnection"
    known: dict[Any, Any] = field(default_factory=dict)


# What is open in this thread, by the asked moment: a page of ten figures reads one state, once.
_OPENED: ContextVar[Mapping[datetime | None, _Opened]] = ContextVar("opened_ledgers", default={})  # noqa: B039


@contextmanager
def ledger_of(request: Request) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Yield the ledger as it was known at the asked moment; inside another such block, the same one."""
    opened = _OPENED.get()
    if request.as_known_on in opened:
        yield opened[request.as_known_on].connection
        return
    with ledger.reader(request.as_known_on, may_be_far=True) as connection:
        token = _OPENED.set({**opened, request.as_known_on: _Opened(connection)})
        try:
            yield connection
        finally:
            _OPENED.reset(token)


def days_of(request: Request) -> Days:
    """Return the half-open days of the request's window."""
    return Days(request.window.days.start, request.window.days.before)  # type: ignore[arg-type]


def _known(request: Request) -> dict[Any, Any]:
    """Return what was already looked up for the ledger that is open; outside of one, nothing is kept."""
    opened = _OPENED.get().get(request.as_known_on)
    return {} if opened is None else opened.known


def unit_of(request: Request) -> Unit | None:
    """Return the asked agency as it stood in the window, or None if no list of agencies knows it."""
    days, code, known = request.window, request.agency_code, _known(request)
    held = [unit for (kind, name, *_), unit in known.items() if kind == "unit" and name == code and unit]
    kept: Unit | None = next((unit for unit in held if unit.runs_on(days.last) and unit.runs_on(days.first)), None)
    key = ("unit", code, days.first, days.last)
    if kept is None and key not in known:
        known[key] = unit_by_code(code, days.last) or unit_by_code(code, days.first) or unit_by_code(code)
    return kept or known[key]


def codes_under(request: Request) -> list[str]:
    """Return every code that the asked agency, or a unit under it, bore on a day of the window.

    The same code may have meant another unit before or after (domain.md 8.3), hence the days.
    """
    unit, first, last = unit_of(request), request.window.first, request.window.last
    if unit is None:
        return [request.agency_code]
    known, key = _known(request), ("family", unit.pk)
    if key not in known:
        known[key] = _family(unit)
    borne = {code for code, begin, end in known[key] if begin <= last and (end is None or end > first)}
    return sorted({request.agency_code, unit.code, *borne})


def _family(unit: Unit) -> list[tuple[str, date, date | None]]:
    """Return each code of the unit and of all that were ever under it, with its days. Three queries.

    A unit that merely went on as another is one body with it.
    """
    columns = ("code", "valid_from", "valid_before")
    family = Unit.objects.below(unit).order_by()
    ends = {pk for link in continued_units(Unit.objects.filter(pk=unit.pk)).items() for pk in link}
    for other in Unit.objects.filter(pk__in=ends - {unit.pk}):
        family |= Unit.objects.below(other).order_by()
    codes = UnitCode.objects.filter(unit__in=family.values("pk")).order_by()
    return list(family.values_list(*columns).union(codes.values_list(*columns)))


def _agency_numbers(connection: "duckdb.DuckDBPyConnection", request: Request) -> list[int]:
    """Return the ledger's numbers of the agency and all under it.

    A code in no list of agencies belongs to the body whose identification code it extends (H26.14.99 to H26.14):
    its dossiers are counted there, under an unknown level.
    """
    under = {*codes_under(request)}
    rows = connection.execute(
        "SELECT id, code FROM code_agency WHERE code IN (SELECT unnest(?::VARCHAR[])) OR starts_with(code, ? || '.')",
        [sorted(under), request.agency_code],
    ).fetchall()
    below = {code for _, code in rows if code.startswith(f"{request.agency_code}.")} - under
    elsewhere = {*Unit.objects.filter(code__in=below).values_list("code", flat=True)} if below else set()
    numbers = [number for number, code in rows if code not in elsewhere]
    if not numbers:
        demand_unit(request.agency_code)
    return numbers


def scope_of(connection: "duckdb.DuckDBPyConnection", request: Request) -> str:
    """Return the SQL condition over the numbers of the cube for level and agency; refuse an unknown agency."""
    key = ("scope", request.level, request.agency_code, request.window.first, request.window.last)
    known = _known(request)
    if key not in known:
        known[key] = _scope(connection, request)
    return str(known[key])


def _scope(connection: "duckdb.DuckDBPyConnection", request: Request) -> str:
    conditions = ["true"]
    if request.level is not None:
        conditions.append(f"level = {LEVELS[request.level.value]}")
    if request.agency_code:
        numbers = ", ".join(map(str, _agency_numbers(connection, request))) or "-1"
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
    return _with_levels(ledger.figures(connection, days_of(request), by=by, names=names, where=where))


def scan(
    connection: "duckdb.DuckDBPyConnection",
    request: Request,
    *,
    by: tuple[str, ...] = (),
    sums: dict[str, str],
    also: str = "true",
) -> list[dict[str, Any]]:
    """Return `sums` (name: SQL over the facts; `:begin` and `:before` are the window) by the given dimensions."""
    begin, before = f"DATE '{days_of(request).begin}'", f"DATE '{days_of(request).before}'"
    columns = [f"coalesce({sql}, 0) AS {name}" for name, sql in sums.items()]
    codes = [name for name in by if name in CODED]
    keys = [f"code_{name}.code AS {name}" if name in codes else f"f.{name}" for name in by]
    joins = " ".join(f"LEFT JOIN code_{name} ON code_{name}.id = f.{name}" for name in codes)
    # By place: GROUP BY ALL is another thing to Spark where a sum is called `all`.
    group = f"GROUP BY {', '.join(str(place) for place in range(1, len(by) + 1))}" if by else ""
    sql = f"SELECT {', '.join([*keys, *columns])} FROM fact_dossier f {joins} WHERE {scope_of(connection, request)}"
    sql = f"{sql} AND {also} {group}".replace(":begin", begin).replace(":before", before)
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description]
    return _with_levels([dict(zip(names, row, strict=True)) for row in answer.fetchall()])


def _with_levels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row in rows:
        if "level" in row:
            row["level"] = LEVEL_OF.get(row["level"])
    return rows
