"""`GET agencies`: units with their validity, by code."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.agencies import selectors
from motcua.agencies.models import Unit
from motcua.api import cursors
from motcua.api.schemas import ERRORS, AgenciesPage

router = Router(tags=["agencies"])
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]


@router.get("agencies", response={200: AgenciesPage, **ERRORS}, url_name="agencies", summary="List agencies")
def agencies(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=300)] = "",
    level: Annotated[str, Query(max_length=20)] = "",
    parent: Annotated[str, Query(max_length=40)] = "",
    on: date | None = None,
    cursor: str | None = None,
    limit: Limit = cursors.USUAL,
) -> Any:
    """Units in force on a day (today); `q` is part of a name or a code, `parent` a code."""
    position = cursors.read(request, cursor)
    found = selectors.search_units(q, on)
    if level:
        found = found.filter(level=level)
    if parent:
        found = found.filter(parent__code=parent)
    found = found.select_related("parent").order_by("code", "pk")
    if position:
        found = found.filter(code__gt=str(position[0]))
    rows = list(found[: limit + 1])
    following = cursors.make(request, [rows[limit - 1].code]) if len(rows) > limit else None
    cursors.link(request, response, following, limit)
    return {"items": [_row(unit) for unit in rows[:limit]], "next": following}


def _row(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "name_en": unit.name_en,
        "level": unit.level,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else None,
        "valid_from": unit.valid_from,
        "valid_before": unit.valid_before,
    }
