"""A draft beside the text in force: see the difference part by part, edit, submit, approve, withdraw."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.backoffice.catalogue_desk import ADDRESS, CONTROL, DESK, TABS, officer
from motcua.backoffice.catalogue_forms import MarksForm, rows_of
from motcua.backoffice.catalogue_parts import PARTS, read_marks, write_marks
from motcua.core.phrases import Phrase, explain
from motcua.procedures import services
from motcua.procedures.comparison import compare
from motcua.procedures.completeness import missing_parts
from motcua.procedures.contents import VersionContent
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.phrases import phrase_of
from motcua.procedures.quick_reading import whole_text, whole_texts
from motcua.review.assessments import UNPUBLISHED, Standing, standing_of
from motcua.rules.errors import RuleViolation

Status = ProcedureVersion.Status
TONES = {"draft": "neutral", "submitted": "warn", "approved": "info", "published": "good", "withdrawn": "bad"}
MARKS = ("chung", Phrase("Tên và phân loại", "Name and marks"))
ASSESSED = {
    Standing.NONE: Phrase("Chưa có đánh giá tác động.", "No impact assessment yet."),
    Standing.DRAFT: Phrase("Đánh giá tác động đang soạn.", "The impact assessment is being written."),
    Standing.SUBMITTED: Phrase("Đánh giá tác động chờ phê duyệt.", "The impact assessment waits for approval."),
    Standing.APPROVED: Phrase("Đánh giá tác động đã được phê duyệt.", "The impact assessment is approved."),
    Standing.OUTDATED: Phrase("Bản thảo đã đổi sau khi đánh giá tác động.", "The draft changed after its assessment."),
}
SAVED = Phrase("Đã lưu phần này vào dự thảo.", "This part of the draft was saved.")
DONE = {
    "submit": Phrase("Đã trình. Một người khác sẽ phê duyệt.", "Submitted. A second person will approve."),
    "approve": Phrase("Đã phê duyệt. Tự có hiệu lực đúng ngày.", "Approved. It takes effect on its day."),
    "return": Phrase("Đã trả lại người soạn.", "Returned to its author."),
    "withdraw": Phrase("Đã rút. Lý do và lịch sử được giữ lại.", "Withdrawn. The reason and history are kept."),
}


def _version(pk: int) -> ProcedureVersion:
    related = ("procedure", "field", "brought_by__decision", "drafted_by", "submitted_by", "approved_by")
    return get_object_or_404(ProcedureVersion.objects.select_related(*related), pk=pk)


def _before(version: ProcedureVersion) -> ProcedureVersion | None:
    """Return the text that stands now, which the draft will follow."""
    standing = ProcedureVersion.objects.recorded().filter(procedure=version.procedure_id, superseded_at=None)
    return standing.exclude(pk=version.pk).select_related("field").order_by("-valid_from").first()


def part_links(version: ProcedureVersion) -> list[tuple[Any, str]]:
    parts = [MARKS, *((part.key, part.name) for part in PARTS.values())]
    return [(name, f"{ADDRESS}ban-thao/{version.pk}/{key}/") for key, name in parts]


@CONTROL
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the draft changes, what it still lacks, and the acts that are open to this officer."""
    version = _version(pk)
    before = _before(version)
    contents = whole_texts([version, before] if before else [version])
    content = contents[version.pk]
    assessed = standing_of(version) if version.status in UNPUBLISHED else None
    own = request.user.pk in (version.drafted_by_id, version.submitted_by_id)
    facts = {
        "tabs": TABS,
        "crumbs": [DESK],
        "version": version,
        "status": phrase_of(Status, version.status),
        "tone": TONES[version.status],
        "before": before,
        "parts": compare(contents[before.pk] if before else VersionContent(name=""), content),
        "missing": missing_parts(content),
        "assessed": ASSESSED[assessed] if assessed else "",
        "assessed_tone": "good" if assessed is Standing.APPROVED else "warn",
        "links": part_links(version),
        "may_edit": version.status == Status.DRAFT,
        "may_approve": version.status == Status.SUBMITTED and not own,
        "is_own": version.status == Status.SUBMITTED and own,
        "may_return": version.status == Status.SUBMITTED,
        "may_withdraw": version.withdrawn_at is None and version.superseded_at is None,
    }
    return render(request, "backoffice/catalogue/draft.html", facts)


@CONTROL
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one act on a draft; refusals are said in a sentence."""
    version, name = _version(pk), request.POST.get("act", "")
    reason = request.POST.get("reason", "")
    try:
        if name == "submit":
            services.submit(version=version, by=officer(request))
        elif name == "approve":
            services.approve(version=version, by=officer(request))
        elif name == "return":
            services.return_draft(version=version, by=officer(request), reason=reason)
        elif name == "withdraw":
            services.withdraw(version=version, by=officer(request), reason=reason)
        else:
            raise Http404
        messages.success(request, str(DONE[name]))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{ADDRESS}ban-thao/{pk}/")


@CONTROL
@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the name, the day of effect and what the text is filed under."""
    version = _version(pk)
    content = whole_text(version)
    form = MarksForm(request.POST or None, initial={**read_marks(content), "valid_from": version.valid_from})
    if request.method == "POST" and form.is_valid():
        done = _revise(request, version, write_marks(content, form), form.cleaned_data["valid_from"])
        if done:
            return done
    facts = {"tabs": TABS, "crumbs": _crumbs(version), "version": version, "form": form, "title": MARKS[1]}
    return render(request, "backoffice/catalogue/marks.html", {**facts, "links": part_links(version)})


@CONTROL
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Edit the rows of one part."""
    if key not in PARTS:
        raise Http404
    chosen, version = PARTS[key], _version(pk)
    content = whole_text(version)
    # What was posted is the whole part; compared with an initial, an unchanged row would count as empty.
    initial = None if request.method == "POST" else chosen.read(content)
    rows = rows_of(chosen.row)(request.POST or None, initial=initial, prefix="r")
    if request.method == "POST" and rows.is_valid():
        filled = [_whole(form) for form in rows.forms]
        done = _revise(request, version, chosen.write(content, filled))
        if done:
            return done
    facts = {"tabs": TABS, "crumbs": _crumbs(version), "version": version, "rows": rows, "title": chosen.name}
    facts |= {"hint": chosen.hint, "links": part_links(version), "content": content}
    return render(request, "backoffice/catalogue/part.html", facts)


def _whole(form: forms.Form) -> dict[str, Any]:
    """Return the values of a row; an untouched empty row has none of its own."""
    return {name: form.cleaned_data.get(name, "") for name in form.fields}


def _revise(
    request: HttpRequest, version: ProcedureVersion, content: VersionContent, valid_from: Any = None
) -> HttpResponse | None:
    try:
        services.revise_draft(version=version, content=content, by=officer(request), valid_from=valid_from)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return None
    messages.success(request, str(SAVED))
    return redirect(request.path)


def _crumbs(version: ProcedureVersion) -> list[tuple[Any, str]]:
    return [DESK, (f"{version.procedure.identity} {version.name}"[:80], f"{ADDRESS}ban-thao/{version.pk}/")]
