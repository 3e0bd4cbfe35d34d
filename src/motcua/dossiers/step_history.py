"""How the steps of an internal process really ran, for the review of a procedure."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Step


@dataclass(frozen=True, slots=True)
class StepRun:
    """One step of one dossier; `hours` are the working hours that the process allows."""

    dossier: str
    unit: str
    case: str
    key: str
    name_vi: str
    name_en: str
    hours: float | None
    after: tuple[str, ...]
    state: str
    began_at: datetime | None
    done_at: datetime | None
    finished: bool


def step_runs(procedure_code: str, most: int = 200_000) -> list[StepRun]:
    """Return the steps of a procedure's dossiers, the newest dossiers first; one query."""
    rows = (
        Step.objects.filter(dossier__procedure_code=procedure_code)
        .order_by("-dossier_id", "ordinal")
        .values_list(
            "dossier__number", "dossier__resolving_unit__code", "dossier__procedure_case__name", "key", "name_vi",
            "name_en", "hours", "after", "state", "began_at", "done_at", "dossier__finished_at",
        )[:most]
    )  # fmt: skip
    return [
        StepRun(
            number, unit, case or "", key, vi, en or vi, None if hours is None else float(hours), tuple(after or ()),
            state, began, done, finished is not None,
        )
        for number, unit, case, key, vi, en, hours, after, state, began, done, finished in rows
    ]  # fmt: skip
