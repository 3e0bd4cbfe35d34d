"""Sent reports: send one, see what would be different today, take the signed paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.insight.asking import SUBJECTS
from motcua.insight.dashboard import MANAGERS
from motcua.reports import selectors, services
from motcua.reports.models import ReportEdition
from motcua.reports.request import request_of
from motcua.rules.errors import RuleViolation

SENDERS = (Duty.PROCEDURE_CONTROL, Duty.SUPERVISE)
WORDS = ("period", "window", "level", "agency")


@officers_with(*SENDERS)
@require_POST
def send(request: HttpRequest, name: str) -> HttpResponse:
    """Freeze, number and sign the report that is asked for."""
    words = [request.POST.get(word, "") for word in WORDS]
    try:
        asked = request_of(*words)
        edition = services.send(name=name, request=asked, by=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    except RuleViolation as refusal:
        facts = {"subjects": SUBJECTS, "problem": explain(refusal), "back": f"/dieu-hanh/bao-cao/{name}/"}
        return render(request, "insight/reports/not_sent.html", facts, status=422)
    return redirect("insight:edition", pk=edition.pk)


@officers_with(*MANAGERS)
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one sent report beside another edition of it, or beside the same report today, with the causes."""
    sent = get_object_or_404(ReportEdition.objects.select_related("sent_by").defer("pdf"), pk=pk)
    others = selectors.editions_of(sent.report, selectors.request_behind(sent)).defer(*selectors.DETAIL)
    beside = request.GET.get("voi", "")
    other = get_object_or_404(ReportEdition.objects.defer("pdf"), pk=int(beside)) if beside.isdecimal() else None
    try:
        again: selectors.Compared = selectors.compared(sent, other) if other else selectors.reissue(sent)
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    facts = {
        "subjects": SUBJECTS,
        "sent": sent,
        "other": other,
        "others": [each for each in others if each.pk != sent.pk],
        "again": again,
        "differences": [(Phrase(d.vi, d.en), d.sent, d.now) for d in again.differences],
        "causes": [(Phrase(vi, en), many) for vi, en, many in again.causes],
        "dossiers": again.dossiers,
        "crumbs": [(Phrase("Báo cáo", "Reports"), "/dieu-hanh/bao-cao/")],
    }
    return render(request, "insight/reports/edition.html", facts)


@officers_with(*MANAGERS)
@require_safe
def edition_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the signed paper as it was sent."""
    sent = get_object_or_404(ReportEdition, pk=pk)
    answer = HttpResponse(bytes(sent.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{sent.number.replace("/", "-")}.pdf"'
    return answer
