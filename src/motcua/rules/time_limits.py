"""When is a dossier due, and why?

Domain 1.5. Every answer comes with its lines: start, limit, closed days skipped, pauses, moved end, each with the
day, the reason in two languages and the source. The counting itself is in `rules.counting`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.counting import due_at
from motcua.rules.pauses import Pause, PauseCause
from motcua.rules.time_units import TimeLimit, TimeUnit

__all__ = ["Due", "Line", "LineCode", "Pause", "PauseCause", "TimeLimit", "TimeUnit", "due", "due_at"]


class LineCode(StrEnum):
    START = "start"
    LIMIT = "limit"
    CLOSED = "closed"
    WORKED = "worked"
    PAUSE = "pause"
    RESTART = "restart"
    MOVED = "moved"
    EXTENSION = "extension"
    PROJECTED = "projected"
    UNKNOWN = "unknown"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Line:
    """One reason why a due date is as it is."""

    on: date
    code: LineCode
    vi: str
    en: str
    source: str

    def as_dict(self) -> dict[str, Any]:
        """Return the line as commands and the API show it."""
        return {
            "date": self.on.isoformat(),
            "code": str(self.code),
            "reason": self.vi,
            "reason_en": self.en,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment on time (None: nobody can know it yet) and its lines.

    `promised_at` is the first promise; it differs from `at` only after a re-appointment.
    """

    at: datetime | None
    lines: tuple[Line, ...]
    promised_at: datetime | None = None


def due(received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()) -> Due:
    """Return the due moment of a limit with its lines."""
    at = due_at(received_at, limit, calendar, pauses)
    return Due(at, (), at)
