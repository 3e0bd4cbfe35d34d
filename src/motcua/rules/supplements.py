"""What does a request for supplements do to the clock?

Two answers are in use and both are computed (domain 10.2): the decree restarts the limit from zero once the dossier
is complete (NĐ 61/2018 art 19.4; S1); the national portal deducts the time of waiting (QĐ 766 notes; S8).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.counting import due_at
from motcua.rules.pauses import Pause, PauseCause
from motcua.rules.time_units import TimeLimit


class SupplementRule(StrEnum):
    RESTART = "restart"
    DEDUCT = "deduct"


RULE_NAMES: dict[SupplementRule, tuple[str, str]] = {
    SupplementRule.RESTART: ("Nghị định: tính lại từ đầu", "Decree: restarts from zero"),
    SupplementRule.DEDUCT: ("Cổng DVCQG: trừ thời gian bổ sung", "Portal: the waiting time is deducted"),
}


def restarts(
    received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Iterator[Pause]:
    """Give the supplement pauses that restart the limit, in order.

    A request made after the due moment restarts nothing: it cannot cure lateness (ASSUMPTION).
    An open one comes last: until it ends nobody knows the due day.
    """
    others = without_supplements(pauses)
    start = in_vietnam(received_at)
    waits = [pause for pause in pauses if pause.cause is PauseCause.SUPPLEMENT and not pause.period.is_empty]
    for wait in sorted(waits, key=lambda pause: pause.period.start):
        at = due_at(start, limit, calendar, others)
        before = wait.period.before
        if (at is not None and wait.period.start >= at) or (before is not None and before <= start):
            continue
        yield wait
        if before is None:
            return
        start = before


def without_supplements(pauses: Sequence[Pause]) -> list[Pause]:
    """Return the pauses that are no wait for supplements; they are deducted under either rule."""
    return [pause for pause in pauses if pause.cause is not PauseCause.SUPPLEMENT]
