"""`POST dossiers/{number}/acts`: one official act on a dossier, told by a connected system."""

from collections.abc import Callable
from dataclasses import replace
from inspect import unwrap
from typing import Any

from django.http import HttpRequest
from ninja import Router

from motcua.accounts.models import Account
from motcua.agencies.selectors import demand_unit
from motcua.api import dossier_answers as answers
from motcua.api.act_schemas import ActBase, ActIn
from motcua.api.doors import rule
from motcua.api.dossier_schemas import ActOut
from motcua.api.preconditions import demand_match
from motcua.api.schemas import CHECKED, WRITES
from motcua.api.tokens import Bearer
from motcua.dossiers import services
from motcua.dossiers.actors import Actor
from motcua.dossiers.services.recording import locked
from motcua.rules.lifecycle_states import BEFORE_RECEPTION
from motcua.rules.time_limits import TimeLimit

router = Router(tags=["dossiers"])
rule("dossier-acts", needs_key=True)
# Acts that say anew what was recorded: nobody may do so on what he has not read.
OVER_WHAT_WAS_READ = frozenset({"correct", "reopen"})


@router.post(
    "dossiers/{number}/acts",
    response={200: ActOut, **WRITES, **CHECKED},
    url_name="dossier-acts",
    auth=Bearer("dossiers:write"),
    summary="Do one official act",
    openapi_extra=answers.WITH_KEY_AND_MATCH,
)
def act(request: HttpRequest, number: str, body: ActIn) -> Any:
    """Record an act with its facts. With If-Match nothing is done unless the dossier is as you read it."""
    asked: ActBase = body.root
    name = asked.act  # type: ignore[attr-defined]
    # The door has opened the transaction in which the answer is kept (api.idempotency).
    with answers.refusals_told():
        if "If-Match" in request.headers or name in OVER_WHAT_WAS_READ:
            demand_match(request, answers.tag_of_hash(locked(number).last_hash))
        if name == "refuse":
            name = "refuse_reception" if locked(number).state in BEFORE_RECEPTION else "refuse_after_appraisal"
        facts = {key: _READ[key](value) if key in _READ else value for key, value in asked.facts if value is not None}  # type: ignore[attr-defined]
        if asked.occurred_at is not None:
            facts["occurred_at"] = asked.occurred_at
        event = _service(name)(number=number, actor=_actor(request, asked), **_fitting(name, facts))
    return answers.of_act(event)


def _service(name: str) -> Callable[..., Any]:
    # The door's transaction is the act's own: a savepoint inside it would only cost two statements.
    service: Callable[..., Any] = unwrap(getattr(services, name))
    return service


def _fitting(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out the moment for the acts that are always done now, and a hand-over to nobody in particular."""
    if name in _ALWAYS_NOW:
        facts.pop("occurred_at", None)
    if facts.get("to_unit", "") is None:
        if name != "hand_over":
            demand_unit("")  # a question to nobody is refused with its sentence
        del facts["to_unit"]
    return facts


_ALWAYS_NOW = frozenset({"lapse_consultation", "stop_unanswered", "close"})


def _actor(request: HttpRequest, asked: ActBase) -> Actor:
    actor = answers.actor_of(request, asked.officer)
    if not asked.unit:
        return actor
    unit = demand_unit(asked.unit)
    answers.demand_own(actor, unit.code)
    return replace(actor, unit_id=unit.pk)


def _account(name: str) -> int:
    """Return the account of a user name; 0 for nobody, which no act accepts as an approval."""
    found = Account.objects.filter(username=name, is_active=True).values_list("pk", flat=True).first()
    return found or 0


def _papers(rows: list[Any]) -> list[services.EvidenceFacts]:
    return [services.EvidenceFacts(**row.model_dump()) for row in rows]


_READ: dict[str, Callable[[Any], Any]] = {
    "to_unit": lambda code: demand_unit(code) if code else None,
    "limit": TimeLimit.parse,
    "limit_after": TimeLimit.parse,
    "approved_by": _account,
    "evidence": _papers,
}
