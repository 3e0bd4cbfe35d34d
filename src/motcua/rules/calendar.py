"""Is this a working day, and how many lie between?

Monday to Friday are worked (Labour Code art 105; S4), except the special days of `rules.parameters`;
a swapped Saturday is worked. One cumulative table answers every question without a loop.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import accumulate, compress

from motcua.rules.days import DayKind, SpecialDay, Standing
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters import official_days, projected_days
from motcua.rules.parameters.office_hours import DEFAULT_SESSIONS

# No daylight saving since 1975: a fixed offset says the same as the zone's file, and needs no file.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

FIRST_DAY = date(projected_days.FIRST_YEAR, 1, 1)
BEFORE_DAY = date(projected_days.LAST_YEAR + 1, 1, 1)
# One day more, so that the end of the last year has a place.
BASE = FIRST_DAY.toordinal()
SPAN = BEFORE_DAY.toordinal() - BASE + 1
_WEEK = bytes(1 if (BASE + i + 6) % 7 < 5 else 0 for i in range(7))
_WEEKDAYS_ONLY = (_WEEK * (SPAN // 7 + 1))[:SPAN]

Sessions = tuple[tuple[time, time], ...]


class DayOutsideCalendar(RuleViolation):
    """The count leaves the calendar, which knows the years {first} to {last}. Check the date and the time limit."""

    code = "day_outside_calendar"
    vi = "Phép đếm vượt khỏi lịch làm việc, chỉ có từ năm {first} đến năm {last}. Hãy kiểm tra ngày và thời hạn."

    def __init__(self) -> None:
        super().__init__(first=projected_days.FIRST_YEAR, last=projected_days.LAST_YEAR)

    def __reduce__(self) -> tuple[type["DayOutsideCalendar"], tuple[()]]:
        return (DayOutsideCalendar, ())


class SessionsNotInOrder(RuleViolation):
    """The office hours “{sessions}” overlap or run backwards. Write them in order, like 07:00-11:30,13:30-17:00."""

    code = "sessions_not_in_order"
    vi = "Giờ làm việc “{sessions}” chồng nhau hoặc ngược thứ tự. Hãy ghi lần lượt, ví dụ 07:00-11:30,13:30-17:00."


class WorkingCalendar:
    """Working days and office hours of one office, as known at one moment; never changes.

    `closed_on` and `worked_on` are a short way to write special days without a notice.

    >>> harbour = WorkingCalendar(closed_on={date(2031, 5, 1)})  # a Thursday
    >>> harbour.add(date(2031, 4, 30), 2)
    datetime.date(2031, 5, 5)
    """

    def __init__(
        self,
        special_days: Iterable[SpecialDay] = (),
        *,
        closed_on: Iterable[date] = (),
        worked_on: Iterable[date] = (),
        sessions: Sessions = DEFAULT_SESSIONS,
        name: str = "",
    ) -> None:
        self.name = name
        self.sessions = _checked(sessions)
        self.special: dict[date, SpecialDay] = {}
        for day in (*special_days, *_unnamed(closed_on, DayKind.CLOSED), *_unnamed(worked_on, DayKind.WORKED)):
            self.special[day.on] = day
        flags = bytearray(_WEEKDAYS_ONLY)
        for day in self.special.values():
            index = day.on.toordinal() - BASE
            if 0 <= index < SPAN:
                flags[index] = day.kind == DayKind.WORKED
        self.flags = bytes(flags)
        # counts[i]: working days up to and with day i; worked[n]: the n-th working day, from 0.
        self.counts = array("i", accumulate(flags))
        self.worked = array("i", compress(range(BASE, BASE + SPAN), flags))
        self.opening, self.closing = self.sessions[0][0], self.sessions[-1][1]
        self.session_seconds = tuple((_seconds(a), _seconds(b)) for a, b in self.sessions)
        self.day_seconds = sum(b - a for a, b in self.session_seconds)

    def index(self, day: date) -> int:
        """Return the place of `day` in the tables; refuse a day outside them."""
        index = day.toordinal() - BASE
        if not 0 <= index < SPAN:
            raise DayOutsideCalendar
        return index

    def is_working_day(self, day: date) -> bool:
        return bool(self.flags[self.index(day)])

    def count_until(self, day: date) -> int:
        """Return how many working days lie from the start of the table up to and with `day`."""
        return self.counts[self.index(day)]

    def working_days(self, start: date, before: date) -> int:
        """Return how many working days are in the half-open stretch; negative if it runs backwards."""
        first, last = self.index(start), self.index(before)
        return self.counts[last] - self.flags[last] - self.counts[first] + self.flags[first]

    def nth(self, number: int) -> date:
        """Return the working day with this number (1 is the first of the table)."""
        if not 1 <= number <= len(self.worked):
            raise DayOutsideCalendar
        return date.fromordinal(self.worked[number - 1])

    def add(self, day: date, working_days: int) -> date:
        """Return the working day that is `working_days` after `day` (negative: before); 0 gives it or the next one."""
        count = self.count_until(day)
        if working_days > 0:
            return self.nth(count + working_days)
        if working_days == 0:
            return self.on_or_after(day)
        return self.nth(count - self.flags[self.index(day)] + working_days + 1)

    def on_or_after(self, day: date) -> date:
        """Return `day` if it is worked, else the next working day."""
        index = self.index(day)
        return day if self.flags[index] else self.nth(self.counts[index] + 1)

    def on_or_before(self, day: date) -> date:
        """Return `day` if it is worked, else the working day before it."""
        return self.nth(self.count_until(day))

    def is_projected(self, year: int) -> bool:
        """Return whether the days off of `year` are computed, not announced."""
        return not official_days.FIRST_YEAR <= year <= official_days.LAST_YEAR

    def special_days(self, year: int) -> Iterator[SpecialDay]:
        """Give the special days of `year` in order."""
        yield from sorted((d for d in self.special.values() if d.on.year == year), key=lambda d: d.on)

    def worked_seconds(self, seconds: int) -> int:
        """Return the working seconds of a worked day before this second of the day."""
        return sum(min(max(seconds - a, 0), b - a) for a, b in self.session_seconds)

    def second_of_day(self, worked: int) -> int:
        """Return the second of the day at which `worked` (1 … a whole day) working seconds are over."""
        for start, end in self.session_seconds:
            if worked <= end - start:
                return start + worked
            worked -= end - start
        return self.session_seconds[-1][1]

    def closing_at(self, day: date) -> datetime:
        """Return the moment office hours end on `day`."""
        return datetime.combine(day, self.closing, VIETNAM)

    def opening_at(self, day: date) -> datetime:
        """Return the moment office hours begin on `day`."""
        return datetime.combine(day, self.opening, VIETNAM)

    def next_session(self, moment: datetime) -> datetime:
        """Return `moment` itself in office hours, else the start of the next session."""
        local = in_vietnam(moment)
        if self.is_working_day(local.date()):
            now = local.time()
            if now < self.closing:
                number = bisect_right([end for _, end in self.sessions], now)
                start = self.sessions[number][0]
                return max(local, datetime.combine(local.date(), start, VIETNAM))
        return self.opening_at(self.add(local.date(), 1))

    def amended(
        self, days: Iterable[SpecialDay], sessions: Sessions | None = None, name: str = ""
    ) -> "WorkingCalendar":
        """Return a calendar in which `days` replace what this one says of them."""
        return WorkingCalendar(
            [*self.special.values(), *days], sessions=sessions or self.sessions, name=name or self.name
        )


def in_vietnam(moment: datetime) -> datetime:
    """Return the moment in Vietnam's time; a naive one is taken to be so already."""
    if moment.tzinfo is VIETNAM:
        return moment
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)


def parse_sessions(text: str) -> Sessions:
    """Read office hours written like `07:00-11:30,13:30-17:00`."""
    try:
        pairs = [part.split("-") for part in text.replace(" ", "").split(",")]
        return _checked(tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs))
    except ValueError:
        raise SessionsNotInOrder(sessions=text) from None


def official_calendar(known_at: datetime | date | None = None) -> WorkingCalendar:
    """Return the national calendar, as known at the end of the day `known_at`, or as known to this version.

    A swap announced later is not in it: on 20/12/2025, 02/01/2026 was still a working day.
    """
    if known_at is None:
        return _official(frozenset())
    day = in_vietnam(known_at).date() if isinstance(known_at, datetime) else known_at
    return _official(frozenset(d.on for d in _announced() if d.announced_on and d.announced_on > day))


@lru_cache(maxsize=32)
def _official(not_known_yet: frozenset[date]) -> WorkingCalendar:
    return WorkingCalendar([*_projected(), *(d for d in _announced() if d.on not in not_known_yet)], name="VN")


@lru_cache(maxsize=1)
def _announced() -> tuple[SpecialDay, ...]:
    return tuple(official_days.official_days())


@lru_cache(maxsize=1)
def _projected() -> tuple[SpecialDay, ...]:
    return tuple(
        _projected_day(year, mark)
        for year, marks in projected_days.MARKS.items()
        if not official_days.FIRST_YEAR <= year <= official_days.LAST_YEAR
        for mark in marks.split()
    )


def _projected_day(year: int, mark: str) -> SpecialDay:
    on = date(year, int(mark[1:3]), int(mark[3:5]))
    kind = DayKind.WORKED if mark[0] == "w" else DayKind.CLOSED
    vi, en = projected_days.NAMES[mark[0]]
    if mark.endswith("*"):
        vi, en = f"Nghỉ bù {vi}", f"Day off in lieu of {en}"
    return SpecialDay(on, kind, vi, en, projected_days.NOTICE, standing=Standing.PROJECTED)


def _unnamed(days: Iterable[date], kind: DayKind) -> Iterator[SpecialDay]:
    vi, en = ("Ngày nghỉ", "Closed day") if kind == DayKind.CLOSED else ("Ngày làm bù", "Worked day")
    for day in days:
        yield SpecialDay(day, kind, vi, en, "Lịch của cơ quan")


def _checked(sessions: Sessions) -> Sessions:
    moments = [moment for session in sessions for moment in session]
    if not moments or moments != sorted(set(moments)):
        raise SessionsNotInOrder(sessions=",".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in sessions))
    return sessions


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
