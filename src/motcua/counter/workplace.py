"""Where the officer at the counter works: the units in care, in whose name he acts, the dossier of an address."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404
from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.agencies.selectors import units_in_scope
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import desk, selectors
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import OutsideYourUnit
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_states import STATES, State


def new_key() -> str:
    """Return a fresh key for one form: the same form sent twice acts once."""
    return uuid4().hex


def units_of(request: Any) -> list[int]:
    """Return the unit worked in and everything under it."""
    if not hasattr(request, "counter_units"):
        here = [one for one in request.postings if one.unit_id == request.unit.pk]
        request.counter_units = list(units_in_scope(here).values_list("pk", flat=True))
    kept: list[int] = request.counter_units
    return kept


def actor_of(request: Any) -> Actor:
    """Return the officer in the posting that lets him receive at this unit."""
    here = [one for one in request.postings if one.unit_id == request.unit.pk]
    return Actor.officer(next((one for one in here if Duty.RECEIVE in one.duties), request.posting))


def may_act(request: Any) -> bool:
    """Return whether the officer receives here, and does not only look on."""
    return Duty.RECEIVE in request.duties


def dossier_of(request: Any, number: str) -> Any:
    """Return the dossier of an address if it is in care here; answer 404 with the reason otherwise."""
    try:
        found = selectors.demand(number)
        if not desk.in_scope(found, [request.unit.pk]) and not desk.in_scope(found, units_of(request)):
            raise OutsideYourUnit(number=found.number)
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    return found


def state_of(dossier: Any) -> Phrase:
    """Return what the state of a dossier is called."""
    entry = STATES[State(dossier.state)]
    return Phrase(entry.vi, entry.en)


def day_bounds(day: Any = None) -> tuple[datetime, datetime]:
    """Return the half-open stretch of a day (today) in Vietnam."""
    start = timezone.make_aware(datetime.combine(day or timezone.localdate(), time()))
    return start, start + timedelta(days=1)
