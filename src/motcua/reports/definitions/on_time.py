"""On time by level, and the national rate twice.

On time = settled early or on time; the denominator is what was settled early, on time or
late. Withdrawn, refused and settled without a due date stay outside and are shown. The
published national figure of Q1/2023 is the mean of four level rates, not a rate weighted by
dossiers (domain.md 4.3); both are given under their own names. Vertical bodies are a fifth
source and enter neither (domain.md 4.2).
"""

from fractions import Fraction
from typing import Any

from motcua.ledger.selectors import STANDARD
from motcua.reports.counting import count, ledger_of, summed
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Rate, Row, Table, percent
from motcua.rules.levels import LEVELS, Level

NAME = "on-time"
TITLE = ("Tỷ lệ giải quyết đúng hạn theo cấp", "On-time rate by level")
SOURCE = "Biểu II.06 và cách tính công bố quý I/2023"
NAMED_LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
FIGURES = (*STANDARD, "first_promise_early_all", "first_promise_on_time_all", "first_promise_late_all", "not_accepted")
COLUMNS = (
    Column("level", "Cấp", "Level", kind="text"),
    Column("settled", "Đã giải quyết", "Settled"),
    Column("early", "Trước hạn", "Early"),
    Column("on_time", "Đúng hạn", "On time"),
    Column("late", "Quá hạn", "Late"),
    Column("no_due_date", "Không có hạn trả", "No due date"),
    Column("withdrawn", "Rút hồ sơ", "Withdrawn"),
    Column("rate", "Tỷ lệ đúng hạn", "On-time rate", kind="rate"),
    Column("first_promise", "Theo hẹn lần đầu", "By the first promise", kind="rate"),
)


def table(request: Request) -> Table:
    """Return the finished report."""
    with ledger_of(request) as connection:
        counted = count(connection, request, by=("level",), names=FIGURES)
    by_level = {row["level"]: row for row in counted}
    rows = [_row(level, by_level[level]) for level in (*NAMED_LEVELS, Level.VERTICAL) if level in by_level]
    if None in by_level:
        rows.append(_row(None, by_level[None]))
    four = [by_level[level] for level in NAMED_LEVELS if level in by_level]
    total = summed(counted, FIGURES)
    return Table(
        NAME,
        *TITLE,
        SOURCE,
        request,
        COLUMNS,
        (*rows, _total(total)),
        identities=_identities(total, counted),
        notes=_notes(),
        facts={"national": national(four), "levels": [row.values | {"level": row.key} for row in rows]},
    )


def rate_of(figures: dict[str, Any]) -> Rate:
    """Return early + on time of early + on time + late."""
    kept = int(figures["early"]) + int(figures["on_time"])
    return Rate(kept, kept + int(figures["late"]))


def _first_promise(figures: dict[str, Any]) -> Rate:
    kept = int(figures["first_promise_early_all"]) + int(figures["first_promise_on_time_all"])
    return Rate(kept, kept + int(figures["first_promise_late_all"]))


def national(levels: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the national rate twice: weighted by dossiers, and as the mean of the levels that have a rate."""
    rates = [rate_of(row) for row in levels]
    known = [rate.exact for rate in rates if rate.exact is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    weighted = Rate(sum(rate.numerator for rate in rates), sum(rate.denominator for rate in rates))
    return {
        "weighted": weighted,
        "mean_of_levels": {
            "rate": None if mean is None else float(mean),
            "percent": None if mean is None else percent(mean),
            "levels": len(known),
        },
    }


def _row(level: Level | None, figures: dict[str, Any]) -> Row:
    vi, en = (LEVELS[level].vi, LEVELS[level].en) if level else ("Chưa rõ cấp", "Level unknown")
    key = level.value if level else "unknown"
    return Row(key, vi, en, _values(figures), opens={"level": key})


def _total(figures: dict[str, int]) -> Row:
    return Row("total", "Tổng cộng", "Total", _values(figures), is_total=True)


def _values(figures: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int(figures[name]) for name in (*STANDARD, "not_accepted")}
    return {**counts, "rate": rate_of(figures), "first_promise": _first_promise(figures)}


def _identities(total: dict[str, int], rows: list[dict[str, Any]]) -> tuple[Identity, ...]:
    parts = total["early"] + total["on_time"] + total["late"] + total["no_due_date"] + total["withdrawn"]
    return (
        Identity(
            "Nhận trong kỳ + kỳ trước chuyển sang = đã giải quyết + đang giải quyết",
            "Received + carried over = settled + pending",
            total["received"] + total["carried_over"],
            total["settled"] + total["pending"],
        ),
        Identity(
            "Đã giải quyết = trước hạn + đúng hạn + quá hạn + không có hạn + rút",
            "Settled = early + on time + late + no due date + withdrawn",
            total["settled"],
            parts,
        ),
        Identity(
            "Tổng các cấp = tổng cộng",
            "Sum of the levels = total",
            sum(int(row["settled"]) for row in rows),
            total["settled"],
        ),
    )


def _notes() -> tuple[tuple[str, str], ...]:
    return (
        (
            "Hồ sơ rút, bị từ chối tiếp nhận và không có hạn trả không nằm trong mẫu số.",
            "Withdrawn dossiers, those not accepted and those without a due date are outside the denominator.",
        ),
        (
            "Tỷ lệ toàn quốc nêu hai cách: theo số hồ sơ, và trung bình của bốn cấp; ngành dọc nêu riêng.",
            "The national rate is given twice: by dossiers, and as the mean of four levels; vertical stands apart.",
        ),
    )
