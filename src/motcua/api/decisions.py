"""`GET decisions`: announcement decisions in the order they were recorded."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from motcua.api import cursors
from motcua.api.moments import LooseMoment
from motcua.api.schemas import ERRORS, DecisionsPage
from motcua.procedures import listings
from motcua.procedures.models import AnnouncementDecision

router = Router(tags=["catalogue"])
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]
Code = Annotated[str, Query(max_length=80)]


@router.get("decisions", response={200: DecisionsPage, **ERRORS}, url_name="decisions", summary="List decisions")
def decisions(
    request: HttpRequest,
    response: HttpResponse,
    kind: Code = "",
    issuer: Code = "",
    number: Code = "",
    signed_since: date | None = None,
    updated_since: LooseMoment | None = None,
    cursor: str | None = None,
    limit: Limit = cursors.USUAL,
) -> Any:
    """Decisions that announce procedures; `number` finds a part of the number, however it was typed."""
    position = cursors.read(request, cursor)
    found = listings.decisions(kind, issuer, number, signed_since).order_by("pk")
    if updated_since:
        zone = updated_since.tzinfo or timezone.get_default_timezone()
        found = found.filter(recorded_at__gte=updated_since.replace(tzinfo=zone))
    if position and isinstance(position[0], int):
        found = found.filter(pk__gt=position[0])
    rows = list(found[: limit + 1])
    following = cursors.make(request, [rows[limit - 1].pk]) if len(rows) > limit else None
    cursors.link(request, response, following, limit)
    return {"items": [_row(decision) for decision in rows[:limit]], "next": following}


def _row(decision: AnnouncementDecision) -> dict[str, Any]:
    members = (
        "number number_normalised number_is_on_pattern issuer_code issuer_name signed_on effective_on published_on "
        "kind title recorded_at item_count"
    )
    return {"id": decision.pk, **{name: getattr(decision, name) for name in members.split()}}
