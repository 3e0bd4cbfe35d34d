"""Pages of `/dieu-hanh/ra-soat/tac-dong/`: the impact assessment of a text before it is issued."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import duties_of, officers_with
from motcua.core.phrases import Phrase
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import dong, number
from motcua.documents.editing import DOCX
from motcua.insight.dashboard import MANAGERS
from motcua.insight.review_hints import frame
from motcua.insight.review_plans import acted
from motcua.procedures.models import ProcedureVersion
from motcua.review import services
from motcua.review.assessments import PARTS, Standing, assessment_of, drafts, standing_of, write_document
from motcua.review.errors import ReviewRefused
from motcua.review.models import ImpactAssessment
from motcua.rules.parameters.impact_questions import HEADS, QUESTIONS

IMPACT = "/dieu-hanh/ra-soat/tac-dong/"
STANDINGS = {
    Standing.NONE: (Phrase("Chưa có", "None yet"), "bad"),
    Standing.DRAFT: (Phrase("Đang soạn", "Draft"), "neutral"),
    Standing.SUBMITTED: (Phrase("Chờ phê duyệt", "To be approved"), "wait"),
    Standing.APPROVED: (Phrase("Đã phê duyệt", "Approved"), "good"),
    Standing.OUTDATED: (Phrase("Bản thảo đã đổi, phải đánh giá lại", "The draft changed, assess again"), "bad"),
}
KINDS = {"new": Phrase("Mới ban hành", "New"), "amended": Phrase("Sửa đổi, bổ sung", "Amended")}


@officers_with(*MANAGERS)
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """List the texts that wait to be issued, each with the state of its assessment."""
    rows = []
    for version in drafts():
        held: ImpactAssessment | None = getattr(version, "impact_assessment", None)
        word, tone = STANDINGS[Standing(held.status) if held else Standing.NONE]
        item = version.brought_by
        rows.append(Row([
            Cell(f"{version.name} ({version.procedure.identity})", f"{IMPACT}{version.pk}/"),
            KINDS.get(item.kind, item.get_kind_display()) if item else "–", str(item.decision) if item else "–",
            dong(held.cost_a_year) if held else "–", Cell(word, tone=tone),
        ]))  # fmt: skip
    columns = [Column(Phrase("Bản thảo", "Draft")), Column(Phrase("Loại", "Kind")),
               Column(Phrase("Quyết định", "Decision")), Column(Phrase("Chi phí mỗi năm", "Cost a year"), True),
               Column(Phrase("Đánh giá", "Assessment"))]  # fmt: skip
    title = Phrase("Bản thảo chờ ban hành", "Drafts to be issued")
    table = Table(columns, rows, title, quiet_caption=True) if rows else None
    return render(request, "insight/review/assessments.html", frame(table=table))


def _draft(pk: int) -> ProcedureVersion:
    return get_object_or_404(ProcedureVersion.objects.select_related("procedure", "brought_by__decision"), pk=pk)


@officers_with(*MANAGERS)
@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the assessment of one draft: answers by head, cost by activity, and what comes next."""
    version = _draft(pk)
    held = assessment_of(version)
    standing = standing_of(version, held)
    may = Duty.PROCEDURE_CONTROL in duties_of(request)
    answers = held.answers if held else {}
    asked = [
        (Phrase(*names), [(q.key, Phrase(q.vi, q.en), answers.get(q.key, "")) for q in QUESTIONS if q.head == head])
        for head, names in HEADS.items()
    ]
    facts = frame(
        version=version,
        held=held,
        standing=standing.value,
        status=STANDINGS[standing],
        heads=[each for each in asked if each[1]],
        table=_costs(held) if held else None,
        writes=may
        and version.status in ("draft", "submitted")
        and standing in (Standing.NONE, Standing.DRAFT, Standing.OUTDATED),
        may_change=may,
        own=held is not None and held.drafted_by_id == request.user.pk,
    )
    return render(request, "insight/review/assessment.html", facts)


def _costs(held: ImpactAssessment) -> Table:
    columns = [Column(Phrase("Hoạt động", "Activity")), Column(Phrase("Giờ", "Hours"), True),
               Column(Phrase("Phí, dịch vụ, khác", "Fees, services, other"), True),
               Column(Phrase("Tỷ lệ hồ sơ", "Share of dossiers"), True),
               Column(Phrase("Chi phí", "Cost"), True)]  # fmt: skip
    rows = [
        Row([PARTS[row["component"]], number(row["hours"]), dong(row["services"] + row["fees"] + row["other"]),
             number(row["frequency"]), dong(row["cost"])])
        for row in held.basis["activities"]
    ]  # fmt: skip
    title = Phrase("Chi phí của một hồ sơ", "Cost of one dossier")
    return Table(columns, rows, title, quiet_caption=True)


@officers_with(*MANAGERS)
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the assessment as a document."""
    held = assessment_of(_draft(pk))
    if held is None:
        raise Http404
    answer = HttpResponse(write_document(held), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="danh-gia-tac-dong-{pk}.docx"'
    return answer


@officers_with(Duty.PROCEDURE_CONTROL)
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the assessment, or move it on: submit, return, approve."""
    version, name = _draft(pk), request.POST.get("act", "")
    held = assessment_of(version)
    by: Any = request.user
    if name == "assess":
        acted(request, lambda: _assess(request, version))
    elif held is not None and name == "submit":
        acted(request, lambda: services.submit_assessment(assessment=held, by=by))
    elif held is not None and name == "approve":
        acted(request, lambda: services.approve_assessment(assessment=held, by=by))
    elif held is not None and name == "return":
        reason = request.POST.get("why", "")
        acted(request, lambda: services.return_assessment(assessment=held, by=by, reason=reason))
    else:
        raise Http404
    return redirect(f"{IMPACT}{pk}/")


def _assess(request: HttpRequest, version: ProcedureVersion) -> None:
    given, by = request.POST, request.user
    text = given.get("dossiers", "").strip().replace(".", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ReviewRefused(reason_vi=f"“{text}” không phải là số hồ sơ.", reason_en=f"“{text}” is no number.")
    services.assess(
        version=version, answers={q.key: given.get(q.key, "") for q in QUESTIONS}, dossiers_a_year=int(text),
        volume_source=given.get("source", ""), by=by,  # type: ignore[arg-type]
    )  # fmt: skip
