"""How long it took: median and 90th percentile, from receipt to settlement, gross and net of stops.

QĐ 766/QĐ-TTg 2.2 (shown, no points). Days of 24 hours; net leaves out the time in which the clock stood.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.reports.counting import ledger_of, scan
from motcua.reports.definition import LEVEL_HEAD, SETTLED_IN_WINDOW, Text, by_levels
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Row, Table

GROSS = "greatest(0, epoch(ended_at) - epoch(received_at)) / 86400.0"
NET = "greatest(0, epoch(ended_at) - epoch(received_at) - paused_s) / 86400.0"
DONE = f"{SETTLED_IN_WINDOW} AND class BETWEEN 1 AND 4 AND ended_at IS NOT NULL AND received_at IS NOT NULL"
SUMS = {
    "settled": "count(*)",
    "stopped": "count(*) FILTER (paused_s > 0)",
    "gross_50": f"quantile_cont({GROSS}, 0.5)",
    "gross_90": f"quantile_cont({GROSS}, 0.9)",
    "net_50": f"quantile_cont({NET}, 0.5)",
    "net_90": f"quantile_cont({NET}, 0.9)",
}
COLUMNS = (
    *LEVEL_HEAD,
    Column("settled", "Đã giải quyết", "Settled"),
    Column("stopped", "Trong đó có tạm dừng", "Of which with stops"),
    Column("gross_50", "Trung vị, cả thời gian dừng", "Median, with stops", kind="days"),
    Column("gross_90", "Phân vị 90, cả thời gian dừng", "90th percentile, with stops", kind="days"),
    Column("net_50", "Trung vị, trừ thời gian dừng", "Median, without stops", kind="days"),
    Column("net_90", "Phân vị 90, trừ thời gian dừng", "90th percentile, without stops", kind="days"),
)


@dataclass(frozen=True, slots=True)
class Times:
    """The report on times of handling."""

    name: str = "times"
    title: Text = ("Thời gian giải quyết thực tế", "Actual time of handling")
    source: str = "QĐ 766/QĐ-TTg, chỉ số 2.2"
    heads: tuple[Column, ...] = COLUMNS
    opens: Mapping[str, str] = field(default_factory=lambda: {"settled": DONE, "stopped": f"{DONE} AND paused_s > 0"})

    def table(self, request: Request) -> Table:
        """Return the finished report."""
        with ledger_of(request) as connection:
            rows = scan(connection, request, by=("level",), sums=SUMS, also=DONE)
            whole = scan(connection, request, sums=SUMS, also=DONE)[0]
        by_level = {row["level"]: row for row in rows}
        lines = [
            Row(g.level.value if g.level else "unknown", *g.name, _values(by_level[g.level]))
            for g in by_levels()
            if g.level in by_level
        ]
        lines.append(Row("total", "Tổng cộng", "Total", _values(whole), is_total=True))
        counted = sum(int(row["settled"]) for row in rows)
        identities = (Identity("Tổng các cấp = tổng cộng", "Sum of levels = total", counted, int(whole["settled"])),)
        note = ("Không tính hồ sơ rút và không được tiếp nhận.", "Without withdrawn dossiers and those not accepted.")
        unit = ("ngày (24 giờ)", "days (24 hours)")
        return Table(
            self.name, *self.title, self.source, request, COLUMNS, tuple(lines), identities, (note,), unit=unit
        )


def _values(row: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in ("settled", "stopped")}
    times = ("gross_50", "gross_90", "net_50", "net_90")
    return {**counts, **{name: round(float(row[name]), 2) if counts["settled"] else None for name in times}}


TIMES = Times()
