"""The one-stop officer's desk: check the paper of a claimed mandate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts import selectors, services
from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.kinds import MandateKind, phrase
from motcua.accounts.models import Mandate
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.rules.errors import RuleViolation

MOST = 50
REASON = Phrase("Đối chiếu giấy uỷ quyền", "Check of a mandate")


@officers_with(Duty.RECEIVE, Duty.SUPERVISE)
@require_GET
def index(request: Any) -> HttpResponse:
    """Find claims by the exact number of either side, as the person at the desk states it; log each look."""
    number = clean(request.GET.get("so", ""))
    found = list(selectors.claims_with(number)[:MOST]) if number else []
    for agent in {mandate.agent for mandate in found}:
        services.log_view(
            request.user, agent, str(REASON), what="mandate", unit_code=request.unit.code if request.unit else ""
        )
    lines = [(mandate, phrase(MandateKind(mandate.kind))) for mandate in found]
    return render(request, "backoffice/officers_mandates.html", {"number": number, "lines": lines})


@officers_with(Duty.RECEIVE, Duty.SUPERVISE)
@require_POST
def prove(request: Any, pk: int) -> HttpResponse:
    """Record that the paper was seen."""
    mandate = get_object_or_404(Mandate, pk=pk, proven_at=None, revoked_at=None)
    try:
        services.prove_mandate(mandate=mandate, by=request.user, proof=request.POST.get("proof", ""))
        messages.success(request, str(Phrase("Đã xác nhận uỷ quyền.", "The mandate is confirmed.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:mandates")
