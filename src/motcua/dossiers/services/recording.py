"""How an act is recorded: lock, ask the rule, append, project, announce, in one transaction.

Nothing outside this module writes an event or the cached projection of a dossier.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from motcua.agencies.models import Unit
from motcua.agencies.selectors import answers_for
from motcua.core.prepared import Part, PreparedGet, PreparedInsert, PreparedUpdate, asked, fresh, stored_moment
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import DossierNotFound, OutsideYourUnit
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.signals import event_recorded
from motcua.rules.event_chain import FIRST, link
from motcua.rules.expected_acts import expected_act, expected_unit
from motcua.rules.lifecycle import FinishDateIsNotEditable, check_who
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_replay import apply
from motcua.rules.lifecycle_situation import RecordedAct, Situation, from_json, to_json
from motcua.rules.lifecycle_states import STATES, TERMINAL, State

# Facts that would let somebody choose when the work was finished.
_NEVER_GIVEN = frozenset({"finished_at", "first_finished_at", "returned_at", "closed_at", "received_at"})


@dataclass(slots=True)
class Case:
    """A locked dossier, ready for one act."""

    dossier: Dossier
    situation: Situation
    act: Act
    actor: Actor
    occurred_at: datetime
    recorded_at: datetime
    reason: str = ""
    key: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    # The act as it was recorded by an earlier, identical submit.
    repeated: Event | None = None
    # What is written with the act, in its statement.
    along: list[Part] = field(default_factory=list)

    def record(self, *, paper_number: str = "", **facts: Any) -> Event:
        """Apply, append, project and announce this act."""
        self.facts.update(facts)
        return append(self, paper_number)


def open_case(
    *,
    number: str,
    act: Act,
    actor: Actor,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: str | None = None,
) -> Case:
    """Lock the dossier and return the case; call inside a transaction.

    A repeated idempotency key gives the act recorded before. If the settling unit acts while
    a hand-over to it waits for its signature, taking over is recorded first.
    """
    check_who(act, actor.duties)
    dossier = locked(number)
    situation = from_json(dossier.situation)
    recorded_at, happened_at = _moments(situation, occurred_at)
    case = Case(dossier, situation, act, actor, happened_at, recorded_at, reason, key)
    if key is not None:
        case.repeated = Event.objects.filter(dossier=dossier, idempotency_key=key).first()
        if case.repeated is not None:
            case.repeated.dossier = dossier
            return case
    _check_scope(case)
    if ACTS[act].by_holder and situation.handed_at is not None:
        _take_over_silently(case)
    return case


def locked(number: str) -> Dossier:
    """Return the dossier, locked until the transaction ends; raise DossierNotFound.

    Acts travel between a part and its whole, so the whole is always locked first: an act on the
    parent and one on a child, at the same moment, wait for each other instead of dying.
    """
    found = _get(number.strip().upper())
    if found is None:
        raise DossierNotFound(number=number[:60])
    return found


def _moments(situation: Situation, occurred_at: datetime | None) -> tuple[datetime, datetime]:
    """Return when the act is recorded and when it happened; clocks of servers may differ by a little."""
    now = clock.now()
    if occurred_at is not None:
        return now, occurred_at
    if situation.last_at is not None and situation.last_at > now:
        now = situation.last_at
    return now, now


def _check_scope(case: Case) -> None:
    """Raise OutsideYourUnit unless the actor's unit receives, holds, settles, or is above or below one that does."""
    dossier, mine = case.dossier, case.actor.unit_id
    if case.actor.speaks_for is not None:
        if not case.actor.may_speak_for(dossier.resolving_unit.code, dossier.receiving_unit.code):
            raise OutsideYourUnit(number=dossier.number)
        if mine is None:
            # A connected system that names no unit acts for the one that is expected to act.
            case.actor = replace(case.actor, unit_id=dossier.expected_unit_id or dossier.receiving_unit_id)
    if mine is None:
        return
    near = {
        case.dossier.receiving_unit_id,
        case.dossier.resolving_unit_id,
        case.situation.holder_unit,
        case.situation.handed_to,
        *(asked.unit for asked in case.situation.consultations),
    } - {None}
    if mine in near:
        return
    paths = dict(Unit.objects.filter(pk__in=[mine, *near]).values_list("pk", "path"))
    above_me = paths.get(mine, "/")
    for unit in near:
        if f"/{unit}/" in above_me or f"/{mine}/" in paths.get(unit, "/"):
            return
    # A unit that was merged meanwhile is answered for by the one it passed into.
    if answers_for(Unit.objects.get(pk=mine), {unit for unit in near if unit is not None}):
        return
    raise OutsideYourUnit(number=case.dossier.number)


def _take_over_silently(case: Case) -> None:
    taking = Case(
        case.dossier, case.situation, Act.TAKE_OVER, case.actor, case.occurred_at, case.recorded_at,
        facts={"from_unit": case.situation.holder_unit, "implied_by": str(case.act)},
    )  # fmt: skip
    append(taking)
    sign_hand_over(taking)
    case.situation = taking.situation


def is_other_agency(dossier: Dossier, unit_id: int | None, path: str | None = None) -> bool:
    """Return whether hours at this unit are another agency's: it neither settles nor is part of who settles.

    The receiving one-stop unit is another agency also where it belongs to the settling one: its hours are
    rated apart (TT 01/2018 art 14). `path` spares the query where the unit is at hand.
    """
    if unit_id is None or unit_id == dossier.resolving_unit_id:
        return False
    if unit_id == dossier.receiving_unit_id:
        return True
    if path is None:
        path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or "/"
    return f"/{dossier.resolving_unit_id}/" not in path


def sign_hand_over(case: Case) -> None:
    """Put the second signature on the open hand-over of the dossier."""
    asked(_SIGN, [stored_moment(case.occurred_at), case.actor.account_id, case.dossier.pk])


_SIGN = "UPDATE dossiers_handover SET taken_at = %s, taken_by_id = %s WHERE dossier_id = %s AND taken_at IS NULL"


def append(case: Case, paper_number: str = "") -> Event:
    """Record the act of `case`: the only way an event comes into being."""
    dossier, before = case.dossier, case.situation
    facts = plain(case.facts)
    forbidden = sorted(_NEVER_GIVEN & facts.keys())
    if forbidden:
        raise FinishDateIsNotEditable(names=", ".join(forbidden))
    made = RecordedAct(
        before.ordinal + 1, case.act, case.occurred_at, case.recorded_at, case.actor.unit_id, case.reason, facts
    )
    after = apply(before, made)
    event = _event(case, made, after, paper_number)
    event.hash = link(event.previous_hash, content_of(event))
    case.situation = after
    project(dossier, after)
    dossier.last_hash = event.hash
    _store(event, case)
    dossier.last_event = event
    event_recorded.send(sender=Event, event=event, before=before, after=after)
    return event


def _event(case: Case, made: RecordedAct, after: Situation, paper_number: str) -> Event:
    state = after.state or State.REGISTERED
    event = fresh(
        Event,
        dossier_id=case.dossier.pk,
        ordinal=made.ordinal,
        act=str(made.act),
        occurred_at=made.occurred_at,
        recorded_at=made.recorded_at,
        account_id=case.actor.account_id,
        post=case.actor.post,
        unit_id=case.actor.unit_id,
        reason=made.reason,
        facts=made.facts,
        state=str(state),
        national_status=STATES[state].national,
        paper_number=paper_number,
        idempotency_key=case.key,
        previous_hash=case.dossier.last_hash or FIRST,
    )
    event.dossier = case.dossier
    return event


def _store(event: Event, case: Case) -> None:
    dossier = case.dossier
    if dossier.pk is None:
        _insert_dossier(dossier)
        event.dossier = dossier
    else:
        case.along.append(_update_dossier.part(dossier))
    _insert_event(event, case.along)
    case.along = []


PROJECTED = [
    "state", "national_status", "is_open", "expected_act", "expected_unit", "received_at", "current_due_at",
    "due_ordinal", "finished_at", "returned_at", "step_due_at", "last_ordinal", "last_hash", "situation",
]  # fmt: skip
_get = PreparedGet(Dossier, "number", joins=("receiving_unit", "resolving_unit", "applicant"), first="parent")
_insert_dossier = PreparedInsert(Dossier)
_update_dossier = PreparedUpdate(Dossier, PROJECTED)
_insert_event = PreparedInsert(Event)


def project(dossier: Dossier, situation: Situation) -> None:
    """Write the derived columns of `dossier`; it is saved by whoever appended the act."""
    state = situation.state or State.REGISTERED
    expected = expected_act(situation)
    if dossier.has_children and state in {State.RECEIVED, State.PROCESSING}:
        # The parts are worked on; the whole waits for them.
        expected = Act.REPORT_CHILD
    promise = situation.current_promise
    dossier.state = str(state)
    dossier.national_status = STATES[state].national
    dossier.is_open = state not in TERMINAL and state is not State.RETURNED
    dossier.expected_act = str(expected) if expected else ""
    dossier.expected_unit_id = expected_unit(situation)
    if situation.registered_at is not None:
        dossier.registered_at = situation.registered_at
    dossier.received_at = situation.received_at
    standing_still = situation.open_pause is not None or promise is None
    dossier.current_due_at = None if standing_still or promise is None else promise.at
    dossier.due_ordinal = promise.ordinal if promise else None
    if situation.open_pause is not None:
        # Nobody can be late with a step while the clock stands still.
        dossier.step_due_at = None
    dossier.finished_at = situation.finished_at
    dossier.returned_at = situation.returned_at
    dossier.last_ordinal = situation.ordinal
    dossier.situation = to_json(situation)


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts as they will be read back from the database; empty ones fall out."""
    kept = {name: value for name, value in facts.items() if value not in (None, "", [], {})}
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder)) if kept else {}


def content_of(event: Event) -> dict[str, Any]:
    """Return what the hash of an event covers."""
    return {
        "dossier": event.dossier.number,
        "ordinal": event.ordinal,
        "act": event.act,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "account": event.account_id,
        "post": event.post,
        "unit": event.unit_id,
        "reason": event.reason,
        "facts": event.facts,
        "paper_number": event.paper_number,
    }
