"""What the demonstration shows of itself: accounts, size, and the on-time report of its quarter."""

from dataclasses import asdict
from typing import Any

from motcua.demo import people
from motcua.demo.state import is_simulated, written_nation
from motcua.reports.catalogue import definition
from motcua.reports.request import request_of
from motcua.reports.tables import Row, Table


def on_time_table(window: str = "statutory") -> Table | None:
    """Return the ordinary on-time report of the simulated quarter, or None before it is written."""
    written = written_nation()
    return definition("on-time").table(request_of(written[0], window)) if written else None


def as_text(table: Table) -> str:
    """Return the four levels and both national rates for a terminal, in both languages."""
    window, period = table.request.window, table.request.period
    lines = [
        f"{table.vi}, {period.vi} (mô phỏng), {window.vi}",
        f"{table.en}, {period.en} (simulated), {window.en}",
        f"  {'':<24}{'đúng hạn/on time':>18}{'đã giải quyết/settled':>24}{'%':>9}",
    ]
    for row in _rated(table):
        rate = row.values["rate"]
        name = f"{row.vi} / {row.en}"
        lines.append(f"  {name:<24}{rate.numerator:>18,}{rate.denominator:>24,}{_percent(rate.percent):>9}")
    national = table.facts["national"]
    mean, weighted = national["mean_of_levels"]["percent"], national["weighted"].percent
    lines.append(f"  {'Bình quân các cấp / mean of levels':<66}{_percent(mean):>9}")
    lines.append(f"  {'Theo số hồ sơ / by dossiers':<66}{_percent(weighted):>9}")
    return "\n".join(lines)


def _rated(table: Table) -> list[Row]:
    """Return the rows of levels in which anything was settled."""
    return [row for row in table.rows if not row.is_total and row.values["rate"].denominator]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def facts() -> dict[str, Any]:
    """Return what `motcua demo --json` answers."""
    written = written_nation()
    table = on_time_table()
    return {
        "simulated": is_simulated(),
        "period": written[0] if written else None,
        "dossiers": written[1] if written else 0,
        "password": people.PASSWORD,
        "accounts": [
            {"username": role.username, "work": asdict(role.work), "start": role.start} for role in people.ROLES
        ],
        "on_time": _table_facts(table) if table else None,
    }


def _table_facts(table: Table) -> dict[str, Any]:
    window, national = table.request.window, table.facts["national"]
    return {
        "window": {"first": window.first, "last": window.last, "vi": window.vi, "en": window.en},
        "levels": [
            {"level": row.key, "vi": row.vi, "en": row.en, "on_time": rate.numerator, "rated": rate.denominator,
             "percent": rate.percent}
            for row in _rated(table)
            for rate in (row.values["rate"],)
        ],
        "mean_of_levels": national["mean_of_levels"]["percent"],
        "by_dossiers": national["weighted"].percent,
    }  # fmt: skip
