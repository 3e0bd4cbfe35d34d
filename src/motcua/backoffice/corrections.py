"""Corrections that wait for a second person: what is asked, by whom, why; the answer is an act on the dossier."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.backoffice.act_forms import correction_words
from motcua.backoffice.lists import moment
from motcua.backoffice.scope import unit_ids_of
from motcua.dossiers.correcting import open_corrections

SHOWN = 200


@officers_with(Duty.SETTLE, Duty.SIGN, Duty.SUPERVISE)
@require_safe
def index(request: Any) -> HttpResponse:
    """List the corrections of my units that nobody has answered; who asked cannot approve his own."""
    approves = bool({Duty.SIGN, Duty.SUPERVISE} & set(request.duties))
    waiting = open_corrections(unit_ids_of(request))[:SHOWN]
    lines = [
        {
            "one": one,
            "words": correction_words(one),
            "asked": moment(one.asked_at),
            "may_approve": approves and one.asked_by_id != request.user.pk,
            "may_decline": approves,
        }
        for one in waiting
    ]
    return render(request, "backoffice/corrections.html", {"lines": lines})
