"""What the applicant was told, and those who could not be told: somebody finds another way and writes it down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.backoffice.dossier import frame_of
from motcua.backoffice.lists import moment
from motcua.backoffice.scope import DESK, dossier_of, masked, sees_numbers, unit_ids_of
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import sheet
from motcua.notices import selectors, services
from motcua.notices.models import Message
from motcua.notices.states import CHANNELS, STATES, TOLD_OTHERWISE
from motcua.rules.errors import RuleViolation

SHOWN = 200


def line_of(message: Message, open_numbers: bool) -> dict[str, Any]:
    """Return a message as this desk shows it; addresses are masked where duty does not allow more."""
    word, tone = STATES[message.state]
    if message.told_at:
        word, tone = TOLD_OTHERWISE, "good"
    return {
        "message": message,
        "word": word,
        "tone": tone,
        "channel": CHANNELS[message.channel],
        "to": masked(message.address, open_numbers),
        "made": moment(message.created_at),
        "sent": moment(message.sent_at),
        "is_lost": message.state in (Message.State.FAILED, Message.State.UNREACHABLE) and message.told_at is None,
    }


@officers_with(*DESK)
@require_safe
def of_dossier(request: Any, number: str) -> HttpResponse:
    """Show every notice about one dossier: what it said, where it went, what became of it, what it cost."""
    found = dossier_of(request, number, "Xem tin báo của hồ sơ")
    open_numbers = sees_numbers(request)
    sent = selectors.messages_of(found.number).select_related("told_by")
    lines = [line_of(message, open_numbers) for message in sent]
    cost = sum(line["message"].cost for line in lines)
    facts = {**frame_of(request, found), "lines": lines, "cost": cost, "back": request.path}
    return render(request, "backoffice/dossier_notices.html", facts)


@officers_with(*DESK)
@require_safe
def not_reached(request: Any) -> HttpResponse:
    """List notices of my units that reached nobody, the newest first."""
    near = sheet.numbers_near(unit_ids_of(request))
    open_numbers = sees_numbers(request)
    lost = selectors.not_arrived().filter(dossier_number__in=near)[:SHOWN]
    facts = {"lines": [line_of(message, open_numbers) for message in lost], "most": SHOWN, "back": request.path}
    return render(request, "backoffice/notices.html", facts)


@officers_with(*DESK)
@require_POST
def mend(request: Any, pk: int) -> HttpResponse:
    """Send a lost message again, or write down how the person was told."""
    message = get_object_or_404(Message, pk=pk)
    dossier_of(request, message.dossier_number)
    try:
        if request.POST.get("act") == "again":
            services.send_again(message=message)
            messages.success(request, str(Phrase("Tin sẽ được gửi lại.", "The message will be sent again.")))
        else:
            services.note_told(message=message, by=request.user, how=request.POST.get("how", ""))
            messages.success(request, str(Phrase("Đã ghi nhận.", "Recorded.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/xu-ly/tin-bao/"
    return redirect(back)
