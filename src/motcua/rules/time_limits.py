"""When is a dossier due, and why?

Domain 1.5. The counting is in `rules.counting`, the words of the lines in `rules.due_lines`, what supplements do
in `rules.supplements`, new appointments in `rules.reappointments`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.rules import due_lines
from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.counting import due_at
from motcua.rules.due_lines import Line, LineCode
from motcua.rules.pauses import Pause, PauseCause
from motcua.rules.reappointments import Reappointment
from motcua.rules.supplements import SupplementRule, restarts, without_supplements
from motcua.rules.time_units import TimeLimit, TimeUnit

__all__ = [
    "Due",
    "Line",
    "LineCode",
    "Pause",
    "PauseCause",
    "Reappointment",
    "SupplementRule",
    "TimeLimit",
    "TimeUnit",
    "due",
    "due_at",
    "due_by_both_rules",
]

LIMIT_AS_ASKED = "Thời hạn do người hỏi nêu"


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment on time (None: nobody can know it yet) and its lines.

    `promised_at` is the promise before a re-appointment; without one it equals `at`.
    """

    at: datetime | None
    lines: tuple[Line, ...]
    promised_at: datetime | None
    rule: SupplementRule = SupplementRule.DEDUCT


def due(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    *,
    rule: SupplementRule = SupplementRule.DEDUCT,
    reappointment: Reappointment | None = None,
    limit_source: str = LIMIT_AS_ASKED,
    day_only: bool = False,
) -> Due:
    """Return when the result is due, with the reasons.

    `rule` says what a pause with cause *supplement* does; other pauses are always deducted. `day_only` marks a
    `received_at` of which only the day is known. A re-appointment must have passed `check_reappointment`.
    """
    received = start = in_vietnam(received_at)
    lines = [due_lines.start_line(received, limit, calendar, day_only=day_only)]
    lines.append(due_lines.limit_line(received.date(), limit, limit_source))
    counted, waits_still = list(pauses), False
    if rule is SupplementRule.RESTART and limit.is_countable:
        counted = without_supplements(pauses)
        for wait in restarts(received, limit, calendar, pauses):
            completed = wait.period.before
            if completed is None:
                waits_still = True
                lines += due_lines.pause_lines(start, None, limit, calendar, [wait])
            else:
                start = completed
                lines.append(due_lines.restart_line(wait, completed))
    at = None if waits_still else due_at(start, limit, calendar, counted)
    lines += due_lines.lines_between(start, at, limit, calendar, counted)
    if at is None:
        lines.append(due_lines.unknown_line(start.date(), limit, pauses, limit_source))
        return Due(None, tuple(lines), None, rule)
    if reappointment is not None:
        lines.append(due_lines.extension_line(at, reappointment))
        until = in_vietnam(reappointment.until)
        return Due(until, (*lines, due_lines.due_line(until)), at, rule)
    return Due(at, (*lines, due_lines.due_line(at)), at, rule)


def due_by_both_rules(
    received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> dict[SupplementRule, Due]:
    """Return the answer of the decree and the answer of the portal, each under its name."""
    return {rule: due(received_at, limit, calendar, pauses, rule=rule) for rule in SupplementRule}
