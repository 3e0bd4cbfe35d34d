"""At the one-stop unit: receive, refuse, ask for papers once, take them, return the result, file away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NothingListed, SecondSupplement
from motcua.dossiers.models import Event
from motcua.dossiers.services.intake import EvidenceFacts, keep_evidence
from motcua.dossiers.services.recording import Case, is_other_agency, open_case
from motcua.dossiers.services.steps import end_steps, plan_steps, resume_steps
from motcua.rules.forwarding import forward_before
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_situation import PromiseKind
from motcua.rules.lifecycle_states import RUNNING

DAYS_TO_ASK = 3  # NĐ 61/2018 art 19.4


@transaction.atomic
def receive(
    *, number: str, actor: Actor, occurred_at: datetime | None = None, key: str | None = None, paper_number: str = ""
) -> Event:
    """Receive a complete dossier: the clock starts, a date is promised, the receipt may be printed."""
    case = open_case(number=number, act=Act.RECEIVE, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    dossier = case.dossier
    calendar = promises.calendar_of(dossier.resolving_unit)
    started = replace(case.situation, received_at=case.occurred_at, clock_started_at=case.occurred_at)
    kind = PromiseKind.REOPENED if case.situation.reopenings else PromiseKind.ORIGINAL
    if not dossier.has_children:
        plan_steps(case, calendar)
    holder = actor.unit_id or dossier.receiving_unit_id
    return case.record(
        paper_number=paper_number,
        holder_unit=holder,
        is_other=is_other_agency(dossier, holder) or None,
        promise=promises.promise_of(dossier, kind, started, case.occurred_at, calendar),
        forward_before=forward_before(case.occurred_at, calendar),
    )


@transaction.atomic
def refuse_reception(
    *,
    number: str,
    actor: Actor,
    reason: str,
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Refuse to receive, in writing and with the reason."""
    case = open_case(
        number=number, act=Act.REFUSE_RECEPTION, actor=actor, occurred_at=occurred_at, reason=reason, key=key
    )
    return case.repeated or case.record(paper_number=paper_number)


@transaction.atomic
def request_supplement(
    *,
    number: str,
    actor: Actor,
    items: Sequence[str],
    reason: str,
    why_not_before: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Ask for everything that is missing, once.

    A second request is possible only with `why_not_before`, and is flagged: it counts in the indices.
    In appraisal, a request later than three working days after receipt is flagged too (art 19.4).
    """
    case = open_case(
        number=number, act=Act.REQUEST_SUPPLEMENT, actor=actor, occurred_at=occurred_at, reason=reason, key=key
    )
    if case.repeated:
        return case.repeated
    listed = [item.strip() for item in items if item.strip()]
    if not listed:
        raise NothingListed
    if case.situation.supplements and not why_not_before.strip():
        raise SecondSupplement
    return case.record(
        paper_number=paper_number,
        items=listed,
        why_not_before=why_not_before,
        is_late=_asked_late(case) or None,
    )


def _asked_late(case: Case) -> bool:
    """Return whether more than three working days passed since receipt (NĐ 61/2018 art 19.4)."""
    received_at = case.situation.clock_started_at
    if received_at is None:
        return False
    calendar = promises.calendar_of(case.dossier.resolving_unit)
    return calendar.working_days(received_at.date(), case.occurred_at.date()) > DAYS_TO_ASK


@transaction.atomic
def supplement(
    *,
    number: str,
    actor: Actor,
    evidence: Sequence[EvidenceFacts] = (),
    complete: bool = True,
    note: str = "",
    occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Take the papers asked for. If complete, the limit starts again from zero (art 19.4).

    The portal's formula, which only deducts the waiting, is computed beside it. Papers that still
    have to be checked (`complete=False`) keep the clock standing until `restart`.
    """
    case = open_case(number=number, act=Act.SUPPLEMENT, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    keep_evidence(case.dossier, evidence, case.occurred_at, case.situation.supplements)
    return _restarted(case, complete=complete, note=note)


@transaction.atomic
def restart(*, number: str, actor: Actor, occurred_at: datetime | None = None, key: str | None = None) -> Event:
    """Confirm that the papers given are complete; the limit starts again from zero."""
    case = open_case(number=number, act=Act.RESTART, actor=actor, occurred_at=occurred_at, key=key)
    return case.repeated or _restarted(case, complete=True)


def _restarted(case: Case, *, complete: bool, note: str = "") -> Event:
    facts: dict[str, Any] = {"complete": complete, "note": note}
    if complete and case.situation.state in RUNNING:
        ahead = promises.after_pause(case.situation, case.occurred_at, restarts=True)
        facts["promise"] = promises.promise_of(case.dossier, PromiseKind.RESTARTED, ahead, case.occurred_at)
        resume_steps(case, ahead, from_zero=True)
    return case.record(**facts)


@transaction.atomic
def return_output(
    *,
    number: str,
    actor: Actor,
    way: str = "counter",
    taken_by: str = "",
    identity_checked: bool = False,
    occurred_at: datetime | None = None,
    key: str | None = None,
    paper_number: str = "",
) -> Event:
    """Hand the result (or the written refusal) to the applicant."""
    case = open_case(number=number, act=Act.RETURN_OUTPUT, actor=actor, occurred_at=occurred_at, key=key)
    return case.repeated or case.record(
        paper_number=paper_number,
        way=way,
        taken_by=taken_by,
        identity_checked=identity_checked or None,
        **end_steps(case),
    )


@transaction.atomic
def close(*, number: str, actor: Actor, key: str | None = None) -> Event:
    """File the returned dossier away."""
    case = open_case(number=number, act=Act.CLOSE, actor=actor, key=key)
    return case.repeated or case.record()
