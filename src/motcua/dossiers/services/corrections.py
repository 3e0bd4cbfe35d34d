"""Corrections: new acts that say what was wrong, why, and who approved; nothing is overwritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NoOpenCorrection, NothingToCorrect
from motcua.dossiers.models import CorrectionAsked, Event
from motcua.dossiers.services.recording import Case, open_case
from motcua.dossiers.services.restating import restate
from motcua.rules.lifecycle import ApprovalMissing, FinishDateIsNotEditable, check_move
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import promise_fact
from motcua.rules.lifecycle_situation import PromiseKind
from motcua.rules.lifecycle_states import RUNNING

# What a correction may state anew; moments and states follow from acts and are not among them.
CORRECTABLE = frozenset(
    {
        "applicant", "identity_number", "phone", "email", "address", "representative", "summary", "form_data",
        "return_way", "evidence", "contact", "remedy",
    }
)  # fmt: skip


@transaction.atomic
def ask_correction(
    *,
    number: str,
    actor: Actor,
    reason: str,
    corrections: Mapping[str, Any] | None = None,
    corrects_act: int | None = None,
    reopens: bool = False,
    key: str | None = None,
) -> Event:
    """Ask that a wrong record be corrected, or (`reopens`) a wrongly ended dossier opened again.

    Nothing is corrected before a second person approves. Raise FinishDateIsNotEditable for anything that
    would move a date or a state.
    """
    stated = dict(corrections or {})
    _demand_correctable(stated)
    case = open_case(number=number, act=Act.ASK_CORRECTION, actor=actor, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    if reopens:
        check_move(Act.REOPEN, case.situation.state)
    elif not stated:
        raise NothingToCorrect
    event = case.record(corrections=stated, corrects_act=corrects_act, reopens=reopens or None)
    CorrectionAsked.objects.create(
        dossier=case.dossier, ordinal=event.ordinal, asked_by_id=actor.account_id, unit_id=actor.unit_id,
        reason=reason, corrections=stated, corrects_act=corrects_act, reopens=reopens, asked_at=case.occurred_at,
    )  # fmt: skip
    return event


@transaction.atomic
def approve_correction(*, number: str, actor: Actor, asked: int, key: str | None = None) -> Event:
    """Confirm, as the second person, a correction that another one asked for: now it takes effect.

    `asked` is the ordinal of the act that asked. Raise ApprovalMissing for whoever asked himself.
    """
    wanted = CorrectionAsked.objects.filter(dossier__number=number.strip().upper(), ordinal=asked).first()
    if wanted is None:
        raise NoOpenCorrection
    act = Act.REOPEN if wanted.reopens else Act.CORRECT
    case = open_case(number=number, act=act, actor=actor, reason=wanted.reason, key=key)
    if case.repeated:
        return case.repeated
    _demand_open(case, wanted)
    if actor.account_id is None or actor.account_id == wanted.asked_by_id:
        raise ApprovalMissing
    facts: dict[str, Any] = {"asked": asked, "asked_by": wanted.asked_by_id, "approved_by": actor.account_id}
    if wanted.reopens:
        facts["promise"] = _promise_reopened(case)
    else:
        facts |= {"corrects_act": wanted.corrects_act, "corrections": wanted.corrections}
        facts["before"] = restate(case.dossier, wanted.corrections)
    event = case.record(**facts)
    _settle(wanted, event, approved=True)
    return event


@transaction.atomic
def decline_correction(*, number: str, actor: Actor, asked: int, reason: str, key: str | None = None) -> Event:
    """Say no to a correction that was asked for, with the reason; who asked may take it back so himself."""
    case = open_case(number=number, act=Act.DECLINE_CORRECTION, actor=actor, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    wanted = CorrectionAsked.objects.filter(dossier=case.dossier, ordinal=asked).first()
    if wanted is None:
        raise NoOpenCorrection
    _demand_open(case, wanted)
    event = case.record(asked=asked)
    _settle(wanted, event, approved=False)
    return event


def _demand_open(case: Case, wanted: CorrectionAsked) -> None:
    if wanted.ordinal not in case.situation.corrections_asked:
        raise NoOpenCorrection


def _settle(wanted: CorrectionAsked, event: Event, *, approved: bool) -> None:
    wanted.settled_at, wanted.approved = event.occurred_at, approved
    wanted.save(update_fields=["settled_at", "approved"])


@transaction.atomic
def correct(
    *,
    number: str,
    actor: Actor,
    reason: str,
    approved_by: int,
    corrections: Mapping[str, Any],
    corrects_act: int | None = None,
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """State anew what a connected system recorded wrongly, with who approved it there.

    A person cannot name his approver here: he asks, and the second person approves (`approve_correction`).
    """
    _demand_correctable(corrections)
    case = open_case(number=number, act=Act.CORRECT, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    _check_approval(case, approved_by)
    if case.repeated:
        return case.repeated
    before = restate(case.dossier, corrections)
    return case.record(approved_by=approved_by, corrects_act=corrects_act, corrections=dict(corrections), before=before)


@transaction.atomic
def reopen(
    *, number: str, actor: Actor, reason: str, approved_by: int, occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:  # fmt: skip
    """Open an ended dossier of a connected system again; its first finish stays on record. See `correct`."""
    case = open_case(number=number, act=Act.REOPEN, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    _check_approval(case, approved_by)
    return case.record(approved_by=approved_by, promise=_promise_reopened(case))


def _promise_reopened(case: Case) -> dict[str, Any] | None:
    if case.situation.received_at is None:
        return None
    due = case.situation.current_promise
    return promise_fact(PromiseKind.REOPENED, due.at if due else None, due.portal_at if due else None)


def _demand_correctable(corrections: Mapping[str, Any]) -> None:
    refused = sorted(set(corrections) - CORRECTABLE)
    if refused:
        raise FinishDateIsNotEditable(names=", ".join(refused))


def _check_approval(case: Case, approved_by: int | None) -> None:
    if not case.actor.is_system or not approved_by or approved_by == case.actor.account_id:
        raise ApprovalMissing


@transaction.atomic
def move_appointment(*, number: str, reason: str, amendment: int, actor: Actor) -> Event | None:
    """Let the promised date follow an amended calendar; None if it does not move."""
    key = f"calendar-{amendment}"
    case = open_case(number=number, act=Act.MOVE_APPOINTMENT, actor=actor, reason=reason, key=key)
    before = case.situation.current_promise
    if case.repeated or before is None or case.situation.state not in RUNNING or case.situation.reappointments:
        return case.repeated
    fact = promises.promise_of(case.dossier, PromiseKind.CALENDAR_AMENDED, case.situation, case.occurred_at)
    if before.at is None or fact["at"] == before.at.isoformat():
        return None
    return case.record(promise=fact, amendment=amendment)
