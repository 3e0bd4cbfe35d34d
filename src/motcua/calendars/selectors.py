"""The working calendar of an office, as known at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from motcua.calendars.models import HOURS, CalendarDay
from motcua.core.kept import Kept
from motcua.core.prepared import asked
from motcua.rules.calendar import Sessions, WorkingCalendar, official_calendar, parse_sessions
from motcua.rules.days import DayKind, SpecialDay, Standing


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded for an agency (`""`: for the country): one special day, or its office hours."""

    agency_code: str
    day: SpecialDay | None = None
    sessions: Sessions | None = None


def working_calendar(
    agency_code: str | None = None, known_at: datetime | None = None, within: Sequence[str] = ()
) -> WorkingCalendar:
    """Return the calendar of an agency (None: of the country), as known at `known_at` (None: now).

    `within` names the units above it, the highest first: what binds them binds it, unless it says
    otherwise itself. One query; equal answers are the same object.
    """
    codes = codes_of(agency_code, within)
    return calendar_from(codes, told(codes, known_at), known_at)


def codes_of(agency_code: str | None, within: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the codes whose amendments bind an agency: the country first, itself last."""
    return ("", *within, *([agency_code] if agency_code else []))


def calendar_from(
    codes: Sequence[str], amendments: Sequence[Told], known_at: datetime | date | None = None
) -> WorkingCalendar:
    """Return the official calendar with these amendments: the nearer unit counts before the later record."""
    rank = {code: number for number, code in enumerate(codes)}
    ours = sorted((line for line in amendments if line.agency_code in rank), key=lambda line: rank[line.agency_code])
    base = official_calendar(known_at)
    if not ours:
        return base
    days = tuple(line.day for line in ours if line.day)
    hours = [line.sessions for line in ours if line.sessions]
    return _amended(base, days, hours[-1] if hours else None, codes[-1] or "VN")


def told(codes: Sequence[str] | None = None, known_at: datetime | None = None) -> list[Told]:
    """Return what was recorded about these agencies (None: about all) until `known_at`, in that order."""
    if codes is not None and known_at is None:
        mark = _mark()
        return _TOLD.get((tuple(codes), mark), lambda: _read(codes, None)) if mark[0] is not None else []
    return _read(codes, known_at)


_TOLD: Kept[list[Told]] = Kept(600)
_MARK = "SELECT (SELECT max(id) FROM calendars_calendarday), (SELECT max(recorded_at) FROM calendars_amendment)"


def _mark() -> tuple[object, ...]:
    """Return what differs after every amendment: they are only ever added."""
    return tuple(asked(_MARK, ()).fetchone())


def _read(codes: Sequence[str] | None, known_at: datetime | None) -> list[Told]:
    rows = CalendarDay.objects.order_by("amendment__recorded_at", "pk")
    if codes is not None:
        rows = rows.filter(agency_code__in=codes)
    if known_at is not None:
        rows = rows.filter(amendment__recorded_at__lte=known_at)
    return [_told(row) for row in rows]


def _told(row: CalendarDay) -> Told:
    if row.kind == HOURS:
        return Told(row.agency_code, sessions=parse_sessions(row.sessions))
    kind, standing = DayKind(row.kind), Standing.AMENDED
    day = SpecialDay(row.on, kind, row.name_vi, row.name_en, row.notice, row.announced_on, standing)
    return Told(row.agency_code, day)


@lru_cache(maxsize=64)
def _amended(
    base: WorkingCalendar, days: tuple[SpecialDay, ...], sessions: Sessions | None, name: str
) -> WorkingCalendar:
    return base.amended(days, sessions, name)
