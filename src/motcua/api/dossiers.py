"""Dossiers: register one, read one whole, list those of one's agencies."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from motcua.accounts.services import log_view
from motcua.api import cursors
from motcua.api import dossier_answers as answers
from motcua.api.doors import rule
from motcua.api.dossier_schemas import ActOut, DossierIn, DossierOut, DossiersPage, PersonIn
from motcua.api.kept import unit_on, version_on
from motcua.api.moments import Moment
from motcua.api.problems import Problem
from motcua.api.schemas import ERRORS, TOKEN, WRITES
from motcua.api.tokens import Bearer
from motcua.core.phrases import Phrase
from motcua.dossiers import clock, selectors, services, telling
from motcua.dossiers.errors import OutsideYourUnit
from motcua.dossiers.listing import Wanted, listing
from motcua.procedures.eforms.answers import errors_of
from motcua.procedures.models import ProcedureCase, ProcedureVersion
from motcua.procedures.selectors import cases_of, form_of
from motcua.rules.lifecycle_states import STATES, State

router = Router(tags=["dossiers"])
rule("dossiers", needs_key=True)
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]


@router.post(
    "dossiers",
    response={201: ActOut, **WRITES},
    url_name="dossiers",
    auth=Bearer("dossiers:write"),
    summary="Register a dossier",
    openapi_extra=answers.WITH_KEY,
)
def register(request: HttpRequest, body: DossierIn) -> Any:
    """Register one application under the text in force on the day it was filed, and give it its number."""
    actor = answers.actor_of(request)
    with answers.refusals_told():
        day = timezone.localdate(body.occurred_at or clock.now())
        receiving = unit_on(body.receiving_unit, day)
        resolving = unit_on(body.resolving_unit, day) if body.resolving_unit else receiving
        answers.demand_own(actor, receiving.code)
        version = version_on(body.procedure, day)
        case = _case(version, body.case)
        _check_form(version, case, body.form_data)
        dossier = services.register(
            procedure_version=version,
            procedure_case=case,
            receiving_unit=receiving,
            resolving_unit=resolving,
            applicant=_person(body.applicant),
            representative=_person(body.representative) if body.representative else None,
            actor=actor,
            channel=body.channel,
            summary=body.summary,
            form_data=body.form_data,
            evidence=[services.EvidenceFacts(**paper.model_dump()) for paper in body.evidence],
            return_way=body.return_way,
            occurred_at=body.occurred_at,
        )
    location = request.build_absolute_uri(f"/api/v1/dossiers/{dossier.number}")
    return answers.of_act(dossier.last_event, 201, {"Location": location})


def _person(stated: PersonIn) -> services.ApplicantFacts:
    return services.ApplicantFacts(**stated.model_dump())


def _case(version: ProcedureVersion, code: str) -> ProcedureCase | None:
    if not code:
        return None
    cases = cases_of(version)
    found = next((case for case in cases if code in (case.code, str(case.ordinal))), None)
    if found is None:
        known = ", ".join(case.code or str(case.ordinal) for case in cases) or "—"
        raise Problem(
            "invalid",
            Phrase(f"Thủ tục không có trường hợp “{code}”. Có: {known}.", f"No case “{code}” here. Known: {known}."),
            errors=[{"where": "body.case", "what": code, "code": "unknown_case"}],
        )
    return found


def _check_form(version: ProcedureVersion, case: ProcedureCase | None, given: dict[str, Any]) -> None:
    """Refuse answers that the e-form of the procedure does not take; systems with own forms send none."""
    definition = form_of(version, case) if given else None
    errors = errors_of(definition, given, today=timezone.localdate()) if definition else []
    if errors:
        told = [
            {"where": f"body.form_data.{error.name}", "what": error.en, "what_vi": error.vi, "code": "eform"}
            for error in errors
        ]
        raise Problem("invalid", errors=told)


@router.get(
    "dossiers/{number}",
    response={200: DossierOut, **TOKEN, **ERRORS},
    url_name="dossier",
    auth=Bearer("dossiers:read"),
    summary="Read one dossier whole",
)
def one(request: HttpRequest, response: HttpResponse, number: str, as_of: Moment | None = None) -> Any:
    """Facts, acts, due date with its lines, and the text in force at filing; `as_of` turns time back."""
    with answers.refusals_told():
        known = selectors.as_known_on(number, as_of or clock.now())
        dossier = known.dossier
        actor = answers.actor_of(request)
        if not actor.may_speak_for(dossier.receiving_unit.code, dossier.resolving_unit.code):
            raise OutsideYourUnit(number=dossier.number)
    token = request.auth  # type: ignore[attr-defined]
    log_view(None, dossier.applicant.identity_number, "API dossiers:read", what=dossier.number, token=token)
    if as_of is None:
        response["ETag"] = answers.tag_of_hash(dossier.last_hash)
    return telling.tell(known)


@router.get(
    "dossiers",
    response={200: DossiersPage, **TOKEN, **ERRORS},
    url_name="dossiers",
    auth=Bearer("dossiers:read"),
    summary="List dossiers",
)
def many(
    request: HttpRequest,
    response: HttpResponse,
    agency: str = "",
    procedure: str = "",
    state: State | None = None,
    status: Annotated[int | None, Query(ge=1, le=10)] = None,
    channel: Annotated[int | None, Query(ge=1, le=3)] = None,
    is_open: bool | None = None,
    identity_number: str = "",
    registered_from: Moment | None = None,
    registered_before: Moment | None = None,
    due_before: Moment | None = None,
    cursor: str | None = None,
    limit: Limit = cursors.USUAL,
) -> Any:
    """Dossiers that your agencies receive or settle, newest first; `agency` also means all units under it."""
    wanted = Wanted(
        agency, procedure, str(state or ""), status, channel, is_open, identity_number,
        registered_from, registered_before, due_before,
    )  # fmt: skip
    rows = list(listing(wanted, answers.scope_of(request), _place(request, cursor))[: limit + 1])
    following = cursors.make(request, [rows[limit - 1].pk]) if len(rows) > limit else None
    cursors.link(request, response, following, limit)
    return {"items": [_row(dossier) for dossier in rows[:limit]], "next": following}


def _place(request: HttpRequest, cursor: str | None) -> int | None:
    position = cursors.read(request, cursor)
    if position is None:
        return None
    if len(position) != 1 or not isinstance(position[0], int) or not 0 < position[0] < 2**63:
        raise Problem("bad-cursor")
    return position[0]


def _row(dossier: Any) -> dict[str, Any]:
    state = STATES[State(dossier.state)]
    due: datetime | None = dossier.current_due_at
    return {
        "number": dossier.number,
        "procedure": {"code": dossier.procedure_code, "name": dossier.procedure_name},
        "state": dossier.state,
        "state_vi": state.vi,
        "state_en": state.en,
        "status": dossier.national_status,
        "is_open": dossier.is_open,
        "expected_act": dossier.expected_act,
        "channel": dossier.channel,
        "receiving_unit": {"code": dossier.receiving_unit.code, "name": dossier.receiving_unit.name},
        "resolving_unit": {"code": dossier.resolving_unit.code, "name": dossier.resolving_unit.name},
        "registered_at": dossier.registered_at,
        "received_at": dossier.received_at,
        "due_at": due,
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
    }
