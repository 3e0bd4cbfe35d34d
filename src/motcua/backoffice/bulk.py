"""One act on up to five thousand dossiers: rehearse each, confirm, a grace to take it back, do each by itself.

Nothing is recorded and no notice leaves until the grace is over; afterwards each item has its own
transaction, its own outcome and its own key, so that a walker that dies goes on where it stopped.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from motcua.agencies.models import Posting
from motcua.agencies.selectors import duties_in, postings_of
from motcua.backoffice.acting import Doing, do
from motcua.backoffice.bulk_acts import ASSIGN, MOST
from motcua.backoffice.errors import AlreadyBegun, NothingChosen, PostingEnded, TooMany
from motcua.backoffice.models import BulkItem, BulkJob
from motcua.backoffice.talk import give
from motcua.core.phrases import Phrase
from motcua.dossiers import selectors, services, sheet
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import OutsideYourUnit
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_states import FINISHED, STATES, State

GRACE = timedelta(minutes=2)
CLAIM = timedelta(minutes=5)
BATCH = 200
WILL, REFUSED = "will", "refused"
_S = BulkJob.State


class _Rehearsed(Exception):
    """Everything went well; take it back."""


@transaction.atomic
def order(*, act: str, facts: Mapping[str, Any], numbers: Sequence[str], posting: Posting, account: Any) -> BulkJob:
    """Write down what is wanted for which dossiers; the rehearsal follows."""
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise NothingChosen
    if len(wanted) > MOST:
        raise TooMany(count=len(wanted), most=MOST)
    job = BulkJob.objects.create(act=act, facts=dict(facts), posting_id=posting.pk, account=account)
    BulkItem.objects.bulk_create([BulkItem(job=job, dossier_number=number) for number in wanted], batch_size=500)
    return job


@transaction.atomic
def confirm(*, job: BulkJob, now: datetime | None = None) -> BulkJob:
    """Confirm a rehearsed job: it starts when the grace is over. A second click changes nothing."""
    held = BulkJob.objects.select_for_update().get(pk=job.pk)
    if held.state == _S.REHEARSED:
        held.state, held.starts_at = _S.CONFIRMED, (now or timezone.now()) + GRACE
        held.save(update_fields=["state", "starts_at"])
    return held


@transaction.atomic
def take_back(*, job: BulkJob, now: datetime | None = None) -> BulkJob:
    """Call a job off before it starts: nothing of it was recorded and no notice has left."""
    held = BulkJob.objects.select_for_update().get(pk=job.pk)
    moment = now or timezone.now()
    if held.state == _S.DONE or (held.state == _S.CONFIRMED and held.starts_at and held.starts_at <= moment):
        raise AlreadyBegun
    held.state, held.ended_at = _S.TAKEN_BACK, moment
    held.save(update_fields=["state", "ended_at"])
    return held


def run_due(now: datetime | None = None) -> int:
    """Rehearse what was ordered and do what is due; return how many items were handled. Safe to repeat."""
    moment = now or timezone.now()
    ready = Q(state=_S.REHEARSING) | Q(state=_S.CONFIRMED, starts_at__lte=moment)
    free = Q(claimed_until=None) | Q(claimed_until__lt=moment)
    handled = 0
    for pk in list(BulkJob.objects.filter(ready & free).order_by("pk").values_list("pk", flat=True)[:5]):
        if BulkJob.objects.filter(ready & free, pk=pk).update(claimed_until=timezone.now() + CLAIM):
            handled += _run(BulkJob.objects.select_related("posting__unit", "account").get(pk=pk))
    return handled


def _run(job: BulkJob) -> int:
    handled, rehearses = 0, job.state == _S.REHEARSING
    waiting = BulkItem.objects.filter(job=job, **({"rehearsal": ""} if rehearses else {"outcome": ""}))
    while batch := list(waiting.order_by("pk")[:BATCH]):
        desk = _Desk.of(job, batch)
        for item in batch:
            began = time.monotonic()
            rehearse(desk, item) if rehearses else carry_out(desk, item)
            _let_others_write(time.monotonic() - began)
        handled += len(batch)
        # The claim lives as long as the work; a job taken back meanwhile stops between batches.
        own = BulkJob.objects.filter(pk=job.pk, state=job.state)
        if not own.update(claimed_until=timezone.now() + CLAIM):
            return handled
    done: dict[str, Any] = {"state": _S.REHEARSED} if rehearses else {"state": _S.DONE, "ended_at": timezone.now()}
    BulkJob.objects.filter(pk=job.pk, state=job.state).update(claimed_until=None, **done)
    return handled


def _let_others_write(seconds: float) -> None:
    """Leave a database with one writer free as long as it was held: an officer's single act never waits for all."""
    if not connection.features.has_select_for_update:
        time.sleep(min(seconds, 0.05))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a batch has in common: who gave the order, the duties he holds now, and its dossiers."""

    job: BulkJob
    actor: Actor | None
    dossiers: Mapping[str, Any]

    @classmethod
    def of(cls, job: BulkJob, batch: Sequence[BulkItem]) -> Self:
        return cls(job, _actor_for(job), selectors.found_among([item.dossier_number for item in batch]))

    def dossier(self, number: str) -> Any:
        """Return one dossier; what is done to a part or a whole in this batch may have changed the other."""
        found = self.dossiers.get(number)
        if found is None or found.parent_id or found.has_children:
            return selectors.demand(number)
        return found


def rehearse(desk: _Desk, item: BulkItem) -> None:
    """Try the act on one dossier for real and take it back; keep what would have happened."""
    said = Phrase("", "")
    try:
        with transaction.atomic():
            said = _act(desk, item.dossier_number, f"rehearsal:{item.pk}", rehearsal=True)
            raise _Rehearsed
    except _Rehearsed:
        item.rehearsal = WILL
    except RuleViolation as refusal:
        item.rehearsal, said = REFUSED, _both(refusal)
    item.said_vi, item.said_en = said.vi[:500], said.en[:500]
    item.save(update_fields=["rehearsal", "said_vi", "said_en"])


def carry_out(desk: _Desk, item: BulkItem) -> None:
    """Do the act on one dossier; the outcome is written with it or, for a refusal, instead of it."""
    try:
        with transaction.atomic():
            said = _act(desk, item.dossier_number, f"bulk:{desk.job.pk}:{item.pk}", rehearsal=False)
            _note(item, "done", said)
    except RuleViolation as refusal:
        _note(item, REFUSED, _both(refusal))


def _note(item: BulkItem, outcome: str, said: Phrase) -> None:
    item.outcome, item.said_vi, item.said_en = outcome, said.vi[:500], said.en[:500]
    item.save(update_fields=["outcome", "said_vi", "said_en"])


def _both(refusal: RuleViolation) -> Phrase:
    return Phrase(refusal.sentence("vi"), refusal.sentence("en"))


def _actor_for(job: BulkJob) -> Actor | None:
    """Return the officer with the duties he holds now in the unit where the order was given; None if he left."""
    held = [one for one in postings_of(job.account) if one.unit_id == job.posting.unit_id]
    if not held:
        return None
    duties = frozenset(str(duty) for duty in duties_in(held))
    return Actor(duties, job.account_id, job.posting.unit_id, job.posting.title)


def _act(desk: _Desk, number: str, key: str, *, rehearsal: bool) -> Phrase:
    job, actor = desk.job, desk.actor
    if actor is None:
        raise PostingEnded
    dossier = desk.dossier(number)
    if not sheet.may_see(dossier, job.posting.unit):
        raise OutsideYourUnit(number=number)
    given = dict(job.facts)
    if job.act == ASSIGN:
        give(numbers=[number], unit=job.posting.unit, by=job.account, **given)
        return Phrase(f"giao cho {given['username']}", f"assigned to {given['username']}")
    if job.act == Act.HAND_OVER and not given.get("to"):
        target = dossier.receiving_unit if dossier.state in FINISHED else dossier.resolving_unit
        given["to"] = target.code
    if rehearsal and job.act == Act.DECIDE:
        # The signature itself is not rehearsed: it costs a third of a second and leaves a file.
        event = services.decide(number=number, actor=actor, key=key)
    else:
        event = do(Act(job.act), Doing(dossier, actor, job.posting.unit, job.account, key, given))
    entry = STATES[State(event.state)]
    return Phrase(f"→ {entry.vi}", f"→ {entry.en}")
