"""The counter's day: people come, draw tickets, are called, served, held, transferred.

A visit, its tickets, its serving times and its dossiers are one record; staffing reads it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Max, QuerySet, When
from django.utils import timezone

from motcua.agencies.models import Unit
from motcua.core.phrases import Phrase
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Applicant, Dossier, Ticket, TicketState, Visit
from motcua.rules.errors import RuleViolation


class TicketMoveRefused(RuleViolation):
    """Ticket {label} is “{state}” now, so it is too late to {wanted}."""

    code: ClassVar[str] = "ticket_move_refused"
    vi: ClassVar[str] = "Số {label} hiện “{state}” nên không {wanted} được."


class StillAtYourCounter(RuleViolation):
    """You called number {label}: press done, hold, transfer or did-not-come first."""

    code: ClassVar[str] = "still_at_your_counter"
    vi: ClassVar[str] = "Bạn đang gọi hoặc phục vụ số {label}: hãy bấm Xong, Tạm giữ, Chuyển hoặc Vắng mặt trước."


STATE_PHRASES = {
    TicketState.WAITING: Phrase("Đang chờ", "Waiting"),
    TicketState.CALLED: Phrase("Đã gọi", "Called"),
    TicketState.SERVING: Phrase("Đang phục vụ", "Being served"),
    TicketState.ON_HOLD: Phrase("Tạm giữ", "On hold"),
    TicketState.SERVED: Phrase("Đã phục vụ", "Served"),
    TicketState.NO_SHOW: Phrase("Vắng mặt", "Did not come"),
}
_WANTED = {
    "called": Phrase("gọi", "call it"),
    "serving": Phrase("phục vụ", "serve it"),
    "on_hold": Phrase("tạm giữ", "hold it"),
    "served": Phrase("kết thúc", "end it"),
    "no_show": Phrase("ghi vắng mặt", "note that nobody came"),
    "transferred": Phrase("chuyển", "transfer it"),
}

_MOVES: dict[str, frozenset[str]] = {
    "called": frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.ON_HOLD}),
    "serving": frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.ON_HOLD}),
    "on_hold": frozenset({TicketState.SERVING, TicketState.CALLED}),
    "served": frozenset({TicketState.SERVING}),
    "no_show": frozenset({TicketState.CALLED, TicketState.ON_HOLD}),
    "transferred": frozenset({TicketState.SERVING, TicketState.CALLED}),
}


@transaction.atomic
def arrive(
    *,
    unit: Unit,
    queue: str = "",
    procedures: Sequence[str] = (),
    applicant: Applicant | None = None,
    is_priority: bool = False,
    visit: Visit | None = None,
    transferred_from: Ticket | None = None,
    booked_for: datetime | None = None,
) -> Ticket:
    """Draw a ticket; without `visit` a new visit begins. Numbers start from 1 each day in each queue.

    `booked_for` is the time of an appointment (`dossiers.appointments`).
    """
    now = clock.now()
    stay = visit or Visit.objects.create(unit=unit, applicant=applicant, arrived_at=now, is_priority=is_priority)
    day = timezone.localdate(now)
    # The unit's row serialises the drawing of numbers.
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = Ticket.objects.filter(unit=unit, day=day, queue=queue).aggregate(last=Max("ordinal"))["last"] or 0
    return Ticket.objects.create(
        visit=stay,
        unit=unit,
        day=day,
        queue=queue,
        ordinal=last + 1,
        label=f"{queue}{last + 1:03d}",
        procedures=list(procedures),
        drawn_at=now,
        transferred_from=transferred_from,
        booked_for=booked_for,
    )


@transaction.atomic
def call_next(*, unit: Unit, actor: Actor, counter: str, queue: str = "") -> Ticket | None:
    """Call who waits longest: those with priority, then those whose booked time has come; None if nobody waits.

    Whom the officer serves is done with it; whom he called and who has not come yet is decided first.
    """
    before = _at_counter_of(actor, unit)
    if before is not None and before.state == TicketState.CALLED:
        raise StillAtYourCounter(label=before.label)
    if before is not None:
        finish(ticket=before)
    waiting = Ticket.objects.select_for_update(of=("self",)).filter(
        unit=unit, day=timezone.localdate(clock.now()), queue=queue, state=TicketState.WAITING
    )
    # Databases order what is empty differently, so it is said: an appointment counts once its time has come.
    its_time = Case(When(booked_for__lte=clock.now(), then=F("booked_for")), output_field=DateTimeField())
    ticket = waiting.order_by("-visit__is_priority", its_time.asc(nulls_last=True), "ordinal").first()
    return _call(ticket, actor, counter) if ticket else None


@transaction.atomic
def call(*, ticket: Ticket, actor: Actor, counter: str) -> Ticket:
    """Call a ticket, again or out of turn."""
    _one_at_a_time(ticket, actor)
    return _call(_locked(ticket, "called"), actor, counter)


def _call(ticket: Ticket, actor: Actor, counter: str) -> Ticket:
    ticket.state, ticket.calls = TicketState.CALLED, ticket.calls + 1
    ticket.called_at = ticket.called_at or clock.now()
    ticket.counter, ticket.officer_id = counter, actor.account_id
    ticket.save()
    return ticket


@transaction.atomic
def serve(*, ticket: Ticket, actor: Actor) -> Ticket:
    """Begin to serve, or go on after a hold."""
    _one_at_a_time(ticket, actor)
    mine = _locked(ticket, "serving")
    now = clock.now()
    if mine.held_at is not None:
        mine.held_seconds += int((now - mine.held_at).total_seconds())
        mine.held_at = None
    mine.state, mine.officer_id = TicketState.SERVING, actor.account_id
    mine.served_from = mine.served_from or now
    mine.called_at = mine.called_at or now
    mine.save()
    return mine


@transaction.atomic
def hold(*, ticket: Ticket) -> Ticket:
    """Put a person on hold, for example to copy a paper; the time does not count as serving."""
    mine = _locked(ticket, "on_hold")
    mine.state, mine.held_at = TicketState.ON_HOLD, clock.now()
    mine.save()
    return mine


@transaction.atomic
def finish(*, ticket: Ticket, leaves: bool = True) -> Ticket:
    """End the serving; the visit ends when no ticket of it is open and the person leaves."""
    mine = _locked(ticket, "served")
    mine.state, mine.served_until = TicketState.SERVED, clock.now()
    mine.save()
    if leaves:
        _leave(mine.visit)
    return mine


@transaction.atomic
def miss(*, ticket: Ticket) -> Ticket:
    """Note that nobody came when called."""
    mine = _locked(ticket, "no_show")
    mine.state = TicketState.NO_SHOW
    mine.save()
    _leave(mine.visit)
    return mine


@transaction.atomic
def transfer(*, ticket: Ticket, queue: str, procedures: Sequence[str] = ()) -> Ticket:
    """Send the person to another queue of the unit with a new ticket in the same visit."""
    mine = _locked(ticket, "transferred")
    now = clock.now()
    mine.state, mine.served_until = TicketState.SERVED, now
    mine.served_from = mine.served_from or now
    mine.save()
    wanted = procedures or mine.procedures
    return arrive(unit=mine.unit, queue=queue, procedures=wanted, visit=mine.visit, transferred_from=mine)


def _at_counter_of(actor: Actor, unit: Unit) -> Ticket | None:
    return served_by(actor.account_id, unit) if actor.account_id else None


def _one_at_a_time(ticket: Ticket, actor: Actor) -> None:
    other = _at_counter_of(actor, ticket.unit)
    if other is not None and other.pk != ticket.pk:
        raise StillAtYourCounter(label=other.label)


def _locked(ticket: Ticket, wanted: str) -> Ticket:
    mine = Ticket.objects.select_for_update(of=("self",)).select_related("visit", "unit").get(pk=ticket.pk)
    if mine.state not in _MOVES[wanted]:
        state = STATE_PHRASES[TicketState(mine.state)]
        raise TicketMoveRefused(label=mine.label, state=state, wanted=_WANTED[wanted])
    return mine


_OPEN = [TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.ON_HOLD]


def _leave(visit: Visit) -> None:
    if not visit.tickets.filter(state__in=_OPEN).exists():
        visit.left_at = clock.now()
        visit.save(update_fields=["left_at"])


def waiting_at(unit: Unit, day: date | None = None) -> QuerySet[Ticket]:
    """Return the tickets that wait or were called today, in the order of the screen."""
    on = day or timezone.localdate(clock.now())
    shown = [TicketState.WAITING, TicketState.CALLED, TicketState.ON_HOLD, TicketState.SERVING]
    return (
        Ticket.objects.filter(unit=unit, day=on, state__in=shown).select_related("visit").order_by("queue", "ordinal")
    )


def tickets_between(unit: Unit, start: datetime, before: datetime) -> QuerySet[Ticket]:
    """Return the tickets drawn in a half-open stretch, for staffing."""
    drawn = Ticket.objects.filter(unit=unit, drawn_at__gte=start, drawn_at__lt=before)
    return drawn.select_related("visit").order_by("drawn_at")


def dossiers_in(visit: Visit) -> QuerySet[Dossier]:
    """Return the dossiers filed in one visit."""
    return visit.dossiers.order_by("id")


def ticket(pk: int, unit_ids: Sequence[int]) -> Ticket | None:
    """Return a ticket drawn at one of these units, or None."""
    return Ticket.objects.filter(pk=pk, unit__in=unit_ids).select_related("visit", "unit").first()


def served_by(account_id: int, unit: Unit) -> Ticket | None:
    """Return the ticket an officer called or serves now, the one being served first."""
    mine = Ticket.objects.filter(
        unit=unit,
        officer=account_id,
        day=timezone.localdate(clock.now()),
        state__in=[TicketState.SERVING, TicketState.CALLED],
    )
    return mine.select_related("visit__applicant").order_by("-state", "-called_at").first()
