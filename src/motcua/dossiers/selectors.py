"""Questions about dossiers: find, timeline, due date with its lines, as it was known on a day.

Lists by the act expected are in `queues`, free search in `searching`; both are offered here too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.agencies.models import Unit
from motcua.dossiers import clock, promises
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import Applicant, Dossier, Event, HandOver
from motcua.dossiers.queues import QUEUES, Queue, counts, near_until, queue
from motcua.dossiers.searching import search
from motcua.dossiers.services.recording import content_of
from motcua.rules.apologies import NewDate, realistic_date
from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.charged_time import ChargedTime, Hold, charged_time
from motcua.rules.event_chain import first_broken
from motcua.rules.expected_acts import Holding, holdings
from motcua.rules.interlinked import Leg, slipped
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import replay
from motcua.rules.lifecycle_situation import Promise, PromiseKind, RecordedAct, Situation, from_json
from motcua.rules.reappointments import Reappointment, latest_apology_at
from motcua.rules.supplements import SupplementRule
from motcua.rules.time_limits import Due, TimeLimit, due

__all__ = ["QUEUES", "Queue", "counts", "near_until", "queue", "search"]


def find(number: str) -> Dossier | None:
    """Return the dossier of `number` with what its page shows, or None."""
    return _shown().filter(number=number.strip().upper()).first()


def found_among(numbers: Sequence[str]) -> dict[str, Dossier]:
    """Return the dossiers of some numbers as `find` does, in one query; numbers not found are left out."""
    return {one.number: one for one in _shown().filter(number__in=numbers)}


def _shown() -> QuerySet[Dossier]:
    return Dossier.objects.select_related(
        "procedure_version__procedure", "procedure_case", "receiving_unit", "resolving_unit", "expected_unit",
        "applicant", "representative", "parent",
    )  # fmt: skip


def demand(number: str) -> Dossier:
    """Return what `find` finds; raise DossierNotFound if nothing."""
    found = find(number)
    if found is None:
        raise DossierNotFound(number=number[:60])
    return found


def timeline(dossier: Dossier, known_at: datetime | None = None) -> list[Event]:
    """Return the acts in their order, those recorded until `known_at` when given."""
    acts = dossier.events.select_related("account", "unit").order_by("ordinal")
    return list(acts if known_at is None else acts.filter(recorded_at__lte=known_at))


def recorded_acts(events: Sequence[Event]) -> list[RecordedAct]:
    """Return stored events as the values the rules read."""
    return [
        RecordedAct(e.ordinal, Act(e.act), e.occurred_at, e.recorded_at, e.unit_id, e.reason, e.facts) for e in events
    ]


def situation_of(dossier: Dossier) -> Situation:
    """Return the cached situation."""
    return from_json(dossier.situation)


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """When a dossier is due and why.

    `promised_at` is what the applicant was last told, `at` what the acts, the calendar and the
    rule give now; None while nobody can know. `first` is the original promise.
    """

    at: datetime | None
    promised_at: datetime | None
    portal_at: datetime | None
    first: Promise | None
    promises: tuple[Promise, ...]
    limit: TimeLimit
    due: Due | None
    is_standing_still: bool


def due_of(dossier: Dossier, known_at: datetime | None = None, situation: Situation | None = None) -> DueAnswer:
    """Return the due date of `dossier` with its lines."""
    now = situation or situation_of(dossier)
    calendar = promises.calendar_of(dossier.resolving_unit, known_at)
    limit, explained = _explained(dossier, now, calendar)
    current = now.current_promise
    return DueAnswer(
        at=explained.at if explained else None,
        promised_at=current.at if current else None,
        portal_at=promises.by_portal(now, limit, calendar),
        first=now.promises[0] if now.promises else None,
        promises=now.promises,
        limit=limit,
        due=explained,
        is_standing_still=now.open_pause is not None,
    )


def _explained(dossier: Dossier, now: Situation, calendar: WorkingCalendar) -> tuple[TimeLimit, Due | None]:
    """Return the limit that runs and the due date with its lines; none before reception or for a parent."""
    limit, start = promises.limit_of(dossier), now.received_at
    second = promises.second_start(now)
    if second is not None:
        limit, start = TimeLimit.parse(now.limit_after), second
    if start is None or dossier.has_children:
        return limit, None
    pauses = promises.running_pauses(now, start)
    current = now.current_promise
    put_off = None
    if current is not None and current.kind == PromiseKind.REAPPOINTED and current.at is not None:
        put_off = Reappointment(current.at, current.at)
    source = f"{dossier.procedure_code}"
    return limit, due(
        start, limit, calendar, pauses, rule=SupplementRule.RESTART, reappointment=put_off, limit_source=source
    )


@dataclass(frozen=True, slots=True)
class KnownDossier:
    """A dossier as it was known at a moment."""

    dossier: Dossier
    known_at: datetime
    events: list[Event]
    situation: Situation
    due: DueAnswer
    holdings: list[Holding]


def as_known_on(number: str, moment: datetime) -> KnownDossier:
    """Return the dossier as the house knew it at `moment`: acts and calendars recorded later do not count.

    Raise DossierNotFound also where the dossier was not recorded yet.
    """
    dossier = demand(number)
    events = timeline(dossier, moment)
    if not events:
        raise DossierNotFound(number=number[:60])
    acts = recorded_acts(events)
    situation = replay(acts)
    return KnownDossier(dossier, moment, events, situation, due_of(dossier, moment, situation), holdings(acts, moment))


def held_by(dossier: Dossier) -> list[Holding]:
    """Return who held the dossier, stretch by stretch, until its finish or now."""
    return holdings(recorded_acts(timeline(dossier)), clock.now())


def charged(dossier: Dossier, held: Sequence[Holding] | None = None) -> ChargedTime:
    """Return the working seconds charged to each holder and unit code, by the calendar of the settling unit."""
    stretches = held_by(dossier) if held is None else held
    if not stretches:
        return ChargedTime(0)
    wanted = {stretch.unit for stretch in stretches if stretch.unit is not None}
    codes = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "code"))
    holds = [Hold(each.holder, each.began_at, each.ended_at, codes.get(each.unit or 0, "")) for each in stretches]
    calendar = promises.calendar_of(dossier.resolving_unit)
    return charged_time(stretches[0].began_at, stretches[-1].ended_at, holds, calendar)


@dataclass(frozen=True, slots=True)
class ApologyDraft:
    """A drafted apology: the realistic date, the last moment to send it, and the present promise."""

    new: NewDate
    latest_at: datetime
    due_at: datetime


def draft_apology(dossier: Dossier, now: datetime | None = None) -> ApologyDraft | None:
    """Return the draft a person confirms; None where no date is running or a new one was given already."""
    situation = situation_of(dossier)
    due_at, received_at = dossier.current_due_at, situation.received_at
    if due_at is None or received_at is None or situation.reappointments or dossier.finished_at is not None:
        return None
    calendar = promises.calendar_of(dossier.resolving_unit)
    like = Dossier.objects.filter(
        procedure_code=dossier.procedure_code, resolving_unit=dossier.resolving_unit_id, finished_at__isnull=False
    ).exclude(received_at=None)
    recent = [
        calendar.working_days(in_vietnam(began).date(), in_vietnam(ended).date())
        for began, ended in like.order_by("-id").values_list("received_at", "finished_at")[:RECENT]
        if began is not None and ended is not None
    ]
    new = realistic_date(received_at, due_at, now or clock.now(), recent, calendar)
    return ApologyDraft(new, latest_apology_at(due_at, calendar), due_at)


RECENT = 100


def is_whole(dossier: Dossier) -> bool:
    """Return whether no act was changed after it was recorded and the finish is the one the acts give."""
    events = timeline(dossier)
    if _first_changed(dossier, events) is not None:
        return False
    stated = replay(recorded_acts(events))
    return (stated.finished_at, stated.returned_at) == (dossier.finished_at, dossier.returned_at)


def broken_at(dossier: Dossier) -> int | None:
    """Return the ordinal of the first act whose record was changed afterwards, or None if all is whole."""
    return _first_changed(dossier, timeline(dossier))


def _first_changed(dossier: Dossier, events: Sequence[Event]) -> int | None:
    for event in events:
        event.dossier = dossier
    place = first_broken((event.previous_hash, event.hash, content_of(event)) for event in events)
    if place is not None:
        return events[place].ordinal
    whole = [event.ordinal for event in events] == list(range(1, dossier.last_ordinal + 1))
    last_is_known = not events or events[-1].hash == dossier.last_hash
    return None if whole and last_is_known else dossier.last_ordinal


def known_applicants(identity_number: str, limit: int = 5) -> list[Applicant]:
    """Return the latest data given under an identity number, newest first, for the counter to offer."""
    number = identity_number.strip()
    return list(Applicant.objects.filter(identity_number=number).order_by("-id")[:limit]) if number else []


def dossiers_of(identity_number: str) -> QuerySet[Dossier]:
    """Return the applications of one person or body, newest first, each counted once."""
    found = Dossier.objects.filter(applicant__identity_number=identity_number.strip()).counted_for_applicants()
    return found.select_related("applicant", "resolving_unit").order_by("-id")


def undelivered(unit_ids: Sequence[int] | None = None, given_before: datetime | None = None) -> QuerySet[HandOver]:
    """Return hand-overs that wait for their second signature, the oldest first."""
    waiting = HandOver.objects.filter(taken_at=None).select_related("dossier", "from_unit", "to_unit", "given_by")
    if unit_ids is not None:
        waiting = waiting.filter(to_unit__in=unit_ids)
    return (waiting.filter(given_at__lt=given_before) if given_before else waiting).order_by("given_at")


def children_of(dossier: Dossier) -> list[Dossier]:
    """Return the parts of an interlinked dossier in their order."""
    return list(dossier.children.select_related("resolving_unit", "expected_unit").order_by("place_in_chain", "id"))


@dataclass(frozen=True, slots=True)
class SlippedPart:
    """A critical part past the plan of its whole; `kept_promise` where it was on time by its own date."""

    part: Dossier
    planned_at: datetime
    ended_at: datetime | None
    kept_promise: bool


def slipped_parts(parent: Dossier, now: datetime | None = None) -> list[SlippedPart]:
    """Return where a late whole lost its time, the first part at the top; nothing while the whole is not late.

    A whole may be late though each part kept its own promise: then a part began late. The plan counts from
    the reception of the whole, or from the last restart after a supplement.
    """
    situation, moment = situation_of(parent), now or clock.now()
    first = situation.promises[0] if situation.promises else None
    due = first.at if len(situation.promises) == 1 and first else parent.current_due_at
    start = situation.clock_started_at
    if due is None or start is None or (parent.finished_at or moment) <= due:
        return []
    children = [child for child in children_of(parent) if child.is_critical]
    children = [child for child in children if child.finished_at is None or child.finished_at > start]
    planned = promises.planned_ends(parent, children, start)
    legs = []
    for child, at in zip(children, planned, strict=True):
        own = situation_of(child).current_promise
        legs.append(Leg(at, child.finished_at, own.at if own else None))
    return [
        SlippedPart(children[i], at, children[i].finished_at, legs[i].kept_its_promise)
        for i in slipped(legs, moment)
        if (at := legs[i].planned_at) is not None
    ]


def late_parts(parent: Dossier, now: datetime | None = None) -> list[Dossier]:
    """Return the critical parts that are late: each of them makes the whole late."""
    moment = now or clock.now()
    return [
        child
        for child in children_of(parent)
        if child.is_critical
        and child.current_due_at is not None
        and child.current_due_at < (child.finished_at or moment)
    ]
