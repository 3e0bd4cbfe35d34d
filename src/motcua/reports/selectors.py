"""Sent reports, what differs between two of them or today, and why."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from motcua.exchange.outcomes import Outcome
from motcua.exchange.partner_codes import codes_said_between
from motcua.reports import catalogue
from motcua.reports.counting import ledger_of, scope_of
from motcua.reports.errors import EditionNotKnown, NotTheSameReport
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
class Compared:
    """What differs between two states of one report, and what was learnt between them."""

    differences: tuple[Difference, ...]
    causes: tuple[tuple[str, str, int], ...]
    dossiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reissue(Compared):
    """An edition beside the same report today; `again_identical` says whether it can be drawn up as it was sent."""

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


def request_behind(edition: ReportEdition, as_known_on: str = "") -> Request:
    """Return the question an edition answers."""
    return request_of(edition.period, edition.window, edition.level, edition.agency_code, as_known_on)


def reissue(edition: ReportEdition) -> Reissue:
    """Draw the report up again, as known then and as known now, and list what has changed since."""
    then = catalogue.report(edition.report, request_behind(edition, edition.known_at.isoformat())).as_dict()
    now = catalogue.report(edition.report, request_behind(edition)).as_dict()
    differences = tuple(_differences(edition.frozen, now))
    identical = figures_of(then) == figures_of(edition.frozen)
    learnt = learnt_between(request_behind(edition), edition.known_at)
    return Reissue(differences, *learnt, again_identical=identical)


def compared(earlier: ReportEdition, later: ReportEdition) -> Compared:
    """Compare two editions of one report as they were sent, with what was learnt from one to the other."""
    if earlier.known_at > later.known_at:
        earlier, later = later, earlier
    if request_behind(earlier) != request_behind(later) or earlier.report != later.report:
        raise NotTheSameReport(one=earlier.number, other=later.number)
    learnt = learnt_between(request_behind(earlier), earlier.known_at, later.known_at)
    return Compared(tuple(_differences(earlier.frozen, later.frozen)), *learnt)


def edition_numbered(number: str) -> ReportEdition:
    """Return the edition of a number; refuse an unknown one."""
    found = ReportEdition.objects.filter(number=number.strip()).first()
    if found is None:
        raise EditionNotKnown(number=number)
    return found


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


# So many of the dossiers about which something was learnt are named.
NAMED = 100
_LEARNT = {
    "late": (
        "Xảy ra trong kỳ hoặc trước, tin đến sau khi lập báo cáo",
        "Happened by the end of the window, told later",
    ),
    "stale": ("Sự kiện cũ đến sai thứ tự", "An older event that came out of order"),
    "flagged": ("Có dấu hiệu bất thường", "Taken in with a remark"),
    "after": ("Xảy ra sau kỳ báo cáo", "Happened after the window"),
}
_CODES = ("Mã của đối tác được hiểu khác đi", "Codes of partners that mean something else")


def learnt_between(
    request: Request, since: datetime, until: datetime | None = None
) -> tuple[tuple[tuple[str, str, int], ...], tuple[str, ...]]:
    """Return what was learnt after `since` about dossiers in the scope of a report, and the first of those dossiers.

    Each event has one kind (vi, en, events): what came out of order or with a remark, else whether it had happened
    by the end of the window.
    """
    end = until or timezone.now()
    span = [since.astimezone(UTC).replace(tzinfo=None), end.astimezone(UTC).replace(tzinfo=None)]
    before = f"TIMESTAMP '{request.window.days.before} 00:00:00' - INTERVAL 7 HOUR"
    with ledger_of(request) as connection:
        scope = scope_of(connection, request)
        fresh = (
            "FROM events WHERE recorded_at > ?::TIMESTAMP AND recorded_at <= ?::TIMESTAMP AND outcome != 1 "
            f"AND dossier IN (SELECT dossier FROM fact_dossier WHERE {scope})"
        )
        rows = connection.execute(
            f"SELECT CASE WHEN outcome = {int(Outcome.STALE)} THEN 'stale' WHEN outcome = {int(Outcome.FLAGGED)} "
            f"THEN 'flagged' WHEN occurred_at < {before} THEN 'late' ELSE 'after' END AS kind, count(*) {fresh} "
            "GROUP BY 1 ORDER BY 1",
            span,
        ).fetchall()
        named = connection.execute(f"SELECT DISTINCT dossier {fresh} ORDER BY 1 LIMIT {NAMED}", span).fetchall()
    causes = [(*_LEARNT[kind], int(many)) for kind, many in rows]
    recoded = codes_said_between(since, end)
    if recoded:
        causes.append((*_CODES, recoded))
    return tuple(causes), tuple(row[0] for row in named)


def kept_views(account: Any, unit: Any = None) -> QuerySet[KeptView]:
    """Return the views a person sees: own ones, and those shared in the unit of today."""
    return KeptView.objects.seen_by(account, unit).select_related("account")
