"""Sent reports, and what would be different today and why."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.exchange.outcomes import Outcome
from motcua.ledger import selectors as ledger
from motcua.reports import catalogue
from motcua.reports.models import KeptView, ReportEdition
from motcua.reports.request import Request, request_of

DETAIL = {"frozen", "pdf"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what was sent: the line, the column, what was sent, what stands now."""

    row: str
    column: str
    vi: str
    en: str
    sent: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Reissue:
    """An edition beside the same report today, with the causes of its differences."""

    edition: ReportEdition
    differences: tuple[Difference, ...]
    causes: tuple[tuple[str, str, int], ...]
    again_identical: bool


def editions(name: str = "") -> QuerySet[ReportEdition]:
    """Return sent reports, latest first, without their bodies."""
    found = ReportEdition.objects.select_related("sent_by").defer(*DETAIL)
    return found.filter(report=name) if name else found


def editions_of(name: str, request: Request) -> QuerySet[ReportEdition]:
    """Return the editions of one report for the same question, latest first."""
    return ReportEdition.objects.filter(
        report=name, period=request.period.name, window=window_name(request), agency_code=request.agency_code,
        level=request.level.value if request.level else "",
    ).order_by("-edition")  # fmt: skip


def window_name(request: Request) -> str:
    """Return the window as it is asked for: its kind, or its days."""
    window = request.window
    return window.kind.value if window.kind.value != "custom" else f"{window.first}..{window.last}"


def figures_of(frozen: dict[str, Any]) -> Any:
    """Return what is compared between two editions: rows and totals, not moments and trust."""
    return {key: frozen.get(key) for key in ("rows", "totals", "national")}


def reissue(edition: ReportEdition) -> Reissue:
    """Draw the report up again, as known then and as known now, and list what has changed since."""
    words = (edition.period, edition.window, edition.level, edition.agency_code)
    then = catalogue.report(edition.report, request_of(*words, edition.known_at.isoformat())).as_dict()
    now = catalogue.report(edition.report, request_of(*words)).as_dict()
    differences = tuple(_differences(edition.frozen, now))
    return Reissue(edition, differences, tuple(_causes(edition)), figures_of(then) == figures_of(edition.frozen))


def _differences(sent: dict[str, Any], now: dict[str, Any]) -> list[Difference]:
    heads = {column["key"]: column for column in now["columns"]}
    before = {row["key"]: row for row in sent["rows"]}
    after = {row["key"]: row for row in now["rows"]}
    found = []
    for key in dict.fromkeys([*before, *after]):
        named = after.get(key) or before[key]
        for column, head in heads.items():
            old, new = (_plain(rows.get(key, {}).get(column)) for rows in (before, after))
            if old != new and head["kind"] != "text":
                vi, en = f"{named['vi']}: {head['vi']}", f"{named['en']}: {head['en']}"
                found.append(Difference(key, column, vi, en, old, new))
    return found


def _plain(value: Any) -> Any:
    return f"{value['numerator']}/{value['denominator']}" if isinstance(value, dict) else value


def _causes(edition: ReportEdition) -> list[tuple[str, str, int]]:
    """Return what was recorded after the report was sent, by kind: (vi, en, events)."""
    with ledger.reader() as connection:
        rows = connection.execute(
            "SELECT outcome, count(*) FROM events WHERE recorded_at > ?::TIMESTAMPTZ AT TIME ZONE 'UTC' "
            "AND outcome != 1 GROUP BY 1 ORDER BY 1",
            [edition.known_at.isoformat()],
        ).fetchall()
    return [(Outcome(code).phrase.vi, Outcome(code).phrase.en, int(many)) for code, many in rows]


def kept_views(account: Any, unit: Any = None) -> QuerySet[KeptView]:
    """Return the views a person sees: own ones, and those shared in the unit of today."""
    return KeptView.objects.seen_by(account, unit).select_related("account")
