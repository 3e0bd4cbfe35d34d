"""How long does this usually take here? Asked before filing, answered from what was finished."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.agencies.models import Unit
from motcua.dossiers import clock, promises
from motcua.dossiers.models import Dossier
from motcua.rules.calendar import in_vietnam

WINDOW = timedelta(days=30)
MOST = 300
# Eight in ten are done by then.
SHARE = 0.8


@dataclass(frozen=True, slots=True)
class UsualTime:
    """Working days in one office over the last thirty days, and how the forecast of the month before held."""

    finished: int
    middle: int
    most: int
    held: int
    judged: int


def usual_time(procedure_code: str, unit: Unit, now: datetime | None = None) -> UsualTime | None:
    """Return the usual time of a procedure in a unit; None where nothing was finished in thirty days."""
    moment = now or clock.now()
    recent = _days(procedure_code, unit, moment - WINDOW, moment)
    if not recent:
        return None
    before = _days(procedure_code, unit, moment - 2 * WINDOW, moment - WINDOW)
    forecast = _at(before, SHARE) if before else None
    held = sum(1 for days in recent if forecast is not None and days <= forecast)
    judged = len(recent) if forecast is not None else 0
    return UsualTime(len(recent), _at(recent, 0.5), _at(recent, SHARE), held, judged)


def _days(procedure_code: str, unit: Unit, since: datetime, until: datetime) -> list[int]:
    calendar = promises.calendar_of(unit)
    rows = (
        Dossier.objects.filter(
            procedure_code=procedure_code, resolving_unit=unit, finished_at__gte=since, finished_at__lt=until
        )
        .exclude(received_at=None)
        .order_by("-id")
        .values_list("received_at", "finished_at")[:MOST]
    )
    return sorted(
        calendar.working_days(in_vietnam(began).date(), in_vietnam(ended).date())
        for began, ended in rows
        if began is not None and ended is not None
    )


def _at(sorted_days: list[int], share: float) -> int:
    return sorted_days[min(len(sorted_days) - 1, int(share * len(sorted_days)))]
