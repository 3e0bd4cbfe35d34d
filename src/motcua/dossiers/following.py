"""What happens to one side of an interlinked dossier travels to the other, in the same transaction.

Source: NĐ 61/2018/NĐ-CP art 19.6–19.7. Receiver of `event_recorded`.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from motcua.dossiers import services
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.promises import children_in_order, parts_of
from motcua.dossiers.services.recording import open_case
from motcua.rules.interlinked import Outcome, is_lost, may_begin, outcome
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_states import BEFORE_RECEPTION, FINISHED, RUNNING, State

_FOLLOWED_UP = frozenset(
    {Act.TAKE_OVER, Act.PROPOSE, Act.DECIDE, Act.REFUSE_AFTER_APPRAISAL, Act.STOP_AT_REQUEST, Act.STOP_UNANSWERED,
     Act.WITHDRAW, Act.REAPPOINT, Act.MOVE_APPOINTMENT, Act.REOPEN}
)  # fmt: skip


def follow(*, event: Event, **kwargs: Any) -> None:
    """Carry an act from a child to its parent, or from a parent to its children."""
    dossier = event.dossier
    if dossier.has_children:
        carry = _DOWN.get(Act(event.act))
        if carry:
            carry(dossier, event)
    elif dossier.parent_id is not None and event.act != Act.REGISTER:
        _up(dossier, event)


def _actor(number: str) -> Actor:
    return Actor.system(f"liên thông {number}")


# From the parent to its children.


def _begin(parent: Dossier, event: Event) -> None:
    """Receive the children whose turn has come."""
    children = children_in_order(parent)
    for index in may_begin(parts_of(children)):
        child = children[index]
        if child.state == State.REGISTERED:
            services.receive(number=child.number, actor=_actor(parent.number))


def _supplement(parent: Dossier, event: Event) -> None:
    complete = bool(event.facts.get("complete", True))
    for child in children_in_order(parent):
        if child.state in {State.AWAITING_SUPPLEMENT, State.SUPPLEMENT_BEFORE_RECEPTION}:
            services.supplement(number=child.number, actor=_actor(parent.number), complete=complete)


def _duty(parent: Dossier, event: Event) -> None:
    for child in children_in_order(parent):
        if child.state == State.AWAITING_DUTY:
            services.confirm_financial_duty(
                number=child.number, actor=_actor(parent.number), proof=str(event.facts.get("proof", ""))
            )


def _end(parent: Dossier, event: Event) -> None:
    act = services.withdraw if event.act == Act.WITHDRAW else services.stop_at_request
    for child in children_in_order(parent):
        if child.state in RUNNING:
            act(number=child.number, actor=_actor(parent.number), reason=event.reason)
        elif child.state in BEFORE_RECEPTION:
            services.withdraw(number=child.number, actor=_actor(parent.number), reason=event.reason)


def _refuse_reception(parent: Dossier, event: Event) -> None:
    for child in children_in_order(parent):
        if child.state in BEFORE_RECEPTION:
            services.refuse_reception(number=child.number, actor=_actor(parent.number), reason=event.reason)


def _return(parent: Dossier, event: Event) -> None:
    for child in children_in_order(parent):
        if child.state in {State.DECIDED, State.REFUSED}:
            services.return_output(number=child.number, actor=_actor(parent.number))


_DOWN: dict[Act, Callable[[Dossier, Event], None]] = {
    Act.RECEIVE: _begin,
    Act.SUPPLEMENT: _supplement,
    Act.CONFIRM_FINANCIAL_DUTY: _duty,
    Act.WITHDRAW: _end,
    Act.STOP_AT_REQUEST: _end,
    Act.STOP_UNANSWERED: _end,
    Act.REFUSE_RECEPTION: _refuse_reception,
    Act.RETURN_OUTPUT: _return,
}


# From a child to its parent.


def _up(child: Dossier, event: Event) -> None:
    parent = Dossier.objects.get(children=child)
    if parent.state in FINISHED:
        return
    act, number = Act(event.act), parent.number
    if act in {Act.REQUEST_SUPPLEMENT, Act.REQUEST_FINANCIAL_DUTY} and parent.state not in _WAITING:
        _ask(act, parent, child, event)
    elif act in {Act.SUPPLEMENT, Act.RESTART, Act.CONFIRM_FINANCIAL_DUTY} and parent.state in _WAITING:
        _answer(parent, child)
    elif act in _FOLLOWED_UP:
        _note(number, child, event)
        _settle(number, child, event)


_WAITING = {State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY, State.SUPPLEMENT_GIVEN}


def _ask(act: Act, parent: Dossier, child: Dossier, event: Event) -> None:
    """Let the citizen be asked once, on the one dossier he knows."""
    case = open_case(number=parent.number, act=act, actor=_actor(child.number), reason=event.reason)
    kept = {name: event.facts[name] for name in ("items", "amount", "slip") if name in event.facts}
    case.record(child=child.number, **kept)


def _answer(parent: Dossier, child: Dossier) -> None:
    """Let the parent run on once no part waits for the applicant any more."""
    if any(part.state in _WAITING for part in children_in_order(parent)):
        return
    if parent.state == State.AWAITING_DUTY:
        services.confirm_financial_duty(number=parent.number, actor=_actor(child.number), proof=child.number)
    elif parent.state == State.SUPPLEMENT_GIVEN:
        services.restart(number=parent.number, actor=_actor(child.number))
    else:
        services.supplement(number=parent.number, actor=_actor(child.number))


def _note(number: str, child: Dossier, event: Event) -> None:
    case = open_case(number=number, act=Act.REPORT_CHILD, actor=_actor(child.number))
    due = child.current_due_at
    case.record(
        child=child.number,
        child_act=event.act,
        child_state=child.state,
        child_is_late=(due is not None and event.occurred_at > due) or None,
    )


def _settle(number: str, child: Dossier, event: Event) -> None:
    """Begin the next place, stop what cannot begin any more, and settle the whole when all parts are finished."""
    if child.state not in FINISHED:
        return
    parent = Dossier.objects.get(number=number)
    parts = parts_of(children_in_order(parent))
    if is_lost(parts):
        _refuse_reception(parent, _because(child, event))
        parts = parts_of(children_in_order(parent))
    else:
        _begin(parent, event)
    ended = outcome(parts)
    if parent.state not in RUNNING or ended is Outcome.OPEN:
        return
    if ended is Outcome.SETTLED:
        services.decide(number=number, actor=_actor(child.number), output="; ".join(_outputs(parent)))
    else:
        reason = _because(child, event).reason
        services.refuse_after_appraisal(number=number, actor=_actor(child.number), reason=reason)


def _because(child: Dossier, event: Event) -> Event:
    on = f"{timezone.localtime(event.occurred_at):%d/%m/%Y}"
    reason = event.reason or f"Hồ sơ thành phần {child.number} không được giải quyết ngày {on}"
    return Event(reason=reason, act=event.act, facts={})


def _outputs(parent: Dossier) -> list[str]:
    decided = Event.objects.filter(dossier__parent=parent, act=Act.DECIDE).order_by("dossier_id")
    return [str(event.facts["output"]) for event in decided if event.facts.get("output")]
