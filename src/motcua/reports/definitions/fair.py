"""Fair comparison: units at the same mix of fields, and two periods with the change of mix taken apart.

A unit with much hard work must not look worse than one with easy work. Method: direct standardisation by level and
field (`rules/standardisation.py`); it is said in words under the table.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.core.phrases import Phrase
from motcua.reports.counting import count, ledger_of
from motcua.reports.definition import KEPT_IN_WINDOW, Text, by_levels
from motcua.reports.definitions.on_time import rate_of
from motcua.reports.names import agency_names
from motcua.reports.request import Request, earlier
from motcua.reports.tables import Column, Identity, Percent, Rate, Row, Table
from motcua.rules.levels import Level
from motcua.rules.standardisation import Strata, change, standardised

SOURCE = "Phương pháp thống kê: chuẩn hóa trực tiếp theo cấp và lĩnh vực"
RATED = ("early", "on_time", "late")
# Under so many dossiers a unit has no rate worth comparing; it stays in the sums.
LEAST = 30
MOST_UNITS = 60
UNITS_COLUMNS = (
    Column("name", "Đơn vị", "Unit", kind="text"),
    Column("rate", "Đúng hạn, như đã đếm", "On time, as counted", kind="rate"),
    Column("same_mix", "Đúng hạn, cùng cơ cấu", "On time, same mix", kind="percent"),
    Column("low", "Từ", "From", kind="percent", under=("Khoảng 95 %", "95 % range")),
    Column("high", "Đến", "To", kind="percent", under=("Khoảng 95 %", "95 % range")),
    Column("reference", "Cả cấp, cùng lĩnh vực", "Whole level, same fields", kind="percent"),
    Column("coverage", "Phần cơ cấu so được", "Mix that is covered", kind="percent"),
    Column("verdict", "Khác cả cấp", "Against the level", kind="text"),
)
VERDICTS = {
    1: Phrase("tốt hơn thật", "better"),
    -1: Phrase("kém hơn thật", "worse"),
    0: Phrase("trong dao động", "within chance"),
}
PERIOD_COLUMNS = (
    Column("level", "Cấp", "Level", kind="text"),
    Column("before", "Kỳ trước", "Period before", kind="rate"),
    Column("now", "Kỳ này", "This period", kind="rate"),
    Column("change", "Thay đổi (điểm)", "Change (points)", kind="points"),
    Column("handling", "Do cách giải quyết", "By handling", kind="points", under=("Trong đó", "Of which")),
    Column("mix", "Do cơ cấu hồ sơ", "By the mix", kind="points", under=("Trong đó", "Of which")),
)


def _strata(rows: list[dict[str, Any]], *keys: str) -> dict[Any, tuple[int, int]]:
    """Return (kept, rated) by the given dimensions."""
    found: dict[Any, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        rate, key = rate_of(row), tuple(row[name] for name in keys)
        if rate.denominator:
            part, whole = found[key]
            found[key] = (part + rate.numerator, whole + rate.denominator)
    # In a fixed order: sums of shares differ in their last digit by the order in which an engine gives its rows.
    return {key: found[key] for key in sorted(found, key=str)}


def _rate(strata: Strata) -> Rate:
    return Rate(sum(part for part, _ in strata.values()), sum(whole for _, whole in strata.values()))


@dataclass(frozen=True, slots=True)
class FairUnits:
    """The report that compares units of one level over the same mix of fields."""

    name: str = "fair-units"
    title: Text = ("So sánh công bằng giữa các đơn vị", "Fair comparison of units")
    source: str = SOURCE
    heads: tuple[Column, ...] = UNITS_COLUMNS
    opens: Mapping[str, str] = field(default_factory=lambda: {"rate": KEPT_IN_WINDOW})

    def table(self, request: Request) -> Table:
        """Return the finished report; units with few dossiers are counted but not listed."""
        with ledger_of(request) as connection:
            rows = count(connection, request, by=("level", "agency", "field"), names=RATED)
        lines: list[Row] = []
        listed = left_out = 0
        for group in by_levels():
            mine = [row for row in rows if row["level"] is group.level]
            whole = _strata(mine, "field")
            if not whole or group.level is None:
                continue
            lines.append(Row(group.level.value, *group.name, {"rate": _rate(whole)}, is_total=True))
            units = list(_units(mine, group.level, whole))
            lines += units[:MOST_UNITS]
            listed += len(units[:MOST_UNITS])
            left_out += len({row["agency"] for row in mine}) - len(units[:MOST_UNITS])
        named = _named(lines)
        total = _rate(_strata(rows, "level", "field"))
        named.append(Row("total", "Tổng cộng", "Total", {"rate": total}, is_total=True))
        parts = sum(row.values["rate"].denominator for row in named if row.is_total and row.key != "total")
        unknown = _rate(_strata([row for row in rows if row["level"] is None], "field")).denominator
        identity = Identity(
            "Tổng các cấp và chưa rõ cấp = tổng cộng", "Levels and level unknown = total", parts + unknown,
            total.denominator,
        )  # fmt: skip
        return Table(
            self.name, *self.title, self.source, request, UNITS_COLUMNS, tuple(named), (identity,),
            _notes(listed, left_out),
        )  # fmt: skip


def _units(mine: list[dict[str, Any]], level: Level, whole: Strata) -> Iterator[Row]:
    """Yield the units of a level, the furthest below it first."""
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in mine:
        by_unit[row["agency"] or ""].append(row)
    found = []
    for code, rows in by_unit.items():
        own = _strata(rows, "field")
        fair, rate = standardised(own, whole), _rate(own)
        if fair is None or rate.denominator < LEAST or not code:
            continue
        gap = fair.share - fair.reference
        verdict = (1 if gap > 0 else -1) if fair.stands_out else 0
        found.append((gap, code, rate, fair, verdict))
    for _, code, rate, fair, verdict in sorted(found, key=lambda one: (one[0], one[1])):
        values = {
            "rate": rate, "same_mix": Percent(fair.share * 100), "low": Percent(fair.low * 100),
            "high": Percent(fair.high * 100), "reference": Percent(fair.reference * 100),
            "coverage": Percent(fair.coverage * 100), "verdict": VERDICTS[verdict],
        }  # fmt: skip
        yield Row(code, code, code, values, 1, opens={"level": level.value, "agency": code})


def _named(lines: list[Row]) -> list[Row]:
    names = agency_names([row.key for row in lines if row.depth])
    return [replace(row, vi=names[row.key], en=names[row.key]) if row.depth else row for row in lines]


def _notes(listed: int, left_out: int) -> tuple[Text, ...]:
    return (
        (
            (
                "Cách tính: tỷ lệ từng lĩnh vực ở đơn vị được nhân với phần của lĩnh vực đó trong cả cấp, nên đơn vị "
                "nhận nhiều việc khó không bị thiệt; lĩnh vực đơn vị không làm thì bỏ ra, phần so được ghi ở cột riêng."
            ),
            (
                "Method: the unit's rate in each field is weighted by that field's part in the whole level, so hard "
                "work is not held against it; fields it does not handle are left out, and the part covered is told."
            ),
        ),
        (
            "“Khác thật” khi tỷ lệ của cả cấp trên cùng lĩnh vực nằm ngoài khoảng 95 % của đơn vị.",
            "A unit stands out when the level's rate over the same fields lies outside the unit's 95 % range.",
        ),
        (
            (
                f"Liệt kê {listed} đơn vị, thấp nhất trước, mỗi cấp đến {MOST_UNITS}; {left_out} đơn vị khác (dưới"
                f" {LEAST} hồ sơ hoặc ngoài danh sách) chỉ nằm trong tổng."
            ),
            (
                f"{listed} units are listed, lowest first, {MOST_UNITS} a level; {left_out} others (under {LEAST} "
                "dossiers, or beyond the list) stand in the sums only."
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class FairPeriods:
    """The report that takes the change of the on-time rate apart: handling, and mix."""

    name: str = "fair-periods"
    title: Text = ("So sánh công bằng với kỳ trước", "Fair comparison with the period before")
    source: str = SOURCE
    heads: tuple[Column, ...] = PERIOD_COLUMNS
    opens: Mapping[str, str] = field(default_factory=lambda: {"now": KEPT_IN_WINDOW})

    def table(self, request: Request) -> Table:
        """Return the finished report; a window of one's own choice is compared with as many days before it."""
        before = earlier(request)
        with ledger_of(request) as connection:
            now_rows, then_rows = (
                count(connection, each, by=("level", "field"), names=RATED) for each in (request, before)
            )
        lines = []
        for group in by_levels():
            own = [_strata([r for r in rows if r["level"] is group.level], "field") for rows in (now_rows, then_rows)]
            if any(own):
                key = group.level.value if group.level else "unknown"
                lines.append(Row(key, *group.name, _compared(*own), opens={"level": key}))
        whole = [_strata(rows, "level", "field") for rows in (now_rows, then_rows)]
        lines.append(Row("total", "Tổng cộng", "Total", _compared(*whole), is_total=True))
        identity = Identity(
            "Tổng các cấp = tổng cộng", "Sum of levels = total",
            sum(row.values["now"].denominator for row in lines[:-1]), lines[-1].values["now"].denominator,
        )  # fmt: skip
        notes = (
            (f"Kỳ trước: {before.window.vi}.", f"Period before: {before.window.en}."),
            (
                (
                    "Cách tính: giữ nguyên cơ cấu lĩnh vực của kỳ trước, chỉ thay tỷ lệ từng lĩnh vực: phần thay đổi"
                    " do cách giải quyết; phần còn lại do cơ cấu hồ sơ thay đổi."
                ),
                (
                    "Method: the mix of the period before is kept and only the rates change: that is handling; "
                    "the rest comes from the changed mix."
                ),
            ),
        )
        return Table(
            self.name, *self.title, self.source, request, PERIOD_COLUMNS, tuple(lines), (identity,), notes
        )  # fmt: skip


def _compared(now: Strata, before: Strata) -> dict[str, Any]:
    found = change(now, before)
    values: dict[str, Any] = {"before": _rate(before), "now": _rate(now)}
    if found is not None:
        moved = {"change": found.now - found.before, "handling": found.handling, "mix": found.mix}
        values |= {name: Percent(value * 100) for name, value in moved.items()}
    return values


FAIR_UNITS, FAIR_PERIODS = FairUnits(), FairPeriods()
