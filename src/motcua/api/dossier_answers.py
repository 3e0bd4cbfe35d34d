"""What the dossier parts of the API share: who speaks, how a refusal is told, how an act is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from motcua.accounts.models import SystemToken
from motcua.api.problems import Problem
from motcua.core.phrases import explain
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NotYourAgency
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_states import STATES, State

_NOT_ALLOWED = frozenset({"outside_your_unit", "not_your_agency", "not_your_duty"})
# What another moment or another order of acts would allow.
_CONFLICTS = frozenset(
    {
        "move_refused", "hand_over_pending", "nothing_handed_over", "consultations_open", "already_reappointed",
        "step_already_done", "no_date_to_move", "still_time_to_answer", "consultation_still_runs", "children_decide",
    }
)  # fmt: skip

_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "A new key for each piece of work; the same key with the same body gives the same answer.",
    "example": "5d8f6c1e-1",
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "ETag of the dossier as you read it; demanded for correct and reopen.",
}
WITH_KEY: dict[str, Any] = {"parameters": [_KEY]}
WITH_KEY_AND_MATCH: dict[str, Any] = {"parameters": [_KEY, _MATCH]}


def scope_of(request: HttpRequest) -> frozenset[str]:
    """Return the agency codes the calling system may speak for."""
    token: SystemToken = request.auth  # type: ignore[attr-defined]
    return frozenset(token.agencies)


def actor_of(request: HttpRequest, officer: str = "") -> Actor:
    """Return the calling system as one who acts; its own officer is named in the record."""
    name = request.auth.name  # type: ignore[attr-defined]
    return Actor.system(f"{name}: {officer}"[:200] if officer else name[:200], speaks_for=scope_of(request))


def demand_own(actor: Actor, code: str) -> None:
    """Raise NotYourAgency unless the system may speak for the unit `code`."""
    if not actor.may_speak_for(code):
        raise NotYourAgency(code=code)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn refusals of rules into problems: 404 only for the dossier itself, 403, 409, else 422."""
    try:
        yield
    except RuleViolation as refusal:
        raise problem_of(refusal) from refusal


def problem_of(refusal: RuleViolation) -> Problem:
    """Return a refusal about a dossier as a problem."""
    code = refusal.code
    kind = "refused"
    if code == "dossier_not_found":
        kind = "not-found"
    elif code in _NOT_ALLOWED:
        kind = "forbidden"
    elif code in _CONFLICTS:
        kind = "conflict"
    return Problem(kind, explain(refusal), code=code, facts=refusal.facts)


def tag_of_hash(last_hash: str) -> str:
    """Return the ETag of a dossier whose last act has this hash."""
    return f'"{last_hash[:32]}"'


def of_act(event: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Answer with an act as recorded and where the dossier stands after it."""
    dossier, state = event.dossier, STATES[State(event.state)]
    body = {
        "number": dossier.number,
        "ordinal": event.ordinal,
        "act": event.act,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "state": event.state,
        "state_vi": state.vi,
        "state_en": state.en,
        "status": event.national_status,
        "expected_act": dossier.expected_act,
        "due_at": dossier.current_due_at,
        "finished_at": dossier.finished_at,
        "paper_number": event.paper_number,
        "hash": event.hash,
    }
    response = HttpResponse(msgspec.json.encode(body), content_type="application/json; charset=utf-8", status=status)
    response["ETag"] = tag_of_hash(dossier.last_hash)
    for name, value in (headers or {}).items():
        response[name] = value
    return response
