"""Digitising of dossiers and results.

NĐ 107/2021/NĐ-CP, TT 01/2023/TT-VPCP; QĐ 766/QĐ-TTg 4.1-4.2 (domain.md 5.2). Synchronised events do not say whether
papers were digitised, so this counts the dossiers whose papers lie in this installation; all others stand apart as
not known, never as not digitised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.documents.models import IssuedResult, Upload
from motcua.exchange.outbox import own_source
from motcua.ledger.store import quoted
from motcua.reports.counting import ledger_of, scan
from motcua.reports.definition import LEVEL_HEAD, RECEIVED_IN_WINDOW, Text, by_levels
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Rate, Row, Table

# Own dossiers stand in the ledger under the name by which this installation sends.
IS_OWN = f"coalesce(source = (SELECT id FROM code_source WHERE code = {quoted(own_source())}), false)"
COLUMNS = (
    *LEVEL_HEAD,
    Column("received", "Nhận trong kỳ", "Received"),
    Column("known", "Trong đó giấy tờ ở hệ thống này", "Of which papers are kept here"),
    Column("components", "Có thành phần số hóa", "With digitised components"),
    Column("results", "Có kết quả điện tử", "With electronic result"),
    Column("both", "Có cả hai", "With both"),
    Column("not_known", "Hệ thống khác, chưa biết", "Other systems, not known"),
    Column("rate", "Tỷ lệ số hóa (cả hai)", "Digitised share (both)", kind="rate"),
)
COUNTS = ("received", "known", "components", "results", "both")
NOTE = (
    "Sự kiện đồng bộ không cho biết việc số hóa; mẫu số chỉ gồm hồ sơ có giấy tờ tại hệ thống này.",
    "Synchronised events do not tell of digitising; the denominator holds only dossiers whose papers are kept here.",
)


@dataclass(frozen=True, slots=True)
class Digitisation:
    """The report on digitising."""

    name: str = "digitisation"
    title: Text = ("Số hóa hồ sơ, kết quả", "Digitising of dossiers and results")
    source: str = "NĐ 107/2021/NĐ-CP; TT 01/2023/TT-VPCP; QĐ 766/QĐ-TTg, nhóm 4"
    heads: tuple[Column, ...] = COLUMNS
    opens: Mapping[str, str] = field(
        default_factory=lambda: {
            "received": RECEIVED_IN_WINDOW,
            "known": f"{RECEIVED_IN_WINDOW} AND {IS_OWN}",
            "not_known": f"{RECEIVED_IN_WINDOW} AND NOT {IS_OWN}",
        }
    )

    def table(self, request: Request) -> Table:
        """Return the finished report."""
        uploads = Upload.objects.exclude(dossier_number="").values_list("dossier_number", flat=True).distinct()
        results = IssuedResult.objects.exclude(dossier_number="").filter(revoked_at=None)
        issued = results.values_list("dossier_number", flat=True).distinct()
        with ledger_of(request) as connection:
            for name, numbers in (("has_upload", list(uploads)), ("has_result", list(issued))):
                connection.execute(
                    f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS number", [numbers]
                )
            rows = scan(connection, request, by=("level",), sums=_sums(), also=RECEIVED_IN_WINDOW)
        by_level = {row["level"]: row for row in rows}
        lines = [
            Row(g.level.value if g.level else "unknown", *g.name, _values(by_level[g.level]))
            for g in by_levels()
            if g.level in by_level
        ]
        total = _values({name: sum(int(row[name]) for row in rows) for name in COUNTS})
        lines.append(Row("total", "Tổng cộng", "Total", total, is_total=True))
        identities = (
            Identity("Cả hai ≤ có kết quả điện tử", "Both ≤ electronic result", total["both"], total["results"], True),
            Identity("Cả hai ≤ có thành phần số hóa", "Both ≤ components", total["both"], total["components"], True),
        )
        return Table(self.name, *self.title, self.source, request, COLUMNS, tuple(lines), identities, (NOTE,))


def _sums() -> dict[str, str]:
    upload, result = (f"f.dossier IN (SELECT number FROM {name})" for name in ("has_upload", "has_result"))
    return {
        "received": "count(*)",
        "known": f"count(*) FILTER ({IS_OWN})",
        "components": f"count(*) FILTER ({IS_OWN} AND {upload})",
        "results": f"count(*) FILTER ({IS_OWN} AND {result})",
        "both": f"count(*) FILTER ({IS_OWN} AND {upload} AND {result})",
    }


def _values(row: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in COUNTS}
    not_known = counts["received"] - counts["known"]
    return {**counts, "not_known": not_known, "rate": Rate(counts["both"], counts["known"])}


DIGITISATION = Digitisation()
