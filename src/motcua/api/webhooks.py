"""Webhooks: a connected system says where its events shall go, and has them sent again.

The receiver is asked first (CloudEvents handshake); what is sent is signed, retried, kept in order.
"""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from motcua.api import dossier_answers as answers
from motcua.api.doors import rule
from motcua.api.dossier_schemas import Strict
from motcua.api.moments import Moment
from motcua.api.problems import Problem
from motcua.api.schemas import TOKEN, WRITES
from motcua.api.tokens import Bearer
from motcua.core.phrases import Phrase
from motcua.dossiers.errors import NotYourAgency
from motcua.exchange import selectors, services
from motcua.exchange.models import Partner, PartnerKind

router = Router(tags=["webhooks"])
rule("webhooks")
rule("webhook-replay")
MANAGE = Bearer("webhooks:manage")


class WebhookIn(Strict):
    name: str = Field(min_length=1, max_length=50, examples=["main"])
    address: str = Field(max_length=500, pattern=r"^https?://[^\s]+$", examples=["https://portal.example/events"])
    agencies: list[str] = Field(default_factory=list, max_length=500, description="default: all you may speak for")
    secret: str = Field("", max_length=200, description="signs the events; made by us when empty")


class WebhookOut(Schema):
    id: int
    name: str
    address: str
    agencies: list[str] = Field(description="empty: all")
    is_active: bool
    allowed_at: datetime | None = Field(description="when the receiver answered the handshake")
    waiting: int
    delivered: int
    dead: int = Field(description="given up after the last attempt; replay sends them again")


class NewWebhook(WebhookOut):
    secret: str = Field(description="shown once")


class WebhookList(Schema):
    items: list[WebhookOut]


class ReplayIn(Strict):
    since: Moment | None = Field(None, description="also send again what was delivered since; default: only dead")


class Replayed(Schema):
    replayed: int


def _prefix(request: HttpRequest) -> str:
    """Webhooks belong to the system, not to one token: a renewed token still finds them."""
    return f"{request.auth.name[:60]}/"  # type: ignore[attr-defined]


def _own(request: HttpRequest, number: int) -> Partner:
    found = Partner.objects.filter(
        pk=number, kind=PartnerKind.WEBHOOK, name__startswith=_prefix(request), is_active=True
    ).first()
    if found is None:
        raise Problem("not-found")
    return found


@router.get("webhooks", response={200: WebhookList, **TOKEN, **WRITES}, auth=MANAGE, url_name="webhooks")
def many(request: HttpRequest) -> Any:
    """List the webhooks of your system and what waits for each."""
    prefix = _prefix(request)
    rows = [row for row in selectors.webhooks(prefix) if row["is_active"]]
    return {"items": [{**row, "name": row["name"].removeprefix(prefix)} for row in rows]}


@router.post("webhooks", response={201: NewWebhook, **WRITES}, auth=MANAGE, url_name="webhooks")
def enrol(request: HttpRequest, body: WebhookIn) -> Any:
    """Have events sent to an address; it must answer the handshake (OPTIONS, WebHook-Allowed-Origin)."""
    if settings.PRODUCTION and not body.address.startswith("https://"):
        raise Problem("refused", Phrase("Địa chỉ phải là https.", "The address must be https."), code="not_https")
    secret, name = body.secret or secrets.token_urlsafe(32), f"{_prefix(request)}{body.name}"
    with answers.refusals_told():
        agencies = _agencies(request, body.agencies)
        _demand_free(name)
        try:
            made = services.enrol_partner(
                name=name, kind=PartnerKind.WEBHOOK, address=body.address, secret=secret, agencies=agencies
            )
        except IntegrityError:
            raise _taken() from None
    told = {"waiting": 0, "delivered": 0, "dead": 0, "secret": secret, "name": body.name}
    return Status(201, {
        "id": made.pk, "address": made.address, "agencies": made.agencies, "is_active": True,
        "allowed_at": made.allowed_at, **told,
    })  # fmt: skip


def _agencies(request: HttpRequest, wanted: list[str]) -> list[str]:
    """Return the agencies whose events are sent; an empty list (all) only for who may speak for all."""
    actor = answers.actor_of(request)
    own = answers.scope_of(request)
    for code in wanted:
        answers.demand_own(actor, code)
    if "*" in own:
        return wanted
    if not own:
        raise NotYourAgency(code="*")
    return wanted or sorted(own)


def _demand_free(name: str) -> None:
    if Partner.objects.filter(name=name).exists():
        raise _taken()


def _taken() -> Problem:
    return Problem(
        "conflict",
        Phrase("Tên này đã dùng. Hãy chọn tên khác.", "This name is taken. Choose another."),
        code="name_taken",
    )


@router.delete(
    "webhooks/{number}",
    response={204: None, **TOKEN, **WRITES},
    auth=MANAGE,
    url_name="webhook",
    summary="End a webhook",
)
def end(request: HttpRequest, number: int) -> Any:
    """Send nothing there any more; what was sent stays on record, the name is free again."""
    services.dismiss_partner(partner=_own(request, number))
    return HttpResponse(status=204)


@router.post(
    "webhooks/{number}/replay", response={200: Replayed, **WRITES}, auth=MANAGE, url_name="webhook-replay",
    summary="Send events again",
)  # fmt: skip
def replay(request: HttpRequest, number: int, body: ReplayIn) -> Any:
    """Send again what was given up and, with `since`, what was delivered since then; ids stay the same."""
    return {"replayed": services.send_again(partner=_own(request, number), since=body.since)}
