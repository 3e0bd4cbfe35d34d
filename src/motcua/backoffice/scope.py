"""Which dossiers an officer at this desk may see, as whom he acts, and how much of a person he sees."""

from typing import Any

from django.http import Http404

from motcua.accounts.duties import Duty
from motcua.accounts.services import log_view
from motcua.agencies.selectors import units_in_scope
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import selectors, sheet
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import OutsideYourUnit
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_states import STATES, State

DESK = (Duty.SETTLE, Duty.SIGN, Duty.SUPERVISE)
# Who watches a unit sees that there is a person, not the number by which the person is known everywhere.
SEES_NUMBERS = frozenset({Duty.SETTLE, Duty.SIGN})
WHY = "Giải quyết hồ sơ"
TONES = {
    State.REGISTERED: "info", State.RECEIVED: "info", State.PROCESSING: "info", State.PROPOSED: "wait",
    State.AWAITING_SUPPLEMENT: "wait", State.SUPPLEMENT_BEFORE_RECEPTION: "wait", State.SUPPLEMENT_GIVEN: "warn",
    State.AWAITING_DUTY: "wait", State.DECIDED: "good", State.RETURNED: "good", State.CLOSED: "good",
    State.REFUSED: "bad", State.RECEPTION_REFUSED: "bad",
}  # fmt: skip


def actor_of(request: Any) -> Actor:
    """Return the officer as he works now: the duties of all his postings at this unit, not of one only."""
    posting = request.posting
    duties = frozenset(str(duty) for duty in request.duties)
    return Actor(duties, request.user.pk, posting.unit_id, posting.title)


def unit_ids_of(request: Any) -> list[int]:
    """Return the units whose queues are on this desk: the present one and those under it."""
    if not request.posting:
        return []
    return list(units_in_scope([request.posting]).values_list("pk", flat=True))


def dossier_of(request: Any, number: str, what: str = "") -> Any:
    """Return a dossier in scope; one of another unit does not exist here. `what` records the look."""
    try:
        found = selectors.demand(number)
        if not request.unit or not sheet.may_see(found, request.unit):
            raise OutsideYourUnit(number=found.number)
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    if what:
        subject = found.applicant.identity_number or found.number
        log_view(request.user, subject, WHY, what=f"{what} {found.number}", unit_code=request.unit.code)
    return found


def sees_numbers(request: Any) -> bool:
    return any(duty in request.duties for duty in SEES_NUMBERS)


def masked(number: str, open_to_reader: bool) -> str:
    """Return an identity number, or only its last three digits where duty does not allow more."""
    if open_to_reader or not number:
        return number
    return "•" * max(len(number) - 3, 0) + number[-3:]


def state_phrase(state: str) -> Phrase:
    entry = STATES[State(state)]
    return Phrase(entry.vi, entry.en)


def tone_of(state: str) -> str:
    return TONES.get(State(state), "neutral")
