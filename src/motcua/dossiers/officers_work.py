"""What each officer did for dossiers that were settled: for the indices by which officers are rated."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from motcua.agencies.models import Unit
from motcua.dossiers.models import Event, Step
from motcua.dossiers.models.voice import Rating
from motcua.rules.lifecycle_situation import from_json
from motcua.rules.national_status import NationalStatus

DONE = (NationalStatus.SETTLED, NationalStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Handled:
    """One settled dossier in which an officer took part."""

    number: str
    due_at: datetime | None
    finished_at: datetime
    in_hours: bool
    supplements: int
    # 1 (bad) to 5, or None where the applicant did not say.
    attitude: int | None


@dataclass(slots=True)
class OfficerWork:
    """One officer: dossiers in which he took part, and (due, done) of the steps he ended."""

    account: int
    name: str
    units: set[str] = field(default_factory=set)
    dossiers: dict[str, Handled] = field(default_factory=dict)
    steps: list[tuple[datetime, datetime]] = field(default_factory=list)


def officers_work(began_at: datetime, ended_at: datetime, unit: Unit | None = None) -> list[OfficerWork]:
    """Return the work on dossiers settled in a half-open period, by officer, by name. Three queries.

    An officer takes part by an act of his own for a unit (of `unit` and everything under it, if given). What systems
    and applicants did is nobody's work.
    """
    acts = Event.objects.filter(
        dossier__finished_at__gte=began_at, dossier__finished_at__lt=ended_at, dossier__national_status__in=DONE,
        unit__isnull=False, account__isnull=False,
    ).order_by("dossier_id", "ordinal")  # fmt: skip
    if unit is not None:
        acts = acts.filter(Q(unit=unit) | Q(unit__path__startswith=unit.path_of_children))
    rows = list(
        acts.values_list(
            "account_id", "account__full_name", "account__username", "unit__code", "dossier_id", "dossier__number",
            "dossier__situation", "dossier__finished_at", "dossier__limit_text", "facts",
        )
    )  # fmt: skip
    dossiers = {row[4] for row in rows}
    limits = _limits(dossiers)
    said = dict(Rating.objects.filter(dossier__in=dossiers).values_list("dossier_id", "attitude"))
    found: dict[int, OfficerWork] = {}
    for account, name, username, code, pk, number, situation, finished, limit, facts in rows:
        work = found.setdefault(account, OfficerWork(account, name or username))
        work.units.add(code)
        if number not in work.dossiers and finished is not None:
            stands = from_json(situation)
            promise = stands.current_promise
            work.dossiers[number] = Handled(
                number, promise.at if promise else None, finished, limit.endswith("h"), stands.supplements, said.get(pk)
            )
        ended = [facts["step"]] if "step" in facts else facts.get("steps_ended", ())
        work.steps += [limits[pk][key] for key in ended if key in limits[pk]]
    return sorted(found.values(), key=lambda work: (work.name, work.account))


def _limits(dossiers: set[int]) -> dict[int, dict[str, tuple[datetime, datetime]]]:
    """Return by dossier and step when it was due and when it was done."""
    found: dict[int, dict[str, tuple[datetime, datetime]]] = defaultdict(dict)
    steps = Step.objects.filter(dossier__in=dossiers, due_at__isnull=False, done_at__isnull=False)
    for pk, key, due, done in steps.values_list("dossier_id", "key", "due_at", "done_at"):
        if due is not None and done is not None:
            found[pk][key] = (due, done)
    return found
