"""Between units: hand over with two signatures, take over, consult and answer."""

from datetime import datetime

from django.db import transaction

from motcua.agencies.models import Unit
from motcua.agencies.selectors import answers_for
from motcua.core.prepared import PreparedInsert
from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import ConsultationStillRuns, NotTheConsultedUnit, NotTheReceivingUnit
from motcua.dossiers.models import Consultation, Event, HandOver
from motcua.dossiers.services.recording import is_other_agency, open_case, sign_hand_over
from motcua.dossiers.services.steps import end_steps
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import NoSuchConsultation
from motcua.rules.time_limits import TimeLimit, due_at


@transaction.atomic
def hand_over(
    *,
    number: str,
    actor: Actor,
    to_unit: Unit | None = None,
    note: str = "",
    step: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Give the dossier to a unit (default: the resolving one); it counts as there once taken over."""
    case = open_case(number=number, act=Act.HAND_OVER, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    target = to_unit.pk if to_unit else case.dossier.resolving_unit_id
    forward_before = case.situation.forward_before
    is_late = forward_before is not None and case.occurred_at > forward_before
    from_unit = case.situation.holder_unit
    event = case.record(
        paper_number=paper_number, from_unit=from_unit, to_unit=target, note=note, step=step, is_late=is_late or None,
        is_other=is_other_agency(case.dossier, target, to_unit.path if to_unit else None) or None, **end_steps(case),
    )  # fmt: skip
    slip = HandOver(
        dossier=case.dossier,
        from_unit_id=from_unit,
        to_unit_id=target,
        given_by_id=actor.account_id,
        given_at=case.occurred_at,
        forward_before=forward_before,
        slip_number=paper_number,
        step=step,
        note=note[:500],
    )
    _insert_slip(slip)
    return event


_insert_slip = PreparedInsert(HandOver)


@transaction.atomic
def take_over(
    *, number: str, actor: Actor, note: str = "", occurred_at: datetime | None = None, key: str | None = None
) -> Event:
    """Sign for a dossier that was handed over to one's unit."""
    case = open_case(number=number, act=Act.TAKE_OVER, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    target = case.situation.handed_to
    if target is not None and actor.unit_id not in (None, target) and not _is_below(actor.unit_id, target):
        raise NotTheReceivingUnit(number=case.dossier.number)
    event = case.record(from_unit=case.situation.holder_unit, note=note)
    sign_hand_over(case)
    return event


def _is_below(unit_id: int | None, other_id: int) -> bool:
    """Return whether a unit lies under another, or goes on with its work after a merger."""
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id is not None else None
    return unit is not None and (f"/{other_id}/" in unit.path or answers_for(unit, {other_id}))


@transaction.atomic
def consult(
    *,
    number: str,
    actor: Actor,
    to_unit: Unit,
    question: str,
    limit: TimeLimit | None = None,
    silence: str = "continues",
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Ask another unit, with a limit of its own; `silence` is agrees, continues or waits."""
    case = open_case(number=number, act=Act.CONSULT, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    due = due_at(case.occurred_at, limit, promises.calendar_of(to_unit)) if limit else None
    name = f"c{case.situation.ordinal + 1}"
    event = case.record(key=name, to_unit=to_unit.pk, question=question, due_at=due, silence=silence)
    Consultation.objects.create(
        dossier=case.dossier, key=name, to_unit=to_unit, question=question, asked_at=case.occurred_at, due_at=due,
        silence=silence,
    )  # fmt: skip
    return event


@transaction.atomic
def answer_consultation(
    *,
    number: str,
    actor: Actor,
    consultation: str,
    answer: str,
    agrees: bool | None = None,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Answer a question put to one's unit; a late answer is taken and flagged."""
    case = open_case(number=number, act=Act.ANSWER_CONSULTATION, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    asked = _open_consultation(case.dossier.pk, consultation)
    if actor.unit_id not in (None, asked.to_unit_id) and not _is_below(actor.unit_id, asked.to_unit_id):
        raise NotTheConsultedUnit
    is_late = asked.due_at is not None and case.occurred_at > asked.due_at
    event = case.record(key=asked.key, answer=answer, agrees=agrees, is_late=is_late or None)
    asked.answered_at, asked.answer, asked.agrees = case.occurred_at, answer, agrees
    asked.save(update_fields=["answered_at", "answer", "agrees"])
    return event


@transaction.atomic
def lapse_consultation(*, number: str, actor: Actor, consultation: str, key: str | None = None) -> Event:
    """Record that the time to answer has passed, and what silence means by the process."""
    case = open_case(number=number, act=Act.LAPSE_CONSULTATION, actor=actor, key=key)
    if case.repeated:
        return case.repeated
    asked = _open_consultation(case.dossier.pk, consultation)
    if asked.silence == "waits" or asked.due_at is None or case.occurred_at <= asked.due_at:
        raise ConsultationStillRuns(due_at=asked.due_at, silence=asked.silence)
    event = case.record(key=asked.key, silence=asked.silence)
    asked.answered_at, asked.lapsed = case.occurred_at, True
    asked.agrees = True if asked.silence == "agrees" else None
    asked.save(update_fields=["answered_at", "lapsed", "agrees"])
    return event


def _open_consultation(dossier_id: int, key: str) -> Consultation:
    found = Consultation.objects.filter(dossier_id=dossier_id, key=key, answered_at=None).first()
    if found is None:
        raise NoSuchConsultation(key=key)
    return found
