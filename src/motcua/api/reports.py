"""Reports and figures over HTTP: the same tables as `motcua report`, numerator and denominator always."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.api.dossier_answers import refusals_told
from motcua.api.problems import Problem
from motcua.api.schemas import ERRORS, TOKEN
from motcua.api.tokens import Bearer
from motcua.core.phrases import explain
from motcua.ledger.sources import graded
from motcua.procedures.statistics import statistics
from motcua.reports import catalogue
from motcua.reports.errors import UnknownReport
from motcua.reports.request import request_of

router = Router(tags=["reports"])
Period = Annotated[str, Query(max_length=40, examples=["2023Q1"], description="2023Q1, 2023-02, 2023H1, 2023")]
Word = Annotated[str, Query(max_length=60)]


class ReportName(Schema):
    name: str
    vi: str
    en: str
    source: str


class ReportsList(Schema):
    items: list[ReportName]


@router.get("reports", response={200: ReportsList, **ERRORS}, url_name="reports", summary="List the reports")
def many(request: HttpRequest) -> Any:
    """Every report by name, with the rule it follows."""
    rows = catalogue.REPORTS.items()
    return {"items": [{"name": n, "vi": d.title[0], "en": d.title[1], "source": d.source} for n, d in rows]}


@router.get(
    "reports/{name}",
    response={200: dict[str, Any], **TOKEN, **ERRORS},
    url_name="report",
    auth=Bearer("reports:read"),
    summary="One report",
)
def one(
    request: HttpRequest,
    name: str,
    period: Period,
    window: Word = "statutory",
    level: Word = "",
    agency: Word = "",
    as_known_on: Word = "",
) -> Any:
    """Columns, rows, totals, identities (`sound`), and the trust its sources deserve."""
    with refusals_told():
        try:
            catalogue.definition(name)
        except UnknownReport as unknown:
            raise Problem("not-found", explain(unknown), code=unknown.code) from unknown
        return catalogue.report(name, request_of(period, window, level, agency, as_known_on)).as_dict()


@router.get(
    "statistics/{name}", response={200: dict[str, Any], **ERRORS}, url_name="statistics", summary="Open figures"
)
def figures(request: HttpRequest, name: Literal["catalogue", "sources"], on: date | None = None) -> Any:
    """`catalogue`: what is in force on a day; `sources`: completeness and trust of each sending system."""
    return _FIGURES[name](on)


_FIGURES: dict[str, Callable[[date | None], dict[str, Any]]] = {
    "catalogue": lambda on: statistics(on).as_dict(),
    "sources": lambda on: {"items": graded("")},
}
