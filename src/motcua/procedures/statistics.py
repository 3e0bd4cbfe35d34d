"""Figures of the catalogue on one day.

Levels and audiences are sets: `memberships` add up to more than `rows`, `distinct_sets`
and `on_several` say how. Quarantined entries are counted and named, because the figures
must meet an independent count of the source; nothing else offers them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from motcua.procedures.models import (
    AnnouncementDecision,
    Channel,
    Cost,
    Procedure,
    ProcedureVersion,
    StatisticsSnapshot,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.rules.time_limits import TimeUnit

KEPT_SECONDS = 24 * 3600
TERRITORIAL = frozenset({"central", "province", "district", "commune", "other", "undetermined"})


@dataclass(frozen=True, slots=True)
class SetFigures:
    """Figures over sets: how often each member occurs, and how often each whole set.

    `on_several` counts rows with two members or more; for levels *vertical* is a mark of
    its own and does not make two.
    """

    memberships: dict[str, int]
    sets: dict[str, int]
    distinct_sets: int
    on_several: int
    without: int


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """Distinct decisions (number, issuer, day), by kind and by month of signing."""

    total: int
    by_kind: dict[str, int]
    by_period: dict[str, int]
    undated: int
    off_pattern: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures of one day; see the module text for what is counted."""

    on: date
    rows: int
    in_force: int
    quarantined: int
    record_types: dict[str, int]
    internal: int
    online_levels: dict[str, int]
    levels: SetFigures
    audiences: SetFigures
    channels: dict[str, int]
    channel_rows: int
    time_units: dict[str, int]
    fee_states: dict[str, int]
    fee_rows: int
    fields: dict[str, int]
    life_events: dict[str, int]
    agencies: dict[str, dict[str, int]]
    decisions: DecisionFigures

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as the command and the API show them."""
        return asdict(self)


def catalogue_stamp() -> str:
    """Return a text that changes whenever any text, period or entry of the catalogue changes."""
    version = ProcedureVersion.objects.aggregate(
        last=Max("pk"),
        rows=Count("pk"),
        recorded=Max("recorded_at"),
        closed=Max("closed_at"),
        superseded=Max("superseded_at"),
        withdrawn=Max("withdrawn_at"),
    )
    return "|".join(str(part) for part in (*version.values(), Procedure.objects.count()))


def statistics(on: date | None = None) -> Statistics:
    """Return the figures for the texts in force on `on` (today when omitted)."""
    day = on or timezone.localdate()
    key = f"catalogue-statistics-{day.isoformat()}"
    stamp = catalogue_stamp()
    kept = cache.get(key)
    if isinstance(kept, tuple) and kept[0] == stamp and isinstance(kept[1], Statistics):
        return kept[1]
    figures = _kept_figures(day, stamp) or _count(day)
    cache.set(key, (stamp, figures), KEPT_SECONDS)
    return figures


def _kept_figures(on: date, stamp: str) -> Statistics | None:
    """Return the figures another process has stored for this state of the catalogue."""
    kept = StatisticsSnapshot.objects.filter(on=on, stamp=stamp).values_list("figures", flat=True).first()
    if kept is None:
        return None
    sets = {name: SetFigures(**kept[name]) for name in ("levels", "audiences")}
    return Statistics(**{**kept, **sets, "on": on, "decisions": DecisionFigures(**kept["decisions"])})


def keep_statistics(on: date | None = None) -> Statistics:
    """Count and store the figures of `on`, so that no reader waits for the count."""
    day = on or timezone.localdate()
    figures = _count(day)
    stored = {**figures.as_dict(), "on": day.isoformat()}
    StatisticsSnapshot.objects.update_or_create(on=day, defaults={"stamp": catalogue_stamp(), "figures": stored})
    return figures


def _standing(on: date) -> "QuerySet[ProcedureVersion]":
    ended_later = Q(valid_before=None) | Q(valid_before__gt=on)
    return ProcedureVersion.objects.recorded().filter(ended_later, valid_from__lte=on, superseded_at=None)


def _count(on: date) -> Statistics:
    standing = _standing(on)
    keys = standing.order_by().values("pk")
    rows = list(
        standing.order_by().values_list(
            "record_type", "is_internal", "online_level", "field__code", "procedure__is_quarantined", "announcer_code"
        )
    )
    quarantined = sum(row[4] for row in rows)
    total = len(rows)
    methods = _by(Channel.objects.filter(version__in=keys), "method")
    states = _by(Cost.objects.filter(channel__version__in=keys), "state")
    states["not_stated"] = Channel.objects.filter(version__in=keys, costs=None).count()
    return Statistics(
        on=on,
        rows=total,
        in_force=total - quarantined,
        quarantined=quarantined,
        record_types=_sorted(Counter(row[0] for row in rows)),
        internal=sum(row[1] for row in rows),
        online_levels=_sorted(Counter(row[2] for row in rows)),
        levels=_sets(VersionLevel.objects.filter(version__in=keys).values_list("version", "level"), total, TERRITORIAL),
        audiences=_sets(
            VersionAudience.objects.filter(version__in=keys).values_list("version", "audience__code"), total
        ),
        channels=methods,
        channel_rows=sum(methods.values()),
        time_units=_time_units(_by(Channel.objects.filter(version__in=keys), "unit")),
        fee_states=states,
        fee_rows=sum(count for state, count in states.items() if state != "not_stated"),
        fields=_sorted(Counter(row[3] or "" for row in rows)),
        life_events=_by(VersionLifeEvent.objects.filter(version__in=keys), "life_event__code"),
        agencies={
            "announcing": _sorted(Counter(row[5] for row in rows)),
            **_agencies(VersionAgency.objects.filter(version__in=keys)),
        },
        decisions=_decisions(standing),
    )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(counts.most_common())


def _by(rows: "QuerySet[Any]", column: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column))


def _time_units(counts: dict[str, int]) -> dict[str, int]:
    return {TimeUnit(unit).name if unit else "UNKNOWN": count for unit, count in counts.items()}


def _agencies(rows: "QuerySet[VersionAgency]") -> dict[str, dict[str, int]]:
    """Return role → code → procedures; a class of offices shows its name instead of a code."""
    found: dict[str, Counter[str]] = {role.value: Counter() for role in VersionAgency.Role}
    grouped = rows.order_by().values_list("role", "is_class", "code", "name")
    for role, is_class, code, name, count in grouped.annotate(n=Count("version", distinct=True)):
        found[role][name if is_class or not code else code] += count
    return {role: _sorted(counts) for role, counts in found.items()}


def _sets(rows: Iterable[tuple[int, str]], total: int, counted: frozenset[str] | None = None) -> SetFigures:
    groups: dict[int, list[str]] = {}
    for version, member in rows:
        groups.setdefault(version, []).append(member)
    several = sum(len(g) > 1 if counted is None else sum(m in counted for m in g) > 1 for g in groups.values())
    sets = Counter("+".join(sorted(group)) for group in groups.values())
    return SetFigures(
        memberships=_sorted(Counter(member for group in groups.values() for member in group)),
        sets=_sorted(sets),
        distinct_sets=len(sets),
        on_several=several,
        without=total - len(groups),
    )


def _decisions(standing: "QuerySet[ProcedureVersion]") -> DecisionFigures:
    named = AnnouncementDecision.objects.filter(
        pk__in=standing.order_by().values("brought_by__decision"), withdrawn_at=None
    ).annotate(month=TruncMonth("signed_on"))
    columns = ("number", "issuer_code", "signed_on", "kind", "month", "number_is_on_pattern")
    distinct = {row[:3]: row for row in named.order_by("pk").values_list(*columns)}.values()
    months = Counter(row[4].strftime("%Y-%m") for row in distinct if row[4])
    return DecisionFigures(
        total=len(distinct),
        by_kind=_sorted(Counter(row[3] for row in distinct)),
        by_period=dict(sorted(months.items())),
        undated=sum(row[2] is None for row in distinct),
        off_pattern=sum(not row[5] for row in distinct),
    )
