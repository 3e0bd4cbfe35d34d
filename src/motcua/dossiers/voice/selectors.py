"""Figures and lists of what people say: numerators and denominators, never names."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q, QuerySet

from motcua.accounts.models import Account
from motcua.agencies.models import Unit
from motcua.dossiers import clock, promises
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.voice import Petition, Rating
from motcua.rules.petitions import Weight, limit_for
from motcua.rules.time_limits import due_at

CONTENT_FROM = 4
ASPECTS = ("attitude", "guidance", "time", "ease")


@dataclass(frozen=True, slots=True)
class AspectFigure:
    """How many answered about an aspect, and how many of them were content (4 or 5)."""

    aspect: str
    content: int
    answered: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """Ratings of dossiers returned in a period; `returned` is who could have rated."""

    rated: int
    returned: int
    aspects: tuple[AspectFigure, ...]


def rating_figures(began_at: datetime, ended_at: datetime, unit: Unit | None = None) -> RatingFigures:
    """Return the figures of a half-open period, of one unit and everything under it if given."""
    about = Dossier.objects.filter(returned_at__gte=began_at, returned_at__lt=ended_at).counted_for_applicants()
    if unit is not None:
        about = about.filter(Q(resolving_unit=unit) | Q(resolving_unit__path__startswith=unit.path_of_children))
    asked: dict[str, Count | Avg] = {}
    for aspect in ASPECTS:
        asked[f"{aspect}_answered"] = Count(f"rating__{aspect}")
        asked[f"{aspect}_content"] = Count("rating", filter=Q(**{f"rating__{aspect}__gte": CONTENT_FROM}))
        asked[f"{aspect}_mean"] = Avg(f"rating__{aspect}")
    sums = about.order_by().aggregate(returned=Count("pk"), rated=Count("rating"), **asked)
    aspects = tuple(
        AspectFigure(name, sums[f"{name}_content"], sums[f"{name}_answered"], sums[f"{name}_mean"]) for name in ASPECTS
    )
    return RatingFigures(sums["rated"], sums["returned"], aspects)


def due_of_petition(petition: Petition) -> datetime | None:
    """Return until when a petition must be sorted, or once sorted, answered."""
    limit = limit_for(Weight(petition.weight) if petition.weight else Weight.SORT)
    return due_at(petition.sent_at, limit, promises.calendar_of(petition.unit))


@dataclass(frozen=True, slots=True)
class PetitionFigures:
    """Petitions sent in a period: answered in time, answered late, open in time, open late."""

    sent: int
    on_time: int
    late: int
    pending: int
    overdue: int


def petition_figures(began_at: datetime, ended_at: datetime, unit: Unit | None = None) -> PetitionFigures:
    """Return the figures of a half-open period; the four classes add up to what was sent."""
    found = Petition.objects.filter(sent_at__gte=began_at, sent_at__lt=ended_at).select_related("unit")
    if unit is not None:
        found = found.filter(Q(unit=unit) | Q(unit__path__startswith=unit.path_of_children))
    counts = {"on_time": 0, "late": 0, "pending": 0, "overdue": 0}
    now = clock.now()
    for petition in found:
        due = due_of_petition(petition)
        in_time = due is None or (petition.answered_at or now) <= due
        if petition.answered_at is not None:
            counts["on_time" if in_time else "late"] += 1
        else:
            counts["pending" if in_time else "overdue"] += 1
    return PetitionFigures(sent=sum(counts.values()), **counts)


def public_petitions() -> QuerySet[Petition]:
    """Return what may be shown to everybody: answered, about no single dossier; the author is not for showing."""
    return Petition.objects.filter(is_public=True).select_related("unit").order_by("-answered_at")


def petitions_of(account: Account) -> QuerySet[Petition]:
    """Return what a person sent, newest first."""
    return Petition.objects.filter(author=account).select_related("unit", "dossier")


def petitions_for(unit_ids: list[int]) -> QuerySet[Petition]:
    """Return what waits for an answer in some units, the oldest first."""
    return Petition.objects.filter(unit__in=unit_ids, answered_at=None).select_related("dossier").order_by("sent_at")


def rating_of(dossier: Dossier) -> Rating | None:
    """Return the rating of a dossier, or None."""
    return Rating.objects.filter(dossier=dossier).first()
