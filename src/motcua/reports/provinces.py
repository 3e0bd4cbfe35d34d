"""The on-time figures of every province, each with all its units, in the administrative world of the window."""

from dataclasses import dataclass
from datetime import date

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit, UnitCode
from motcua.agencies.selectors import continued_units
from motcua.reports.counting import count, ledger_of
from motcua.reports.request import Request
from motcua.reports.tables import Rate

FIGURES = ("early", "on_time", "late", "pending", "pending_overdue")


@dataclass(frozen=True, slots=True)
class ProvinceFigures:
    """One province: its code and name then, what was kept of what was rated, what is overdue of what is pending."""

    code: str
    name: str
    rate: Rate
    overdue: Rate


def home_of(day: date) -> tuple[dict[int, tuple[str, str]], dict[str, int]]:
    """Return the provinces of a day (key to code and name), and the key of the province of every code.

    A province that went on under another name is one body: what is entered under either counts for the one that
    runs on the day. Three queries.
    """
    units = (
        Unit.objects.in_force_on(day).order_by().values_list("pk", "code", "path", "name", "kind", "level", "parent")
    )
    roots = {pk: (code, name) for pk, code, _, name, kind, level, parent in units if _is_root(kind, level, parent)}
    also = _bodies(continued_units(Unit.objects.filter(kind=UnitKind.PROVINCE)), roots)
    home = {code: root for pk, code, path, *_ in units if (root := _root_of(pk, path, roots, also)) is not None}
    borne = UnitCode.objects.in_force_on(day).values_list("code", "unit", "unit__path")
    home |= {code: root for code, pk, path in borne if (root := _root_of(pk, path, roots, also)) is not None}
    return roots, home


def by_province(request: Request) -> list[ProvinceFigures]:
    """Return the figures of each province that ran on the last day of the window, by name. Four queries."""
    roots, home = home_of(request.window.last)
    sums = {pk: dict.fromkeys(FIGURES, 0) for pk in roots}
    with ledger_of(request) as connection:
        for row in count(connection, request, by=("agency",), names=FIGURES):
            root = home.get(row["agency"])
            if root is not None:
                for name in FIGURES:
                    sums[root][name] += int(row[name])
    found = [_figures(*roots[pk], added) for pk, added in sums.items()]
    return sorted(found, key=lambda province: province.name)


def _bodies(continued: dict[int, int], roots: dict[int, tuple[str, str]]) -> dict[int, int]:
    """Return the running province of each that went on as it, or that it went on as."""
    also: dict[int, int] = {}
    for old, new in continued.items():
        running = next((one for one in (new, old) if one in roots), None)
        if running is not None:
            also |= {old: running, new: running}
    return also


def _is_root(kind: str, level: str, parent: int | None) -> bool:
    return kind == UnitKind.PROVINCE or (level == "province" and parent is None)


def _root_of(pk: int, path: str, roots: dict[int, tuple[str, str]], also: dict[int, int]) -> int | None:
    family = [pk, *(int(part) for part in reversed(path.split("/")) if part)]
    return next((also.get(one, one) for one in family if one in roots or one in also), None)


def _figures(code: str, name: str, added: dict[str, int]) -> ProvinceFigures:
    kept = added["early"] + added["on_time"]
    overdue = Rate(added["pending_overdue"], added["pending"])
    return ProvinceFigures(code, name, Rate(kept, kept + added["late"]), overdue)
