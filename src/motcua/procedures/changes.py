"""What took effect and what ended, day by day: for the page of the week and the feeds.

`listings.recent_changes` answers what was recorded last; here the order is that of the law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.procedures.models import AnnouncementDecision, DecisionItem, Procedure, ProcedureVersion

ENDING = (DecisionItem.Kind.REPLACED, DecisionItem.Kind.ABOLISHED)


@dataclass(frozen=True, slots=True)
class Change:
    """One procedure whose text began or ended on a day.

    `kind` is a `DecisionItem.Kind`; `recorded_at` says when the house learnt it.
    """

    procedure: Procedure
    kind: str
    happened_on: date
    recorded_at: datetime
    decision: AnnouncementDecision | None
    successor_codes: tuple[str, ...] = ()

    @property
    def is_end(self) -> bool:
        return self.kind in ENDING


def changes(since: date | None, before: date, limit: int = 500) -> list[Change]:
    """Return what took effect from `since` (or ever) until before `before`, newest first."""
    began = (
        ProcedureVersion.objects.all()
        .recorded()
        .filter(superseded_at=None, valid_from__lt=before, procedure__is_quarantined=False)
        .select_related("procedure", "brought_by__decision")
        .order_by("-valid_from", "-pk")
    )
    ended = (
        DecisionItem.objects.filter(
            kind__in=ENDING,
            withdrawn_at=None,
            confirmed_at__isnull=False,
            effective_on__lt=before,
            procedure__is_quarantined=False,
        )
        .select_related("procedure", "decision")
        .order_by("-effective_on", "-pk")
    )
    if since is not None:
        began, ended = began.filter(valid_from__gte=since), ended.filter(effective_on__gte=since)
    found = [_began(version) for version in began[:limit] if version.valid_from and version.recorded_at]
    found += [_ended(item) for item in ended[:limit]]
    found.sort(key=lambda change: (change.happened_on, change.procedure.identity), reverse=True)
    return found[:limit]


def _began(version: ProcedureVersion) -> Change:
    item = version.brought_by
    assert version.valid_from is not None  # noqa: S101 - the query asks for a first day
    assert version.recorded_at is not None  # noqa: S101
    return Change(
        version.procedure,
        item.kind if item else DecisionItem.Kind.UNSTATED,
        version.valid_from,
        version.recorded_at,
        item.decision if item else None,
    )


def _ended(item: DecisionItem) -> Change:
    assert item.effective_on is not None  # noqa: S101 - the query asks for a day
    codes: Sequence[str] = item.successor_codes
    return Change(item.procedure, item.kind, item.effective_on, item.recorded_at, item.decision, tuple(codes))
