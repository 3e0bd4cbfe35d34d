"""Papers an office finishes by hand (apology, supplement request, refusal) as DOCX.

The DOCX is a draft: it gets no number of its own; the issued paper is the PDF.
"""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone

from motcua.documents import facts as fields
from motcua.documents import selectors
from motcua.rules.forms import PaperKind, form_of

EDITABLE = (PaperKind.SUPPLEMENT, PaperKind.REFUSAL, PaperKind.APOLOGY, PaperKind.STOP)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LINES = {
    PaperKind.SUPPLEMENT: (
        ("Hồ sơ của", "applicant"),
        ("Nội dung yêu cầu giải quyết", "procedure"),
        ("Địa chỉ", "address"),
        ("Số điện thoại", "phone"),
        ("Email", "email"),
        ("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau (nêu một lần, đầy đủ)", "items"),
        ("Lý do", "reason"),
        ("Khi có vướng mắc, xin liên hệ với ông/bà", "contact_name"),
        ("Số điện thoại liên hệ", "contact_phone"),
    ),
    PaperKind.REFUSAL: (
        ("Tiếp nhận hồ sơ của", "applicant"),
        ("Số định danh cá nhân/tổ chức", "identity_number"),
        ("Địa chỉ", "address"),
        ("Số điện thoại", "phone"),
        ("Email", "email"),
        ("Nội dung yêu cầu giải quyết", "procedure"),
        ("Không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau", "reason"),
        ("Hướng dẫn", "guidance"),
    ),
    PaperKind.APOLOGY: (
        ("Kính gửi", "applicant"),
        ("Số định danh cá nhân/tổ chức", "identity_number"),
        ("Thủ tục hành chính", "procedure"),
        ("Thời gian tiếp nhận hồ sơ", "received_at"),
        ("Thời gian hẹn trả kết quả", "promised_at"),
        ("Đến nay hồ sơ chưa được giải quyết xong. Lý do", "reason"),
        ("Cơ quan trân trọng gửi lời xin lỗi và hẹn lại ngày trả kết quả", "new_due_at"),
    ),
    PaperKind.STOP: (
        ("Kính gửi", "applicant"),
        ("Số định danh cá nhân/tổ chức", "identity_number"),
        ("Thủ tục hành chính", "procedure"),
        ("Ngày đề nghị dừng", "requested_at"),
        ("Hình thức gửi đề nghị", "request_channel"),
        ("Tình trạng hồ sơ khi dừng", "state"),
        ("Giấy tờ trả lại", "papers_returned"),
        ("Phí, lệ phí hoàn trả", "fees_returned"),
    ),
}


def editable(kind: str, unit_code: str, unit_name: str, facts: Mapping[str, Any], on: date) -> bytes:
    """Return a DOCX draft of one of the EDITABLE forms with its facts, for a dossier received on `on`."""
    from docx import Document  # noqa: PLC0415 - a quarter second of import time, only for drafts
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    form = form_of(kind, on)
    fields.check(form, facts)
    head = selectors.letterhead(unit_code, on, unit_name)
    draft = Document()
    draft.core_properties.title, draft.core_properties.author = form.title, head["unit_name"]
    style = draft.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    page = draft.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    _heading(draft, head, WD_ALIGN_PARAGRAPH.CENTER)
    title = draft.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(form.title.upper()).bold = True
    if facts.get("dossier_number"):
        draft.add_paragraph(f"Mã hồ sơ: {facts['dossier_number']}")
    for label, name in _LINES[form.kind]:
        if name == "items":
            draft.add_paragraph(f"{label}:")
            for number, item in enumerate(facts["items"], start=1):
                draft.add_paragraph(f"{number}. {item}")
        else:
            draft.add_paragraph(f"{label}: {_shown(facts.get(name))}")
    signer = draft.add_paragraph()
    signer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signer.add_run(f"\n{head['signer_title'] or 'Người ký'}\n\n\n\n{facts.get('signer') or facts.get('officer', '')}")
    out = BytesIO()
    draft.save(out)
    return out.getvalue()


def _heading(draft: Any, head: Mapping[str, str], centre: Any) -> None:
    row = draft.add_table(rows=1, cols=2).rows[0].cells
    left = [head["governing_body"].upper(), head["unit_name"].upper(), "Số: ………"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{head['place'] or '………'}, ngày …… tháng …… năm ……",
    ]
    for cell, lines in ((row[0], left), (row[1], right)):
        cell.paragraphs[0].alignment = centre
        for number, line in enumerate(filter(None, lines)):
            run = cell.paragraphs[0].add_run(line if number == 0 else f"\n{line}")
            run.bold = line not in (lines[0] if lines is left else "", lines[-1])


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "…………………………"
    return f"{timezone.localtime(value):%H:%M, %d/%m/%Y}" if isinstance(value, datetime) else str(value)
