"""When is this dossier due? The calendar of its unit, its limit, its acts; nothing stored alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from motcua.agencies.models import Unit
from motcua.calendars.selectors import working_calendar
from motcua.core.kept import Kept
from motcua.dossiers.models import Dossier
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.interlinked import Part, due_over_chain, plan_over_chain
from motcua.rules.lifecycle_replay import promise_fact
from motcua.rules.lifecycle_situation import PromiseKind, Situation, from_json
from motcua.rules.lifecycle_states import FINISHED, State
from motcua.rules.pauses import Pause, PauseCause
from motcua.rules.supplements import restarts, without_supplements
from motcua.rules.time_limits import TimeLimit, TimeUnit, due_at

_SEE_TEXT = TimeLimit(0, TimeUnit.OTHER)


def limit_of(dossier: Dossier) -> TimeLimit:
    """Return the limit pinned at filing; “see the text” where it cannot be counted."""
    return TimeLimit.parse(dossier.limit_text) if dossier.limit_text else _SEE_TEXT


def calendar_of(unit: Unit, known_at: datetime | None = None) -> WorkingCalendar:
    """Return the working calendar that binds `unit`, also through the units above it."""
    return working_calendar(unit.code, known_at, within=codes_above(unit))


def codes_above(unit: Unit) -> list[str]:
    """Return the codes of the units above, the highest first."""
    return _ABOVE.get(unit.path, lambda: _codes(unit.path))


_ABOVE: Kept[list[str]] = Kept(60)


def _codes(path: str) -> list[str]:
    above = [int(part) for part in path.split("/") if part]
    codes = dict(Unit.objects.filter(pk__in=above).values_list("pk", "code")) if above else {}
    return [codes[pk] for pk in above if pk in codes]


def running_pauses(situation: Situation, since: datetime | None) -> list[Pause]:
    """Return the pauses of the clock that began at `since` or later."""
    return [
        Pause(pause.began_at, pause.until, PauseCause(pause.cause))
        for pause in situation.pauses
        if since is not None and pause.began_at >= since and pause.until != pause.began_at
    ]


def by_decree(situation: Situation, limit: TimeLimit, calendar: WorkingCalendar) -> datetime | None:
    """Return the due moment by NĐ 61/2018 art 19.4: a supplement restarts the limit from zero.

    After a financial duty with a limit of its own, that limit counts from the proof of payment.
    """
    second = second_start(situation)
    if second is not None:
        return due_at(second, TimeLimit.parse(situation.limit_after), calendar, running_pauses(situation, second))
    start = situation.received_at
    if start is None:
        return None
    pauses = running_pauses(situation, start)
    for wait in restarts(start, limit, calendar, pauses):
        if wait.before is None:
            return None
        start = wait.before
    return due_at(start, limit, calendar, without_supplements(pauses))


def second_start(situation: Situation) -> datetime | None:
    """Return from when the second appointment is counted, where it has a limit of its own."""
    if not situation.limit_after:
        return None
    duties = [pause.until for pause in situation.pauses if pause.cause == "financial_duty" and pause.until]
    return duties[-1] if duties else None


def by_portal(situation: Situation, limit: TimeLimit, calendar: WorkingCalendar) -> datetime | None:
    """Return the due moment by the portal's formula: the time of a supplement is deducted."""
    began = situation.received_at
    return due_at(began, limit, calendar, running_pauses(situation, began)) if began else None


def promise(kind: PromiseKind, situation: Situation, limit: TimeLimit, calendar: WorkingCalendar) -> dict[str, object]:
    """Return the fact that promises a date, by decree and by the portal's formula."""
    return promise_fact(kind, by_decree(situation, limit, calendar), by_portal(situation, limit, calendar))


def after_pause(situation: Situation, at: datetime, *, restarts: bool) -> Situation:
    """Return the situation as it will be once the open pause ends at `at`; the limit may start anew."""
    opened = situation.open_pause
    pauses = (*situation.pauses[:-1], replace(opened, until=at)) if opened else situation.pauses
    return replace(situation, pauses=pauses, clock_started_at=at if restarts else situation.clock_started_at)


def step_due(
    began_at: datetime, hours: float, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """Return when a step of so many working hours must be done; part of an hour counts as one."""
    whole = int(hours) + (hours % 1 > 0)
    return due_at(began_at, TimeLimit(whole, TimeUnit.HOUR), calendar, pauses) if whole else None


def parts_of(children: list[Dossier]) -> list[Part]:
    """Return the children as the rule of interlinked dossiers reads them."""
    return [
        Part(
            place=child.place_in_chain,
            is_critical=child.is_critical,
            is_finished=child.state in FINISHED,
            is_granted=child.finished_at is not None and child.situation.get("output") == "granted",
            has_begun=child.received_at is not None,
            due_at=child.current_due_at,
        )
        for child in children
    ]


def children_in_order(parent: Dossier) -> list[Dossier]:
    """Return the parts of an interlinked dossier, place after place."""
    return list(parent.children.select_related("resolving_unit").order_by("place_in_chain", "id"))


def over_chain(parent: Dossier, began_at: datetime, goes_on_at: datetime) -> datetime | None:
    """Return when an interlinked dossier is due: the promises of its parts, then the shares still to begin.

    A part whose clock stands still goes on, or starts anew after a supplement, at `goes_on_at`.
    """
    children = children_in_order(parent)

    def share_due(index: int, begin: datetime) -> datetime | None:
        child = children[index]
        calendar, limit = calendar_of(child.resolving_unit), limit_of(child)
        if child.received_at is None:
            return due_at(begin, limit, calendar)
        restarts = child.state in {State.AWAITING_SUPPLEMENT, State.SUPPLEMENT_GIVEN}
        return by_decree(after_pause(from_json(child.situation), goes_on_at, restarts=restarts), limit, calendar)

    return due_over_chain(parts_of(children), began_at, share_due)


def planned_ends(parent: Dossier, children: list[Dossier], began_at: datetime) -> list[datetime | None]:
    """Return when each part should end by the plan that the promise of the whole was made from."""

    def share_due(index: int, begin: datetime) -> datetime | None:
        child = children[index]
        return due_at(begin, limit_of(child), calendar_of(child.resolving_unit))

    return plan_over_chain([child.place_in_chain for child in children], began_at, share_due)


def promise_of(
    dossier: Dossier, kind: PromiseKind, ahead: Situation, at: datetime, calendar: WorkingCalendar | None = None
) -> dict[str, object]:
    """Return the fact that promises a date at the moment `at`, for a plain, a child or a parent dossier."""
    if dossier.has_children:
        return promise_fact(kind, over_chain(dossier, ahead.received_at or at, at))
    return promise(kind, ahead, limit_of(dossier), calendar or calendar_of(dossier.resolving_unit))
