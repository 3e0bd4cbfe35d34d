"""Does the work follow the approved internal process? Skipped, repeated, out of order, too slow.

Working time is counted with the official calendar; a step is too slow when it took more than its hours.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from motcua.calendars.selectors import working_calendar
from motcua.core.phrases import Phrase
from motcua.dossiers.step_history import StepRun, step_runs
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.charged_time import elapsed_seconds

KINDS = {
    "skipped": Phrase("Bỏ qua", "Skipped"),
    "repeated": Phrase("Làm lại", "Repeated"),
    "out_of_order": Phrase("Sai thứ tự", "Out of order"),
    "too_slow": Phrase("Quá thời gian", "Too slow"),
}


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step over all dossiers: how many had it, how many deviated in which way, hours allowed and taken."""

    key: str
    vi: str
    en: str
    runs: int
    skipped: int
    repeated: int
    out_of_order: int
    too_slow: int
    allowed_hours: float | None
    median_hours: float | None
    examples: tuple[str, ...]


def of_procedure(code: str) -> tuple[StepFigures, ...]:
    """Return the conformance of every dossier of a procedure that runs by an internal process here."""
    return conformance(step_runs(code), working_calendar())


def conformance(runs: Sequence[StepRun], calendar: WorkingCalendar) -> tuple[StepFigures, ...]:
    """Return the figures by step, in the order of the process."""
    by_dossier: dict[str, list[StepRun]] = defaultdict(list)
    for run in runs:
        by_dossier[run.dossier].append(run)
    odd: dict[tuple[str, str], list[str]] = defaultdict(list)
    taken: dict[str, list[float]] = defaultdict(list)
    steps: dict[str, StepRun] = {}
    for dossier, own in by_dossier.items():
        for run in own:
            steps.setdefault(run.key, run)
            for kind in _deviations(run, own):
                odd[run.key, kind].append(dossier)
            if run.began_at and run.done_at:
                hours = elapsed_seconds(run.began_at, run.done_at, calendar) / 3600
                taken[run.key].append(hours)
                if run.hours is not None and hours > run.hours:
                    odd[run.key, "too_slow"].append(dossier)
    return tuple(_figures(step, odd, taken[key], runs) for key, step in steps.items())


def _deviations(run: StepRun, own: Sequence[StepRun]) -> list[str]:
    found = []
    if run.state == "skipped" or (run.finished and run.done_at is None):
        found.append("skipped")
    if any(other is not run and other.key == run.key and other.done_at for other in own):
        found.append("repeated")
    before = [other for other in own if other.key in run.after]
    if run.began_at and any(other.done_at is None or other.done_at > run.began_at for other in before):
        found.append("out_of_order")
    return found


def _figures(
    step: StepRun, odd: dict[tuple[str, str], list[str]], taken: list[float], runs: Sequence[StepRun]
) -> StepFigures:
    named = {kind: odd.get((step.key, kind), []) for kind in KINDS}
    examples = tuple(dict.fromkeys(number for numbers in named.values() for number in numbers))[:5]
    return StepFigures(
        step.key,
        step.name_vi,
        step.name_en,
        sum(run.key == step.key for run in runs),
        len(named["skipped"]),
        len(named["repeated"]),
        len(named["out_of_order"]),
        len(named["too_slow"]),
        step.hours,
        round(median(taken), 2) if taken else None,
        examples,
    )


def as_dict(steps: Sequence[StepFigures]) -> list[dict[str, Any]]:
    """Return the figures as JSON gives them."""
    return [{name: getattr(step, name) for name in StepFigures.__slots__} for step in steps]
