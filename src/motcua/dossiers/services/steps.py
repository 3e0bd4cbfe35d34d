"""The steps of the internal process, as they run for one dossier."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.core.prepared import PreparedGet, PreparedInsert, PreparedUpdate
from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import UnknownStep
from motcua.dossiers.models import Event, Step, StepState
from motcua.dossiers.services.recording import Case, open_case
from motcua.procedures.selectors import procedure_of, process_on
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_situation import Situation
from motcua.rules.processes import ProcessStep
from motcua.rules.steps_ended import SHOWN_BY, steps_ended


def plan_steps(case: Case, calendar: WorkingCalendar) -> None:
    """Lay out the approved process at reception; steps that wait for nothing begin at once.

    A dossier received anew after a reopening keeps its steps.
    """
    dossier, at = case.dossier, case.occurred_at
    case_code = dossier.procedure_case.code if dossier.procedure_case else ""
    procedure = procedure_of(dossier.procedure_version_id)
    process = process_on(procedure, case_code, dossier.resolving_unit.code, at.date())
    if process is None or case.situation.reopenings:
        return
    first = {step.key for step in process.first()}
    steps = [
        Step(
            dossier=dossier,
            ordinal=place,
            key=step.key,
            name_vi=step.name,
            name_en=step.name_en,
            office=step.office,
            duty=step.duty,
            hours=step.hours,
            after=list(step.after),
            consults=list(step.consults),
            state=StepState.ACTIVE if step.key in first else StepState.WAITING,
            began_at=at if step.key in first else None,
            due_at=promises.step_due(at, float(step.hours), calendar) if step.key in first else None,
        )
        for place, step in enumerate(process.steps, start=1)
    ]
    # Apart from the act: the driver reads a statement of more than fifty values anew each time.
    _insert.many(steps)
    dossier.step_due_at = min((step.due_at for step in steps if step.due_at), default=None)


@transaction.atomic
def complete_step(
    *, number: str, actor: Actor, step: str, product: str = "", occurred_at: datetime | None = None,
    key: str | None = None,
) -> Event:  # fmt: skip
    """Complete one step; those that waited only for it begin, also side by side."""
    case = open_case(number=number, act=Act.COMPLETE_STEP, actor=actor, occurred_at=occurred_at, key=key)
    if case.repeated:
        return case.repeated
    steps = _steps_of(case)
    done = next((row for row in steps if row.key == step and row.state == StepState.ACTIVE), None)
    if done is None:
        raise UnknownStep(step=step)
    is_late = done.due_at is not None and case.occurred_at > done.due_at
    done.state, done.done_at = StepState.DONE, case.occurred_at
    begun = _go_on(case, steps, [done])
    return case.record(step=step, product=product, is_late=is_late or None, begins=[row.key for row in begun])


def end_steps(case: Case) -> dict[str, Any]:
    """End the steps that the act of `case` shows to be over, begin the next, and return the facts that say so.

    A dossier without a running process costs no query. Handing over what is settled ends nothing.
    """
    # ASSUMPTION: the first step of a process has working hours; a process that begins without is ended by hand.
    if case.dossier.step_due_at is None and not case.situation.steps_done:
        return {}
    if case.act is Act.HAND_OVER and case.situation.finished_at is not None:
        return {}
    steps = _steps_of(case)
    over = {row.key for row in steps if row.state in {StepState.DONE, StepState.SKIPPED}}
    keys = steps_ended(case.act, [_rule_of(row) for row in steps], over)
    ended = [row for row in steps if row.key in keys]
    late = [row.key for row in ended if row.due_at is not None and case.occurred_at > row.due_at]
    for row in ended:
        # A step whose turn had not come was passed over, unless the act itself is its work.
        is_shown = row.state == StepState.ACTIVE or row.duty in SHOWN_BY.get(case.act, frozenset())
        row.state = StepState.DONE if is_shown else StepState.SKIPPED
        row.began_at, row.done_at = row.began_at or case.occurred_at, case.occurred_at
    _go_on(case, steps, ended)
    return {"steps_ended": [row.key for row in ended], "steps_late": late}


def resume_steps(case: Case, ahead: Situation, *, from_zero: bool) -> None:
    """Count the running steps anew when the clock goes on: from zero after a supplement, else without the pause."""
    running = list(case.dossier.steps.filter(state=StepState.ACTIVE))
    calendar = promises.calendar_of(case.dossier.resolving_unit)
    for row in running:
        began_at = case.occurred_at if from_zero else row.began_at or case.occurred_at
        row.due_at = promises.step_due(
            began_at, float(row.hours or 0), calendar, promises.running_pauses(ahead, began_at)
        )
    Step.objects.bulk_update(running, ["due_at"])
    case.dossier.step_due_at = min((row.due_at for row in running if row.due_at), default=None)


def _steps_of(case: Case) -> list[Step]:
    return sorted(_get.all(case.dossier.pk), key=lambda row: row.ordinal)


_get = PreparedGet(Step, "dossier", locks=False)  # the dossier itself is locked
_insert = PreparedInsert(Step)
_update = PreparedUpdate(Step, ["state", "began_at", "due_at", "done_at"])


def _rule_of(row: Step) -> ProcessStep:
    return ProcessStep(row.key, row.name_vi, row.office, row.duty, row.hours or Decimal(0), tuple(row.after))


def _go_on(case: Case, steps: list[Step], ended: list[Step]) -> list[Step]:
    """Begin what waited only for the steps that ended, and keep the next due moment on the dossier.

    Both are stored with the act.
    """
    begun = _begin_next(steps, case.occurred_at, promises.calendar_of(case.dossier.resolving_unit)) if ended else []
    if ended:
        case.along.append(_update.part_of_many([*ended, *begun]))
    running = [row.due_at for row in steps if row.state == StepState.ACTIVE and row.due_at]
    case.dossier.step_due_at = min(running, default=None)
    return begun


def _begin_next(steps: list[Step], at: datetime, calendar: WorkingCalendar) -> list[Step]:
    over = {row.key for row in steps if row.state in {StepState.DONE, StepState.SKIPPED}}
    begun = [row for row in steps if row.state == StepState.WAITING and over.issuperset(row.after)]
    for row in begun:
        row.state, row.began_at = StepState.ACTIVE, at
        row.due_at = promises.step_due(at, float(row.hours or 0), calendar)
    return begun
