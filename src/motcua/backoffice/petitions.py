"""Petitions sent to the officer's units: sort them in two working days, answer them in time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.voice import selectors, services
from motcua.rules.errors import RuleViolation
from motcua.rules.petitions import Weight

WORDS = {
    Weight.PLAIN: Phrase("trả lời ngay, 5 ngày làm việc", "plain answer, 5 working days"),
    Weight.INVOLVED: Phrase("cần phối hợp, 15 ngày làm việc", "others are concerned, 15 working days"),
}
DONE = Phrase("Đã ghi nhận.", "Recorded.")


def _mine(request: HttpRequest) -> list[Any]:
    units: list[int] = [posting.unit_id for posting in request.postings]  # type: ignore[attr-defined]
    return list(selectors.petitions_for(units).select_related("unit", "dossier")[:100])


@officers_with(Duty.SIGN, Duty.SUPERVISE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, the oldest first, with its limit."""
    rows = []
    for petition in _mine(request):
        due = selectors.due_of_petition(petition)
        rows.append((petition, due, due is not None and due < clock.now()))
    facts = {"rows": rows, "weights": [(weight.value, words) for weight, words in WORDS.items()]}
    return render(request, "backoffice/petitions.html", facts)


@officers_with(Duty.SIGN, Duty.SUPERVISE)
@require_POST
def answer(request: HttpRequest, mark: str) -> HttpResponse:
    """Sort or answer one petition of the officer's own units."""
    petition = next((each for each in _mine(request) if each.mark == mark), None)
    if petition is None:
        raise Http404
    posting = next(each for each in request.postings if each.unit_id == petition.unit_id)  # type: ignore[attr-defined]
    actor, weight = Actor.officer(posting), request.POST.get("weight", "")
    try:
        if request.POST.get("act") == "sort" and weight in WORDS:
            services.sort_petition(mark=mark, actor=actor, weight=weight)
        else:
            public = request.POST.get("public") == "yes"
            services.answer_petition(mark=mark, actor=actor, answer=request.POST.get("answer", ""), public=public)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, str(DONE))
    return redirect("backoffice:petitions")
