"""The service-quality index over HTTP: the same answer as `motcua quality score`, for any agency and period."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.api.dossier_answers import refusals_told
from motcua.api.schemas import ERRORS, TOKEN
from motcua.api.tokens import Bearer
from motcua.quality.answers import as_dict, rating_as_dict
from motcua.quality.selectors import index_for, rating_of
from motcua.reports.counting import ledger_of
from motcua.reports.request import request_of
from motcua.rules.parameters.quality_index import SOURCE

router = Router(tags=["quality"])
Period = Annotated[str, Query(max_length=40, examples=["2023Q1"], description="2023Q1, 2023-02, 2023H1, 2023")]
Word = Annotated[str, Query(max_length=60)]


class IndicatorScore(Schema):
    number: str
    vi: str
    en: str
    numerator: float | None = Field(description="null: nobody tells it; that is not nought")
    denominator: float | None
    ratio: float | None
    score: float | None
    max: float


class GroupScore(Schema):
    vi: str
    en: str
    score: float
    max: float
    given: float = Field(description="of how many points the score speaks")


class Band(Schema):
    vi: str
    en: str


class HandlingIndex(Schema):
    number: int
    vi: str
    en: str
    score: float | None
    max: float


class Handling(Schema):
    source: str
    indices: list[HandlingIndex]
    total: float
    of: float


class ReportWindow(Schema):
    kind: str
    first_day: str
    last_day: str


class Quality(Schema):
    source: str
    period: str
    window: ReportWindow
    agency: str | None
    indicators: dict[str, IndicatorScore]
    groups: dict[str, GroupScore]
    total: float
    of: float = Field(description="of how many of the 100 points the total speaks")
    band: Band | None = Field(description="null while an indicator is not given")
    handling: Handling = Field(description="the nine indices of Circular 01/2018 (articles 13-15)")


@router.get(
    "quality",
    response={200: Quality, **TOKEN, **ERRORS},
    url_name="quality",
    auth=Bearer("reports:read"),
    summary="Service-quality index",
)
def index(request: HttpRequest, period: Period, window: Word = "statutory", agency: Word = "") -> Any:
    """Index set 766, live from the ledger, the catalogue and the papers; of one agency with all under it."""
    with refusals_told():
        asked = request_of(period, window, agency=agency)
        with ledger_of(asked):
            found, rating = index_for(asked), rating_of(asked)
    days = asked.window
    return {
        "source": SOURCE,
        "period": asked.period.name,
        "window": {"kind": days.kind.value, "first_day": str(days.first), "last_day": str(days.last)},
        "agency": agency or None,
        **as_dict(found),
        "handling": rating_as_dict(rating),
    }
