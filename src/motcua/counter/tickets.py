"""Tickets: the officer's queue, the kiosk where numbers are drawn, the screen that calls them."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import everyone, officers_with
from motcua.agencies.models import Unit
from motcua.core.phrases import Phrase, explain
from motcua.counter.desk import READERS
from motcua.counter.phrases import QUEUES, TICKET_STATES
from motcua.counter.workplace import actor_of, may_act, units_of
from motcua.dossiers import appointments, clock, visits
from motcua.rules.errors import RuleViolation

SALT = "kiosk"
NOBODY = Phrase("Không còn ai chờ trong hàng này.", "Nobody waits in this queue.")
CALLED = Phrase("Mời số {label} đến quầy {counter}.", "Number {label}, please come to counter {counter}.")


@officers_with(*READERS)
@require_safe
def index(request: Any) -> HttpResponse:
    """Show the queue of this unit and the person being served."""
    tickets = list(visits.waiting_at(request.unit))
    mine = next((t for t in tickets if t.officer_id == request.user.pk and t.state in ("serving", "called")), None)
    facts = {
        "mine": mine,
        "mine_state": TICKET_STATES[mine.state] if mine else None,
        "dossiers": list(visits.dossiers_in(mine.visit)) if mine else [],
        "rows": [(ticket, *TICKET_STATES[ticket.state], _waits(ticket)) for ticket in tickets if ticket != mine],
        "queues": list(QUEUES.items()),
        "other_queues": [(code, label) for code, label in QUEUES.items() if not mine or code != mine.queue],
        "queue": request.session.get("counter_queue", "A"),
        "counter": request.session.get("counter_place", "1"),
        "kiosk": signing.dumps(request.unit.pk, salt=SALT),
        "may_act": may_act(request),
        "expected": appointments.expected_at(request.unit),
    }
    return render(request, "counter/tickets.html", facts)


def _waits(ticket: Any) -> int:
    """Return the minutes since the ticket was drawn."""
    return int((clock.now() - ticket.drawn_at).total_seconds() // 60)


@officers_with(Duty.RECEIVE)
@require_POST
def call_next(request: Any) -> HttpResponse:
    """Call who waits longest, those with priority first; whom I served until now is done."""
    queue = request.POST.get("queue", "A")
    queue = queue if queue in QUEUES else "A"
    place = request.POST.get("counter", "").strip()[:20] or "1"
    request.session["counter_queue"], request.session["counter_place"] = queue, place
    try:
        ticket = visits.call_next(unit=request.unit, actor=actor_of(request), counter=place, queue=queue)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("counter:tickets")
    said = CALLED.format(label=ticket.label, counter=place) if ticket else str(NOBODY)
    (messages.success if ticket else messages.info)(request, said)
    return redirect("counter:tickets")


@officers_with(Duty.RECEIVE)
@require_POST
def act(request: Any, pk: int) -> HttpResponse:
    """Call again, serve, hold, end, transfer, or note that nobody came."""
    ticket = visits.ticket(pk, units_of(request))
    if ticket is None:
        raise Http404
    actor, wanted = actor_of(request), request.POST.get("act", "")
    place = request.session.get("counter_place", "1")
    try:
        match wanted:
            case "call":
                visits.call(ticket=ticket, actor=actor, counter=place)
            case "serve":
                visits.serve(ticket=ticket, actor=actor)
            case "hold":
                visits.hold(ticket=ticket)
            case "finish":
                visits.finish(ticket=ticket)
            case "miss":
                visits.miss(ticket=ticket)
            case "transfer":
                queue = request.POST.get("queue", "")
                visits.transfer(ticket=ticket, queue=queue if queue in QUEUES else "C")
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("counter:tickets")


def _unit_of(token: str) -> Unit:
    """Return the unit a kiosk stands in; the address is signed, so that nobody draws numbers from home by guessing."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    found: Unit | None = Unit.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _drawn(request: Any, unit: Unit) -> Any:
    """Draw a ticket: with the code of an appointment, or for a queue."""
    code, is_priority = request.POST.get("code", "").strip(), bool(request.POST.get("priority"))
    if code or request.POST.get("queue") == "booked":
        return appointments.arrive(unit=unit, code=code, is_priority=is_priority)
    queue = request.POST.get("queue", "")
    return visits.arrive(unit=unit, queue=queue if queue in QUEUES else "C", is_priority=is_priority)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: Any, token: str) -> HttpResponse:
    """Let a visitor draw a number."""
    unit = _unit_of(token)
    ticket, ahead, error = None, 0, ""
    if request.method == "POST":
        try:
            ticket = _drawn(request, unit)
        except RuleViolation as refusal:
            error = explain(refusal)
    if ticket:
        waiting = [one for one in visits.waiting_at(unit) if one.state == "waiting" and one.queue == ticket.queue]
        ahead = sum(one.ordinal < ticket.ordinal for one in waiting)
    facts = {"unit": unit, "token": token, "queues": list(QUEUES.items()), "ticket": ticket, "ahead": ahead}
    facts["error"] = error
    if ticket:
        facts["queue_name"] = QUEUES[ticket.queue]
    return render(request, "counter/kiosk.html", facts)


@everyone
@require_safe
def screen(request: Any, token: str) -> HttpResponse:
    """Show who is called; the page asks anew every five seconds, without JavaScript."""
    unit = _unit_of(token)
    tickets = list(visits.waiting_at(unit))
    called = sorted(((t.called_at, t.pk, t) for t in tickets if t.called_at), reverse=True)
    shown = [ticket for _, _, ticket in called if ticket.state in ("called", "serving")][:6]
    waiting = [ticket.label for ticket in tickets if ticket.state == "waiting"]
    facts = {"unit": unit, "shown": shown, "waiting": waiting[:12], "more": max(0, len(waiting) - 12)}
    return render(request, "counter/screen.html", {**facts, "now": timezone.localtime()})
