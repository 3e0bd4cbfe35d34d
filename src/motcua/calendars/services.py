"""Amend the working calendar, after a look at what would move."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from motcua.calendars.errors import AmendmentWithoutReason
from motcua.calendars.models import HOURS, Amendment, CalendarDay
from motcua.calendars.selectors import Told, calendar_from, codes_of, told
from motcua.rules.calendar import Sessions, WorkingCalendar
from motcua.rules.days import DayKind, SpecialDay, Standing


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of an amendment: a day, or office hours from a day on."""

    agency_code: str
    on: date
    kind: str
    notice: str
    name_vi: str = ""
    name_en: str = ""
    announced_on: date | None = None
    sessions: Sessions | None = None

    def as_told(self) -> Told:
        if self.kind == HOURS:
            return Told(self.agency_code, sessions=self.sessions)
        kind, standing = DayKind(self.kind), Standing.AMENDED
        day = SpecialDay(self.on, kind, self.name_vi, self.name_en, self.notice, self.announced_on, standing)
        return Told(self.agency_code, day)


@dataclass(frozen=True)
class CalendarChange:
    """What an amendment changes, for those who hold promised dates.

    `agency_codes` is None when it binds the whole country. `amendment_id` is None in a preview.
    """

    lines: Sequence[NewLine]
    reason: str
    recorded_at: datetime
    amendment_id: int | None
    _before: Sequence[Told] = field(repr=False)

    @property
    def agency_codes(self) -> frozenset[str] | None:
        codes = frozenset(line.agency_code for line in self.lines)
        return None if "" in codes else codes

    @property
    def first_day(self) -> date:
        """Return the first day that changes: dates due before it cannot move."""
        return min(line.on for line in self.lines)

    def before(self, agency_code: str | None = None, within: Sequence[str] = ()) -> WorkingCalendar:
        """Return the calendar of an agency before the change."""
        return calendar_from(codes_of(agency_code, within), self._before)

    def after(self, agency_code: str | None = None, within: Sequence[str] = ()) -> WorkingCalendar:
        """Return the calendar of an agency after the change."""
        new = [line.as_told() for line in self.lines]
        return calendar_from(codes_of(agency_code, within), [*self._before, *new])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an amendment changes (`changed`), what was so already, and how many open dossiers move, by unit."""

    applied: bool
    changed: tuple[NewLine, ...]
    unchanged: tuple[NewLine, ...]
    moved: Mapping[str, int]
    amendment_id: int | None = None


# Takes the change and whether it is being applied; returns unit code → open dossiers whose due date moves.
Effect = Callable[[CalendarChange, bool], Mapping[str, int]]
_effects: list[Effect] = []


def register_effect(effect: Effect) -> Effect:
    """Let a higher room say (and, on applying, record) which promised dates a change moves.

    Called inside the transaction. A room registers once, when it is ready; also usable as decorator.
    """
    if effect not in _effects:
        _effects.append(effect)
    return effect


def preview(*, lines: Iterable[NewLine], recorded_at: datetime) -> Outcome:
    """Return what `amend` would change and move; nothing is written."""
    before = told()
    changed, unchanged = _split(lines, before)
    change = CalendarChange(changed, "", recorded_at, None, before)
    return Outcome(False, changed, unchanged, _moved(change, applying=False))


@transaction.atomic
def amend(*, lines: Iterable[NewLine], reason: str, author: str, recorded_at: datetime) -> Outcome:
    """Record that days are closed or worked, or that hours change, and let the due dates follow.

    Lines that say what the calendar says already are not recorded again. Raise AmendmentWithoutReason.
    """
    if not reason.strip():
        raise AmendmentWithoutReason
    before = told()
    changed, unchanged = _split(lines, before)
    if not changed:
        return Outcome(True, changed, unchanged, {})
    amendment = Amendment.objects.create(reason=reason.strip(), author=author, recorded_at=recorded_at)
    CalendarDay.objects.bulk_create(_row(line, amendment) for line in changed)
    change = CalendarChange(changed, reason.strip(), recorded_at, amendment.pk, before)
    return Outcome(True, changed, unchanged, _moved(change, applying=True), amendment.pk)


def _moved(change: CalendarChange, *, applying: bool) -> dict[str, int]:
    moved: dict[str, int] = {}
    if change.lines:
        for effect in _effects:
            for unit, dossiers in effect(change, applying).items():
                moved[unit] = moved.get(unit, 0) + dossiers
    return dict(sorted(moved.items()))


def _split(lines: Iterable[NewLine], before: Sequence[Told]) -> tuple[tuple[NewLine, ...], tuple[NewLine, ...]]:
    changed: list[NewLine] = []
    unchanged: list[NewLine] = []
    for line in lines:
        calendar = calendar_from(codes_of(line.agency_code or None), before)
        (unchanged if _says(calendar, line) else changed).append(line)
    return tuple(changed), tuple(unchanged)


def _says(calendar: WorkingCalendar, line: NewLine) -> bool:
    if line.kind == HOURS:
        return calendar.sessions == line.sessions
    known = calendar.special.get(line.on)
    return known is not None and known.kind == line.kind and known.notice == line.notice


def _row(line: NewLine, amendment: Amendment) -> CalendarDay:
    sessions = ",".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in line.sessions or ())
    return CalendarDay(
        amendment=amendment,
        agency_code=line.agency_code,
        on=line.on,
        kind=line.kind,
        name_vi=line.name_vi,
        name_en=line.name_en,
        notice=line.notice,
        announced_on=line.announced_on,
        sessions=sessions,
    )
