"""Values of a report as a Vietnamese reader writes them."""

from typing import Any

from motcua.reports.tables import Percent, Rate, Table


def number(value: int) -> str:
    """Return a whole number with points between thousands."""
    return f"{value:,}".replace(",", ".")


def percent(rate: Rate) -> str:
    """Return a share with two decimals; nothing to divide by is an en dash."""
    return "–" if rate.percent is None else f"{rate.percent:.2f}".replace(".", ",") + "%"


def word(value: Any) -> str:
    """Return any value of a cell; a share comes with its parts."""
    if value is None:
        return ""
    if isinstance(value, Rate):
        return f"{percent(value)} ({number(value.numerator)}/{number(value.denominator)})"
    if isinstance(value, Percent):
        return f"{round(value, 2) or 0.0:.2f}".replace(".", ",")
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    return number(value) if isinstance(value, int) else str(value)


def scope(table: Table) -> str:
    """Return which agency and level the report speaks of."""
    request = table.request
    parts = [request.agency_code, f"cấp {request.level.value}" if request.level else ""]
    return ", ".join(part for part in parts if part) or "toàn bộ"
