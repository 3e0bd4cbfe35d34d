"""On time by level, and the national rate twice.

On time = settled early or on time; the denominator is what was settled early, on time or
late. Withdrawn, refused and settled without a due date stay outside and are shown. The
published national figure of Q1/2023 is the mean of four level rates, not a rate weighted by
dossiers (domain.md 4.3); both are given under their own names. Vertical bodies are a fifth
source and enter neither (domain.md 4.2).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from motcua.reports.definition import LEVEL_HEAD, Count, Counted, Equation, Numbers, Share, by_levels
from motcua.reports.tables import Column, Rate, percent
from motcua.rules.levels import Level

NAMED_LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
KEPT = ("early", "on_time")


def rate_of(figures: Mapping[str, Any]) -> Rate:
    """Return early + on time of early + on time + late."""
    kept = int(figures["early"]) + int(figures["on_time"])
    return Rate(kept, kept + int(figures["late"]))


def national(levels: Mapping[Level | None, Numbers]) -> Mapping[str, Any]:
    """Return the national rate twice: weighted by dossiers, and as the mean of the levels that have a rate."""
    four = {level: rate_of(levels[level]) for level in NAMED_LEVELS if level in levels}
    known = [rate.exact for rate in four.values() if rate.exact is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    weighted = Rate(sum(rate.numerator for rate in four.values()), sum(rate.denominator for rate in four.values()))
    rows = [
        {"level": level.value if level else "unknown", **cell, "rate": rate_of(cell)} for level, cell in levels.items()
    ]
    return {
        "national": {
            "weighted": weighted,
            "mean_of_levels": {
                "rate": None if mean is None else float(mean),
                "percent": None if mean is None else percent(mean),
                "levels": len(known),
            },
        },
        "levels": rows,
    }


def _count(key: str, vi: str, en: str, *of: str) -> Count:
    return Count(Column(key, vi, en), of or (key,))


ON_TIME = Counted(
    name="on-time",
    title=("Tỷ lệ giải quyết đúng hạn theo cấp", "On-time rate by level"),
    source="Biểu II.06 và cách tính công bố quý I/2023",
    head=LEVEL_HEAD,
    columns=(
        _count("received", "Nhận trong kỳ", "Received"),
        _count("carried_over", "Kỳ trước chuyển sang", "Carried over"),
        _count("settled", "Đã giải quyết", "Settled"),
        _count("early", "Trước hạn", "Early"),
        _count("on_time", "Đúng hạn", "On time"),
        _count("late", "Quá hạn", "Late"),
        _count("no_due_date", "Không có hạn trả", "No due date"),
        _count("withdrawn", "Rút hồ sơ", "Withdrawn"),
        _count("not_accepted", "Không được tiếp nhận", "Not accepted"),
        _count("pending", "Đang giải quyết", "Pending"),
        _count("pending_overdue", "Trong đó quá hạn", "Of which overdue"),
        _count("paused", "Trong đó tạm dừng", "Of which paused"),
        Share(Column("rate", "Tỷ lệ đúng hạn", "On-time rate", kind="rate"), KEPT, (*KEPT, "late")),
        _count("first_early", "Trước hạn theo hẹn đầu", "Early by the first promise", "first_promise_early_all"),
        _count("first_on_time", "Đúng hạn theo hẹn đầu", "On time by the first promise", "first_promise_on_time_all"),
        _count("first_late", "Quá hạn theo hẹn đầu", "Late by the first promise", "first_promise_late_all"),
        Share(
            Column("first_promise", "Tỷ lệ theo hẹn lần đầu", "Rate by the first promise", kind="rate"),
            ("first_early", "first_on_time"), ("first_early", "first_on_time", "first_late"),
        ),
    ),
    equations=(
        Equation(
            ("Nhận trong kỳ + kỳ trước chuyển sang = đã giải quyết + đang giải quyết",
             "Received + carried over = settled + pending"),
            ("received", "carried_over"), ("settled", "pending"),
        ),
        Equation(
            ("Đã giải quyết = trước hạn + đúng hạn + quá hạn + không có hạn + rút",
             "Settled = early + on time + late + no due date + withdrawn"),
            ("settled",), ("early", "on_time", "late", "no_due_date", "withdrawn"),
        ),
        Equation(("Quá hạn + tạm dừng ≤ đang giải quyết", "Overdue + paused ≤ pending"),
                 ("pending_overdue", "paused"), ("pending",), is_at_most=True),
    ),
    groups=by_levels(),
    facts=national,
    notes=(
        ("Hồ sơ rút, bị từ chối tiếp nhận và không có hạn trả không nằm trong mẫu số.",
         "Withdrawn dossiers, those not accepted and those without a due date are outside the denominator."),
        ("Tỷ lệ toàn quốc nêu hai cách: theo số hồ sơ, và trung bình của bốn cấp; ngành dọc nêu riêng.",
         "The national rate is given twice: by dossiers, and as the mean of four levels; vertical stands apart."),
        ("Thời hạn tính bằng ngày so theo ngày, bằng giờ so theo thời điểm.",
         "A limit in days is compared by day, a limit in hours by moment."),
    ),
)  # fmt: skip
