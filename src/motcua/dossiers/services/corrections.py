"""Corrections: new acts that say what was wrong, why, and who approved; nothing is overwritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Event
from motcua.dossiers.services.recording import Case, open_case
from motcua.rules.lifecycle import ApprovalMissing, FinishDateIsNotEditable
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import promise_fact
from motcua.rules.lifecycle_situation import PromiseKind
from motcua.rules.lifecycle_states import RUNNING

# What a correction may state anew; moments and states follow from acts and are not among them.
CORRECTABLE = frozenset({"applicant", "representative", "summary", "form_data", "return_way", "evidence", "contact"})


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
    """State anew what was recorded wrongly; the old record stays readable beside it.

    `approved_by` is the account of a second person. Raise FinishDateIsNotEditable for anything
    that would move a date or a state.
    """
    refused = sorted(set(corrections) - CORRECTABLE)
    if refused:
        raise FinishDateIsNotEditable(names=", ".join(refused))
    case = open_case(number=number, act=Act.CORRECT, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    _check_approval(case, approved_by)
    return case.repeated or case.record(
        approved_by=approved_by, corrects_act=corrects_act, corrections=dict(corrections)
    )


@transaction.atomic
def reopen(
    *, number: str, actor: Actor, reason: str, approved_by: int, occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:  # fmt: skip
    """Open an ended dossier again because the ending was wrong; its first finish stays on record."""
    case = open_case(number=number, act=Act.REOPEN, actor=actor, occurred_at=occurred_at, reason=reason, key=key)
    if case.repeated:
        return case.repeated
    _check_approval(case, approved_by)
    promise = None
    if case.situation.received_at is not None:
        due = case.situation.current_promise
        promise = promise_fact(PromiseKind.REOPENED, due.at if due else None, due.portal_at if due else None)
    return case.record(approved_by=approved_by, promise=promise)


def _check_approval(case: Case, approved_by: int | None) -> None:
    if not approved_by or approved_by == case.actor.account_id:
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
