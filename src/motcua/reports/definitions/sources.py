"""Completeness and trust of each sending system; the parts stand beside the score (docs/explanation/ledger.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.ledger.cubes import COUNTED
from motcua.ledger.sources import graded
from motcua.reports.counting import ledger_of, scan
from motcua.reports.definition import Text
from motcua.reports.definitions.handling import EITHER, TRANSPORT
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Rate, Row, Table
from motcua.reports.trust import sizes_of

PARTS = {
    "complete_days": ("Ngày làm việc có số liệu", "Weekdays with data"),
    "prompt": ("Tin đến trong một ngày", "Told within a day"),
    "no_duplicates": ("Không trùng", "No duplicates"),
    "possible": ("Trình tự có thể có", "Possible sequence"),
    "known_codes": ("Mã đã biết", "Known codes"),
}
# Received in the window or carried into it, as `trust.sizes_of` adds them up.
HANDLED = (
    f"{COUNTED} AND received_day < :before AND (received_day >= :begin OR ended_day IS NULL OR ended_day >= :begin)"
)
COLUMNS = (
    Column("source", "Hệ thống gửi", "Sending system", kind="text"),
    Column("dossiers", "Hồ sơ trong báo cáo", "Dossiers in the reports"),
    Column("score", "Điểm tin cậy", "Trust", kind="days"),
    Column("officer", "Quá hạn do xử lý", "Late by handling"),
    Column("transport", "Đúng hạn, tin đến sau hạn (truyền tin)", "Kept, told after due (transport)"),
    Column("missing", "Ngày thiếu số liệu", "Days without data"),
    Column("read", "Dòng đã nhận", "Lines read"),
    *(Column(key, vi, en, kind="rate") for key, (vi, en) in PARTS.items()),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The report on sources."""

    name: str = "sources"
    title: Text = ("Độ đầy đủ và tin cậy của nguồn số liệu", "Completeness and trust of sources")
    source: str = "QĐ 766/QĐ-TTg, chỉ số 1.4; nhật ký tiếp nhận"
    heads: tuple[Column, ...] = COLUMNS
    opens: Mapping[str, str] = field(
        default_factory=lambda: {"dossiers": HANDLED, "officer": EITHER, "transport": TRANSPORT}
    )

    def table(self, request: Request) -> Table:
        """Return the finished report; receipts are told over all time, dossiers in the window."""
        sizes, known, late = sizes_of(request), graded(), _lateness(request)
        named = {row["source"] for row in known}
        rows = [
            Row(row["source"], row["source"], row["source"], _values(row, sizes, late), opens={"source": row["source"]})
            for row in known
        ]
        rows += [
            Row(
                name or "-",
                name or "Không rõ nguồn",
                name or "Source unknown",
                {"dossiers": size, **late.get(name, {})},
                opens={"source": name or "-"},
            )
            for name, size in sizes.items()
            if name not in named
        ]
        total = {"dossiers": sum(sizes.values()), "read": sum(int(row["read"]) for row in known)}
        total |= {key: sum(row.get(key, 0) for row in late.values()) for key in ("officer", "transport")}
        rows.append(Row("total", "Tổng cộng", "Total", total, is_total=True))
        shown = sum(row.values["dossiers"] for row in rows[:-1])
        identity = Identity("Tổng các nguồn = tổng cộng", "Sum of sources = total", shown, total["dossiers"])
        note = (
            "Điểm là trung bình cộng của năm phần, theo phần trăm; ngày nghỉ lễ có thể nằm trong ngày thiếu.",
            "The score is the plain mean of the five parts in percent; a holiday may be among the missing days.",
        )
        whose = (
            "Do xử lý: hồ sơ quá hạn thật, đã hoặc đang giải quyết. Do truyền tin: xong đúng hạn, tin báo đến sau hạn.",
            "By handling: itself late, settled or pending. By transport: kept, told after it was due.",
        )
        return Table(self.name, *self.title, self.source, request, COLUMNS, tuple(rows), (identity,), (note, whose))


def _lateness(request: Request) -> dict[str, dict[str, int]]:
    """Return for each source the dossiers of the window that are late by handling, and by transport alone."""
    sums = {"officer": f"count(*) FILTER ({EITHER})", "transport": f"count(*) FILTER ({TRANSPORT})"}
    with ledger_of(request) as connection:
        rows = scan(connection, request, by=("source",), sums=sums)
    return {row["source"] or "": {key: int(row[key]) for key in sums} for row in rows}


def _values(row: dict[str, Any], sizes: dict[str, int], late: dict[str, dict[str, int]]) -> dict[str, Any]:
    parts = {key: Rate(part["numerator"], part["denominator"]) for key, part in row["parts"].items()}
    return {
        "source": row["source"],
        "dossiers": sizes.get(row["source"], 0),
        "read": int(row["read"]),
        **parts,
        **late.get(row["source"], {"officer": 0, "transport": 0}),
        "missing": len(row["missing_days"]),
        "score": row["score"],
    }


SOURCES = Sources()
