"""How does a draft stand with its impact assessment, and what does the paper of it say?"""

import hashlib
import json
from dataclasses import asdict
from enum import StrEnum
from io import BytesIO
from typing import Any

from motcua.core.phrases import Phrase
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.quick_reading import whole_text
from motcua.review.models import ImpactAssessment
from motcua.rules.parameters.impact_questions import HEADS, QUESTIONS, SOURCE

UNPUBLISHED = (ProcedureVersion.Status.DRAFT, ProcedureVersion.Status.SUBMITTED)
PARTS = {
    "prepare": Phrase("Chuẩn bị hồ sơ", "Prepare papers"),
    "file": Phrase("Nộp hồ sơ", "File"),
    "pay": Phrase("Nộp phí, lệ phí", "Pay fees"),
    "inspection": Phrase("Phục vụ kiểm tra", "Inspection"),
    "other": Phrase("Công việc khác", "Other work"),
    "receive": Phrase("Nhận kết quả", "Receive the result"),
}


class Standing(StrEnum):
    """Where the assessment of a draft stands."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    # The draft changed after the assessment.
    OUTDATED = "outdated"


def digest_of(version: ProcedureVersion) -> str:
    """Return the fingerprint of the whole draft text, however the database orders its members."""
    text = json.dumps(asdict(whole_text(version)), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def assessment_of(version: ProcedureVersion) -> ImpactAssessment | None:
    """Return the assessment of a draft."""
    related = ("drafted_by", "approved_by")
    return ImpactAssessment.objects.filter(version=version).select_related(*related).first()


def standing_of(version: ProcedureVersion, held: ImpactAssessment | None = None) -> Standing:
    """Return where the assessment of a draft stands; one of another text is outdated."""
    held = held or assessment_of(version)
    if held is None:
        return Standing.NONE
    return Standing(held.status) if held.text_digest == digest_of(version) else Standing.OUTDATED


def drafts() -> list[ProcedureVersion]:
    """Return the texts that wait, with their assessments, those of new procedures first."""
    waiting = ProcedureVersion.objects.filter(status__in=UNPUBLISHED, brought_by__isnull=False)
    related = ("procedure", "brought_by__decision", "impact_assessment")
    return sorted(waiting.select_related(*related)[:200], key=lambda v: v.brought_by.kind != "new")  # type: ignore[union-attr]


def write_document(held: ImpactAssessment) -> bytes:
    """Return the assessment as DOCX: heads with their answers, the cost by activity, who wrote and who approved."""
    import docx  # noqa: PLC0415 - only whoever assesses writes documents

    version, paper = held.version, docx.Document()
    paper.add_heading("ĐÁNH GIÁ TÁC ĐỘNG CỦA THỦ TỤC HÀNH CHÍNH", 1)
    paper.add_paragraph(f"{version.name} ({version.procedure.identity}), phiên bản {version.ordinal}")
    paper.add_paragraph(f"Căn cứ: {SOURCE}. Bố cục do phần mềm đặt; mẫu chính thức chưa kiểm chứng được.")
    if held.status != ImpactAssessment.Status.APPROVED:
        paper.add_paragraph("BẢN THẢO, chưa được phê duyệt.")
    for ordinal, (head, (vi, _)) in enumerate(HEADS.items(), start=1):
        paper.add_heading(f"{ordinal}. {vi}", 2)
        for question in QUESTIONS:
            if question.head == head:
                paper.add_paragraph(question.vi).runs[0].bold = True
                paper.add_paragraph(held.answers.get(question.key) or "(chưa trả lời)")
    _cost(paper, held)
    paper.add_heading("Người soạn, người phê duyệt", 2)
    paper.add_paragraph(f"Người soạn: {held.drafted_by}, {held.drafted_at:%d/%m/%Y}")
    if held.approved_by is not None and held.approved_at is not None:
        paper.add_paragraph(f"Người phê duyệt: {held.approved_by}, {held.approved_at:%d/%m/%Y}")
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def dotted(amount: Any) -> str:
    """Return a whole number with the points of Vietnam."""
    return f"{amount:,.0f}".replace(",", ".")


def _cost(paper: Any, held: ImpactAssessment) -> None:
    table = paper.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    head = ("Hoạt động", "Giờ", "Phí, dịch vụ, khác (đồng)", "Tỷ lệ hồ sơ", "Chi phí (đồng)")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for row in held.basis["activities"]:
        spent = row["services"] + row["fees"] + row["other"]
        values = (PARTS[row["component"]].vi, row["hours"], dotted(spent), row["frequency"], dotted(row["cost"]))
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    paper.add_paragraph(
        f"Mỗi hồ sơ {dotted(held.cost_each)} đồng; dự kiến {dotted(held.dossiers_a_year)} hồ sơ mỗi năm "
        f"({held.volume_source}); mỗi năm {dotted(held.cost_a_year)} đồng."
    )
    if not held.dossiers_a_year:
        paper.add_paragraph("Không dự kiến hồ sơ nào: chi phí cả năm bằng 0.")
    for row in held.basis["parameters"]:
        value = dotted(row["value"]) if row["value"] == int(row["value"]) else str(row["value"]).replace(".", ",")
        paper.add_paragraph(f"{row['key']}: {value} {row['unit']} ({row['source']})", style="List Bullet")
