"""In the settling agency: propose, send back, decide, refuse; financial duty; new appointment; the end at request."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import ChildrenDecide, NoDateToMove, StillTimeToAnswer, UnknownCause
from motcua.dossiers.models import Event
from motcua.dossiers.services.recording import Case, open_case
from motcua.dossiers.services.steps import end_steps, resume_steps
from motcua.rules.apologies import CAUSES
from motcua.rules.lifecycle import STOP_NOTICE_SINCE, StopNotYetInLaw
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import AlreadyReappointed, promise_fact
from motcua.rules.lifecycle_situation import PromiseKind
from motcua.rules.reappointments import Reappointment, check_reappointment
from motcua.rules.time_limits import TimeLimit, TimeUnit, due_at

# Interlinked karaoke rule of 2025; a special law may say otherwise.
DAYS_TO_ANSWER = 15


@transaction.atomic
def propose(
    *, number: str, actor: Actor, proposal: str = "", occurred_at: datetime | None = None, key: str | None = None
) -> Event:
    """Finish the appraisal and put the dossier up for signature."""
    case = _settling(Act.PROPOSE, number, actor, occurred_at, "", key)
    return case.repeated or case.record(proposal=proposal, **end_steps(case))


@transaction.atomic
def send_back(
    *, number: str, actor: Actor, reason: str, occurred_at: datetime | None = None, key: str | None = None
) -> Event:
    """Return a proposal to the appraiser, with the reason."""
    case = open_case(number=number, act=Act.SEND_BACK, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    return case.repeated or case.record()


@transaction.atomic
def decide(
    *,
    number: str,
    actor: Actor,
    output: str = "",
    output_file: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Sign: a result exists, the clock ends. `output` is its number, `output_file` its stored file."""
    case = _settling(Act.DECIDE, number, actor, occurred_at, "", key)
    return case.repeated or case.record(output=output, output_file=output_file, **end_steps(case))


@transaction.atomic
def refuse_after_appraisal(
    *,
    number: str,
    actor: Actor,
    reason: str,
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Refuse in writing after appraisal, with the reason; the notice waits for the applicant."""
    case = _settling(Act.REFUSE_AFTER_APPRAISAL, number, actor, occurred_at, reason, key)
    return case.repeated or case.record(paper_number=paper_number, **end_steps(case))


def _settling(act: Act, number: str, actor: Actor, occurred_at: datetime | None, reason: str, key: str | None) -> Case:
    """Open a case for an act that settles; a parent is settled by its children only."""
    case = open_case(number=number, act=act, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    if case.dossier.has_children and not actor.is_system and not case.repeated:
        open_children = case.dossier.children.filter(is_open=True).values_list("number", flat=True)
        raise ChildrenDecide(children=", ".join(open_children))
    return case


@transaction.atomic
def request_financial_duty(
    *,
    number: str,
    actor: Actor,
    amount: int | None = None,
    slip: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Send the information slip to the tax office: the first appointment is met, the clock stands still."""
    case = open_case(number=number, act=Act.REQUEST_FINANCIAL_DUTY, actor=actor, occurred_at=occurred_at, key=key)
    return case.repeated or case.record(amount=amount, slip=slip)


@transaction.atomic
def confirm_financial_duty(
    *,
    number: str,
    actor: Actor,
    proof: str,
    limit_after: TimeLimit | None = None,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Take the proof of payment: the second appointment is counted.

    With `limit_after` it is counted anew from the proof (land procedures); else the clock runs on.
    """
    case = open_case(number=number, act=Act.CONFIRM_FINANCIAL_DUTY, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    ahead = promises.after_pause(case.situation, case.occurred_at, restarts=False)
    fact = promises.promise_of(case.dossier, PromiseKind.SECOND_APPOINTMENT, ahead, case.occurred_at)
    if limit_after is not None:
        calendar = promises.calendar_of(case.dossier.resolving_unit)
        second = due_at(case.occurred_at, limit_after, calendar)
        fact = promise_fact(PromiseKind.SECOND_APPOINTMENT, second, promises.by_portal(ahead, limit_after, calendar))
    resume_steps(case, ahead, from_zero=False)
    return case.record(proof=proof, promise=fact, limit_after=str(limit_after) if limit_after else None)


@transaction.atomic
def reappoint(
    *,
    number: str,
    actor: Actor,
    new_at: datetime,
    cause: str,
    reason: str,
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Apologise and give a new date, once. The first promise stays, and is what lateness is judged by.

    `cause` is one of `rules.apologies.CAUSES`. Raise a refusal of `rules.reappointments` when it is later
    than one working day before the limit ends, or the new day is not a later working day.
    """
    case = open_case(number=number, act=Act.REAPPOINT, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    due = case.dossier.current_due_at
    if due is None:
        raise NoDateToMove
    if case.situation.reappointments:
        raise AlreadyReappointed
    check_reappointment(
        due, Reappointment(new_at, case.occurred_at, reason), promises.calendar_of(case.dossier.resolving_unit)
    )
    if cause not in CAUSES:
        raise UnknownCause(cause=cause, known=", ".join(CAUSES))
    promised = promise_fact(PromiseKind.REAPPOINTED, new_at, due)
    return case.record(paper_number=paper_number, promise=promised, cause=cause)


@transaction.atomic
def stop_at_request(
    *,
    number: str,
    actor: Actor,
    reason: str,
    asked_through: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Stop because the applicant asks, before there is a result (since 01/07/2025)."""
    case = open_case(
        number=number, act=Act.STOP_AT_REQUEST, actor=actor, occurred_at=occurred_at, reason=reason, key=key
    )
    if case.repeated:
        return case.repeated
    received_at = case.situation.received_at
    if received_at is not None and timezone.localdate(received_at) < STOP_NOTICE_SINCE:
        raise StopNotYetInLaw
    return case.record(paper_number=paper_number, asked_through=asked_through, stopped_in=case.situation.state)


@transaction.atomic
def stop_unanswered(*, number: str, actor: Actor, reason: str, key: str | None = None) -> Event:
    """Stop because the applicant did not answer in fifteen working days."""
    case = open_case(number=number, act=Act.STOP_UNANSWERED, actor=actor, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    opened = case.situation.open_pause
    asked_at = opened.began_at if opened else case.situation.last_at
    limit = TimeLimit(DAYS_TO_ANSWER, TimeUnit.WORKING_DAY)
    until = due_at(asked_at, limit, promises.calendar_of(case.dossier.resolving_unit)) if asked_at else None
    if until is not None and case.occurred_at <= until:
        raise StillTimeToAnswer(until=_day(until))
    return case.record()


@transaction.atomic
def withdraw(
    *, number: str, actor: Actor, reason: str = "", occurred_at: datetime | None = None, key: str | None = None
) -> Event:
    """Take the dossier back at the applicant's wish; it never counts as on time."""
    case = open_case(number=number, act=Act.WITHDRAW, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    return case.repeated or case.record(withdrawn_in=case.situation.state)


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"
