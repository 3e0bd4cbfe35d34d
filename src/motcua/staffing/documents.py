"""The staffing plan that is laid before the approver: official list, back-up list, tasks, planned time.

TT 01/2018/TT-VPCP art 7 names these parts. UNVERIFIED: the official layout of the form was not found; this is a
plain document with those parts. It is a draft for decision: names are those posted now, the rest is left open.
"""

from datetime import date
from io import BytesIO
from typing import Any

from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.agencies.models import Posting
from motcua.rules.levels import Level
from motcua.rules.parameters import staffing as law
from motcua.staffing.breaches import breaches
from motcua.staffing.words import forecast_in_words

MOST_UNITS = 60
OPEN = "(cơ quan cử người ghi tên)"
NO_FORECAST = "Kỳ này có quá ít ngày để dự báo và thử lại."
TASKS = "Hướng dẫn, tiếp nhận, số hóa hồ sơ; theo dõi giải quyết; trả kết quả"


def write_document(answer: dict[str, Any], on: date | None = None) -> bytes:
    """Return a DOCX for the units whose officers change, most changed first; all units if none changes."""
    import docx  # noqa: PLC0415 - only a planner writes documents

    changed = sorted((row for row in answer["units"] if row["change"]), key=lambda row: -abs(row["change"]))
    units = (changed or answer["units"])[:MOST_UNITS]
    paper = docx.Document()
    paper.add_heading("KẾ HOẠCH BỐ TRÍ NHÂN SỰ BỘ PHẬN MỘT CỬA (dự thảo)", 1)
    for line in _opening(answer, len(changed), len(units)):
        paper.add_paragraph(line)
    day = on or answer["window"]["before"]
    names, backups = _posted([row["code"] for row in units], day)
    paper.add_heading("I. Danh sách chính thức và dự phòng", 2)
    _table(paper, ("Đơn vị", "Nay", "Đề xuất", "Danh sách chính thức", "Danh sách dự phòng"), [
        (row["name"], row["present"], row["needed"], names.get(row["code"], OPEN),
         backups.get(row["code"], f"ít nhất {law.BACKUPS_OF_SENDING_AGENCY} người của mỗi cơ quan cử {OPEN}"))
        for row in units
    ])  # fmt: skip
    paper.add_heading("II. Nhiệm vụ và thời gian dự kiến", 2)
    low, high = law.POSTING_MONTHS
    paper.add_paragraph(f"Nhiệm vụ: {TASKS}.")
    paper.add_paragraph(f"Thời gian: từ {low} đến {high} tháng mỗi lần cử (NĐ 61/2018/NĐ-CP điều 11.4).")
    paper.add_paragraph(
        f"Tiêu chuẩn: {law.LEAST_RANK[0]}; từ {law.LEAST_YEARS_IN_FIELD} năm trong lĩnh vực ({law.LEAST_RANK[2]})."
    )
    paper.add_heading("III. Điều chuyển theo thứ tự lợi ích", 2)
    _table(paper, ("TT", "Từ", "Đến", "Bớt hồ sơ trễ trong kỳ"), [
        (row["order"], row["from"]["name"], row["to"]["name"], f"{row['net']:.1f}".replace(".", ","))
        for row in answer["moves"][:MOST_UNITS]
    ])  # fmt: skip
    paper.add_heading("IV. Dự báo và việc chưa đúng quy định", 2)
    paper.add_paragraph(forecast_in_words(answer["forecast"]).vi if answer["forecast"] else NO_FORECAST)
    wrong = [one for one in breaches(timezone.localdate()) if one.unit.code in {row["code"] for row in units}]
    for one in wrong[:MOST_UNITS]:
        paper.add_paragraph(f"{one.who}: {one.what.vi}", style="List Bullet")
    if not wrong:
        paper.add_paragraph("Không thấy việc cử người nào trái thời hạn hoặc thiếu người dự phòng ở các đơn vị này.")
    paper.add_heading("V. Căn cứ và giả định", 2)
    for row in answer["assumptions"]:
        paper.add_paragraph(row["vi"], style="List Bullet")
    paper.add_heading("Người phê duyệt", 2)
    for level in dict.fromkeys(row["level"] for row in units):
        paper.add_paragraph(f"{law.APPROVERS[Level(level)][0]} (ngày, chữ ký) ……………………")
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def _opening(answer: dict[str, Any], changed: int, shown: int) -> list[str]:
    scope = answer["scope"]
    lines = [answer["proposal"]["vi"], f"Căn cứ: {law.PLAN_SOURCE}. Số liệu: {answer['window']['vi']}."]
    if answer["simulated"]:
        lines.append("SỐ LIỆU MÔ PHỎNG, không phải số liệu thật.")
    now, after = (f"{100 * scope[key]:.2f}".replace(".", ",") for key in ("rate_now", "rate_after"))
    lines.append(f"Đúng hạn nay {now} %, sau kế hoạch {after} %. Số đơn vị thay đổi: {changed}; ghi ở đây: {shown}.")
    return lines


def _table(paper: Any, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    table = paper.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)


def _posted(codes: list[str], on: date) -> tuple[dict[str, str], dict[str, str]]:
    """Return who is posted officially and as back-up, by unit code, with sending agency and term."""
    rows = Posting.objects.in_force_on(on).with_duty(Duty.RECEIVE).filter(unit__code__in=codes, covers_for=None)
    lists: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for posting in rows.select_related("account", "unit", "sent_by").order_by("pk"):
        sender = f", {posting.sent_by} cử" if posting.sent_by else ""
        until = f", đến {posting.valid_before:%d/%m/%Y}" if posting.valid_before else ""
        line = f"{posting.account} ({posting.title}{sender}{until})"
        lists[posting.is_backup].setdefault(posting.unit.code, []).append(line)
    official, backup = ({code: "; ".join(names) for code, names in each.items()} for each in lists)
    return official, backup
