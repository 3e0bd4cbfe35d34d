"""`GET changes`: what changed in the catalogue since a cursor, deletions included.

A text recorded is an upsert; a text that ended without another in its place is a
deletion. Every event can come again after a restart of the reader: apply by `version`.
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
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.models.versions import VersionQuerySet

router = Router(tags=["changes"])
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]
Place = tuple[datetime, int]
_BEGINNING: Place = (datetime.fromisoformat("1945-09-02T00:00:00+07:00"), 0)


@router.get("changes", response={200: ChangesPage, **ERRORS}, url_name="changes", summary="Follow the catalogue")
def changes(
    request: HttpRequest, response: HttpResponse, cursor: str | None = None, limit: Limit = cursors.USUAL
) -> Any:
    """Changes in the order they were recorded. Keep `next` and ask again with it, also when nothing was new."""
    places = _places(cursors.read(request, cursor))
    found = sorted([*_upserts(places[0], limit + 1), *_deletions(places[1], limit + 1)], key=lambda e: e["at"])
    shown = found[:limit]
    for event in shown:
        places[event["action"] == "deleted"] = (event["at"], event["pk"])
    following = cursors.make(request, [[at.isoformat(), pk] for at, pk in places])
    cursors.link(request, response, following, limit)
    return {"items": shown, "next": following, "has_more": len(found) > limit}


def _places(position: list[Any] | None) -> list[Place]:
    if position is None:
        return [_BEGINNING, _BEGINNING]
    try:
        places = [(datetime.fromisoformat(at), int(pk)) for at, pk in position]
    except (ValueError, TypeError):
        raise Problem("bad-cursor") from None
    if len(places) != 2:
        raise Problem("bad-cursor")
    return places


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
    }
