"""Index set 766 and the nine indices of 2018, counted live from the ledger, the catalogue and the papers.

What no event and no record tells stays not given; it never counts as nought. The total then says of how many
points it speaks. Counting rules: domain.md 5.3 (S8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from motcua.procedures.selectors import versions_in_force
from motcua.reports.counting import ledger_of, scan
from motcua.reports.definition import PAUSED_AT_END, PENDING_AT_END, RECEIVED_IN_WINDOW, SETTLED_IN_WINDOW
from motcua.reports.definitions.digitisation import DIGITISATION, IS_OWN
from motcua.reports.request import Request, request_of
from motcua.rules.handling_indices import Rating, rate_agency_counts
from motcua.rules.quality_index import IndexScore, Measure, Score, score_index

if TYPE_CHECKING:
    import duckdb

ONLINE = ("full", "partial")
# 2.1: a request for supplement is the end of the agency's time; a second request makes the dossier late.
IN_PLAY = f"(({SETTLED_IN_WINDOW}) OR ({PENDING_AT_END})) AND due_day IS NOT NULL"
KEPT = (
    f"{IN_PLAY} AND coalesce(supplements, 0) < 2 AND CASE "
    f"WHEN coalesce({PAUSED_AT_END}, false) THEN paused_day < overdue_day "
    f"WHEN {SETTLED_IN_WINDOW} THEN class IN (1, 2) OR (class = 5 AND ended_day < overdue_day) "
    "ELSE overdue_day >= :before END"
)
SUMS = {
    "in_play": f"count(*) FILTER ({IN_PLAY})",
    "kept": f"count(*) FILTER ({KEPT})",
    "received": f"count(*) FILTER ({RECEIVED_IN_WINDOW})",
    "online": f"count(*) FILTER ({RECEIVED_IN_WINDOW} AND channel = 2)",
    "with_fee": f"count(*) FILTER ({RECEIVED_IN_WINDOW} AND fee_due > 0)",
    "paid": f"count(*) FILTER ({RECEIVED_IN_WINDOW} AND fee_due > 0 AND fee_paid_online > 0)",
    "procedures_with_fee": f"count(DISTINCT procedure) FILTER ({RECEIVED_IN_WINDOW} AND fee_due > 0)",
    "procedures_paid": f"count(DISTINCT procedure) FILTER ({RECEIVED_IN_WINDOW} AND fee_due > 0 "
    "AND fee_paid_online > 0)",
    "time_2": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class = 1)",
    "time_1": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class = 2)",
    "time_0": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class = 3)",
    "contact_2": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class < 5 AND supplements = 0)",
    "contact_1": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class < 5 AND supplements = 1)",
    "contact_0": f"count(*) FILTER ({SETTLED_IN_WINDOW} AND class < 5 AND supplements > 1)",
    "own": f"count(*) FILTER ({RECEIVED_IN_WINDOW} AND {IS_OWN})",
    "online_overdue": f"count(*) FILTER ({PENDING_AT_END} AND channel = 2 AND overdue_day < :before)",
}
# What a reader may open to see the dossiers that cost the points.
OPENS = {"PROGRESS": ("late", "pending_overdue", "supplemented"), "DOSSIER_ONLINE": ("received",)}


@dataclass(frozen=True, slots=True)
class Loss:
    """One indicator that costs points: how many, and how many more cases would earn them all."""

    score: Score
    more: int
    opens: tuple[str, ...]


def index_of(*, period: str, window: str = "statutory", agency_code: str | None = None) -> IndexScore:
    """Return the index of the whole system or of one agency with all under it, for a period."""
    return index_for(request_of(period, window, agency=agency_code or ""))


def index_for(request: Request) -> IndexScore:
    """Return the index for a request."""
    return score_index(measures_of(request))


def measures_of(request: Request) -> dict[str, Measure]:
    """Return numerator and denominator of every indicator that can be counted here."""
    with ledger_of(request) as connection:
        counted = scan(connection, request, sums=SUMS)[0]
        used = _online_used(connection, request)
    found = {
        "PROGRESS": _measure(counted["kept"], counted["in_play"]),
        "DOSSIER_ONLINE": _measure(counted["online"], counted["received"]),
        "PAYMENT_DOSSIER": _measure(counted["paid"], counted["with_fee"]),
        "PAYMENT_FORMALITY_USED": _measure(counted["procedures_paid"], counted["procedures_with_fee"]),
        **_of_catalogue(request, used),
        **(_of_papers(request) if counted["own"] else {}),
    }
    return {name: measure for name, measure in found.items() if measure is not None}


def losses(index: IndexScore) -> list[Loss]:
    """Return the measured indicators that cost points, dearest first."""
    found = []
    for score in index.indicators:
        if score.measure is None or not score.lost:
            continue
        wanted = ceil(score.indicator.full_at * score.measure.denominator)
        more = max(0, wanted - int(score.measure.numerator))
        found.append(Loss(score, more, OPENS.get(score.indicator.name, ())))
    return sorted(found, key=lambda loss: loss.score.lost, reverse=True)


def rating_of(request: Request) -> Rating:
    """Return the nine indices of Circular 01/2018; those that only ballots or devices tell are skipped.

    Index 1 compares settlement with the due date; index 3 counts requests for supplement as contacts.
    """
    with ledger_of(request) as connection:
        row = scan(connection, request, sums=SUMS)[0]
    points = {
        1: {value: int(row[f"time_{value}"]) for value in (0, 1, 2)},
        3: {value: int(row[f"contact_{value}"]) for value in (0, 1, 2)},
    }
    online = _online_points(request, row)
    return rate_agency_counts(points if online is None else {**points, 9: {online: 1}})


def _online_points(request: Request, row: Mapping[str, Any]) -> int | None:
    """Return index 9: share of procedures online, share of dossiers online, none of them overdue."""
    standing = _standing(request)
    total, received = standing.count(), int(row["received"])
    if not total or not received:
        return None
    offered = standing.filter(online_level__in=ONLINE).count()
    online = int(row["online"])
    if not offered or online * 100 < received * 15 or row["online_overdue"]:
        return 0
    return 2 if offered * 5 >= total and online * 100 >= received * 30 else 1


def _measure(numerator: Any, denominator: Any) -> Measure:
    return Measure(Decimal(int(numerator)), Decimal(int(denominator)))


def _standing(request: Request) -> Any:
    found = versions_in_force(request.window.last, request.as_known_on).filter(is_internal=False).order_by()
    return found.filter(announcer_code=request.agency_code) if request.agency_code else found


def _online_used(connection: "duckdb.DuckDBPyConnection", request: Request) -> set[str]:
    also = f"channel = 2 AND {RECEIVED_IN_WINDOW}"
    rows = scan(connection, request, by=("procedure",), sums={"n": "count(*)"}, also=also)
    return {row["procedure"] for row in rows if row["procedure"]}


def _of_catalogue(request: Request, used: set[str]) -> dict[str, Measure | None]:
    """Return what the catalogue tells; nothing for an agency that announces no procedure of its own."""
    standing = _standing(request)
    counted = standing.aggregate(total=Count("pk"), full=Count("pk", filter=Q(defects=None)))
    total = counted["total"]
    if not total:
        return {}
    online = set(standing.filter(online_level__in=ONLINE).values_list("procedure__code", flat=True))
    return {
        "PUBLIC_CONTENT_FULL": _measure(counted["full"], total),
        "PROVIDE_ONLINE": _measure(len(online), total),
        "ONLINE_WITH_DOSSIER": _measure(len(online & used), len(online)) if online else None,
    }


def _of_papers(request: Request) -> dict[str, Measure | None]:
    """Return what the papers kept here tell; nothing where none of the dossiers lie here."""
    table = DIGITISATION.table(request)
    values = table.total.values if table.total else {}
    known = values.get("known", 0)
    if not known:
        return {}
    return {
        "ORIGINAL_RESULT_AVAILABLE": _measure(values["results"], known),
        "SO_HOA": _measure(values["both"], known),
    }
