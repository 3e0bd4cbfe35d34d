"""`GET procedures`, one procedure, its versions."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from motcua.api import cursors
from motcua.api.moments import LooseMoment
from motcua.api.schemas import ERRORS, ProcedureOut, ProceduresPage, VersionsPage
from motcua.procedures import selectors
from motcua.procedures.exports.plain import decision_of, head_of, plain
from motcua.procedures.exports.stream import whole
from motcua.procedures.listings import ProcedureFilter, procedures_list
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.models.versions import VersionQuerySet
from motcua.procedures.search import engine
from motcua.procedures.search.entries import Hit
from motcua.procedures.search.finding import current

router = Router(tags=["catalogue"])
Limit = Annotated[int, Query(ge=1, le=cursors.MOST)]
Text = Annotated[str, Query(max_length=300)]
Code = Annotated[str, Query(max_length=80)]


@router.get("procedures", response={200: ProceduresPage, **ERRORS}, url_name="procedures", summary="Find procedures")
def procedures(
    request: HttpRequest,
    response: HttpResponse,
    q: Text = "",
    on: date | None = None,
    level: Code = "",
    audience: Code = "",
    online: Code = "",
    field: Code = "",
    agency: Code = "",
    updated_since: LooseMoment | None = None,
    cursor: str | None = None,
    limit: Limit = cursors.USUAL,
) -> Any:
    """Procedures in force on a day (today): by code, or by how well they answer `q`."""
    position = cursors.read(request, cursor)
    narrow = ProcedureFilter(
        level=level, audience=audience, online=online, field=field, agency=agency, updated_since=updated_since
    )
    found = procedures_list(narrow, on)
    if q.strip():
        rows, follow = _ranked(found, q, on, _number(position), limit)
    else:
        rows, follow = _by_code(found, position, limit)
    following = cursors.make(request, follow) if follow is not None else None
    cursors.link(request, response, following, limit)
    return {"items": rows, "next": following}


def _number(position: list[Any] | None) -> int:
    return position[0] if position and isinstance(position[0], int) else 0


def _by_code(found: VersionQuerySet, position: list[Any] | None, limit: int) -> tuple[list[dict[str, Any]], Any]:
    if position:
        found = found.filter(procedure__identity__gt=str(position[0]))
    versions = list(found[: limit + 1])
    rows = [_row(version) for version in versions[:limit]]
    return rows, [rows[-1]["code"]] if len(versions) > limit else None


def _ranked(
    found: VersionQuerySet, q: str, on: date | None, start: int, limit: int
) -> tuple[list[dict[str, Any]], Any]:
    index, _ = current(on)
    question = engine.understand(index, q)
    kept = dict(found.order_by().values_list("procedure__identity", "pk"))
    ranked = [r for r in engine.rank(index, question) if index.entries[r.place].code in kept]
    hits = [engine.hit_of(index, question, r) for r in ranked[start : start + limit]]
    held = found.in_bulk([kept[hit.code] for hit in hits])
    rows = [_row(held[kept[hit.code]], hit) for hit in hits]
    return rows, [start + limit] if len(ranked) > start + limit else None


def _row(version: ProcedureVersion, hit: Hit | None = None) -> dict[str, Any]:
    row = head_of(version) | {
        "levels": sorted(level.level for level in version.level_rows.all()),
        "audiences": [
            {"code": a.audience.code, "name": a.audience.name, "kind": a.audience.kind}
            for a in version.audience_rows.all()
        ],
    }
    if hit is not None:
        row["score"] = hit.score
        row["why"] = [{"kind": w.kind.value, "typed": w.typed, "taken_as": w.taken_as} for w in hit.why]
    return row


@router.get("procedures/{code}", response={200: ProcedureOut, **ERRORS}, url_name="procedure", summary="One procedure")
def procedure(request: HttpRequest, code: str, on: date | None = None) -> Any:
    """The whole text in force on a day (today), with the decision that brought it."""
    return plain(whole(selectors.demand_version(code, on, whole=True)))


@router.get(
    "procedures/{code}/versions", response={200: VersionsPage, **ERRORS}, url_name="versions", summary="Its versions"
)
def versions(request: HttpRequest, code: str) -> Any:
    """Every text that has or had legal effect, newest first; a superseded one says since when."""
    return {
        "items": [
            head_of(version)
            | {
                "status": version.status,
                "superseded_at": version.superseded_at,
                "decision": decision_of(version),
            }
            for version in selectors.history(code).select_related("procedure", "field")
        ]
    }
