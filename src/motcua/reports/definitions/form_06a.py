"""Form II.06(a)/VPCP/KSTT: how dossiers were handled, by level and field, in thirteen columns.

domain.md 4.2 (S6). (3) = (4)+(5)+(6); (7) = (8)+(9)+(10); (11) = (12)+(13); (3) = (7)+(11).
The form has no column for what was settled without a due date or withdrawn, nor for
paused dossiers. They are counted where the identity needs them and shown in columns of
their own behind the thirteen: nothing is hidden in "on time".
"""

from typing import Any

from motcua.ledger.selectors import STANDARD
from motcua.procedures.models import Field
from motcua.reports.counting import count, ledger_of, summed
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Row, Table
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM, Level

NAME = "06a"
TITLE = ("Tình hình, kết quả giải quyết thủ tục hành chính", "Handling of administrative procedures")
SOURCE = "Biểu II.06(a)/VPCP/KSTT"
RECEIVED, SETTLED, PENDING = (
    ("Số hồ sơ nhận giải quyết", "Received for handling"),
    ("Số lượng hồ sơ đã giải quyết", "Settled"),
    ("Số lượng hồ sơ đang giải quyết", "In progress"),
)
COLUMNS = (
    Column("ordinal", "STT", "No.", 1, "text"),
    Column("name", "Lĩnh vực, công việc giải quyết theo cấp", "Field, by level", 2, "text"),
    Column("c3", "Tổng số", "Total", 3, under=RECEIVED),
    Column("c4", "Trong kỳ: trực tuyến", "In the period, online", 4, under=RECEIVED),
    Column("c5", "Trong kỳ: trực tiếp, bưu chính", "In the period, direct and postal", 5, under=RECEIVED),
    Column("c6", "Từ kỳ trước", "Carried over", 6, under=RECEIVED),
    Column("c7", "Tổng số", "Total", 7, under=SETTLED),
    Column("c8", "Trước hạn", "Early", 8, under=SETTLED),
    Column("c9", "Đúng hạn", "On time", 9, under=SETTLED),
    Column("c10", "Quá hạn", "Late", 10, under=SETTLED),
    Column("c11", "Tổng số", "Total", 11, under=PENDING),
    Column("c12", "Trong hạn", "Within the limit", 12, under=PENDING),
    Column("c13", "Quá hạn", "Overdue", 13, under=PENDING),
    Column("no_due_date", "Đã giải quyết, không có hạn", "Settled, no due date"),
    Column("withdrawn", "Rút hồ sơ", "Withdrawn"),
    Column("paused", "Trong đó đang tạm dừng", "Of pending: paused"),
    Column("pending_no_due_date", "Trong đó không có hạn", "Of pending: no due date"),
)
GROUPS = (
    (Level.CENTRAL, "Bộ, cơ quan trung ương", "Ministries and central bodies"),
    (Level.VERTICAL, "Cơ quan ngành dọc", "Vertical bodies"),
    (Level.PROVINCE, "Cơ quan chuyên môn cấp tỉnh", "Province departments"),
    (Level.DISTRICT, "Ủy ban nhân dân cấp huyện", "District people's committees"),
    (Level.COMMUNE, "Ủy ban nhân dân cấp xã", "Commune people's committees"),
    (None, "Chưa rõ cấp", "Level unknown"),
)
ONLINE = 2
NUMBERS = tuple(column.key for column in COLUMNS if column.kind == "count")


def table(request: Request) -> Table:
    """Return the finished form: groups by level, a row a field, a total."""
    with ledger_of(request) as connection:
        whole = count(connection, request, by=("level", "field"))
        online = count(connection, request, by=("level", "field"), names=("received",), also=f"channel = {ONLINE}")
    filed_online = {(row["level"], row["field"]): int(row["received"]) for row in online}
    cells = [
        (row["level"], row["field"], _cells(row, filed_online.get((row["level"], row["field"]), 0))) for row in whole
    ]
    cells = [cell for cell in cells if any(cell[2].values())]
    rows = _rows(cells)
    total = _added([cell for _, _, cell in cells])
    rows.append(Row("total", "Tổng cộng", "Total", total, is_total=True))
    return Table(
        NAME, *TITLE, SOURCE, request, COLUMNS, tuple(rows), _identities(total, summed(whole)), _notes(request)
    )


def _cells(figures: dict[str, Any], online: int) -> dict[str, int]:
    f = {name: int(figures[name]) for name in STANDARD}
    return {
        "c3": f["received"] + f["carried_over"],
        "c4": online,
        "c5": f["received"] - online,
        "c6": f["carried_over"],
        "c7": f["settled"],
        "c8": f["early"],
        "c9": f["on_time"],
        "c10": f["late"],
        "c11": f["pending"],
        "c12": f["pending"] - f["pending_overdue"],
        "c13": f["pending_overdue"],
        "no_due_date": f["no_due_date"],
        "withdrawn": f["withdrawn"],
        "paused": f["paused"],
        "pending_no_due_date": f["pending_no_due_date"],
    }


def _added(cells: list[dict[str, int]]) -> dict[str, int]:
    return {key: sum(cell[key] for cell in cells) for key in NUMBERS}


def _rows(cells: list[tuple[Level | None, str | None, dict[str, int]]]) -> list[Row]:
    names = dict(Field.objects.values_list("code", "name"))
    rows: list[Row] = []
    letters = iter("ABCDEFGH")
    for level, vi, en in GROUPS:
        own = sorted((field or "", values) for at, field, values in cells if at is level)
        if not own:
            continue
        key = level.value if level else "unknown"
        letter = next(letters)
        rows.append(Row(key, vi, en, _added([c for _, c in own]), ordinal=letter, is_total=True, opens={"level": key}))
        for place, (code, values) in enumerate(own, start=1):
            name = names.get(code, code) or "Chưa rõ lĩnh vực"
            opens = {"level": key, "field": code}
            rows.append(Row(f"{key}.{code}", name, name, values, depth=1, ordinal=str(place), opens=opens))
    return rows


def _identities(total: dict[str, int], figures: dict[str, int]) -> tuple[Identity, ...]:
    outside = total["no_due_date"] + total["withdrawn"]
    return (
        Identity(
            "(3) = (4) + (5) + (6)", "(3) = (4) + (5) + (6)", total["c3"], total["c4"] + total["c5"] + total["c6"]
        ),
        Identity(
            "(7) = (8) + (9) + (10) + không có hạn + rút",
            "(7) = (8) + (9) + (10) + no due date + withdrawn",
            total["c7"],
            total["c8"] + total["c9"] + total["c10"] + outside,
        ),
        _same("(11) = (12) + (13)", total["c11"], total["c12"] + total["c13"]),
        _same("(3) = (7) + (11)", total["c3"], total["c7"] + total["c11"]),
        Identity(
            "Tổng các dòng = tổng của sổ cái",
            "Sum of the rows = total of the ledger",
            total["c3"],
            figures["received"] + figures["carried_over"],
        ),
    )


def _same(equation: str, left: int, right: int) -> Identity:
    return Identity(equation, equation, left, right)


def _notes(request: Request) -> tuple[tuple[str, str], ...]:
    notes = [
        (
            "Cột (12) gồm cả hồ sơ đang tạm dừng và chưa có hạn; hai loại này nêu riêng ở các cột sau cột (13).",
            "Column (12) includes paused dossiers and those without a due date; both stand apart behind column (13).",
        ),
        (
            "Hồ sơ không ghi kênh nộp được tính là trực tiếp.",
            "A dossier without a channel counts as direct.",
        ),
    ]
    if request.window.first >= TWO_LEVEL_GOVERNMENT_FROM:
        notes.append(
            ("Từ 01/07/2025 không còn cấp huyện.", "Since 01/07/2025 there is no district level."),
        )
    return tuple(notes)
