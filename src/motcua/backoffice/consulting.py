"""Consultations of procedure control: open a draft for comment, check and answer comments, close with a conclusion."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.backoffice.catalogue_desk import ADDRESS, CONTROL, DESK, TABS, day, officer
from motcua.backoffice.catalogue_forms import DayField, area, words
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.procedures.consultations import selectors, services
from motcua.procedures.eforms.drawing import say
from motcua.procedures.models import Consultation, ConsultationComment, ProcedureVersion
from motcua.procedures.phrases import phrase_of
from motcua.rules.errors import RuleViolation

PLACE = f"{ADDRESS}lay-y-kien/"
HERE = (Phrase("Lấy ý kiến", "Consultations"), PLACE)
TONES = {"waiting": "warn", "shown": "good", "held": "neutral"}
OPENED = Phrase("Đã mở lấy ý kiến. Bản thảo chưa phê duyệt được trước khi kết thúc.",
                "Open for comment. The draft cannot be approved before it is closed.")  # fmt: skip
DONE = {
    "show": Phrase("Ý kiến đã được công khai.", "The comment is shown."),
    "hold": Phrase("Không công khai; người viết đọc được lý do.", "Not shown; its author reads why."),
    "answer": Phrase("Đã trả lời.", "Answered."),
    "close": Phrase("Đã kết thúc lấy ý kiến.", "The consultation is closed."),
}
USUAL_DAYS = 30


class OpenForm(forms.Form):
    """For how long, and what people should know."""

    opens_on = DayField(label=words("Từ ngày", "From"))
    last_on = DayField(label=words("Đến hết ngày", "Last day"))
    summary = forms.CharField(
        label=words("Vì sao thay đổi, muốn hỏi điều gì", "Why it changes, and what you ask"),
        widget=area(4),
        required=False,
        max_length=5000,
    )


@CONTROL
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """List every consultation with what still waits for the office."""
    found: Any = selectors.consultations()[:100]
    columns = [
        Column(Phrase("Dự thảo", "Draft")),
        Column(Phrase("Từ ngày", "From")),
        Column(Phrase("Đến hết", "Last day")),
        Column(Phrase("Chờ duyệt", "To check"), numeric=True),
        Column(Phrase("Chờ trả lời", "To answer"), numeric=True),
        Column(Phrase("Kết thúc", "Closed")),
    ]
    rows = [
        (
            Cell(each.title, f"{PLACE}{each.pk}/"),
            day(each.opens_on),
            day(each.closes_before - timedelta(days=1)),
            each.waiting,
            each.unanswered,
            day(each.closed_at) if each.closed_at else "–",
        )
        for each in found
    ]
    table = Table(columns, rows, Phrase("Lấy ý kiến", "Consultations"), True)
    return render(request, "backoffice/catalogue/consultations.html", {"tabs": TABS, "table": table})


@CONTROL
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one draft of a procedure for comment."""
    version = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), pk=pk)
    today = timezone.localdate()
    usual = {"opens_on": today, "last_on": today + timedelta(days=USUAL_DAYS)}
    form = OpenForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            held = services.open_on_draft(
                version=version,
                opens_on=chosen["opens_on"],
                closes_before=chosen["last_on"] + timedelta(days=1),
                summary=chosen["summary"],
                by=officer(request),
            )
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, str(OPENED))
            return redirect(f"{PLACE}{held.pk}/")
    crumbs = [DESK, (version.procedure.identity, f"{ADDRESS}ban-thao/{pk}/")]
    facts = {"tabs": TABS, "crumbs": crumbs, "form": form, "version": version}
    return render(request, "backoffice/catalogue/consultation_new.html", facts, status=422 if form.errors else 200)


@CONTROL
@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the comments, those first that need an act."""
    held = get_object_or_404(Consultation, pk=pk)
    names = {point["part"]: say(point) for point in held.points}
    comments = [
        (each, phrase_of(ConsultationComment.State, each.state), TONES[each.state], names.get(each.point, ""))
        for each in selectors.comments_for_office(held)[:200]
    ]
    facts = {
        "tabs": TABS,
        "crumbs": [DESK, HERE],
        "held": held,
        "last": held.closes_before - timedelta(days=1),
        "comments": comments,
        "is_over": timezone.localdate() >= held.closes_before,
    }
    return render(request, "backoffice/catalogue/consultation.html", facts)


@CONTROL
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Check or answer one comment, or close the consultation; refusals are said in a sentence."""
    name, _, about = request.POST.get("act", "").partition(":")
    text, comment, by = request.POST.get("text", ""), _number(about), officer(request)
    try:
        if name in ("show", "hold"):
            services.moderate(comment_id=comment, by=by, is_shown=name == "show", reason=text)
        elif name == "answer":
            services.answer(comment_id=comment, by=by, text=text)
        elif name == "close":
            services.close(consultation_id=pk, by=by, conclusion=text)
        else:
            raise Http404
        messages.success(request, str(DONE[name]))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{PLACE}{pk}/")


def _number(text: str) -> Any:
    return int(text) if text.isdecimal() and len(text) < 15 else 0
