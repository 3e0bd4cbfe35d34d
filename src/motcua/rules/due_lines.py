"""Why is a dossier due on that day: the lines beside every due date.

Each line has its day, the reason in Vietnamese and English, and the source that says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.counting import nominal_day, working_second
from motcua.rules.days import DayKind, Standing
from motcua.rules.parameters.official_days import FIRST_YEAR
from motcua.rules.parameters.projected_days import NOTICE as PROJECTED_NOTICE
from motcua.rules.pauses import PAUSE_NAMES, PAUSE_SOURCES, Pause, stopped_days, stopped_moments
from motcua.rules.periods import ONE_DAY, Period
from motcua.rules.reappointments import Reappointment
from motcua.rules.time_units import TimeLimit, TimeUnit

EVENT_DAY = "Bộ luật Dân sự 2015 điều 147 (không tính ngày xảy ra sự kiện)"
REST_DAY_END = "Bộ luật Dân sự 2015 điều 148.5 (kết thúc vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo)"
MONTH_END = "Bộ luật Dân sự 2015 điều 148"
WEEKLY_REST = "Bộ luật Lao động 45/2019/QH14, điều 111 (nghỉ hằng tuần)"
OFFICE_HOURS = "Giờ làm việc của cơ quan (mặc định 07:00-11:30, 13:30-17:00)"
WORKING_HOURS = "Một ngày làm việc bằng 8 giờ làm việc; giờ làm việc của cơ quan"
RESTART = "NĐ 61/2018/NĐ-CP điều 19.4 (tính lại từ đầu sau khi nhận đủ hồ sơ)"
REAPPOINTMENT = "NĐ 61/2018/NĐ-CP điều 19.9 (hẹn lại không quá một lần)"

WEEKDAYS_VI = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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


def start_line(received: datetime, limit: TimeLimit, calendar: WorkingCalendar, *, day_only: bool) -> Line:
    """Say when the dossier came in and from when the count runs."""
    vi, en = f"Tiếp nhận lúc {received:%H:%M ngày %d/%m/%Y}", f"Received at {received:%H:%M on %d/%m/%Y}"
    if day_only:
        vi = f"Tiếp nhận ngày {received:%d/%m/%Y} (chỉ có ngày, lấy từ đầu ngày)"
        en = f"Received on {received:%d/%m/%Y} (only the day is given: taken as the start of that day)"
    session = calendar.next_session(received)
    late_vi = f"; ngoài giờ làm việc, chuyển sang {session:%H:%M ngày %d/%m/%Y}"
    late_en = f"; outside office hours, so from {session:%H:%M on %d/%m/%Y}"
    moved = session != received and (not day_only or session.date() != received.date())
    # Only hours and "at once" begin with the next session; days are counted from the day of receipt itself.
    if moved and limit.unit in (TimeUnit.HOUR, TimeUnit.IMMEDIATE):
        vi, en = vi + late_vi, en + late_en
    if limit.unit is TimeUnit.HOUR:
        return Line(
            received.date(),
            LineCode.START,
            f"{vi}; giờ làm việc bắt đầu tính",
            f"{en}; working hours count from there",
            OFFICE_HOURS,
        )
    if limit.unit is TimeUnit.IMMEDIATE:
        return Line(received.date(), LineCode.START, vi, en, OFFICE_HOURS)
    return Line(
        received.date(),
        LineCode.START,
        f"{vi}; ngày tiếp nhận không tính, đếm từ ngày tiếp theo",
        f"{en}; the day of receipt does not count, the count begins on the next day",
        EVENT_DAY,
    )


def limit_line(on: date, limit: TimeLimit, source: str) -> Line:
    """Say how long it may take."""
    return Line(on, LineCode.LIMIT, f"Thời hạn {limit.words('vi')}", f"Time limit: {limit.words('en')}", source)


def restart_line(pause: Pause, completed: datetime) -> Line:
    """Say that the count began anew after a supplement."""
    return Line(
        completed.date(),
        LineCode.RESTART,
        f"Nhận đủ hồ sơ bổ sung lúc {completed:%H:%M ngày %d/%m/%Y} (yêu cầu ngày {pause.period.start:%d/%m/%Y}); "
        "thời hạn tính lại từ đầu",
        f"Supplement complete at {completed:%H:%M on %d/%m/%Y} (asked on {pause.period.start:%d/%m/%Y}); "
        "the time limit restarts from zero",
        RESTART,
    )


def due_line(at: datetime) -> Line:
    """Say when the dossier is due."""
    return Line(
        at.date(),
        LineCode.DUE,
        f"Hạn trả kết quả: {at:%H:%M ngày %d/%m/%Y}",
        f"Due at {at:%H:%M on %d/%m/%Y}",
        OFFICE_HOURS,
    )


def extension_line(promised: datetime, wanted: Reappointment) -> Line:
    """Say that the promise was put off once; the first one is kept."""
    until = in_vietnam(wanted.until)
    why = f" ({wanted.reason})" if wanted.reason else ""
    return Line(
        promised.date(),
        LineCode.EXTENSION,
        f"Đã hẹn {promised:%H:%M ngày %d/%m/%Y}; xin lỗi và hẹn lại một lần đến {until:%H:%M ngày %d/%m/%Y}{why}",
        f"Promised for {promised:%H:%M on %d/%m/%Y}; put off once, with an apology, to {until:%H:%M on %d/%m/%Y}{why}",
        REAPPOINTMENT,
    )


def unknown_line(on: date, limit: TimeLimit, pauses: Sequence[Pause], source: str) -> Line:
    """Say why nobody can know the due day (yet)."""
    if limit.is_countable:
        return Line(
            on,
            LineCode.UNKNOWN,
            "Chưa xác định được ngày hẹn: đang tạm dừng, chưa biết khi nào tiếp tục",
            "The due day is not known yet: the clock stands still and nobody knows until when",
            next((PAUSE_SOURCES[pause.cause] for pause in pauses if pause.before is None), source),
        )
    return Line(
        on,
        LineCode.UNKNOWN,
        "Không xác định được ngày hẹn: thời hạn không ghi bằng số đếm được, xem văn bản",
        "The due day is unknown: the time limit is not a number that can be counted, see the text",
        source,
    )


def lines_between(
    start: datetime, at: datetime | None, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Iterator[Line]:
    """Give closed and worked days, pauses and the moved end, in the order of days."""
    lines = list(pause_lines(start, at, limit, calendar, pauses))
    stops = stopped_days(pauses, calendar)
    if at is not None:
        first = start.date() + ONE_DAY
        if limit.unit in {TimeUnit.DAY, TimeUnit.MONTH, TimeUnit.YEAR}:
            first = _shifted_end(start, limit, calendar, stops)
            if first != at.date():
                lines.append(_moved_line(first, at.date()))
        elif limit.unit in {TimeUnit.IMMEDIATE, TimeUnit.HOUR}:
            first = start.date()
        lines += day_lines(first, at.date() + ONE_DAY, calendar, stops if limit.unit is not TimeUnit.HOUR else [])
    yield from sorted(lines, key=lambda line: line.on)
    if at is not None:
        yield from (_projected_line(year) for year in range(start.year, at.year + 1) if calendar.is_projected(year))


def _shifted_end(start: datetime, limit: TimeLimit, calendar: WorkingCalendar, stops: Sequence[Period[date]]) -> date:
    day, first = nominal_day(start, limit, calendar), start.date() + ONE_DAY
    for stop in stops:
        begin = max(stop.start, first)
        if stop.before is not None and begin <= day:
            day += max(timedelta(), stop.before - begin)
    return day


def day_lines(
    first: date, before: date, calendar: WorkingCalendar, stops: Sequence[Period[date]] = ()
) -> Iterator[Line]:
    """Give a line for each closed day and each worked rest day, outside of the stops."""
    for number in range((before - first).days):
        day = first + timedelta(days=number)
        special = calendar.special.get(day)
        if any(day in stop for stop in stops):
            continue
        if not calendar.is_working_day(day):
            yield _closed_line(day, calendar)
        elif special is not None and special.kind is DayKind.WORKED:
            yield Line(
                day, LineCode.WORKED, f"{special.vi}: tính là ngày làm việc", f"{special.en}: it counts", special.notice
            )


def _closed_line(day: date, calendar: WorkingCalendar) -> Line:
    special = calendar.special.get(day)
    if special is None or special.kind is DayKind.WORKED:
        vi, en = WEEKDAYS_VI[day.weekday()], WEEKDAYS_EN[day.weekday()]
        return Line(
            day, LineCode.CLOSED, f"{vi}, nghỉ hằng tuần: không tính", f"{en}, weekly rest: not counted", WEEKLY_REST
        )
    doubt_vi, doubt_en = "", ""
    if special.standing is Standing.UNCONFIRMED:
        doubt_vi, doubt_en = " (căn cứ chưa xác nhận)", " (legal base not confirmed)"
    elif special.standing is Standing.PROJECTED:
        doubt_vi, doubt_en = " (dự kiến)", " (projected)"
    return Line(
        day,
        LineCode.CLOSED,
        f"{special.vi}{doubt_vi}: không tính",
        f"{special.en}{doubt_en}: not counted",
        special.notice,
    )


def pause_lines(
    start: datetime, at: datetime | None, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Iterator[Line]:
    """Give a line for each stopped stretch (overlapping pauses are one), with what it does not count."""
    for stop in stopped_moments(pauses):
        inside = [pause for pause in pauses if pause.period.overlaps(stop)]
        causes = list(dict.fromkeys(pause.cause for pause in inside))
        vi = f"Tạm dừng ({', '.join(PAUSE_NAMES[cause][0] for cause in causes)}) từ {stop.start:%H:%M %d/%m/%Y}"
        en = f"Clock stopped ({', '.join(PAUSE_NAMES[cause][1] for cause in causes)}) from {stop.start:%H:%M %d/%m/%Y}"
        if stop.before is not None:
            vi, en = f"{vi} đến {stop.before:%H:%M %d/%m/%Y}", f"{en} to {stop.before:%H:%M %d/%m/%Y}"
        else:
            vi, en = f"{vi}, chưa kết thúc", f"{en}, not ended"
        amount_vi, amount_en = _stopped_amount(stop, start, at, limit, calendar)
        source = "; ".join(PAUSE_SOURCES[cause] for cause in causes)
        yield Line(stop.start.date(), LineCode.PAUSE, f"{vi}: {amount_vi}", f"{en}: {amount_en}", source)


def _stopped_amount(
    stop: Period[datetime], start: datetime, at: datetime | None, limit: TimeLimit, calendar: WorkingCalendar
) -> tuple[str, str]:
    if stop.before is None:
        late = at is not None
        return (
            ("sau hạn, không làm đổi hạn", "after the due moment, changes nothing")
            if late
            else ("đồng hồ đang dừng", "the clock stands still")
        )
    if limit.unit is TimeUnit.HOUR:
        seconds = working_second(stop.before, calendar) - working_second(max(stop.start, start), calendar)
        if seconds > 0 and (at is None or stop.start < at):
            text = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
            return f"không tính {text} giờ làm việc", f"{text} working hours not counted"
    else:
        days = stopped_days([Pause(stop.start, stop.before)], calendar)
        first = max(days[0].start, start.date() + ONE_DAY) if days else None
        before = days[0].before if days else None
        if first and before and first < before and (at is None or first <= at.date()):
            if limit.unit is TimeUnit.WORKING_DAY:
                number = calendar.working_days(first, before)
                return f"không tính {number} ngày làm việc", f"{number} working days not counted"
            return f"không tính {(before - first).days} ngày", f"{(before - first).days} days not counted"
    return "không làm đổi hạn", "changes nothing"


def _moved_line(nominal: date, moved: date) -> Line:
    return Line(
        nominal,
        LineCode.MOVED,
        f"Ngày cuối {nominal:%d/%m/%Y} không làm việc hoặc đang tạm dừng, chuyển sang {moved:%d/%m/%Y}",
        f"The last day {nominal:%d/%m/%Y} is closed or stopped, so the end moves to {moved:%d/%m/%Y}",
        REST_DAY_END,
    )


def _projected_line(year: int) -> Line:
    vi = f"Lịch nghỉ năm {year} là dự kiến, ngày hẹn có thể thay đổi khi có thông báo chính thức"
    en = f"The days off of {year} are projected; the due day may move when the official notice comes"
    if year < FIRST_YEAR:
        vi = f"Lịch nghỉ năm {year} do tính lại, chưa đối chiếu với thông báo của năm đó"
        en = f"The days off of {year} are computed back, not checked against that year's notices"
    return Line(date(year, 1, 1), LineCode.PROJECTED, vi, en, PROJECTED_NOTICE)
