"""`GET changes`: what changed in the catalogue since a cursor, deletions included.

Who brings a token with `dossiers:read` also gets the status events of its agencies' dossiers.
A text recorded is an upsert; a text that ended without another in its place is a deletion.
Every event can come again after a restart of the reader: apply by `version`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.api import cursors
from motcua.api.problems import Problem
from motcua.api.schemas import ERRORS, ChangesPage
from motcua.api.tokens import present
from motcua.dossiers.actors import Actor
from motcua.exchange.models import OutboxMessage
from motcua.exchange.outbox import complete
from motcua.exchange.selectors import messages_after
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.models.versions import VersionQuerySet

router = Router(tags=["changes"])
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]
Place = tuple[datetime, int]
_BEGINNING: Place = (datetime.fromisoformat("1945-09-02T00:00:00+07:00"), 0)


@router.get(
    "changes", response={200: ChangesPage, **ERRORS}, url_name="changes", summary="Follow catalogue and dossiers"
)
def changes(
    request: HttpRequest, response: HttpResponse, cursor: str | None = None, limit: Limit = cursors.USUAL
) -> Any:
    """Changes in the order they were recorded. Keep `next` and ask again with it, also when nothing was new."""
    places, last = _position(cursors.read(request, cursor))
    found = sorted([*_upserts(places[0], limit + 1), *_deletions(places[1], limit + 1)], key=lambda e: e["at"])
    shown = found[:limit]
    for event in shown:
        places[event["action"] == "deleted"] = (event["at"], event["pk"])
    told, last, goes_on = _dossiers(request, last, limit - len(shown))
    following = cursors.make(request, [*([at.isoformat(), pk] for at, pk in places), last])
    cursors.link(request, response, following, limit)
    return {"items": [*shown, *told], "next": following, "has_more": len(found) > limit or goes_on}


# So many messages of other agencies are passed over in one answer at most.
_SCAN = 5000


def _dossiers(request: HttpRequest, last: int, room: int) -> tuple[list[dict[str, Any]], int, bool]:
    """Return the status events after message `last`, the last one looked at, and whether there are more."""
    token = present(request)
    if token is None or not token.may("dossiers:read"):
        return [], last, False
    who = Actor.system(token.name, speaks_for=frozenset(token.agencies))
    told: list[dict[str, Any]] = []
    first = last
    for message in messages_after(last, _SCAN):
        mine = who.may_speak_for(message.agency_code, message.event.dossier.receiving_unit.code)
        if mine and len(told) >= room:
            return told, last, True
        last = message.pk
        if mine:
            told.append(_told(message))
    return told, last, last - first >= _SCAN


def _told(message: OutboxMessage) -> dict[str, Any]:
    return {
        "type": "dossier",
        "action": "upserted",
        "key": message.dossier_number,
        "version": message.payload["sequence"],
        "at": message.created_at,
        "data": complete(message),
    }


def _position(position: list[Any] | None) -> tuple[list[Place], int]:
    if position is None:
        return [_BEGINNING, _BEGINNING], 0
    try:
        *places, last = position
        read, message = [(datetime.fromisoformat(at), int(pk)) for at, pk in places], int(last)
    except (ValueError, TypeError):
        raise Problem("bad-cursor") from None
    if len(read) != 2:
        raise Problem("bad-cursor")
    return read, message


def _known() -> VersionQuerySet:
    found = ProcedureVersion.objects.recorded().filter(procedure__is_quarantined=False, is_internal=False)
    return found.select_related("procedure").defer("texts")


def _upserts(after: Place, most: int) -> Iterator[dict[str, Any]]:
    for version in _after(_known(), "recorded_at", after)[:most]:
        yield _event("upserted", version, version.recorded_at)


def _deletions(after: Place, most: int) -> Iterator[dict[str, Any]]:
    later = ProcedureVersion.objects.recorded().filter(
        Q(valid_before=None) | Q(valid_before__gt=OuterRef("valid_before")),
        procedure=OuterRef("procedure"),
        superseded_at=None,
    )
    ended = _known().filter(~Exists(later), closed_at__isnull=False, superseded_at=None, valid_before__isnull=False)
    for version in _after(ended, "closed_at", after)[:most]:
        yield _event("deleted", version, version.closed_at)


def _after(found: VersionQuerySet, moment: str, after: Place) -> VersionQuerySet:
    at, pk = after
    return found.filter(Q(**{f"{moment}__gt": at}) | Q(**{moment: at, "pk__gt": pk})).order_by(moment, "pk")


def _event(action: str, version: ProcedureVersion, at: datetime | None) -> dict[str, Any]:
    return {
        "type": "procedure",
        "action": action,
        "key": version.procedure.identity,
        "version": version.ordinal,
        "at": at,
        "pk": version.pk,
        "data": None,
    }
