"""Form II.06(a)/VPCP/KSTT: how dossiers were handled, by level and field, in thirteen columns.

domain.md 4.2 (S6). (3) = (4)+(5)+(6); (7) = (8)+(9)+(10); (11) = (12)+(13); (3) = (7)+(11).
The form has no column for what was settled without a due date or withdrawn, nor for
paused dossiers. They are counted where the identity needs them and shown in columns of
their own behind the thirteen: nothing is hidden in "on time".
"""

from motcua.reports.definition import Count, Counted, Equation, Group
from motcua.reports.tables import Column
from motcua.rules.levels import Level

RECEIVED = ("Số hồ sơ nhận giải quyết", "Received for handling")
SETTLED = ("Số lượng hồ sơ đã giải quyết", "Settled")
PENDING = ("Số lượng hồ sơ đang giải quyết", "In progress")
APART = ("Ngoài biểu: nêu riêng", "Beside the form: shown apart")
ONLINE, UNKNOWN_CHANNEL = "channel = 2", "channel = 0"


def _column(number: int, vi: str, en: str, under: tuple[str, str], *of: str, also: str = "true") -> Count:
    return Count(Column(f"c{number}", vi, en, number, under=under), of, also)


def _apart(key: str, vi: str, en: str, *of: str, also: str = "true") -> Count:
    return Count(Column(key, vi, en, under=APART), of or (key,), also)


FORM_06A = Counted(
    name="06a",
    title=("Tình hình, kết quả giải quyết thủ tục hành chính", "Handling of administrative procedures"),
    source="Biểu II.06(a)/VPCP/KSTT",
    head=(
        Column("ordinal", "STT", "No.", 1, "text"),
        Column("name", "Lĩnh vực, công việc giải quyết theo cấp", "Field, by level", 2, "text"),
    ),
    columns=(
        _column(3, "Tổng số", "Total", RECEIVED, "received", "carried_over"),
        _column(4, "Trong kỳ: trực tuyến", "In the period, online", RECEIVED, "received", also=ONLINE),
        _column(
            5, "Trong kỳ: trực tiếp, bưu chính", "In the period, direct and postal", RECEIVED, "received",
            also="channel != 2",
        ),
        _column(6, "Từ kỳ trước", "Carried over", RECEIVED, "carried_over"),
        _column(7, "Tổng số", "Total", SETTLED, "settled"),
        _column(8, "Trước hạn", "Early", SETTLED, "early"),
        _column(9, "Đúng hạn", "On time", SETTLED, "on_time"),
        _column(10, "Quá hạn", "Late", SETTLED, "late"),
        _column(11, "Tổng số", "Total", PENDING, "pending"),
        _column(12, "Trong hạn", "Within the limit", PENDING, "pending", "-pending_overdue"),
        _column(13, "Quá hạn", "Overdue", PENDING, "pending_overdue"),
        _apart("no_due_date", "Đã giải quyết, không có hạn", "Settled, no due date"),
        _apart("withdrawn", "Rút hồ sơ", "Withdrawn"),
        _apart("not_accepted", "Không được tiếp nhận", "Not accepted"),
        _apart("refused_after_appraisal", "Trong (7): từ chối sau thẩm định", "Of (7): refused after appraisal"),
        _apart("paused", "Trong (12): đang tạm dừng", "Of (12): paused"),
        _apart("pending_no_due_date", "Trong (12): không có hạn", "Of (12): no due date"),
        _apart(
            "channel_unknown", "Trong (5): không ghi kênh", "Of (5): channel not stated", "received",
            also=UNKNOWN_CHANNEL,
        ),
    ),
    equations=(
        Equation(("(3) = (4) + (5) + (6)",) * 2, ("c3",), ("c4", "c5", "c6")),
        Equation(
            ("(7) = (8) + (9) + (10) + không có hạn + rút", "(7) = (8) + (9) + (10) + no due date + withdrawn"),
            ("c7",), ("c8", "c9", "c10", "no_due_date", "withdrawn"),
        ),
        Equation(("(11) = (12) + (13)",) * 2, ("c11",), ("c12", "c13")),
        Equation(("(3) = (7) + (11)",) * 2, ("c3",), ("c7", "c11")),
        Equation(
            ("Tạm dừng + không có hạn ≤ (12)", "Paused + no due date ≤ (12)"),
            ("paused", "pending_no_due_date"), ("c12",), is_at_most=True,
        ),
    ),
    groups=(
        Group(Level.PROVINCE, "A", ("Cơ quan chuyên môn cấp tỉnh", "Province departments")),
        Group(Level.DISTRICT, "B", ("Ủy ban nhân dân cấp huyện", "District people's committees")),
        Group(Level.COMMUNE, "C", ("Ủy ban nhân dân cấp xã", "Commune people's committees")),
        Group(Level.CENTRAL, "D", ("Bộ, cơ quan trung ương", "Ministries and central bodies")),
        Group(Level.VERTICAL, "E", ("Cơ quan ngành dọc", "Vertical bodies")),
        Group(None, "F", ("Chưa rõ cấp", "Level unknown")),
    ),
    by_field=True,
    always=(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
    notes=(
        (
            "Cột (12) gồm cả hồ sơ đang tạm dừng và chưa có hạn; hai loại này nêu riêng ở các cột sau cột (13).",
            "Column (12) includes paused dossiers and those without a due date; both stand apart behind column (13).",
        ),
        (
            "Cột (7) gồm cả hồ sơ không có hạn và hồ sơ rút; chúng không nằm trong (8), (9), (10).",
            "Column (7) includes dossiers without a due date and withdrawn ones; they are not in (8), (9), (10).",
        ),
        (
            "Hồ sơ không ghi kênh nộp tính là trực tiếp và nêu riêng. Hồ sơ không được tiếp nhận không tính vào (3).",
            "A dossier without a channel counts as direct and is shown apart. Dossiers not accepted are not in (3).",
        ),
    ),
)  # fmt: skip
