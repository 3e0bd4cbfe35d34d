"""Which days does a report cover?

Statutory window: NĐ 09/2019/NĐ-CP art 12 (domain 4.1, S14): from the 15th of the month before the period to the 14th
of its last month. Other names for the same period are the calendar window and any FROM..TO; a report prints its
window. UNVERIFIED: the 9-month statutory window is from knowledge (K).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.rules.errors import RuleViolation
from motcua.rules.periods import Period, last_day

CUT_OFF_DAY = 15
DECREE = "NĐ 09/2019/NĐ-CP điều 12"


class WindowKind(StrEnum):
    STATUTORY = "statutory"
    CALENDAR = "calendar"
    CUSTOM = "custom"


class PeriodNotUnderstood(RuleViolation):
    """The period “{text}” is not understood. Write 2023Q1, 2023-02, 2023H1, 2023-9M or 2023."""

    code = "period_not_understood"
    vi = "Không hiểu kỳ báo cáo “{text}”. Hãy ghi 2023Q1 (quý), 2023-02 (tháng), 2023H1 (6 tháng), 2023-9M hoặc 2023."


class WindowNotUnderstood(RuleViolation):
    """The window “{text}” is not understood. Write statutory, calendar, or two days like 2023-01-01..2023-03-23."""

    code = "window_not_understood"
    vi = "Không hiểu khoảng số liệu “{text}”. Hãy ghi statutory, calendar hoặc hai ngày như 2023-01-01..2023-03-23."


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A named stretch of whole months: `first_month` of `year`, `months` long."""

    name: str
    year: int
    first_month: int
    months: int
    vi: str
    en: str

    @property
    def calendar_days(self) -> Period[date]:
        return Period(date(self.year, self.first_month, 1), _month(self.year, self.first_month + self.months, 1))

    @property
    def statutory_days(self) -> Period[date]:
        return Period(
            _month(self.year, self.first_month - 1, CUT_OFF_DAY),
            _month(self.year, self.first_month + self.months - 1, CUT_OFF_DAY),
        )

    def before(self) -> "ReportPeriod":
        """Return the period of the same length that ends where this one begins (9 months: a year ago)."""
        shape = {1: "{y}-{m:02d}", 3: "{y}Q{q}", 6: "{y}H{h}"}.get(self.months)
        if shape is None:
            return self.year_before()
        first = _month(self.year, self.first_month - self.months, 1)
        number = (first.month - 1) // self.months + 1
        return parse_period(shape.format(y=first.year, m=first.month, q=number, h=number))

    def year_before(self) -> "ReportPeriod":
        """Return the same period of the year before."""
        return parse_period(self.name.replace(f"{self.year:04d}", f"{self.year - 1:04d}", 1))


@dataclass(frozen=True, slots=True)
class Window:
    """The half-open days a report covers, with the words every table prints and the source."""

    kind: WindowKind
    days: Period[date]
    vi: str
    en: str
    source: str

    @property
    def first(self) -> date:
        return self.days.start

    @property
    def last(self) -> date:
        last = last_day(self.days)
        assert last is not None  # noqa: S101 - a window always has an end
        return last


_PATTERN = re.compile(r"(\d{4})(?:-?Q([1-4])|-?H([12])|-?(9)M|-(0[1-9]|1[0-2]))?", re.IGNORECASE)


def parse_period(text: str) -> ReportPeriod:
    """Read `2023Q1`, `2023-02`, `2023H1`, `2023-9M` or `2023`.

    >>> parse_period("2023Q1").statutory_days
    Period(start=datetime.date(2022, 12, 15), before=datetime.date(2023, 3, 15))
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None or not 1901 <= int(match[1]) <= 9000:
        raise PeriodNotUnderstood(text=text)
    year, quarter, half, nine, month = int(match[1]), match[2], match[3], match[4], match[5]
    if quarter:
        n = int(quarter)
        return ReportPeriod(f"{year}Q{n}", year, 3 * n - 2, 3, f"Quý {n}/{year}", f"Q{n} {year}")
    if half:
        n = int(half)
        vi, en = ("đầu", "First") if n == 1 else ("cuối", "Second")
        return ReportPeriod(f"{year}H{n}", year, 6 * n - 5, 6, f"6 tháng {vi} năm {year}", f"{en} half of {year}")
    if nine:
        return ReportPeriod(f"{year}-9M", year, 1, 9, f"9 tháng năm {year}", f"First nine months of {year}")
    if month:
        n = int(month)
        return ReportPeriod(f"{year}-{n:02d}", year, n, 1, f"Tháng {n}/{year}", f"{date(year, n, 1):%B %Y}")
    return ReportPeriod(f"{year}", year, 1, 12, f"Năm {year}", f"Year {year}")


def window_of(period: ReportPeriod, window: str = "statutory") -> Window:
    """Return the days of a period: `statutory`, `calendar`, or `FROM..TO` (both days in)."""
    name = window.strip().lower()
    if name == "statutory":
        return _window(WindowKind.STATUTORY, period.statutory_days, DECREE)
    if name == "calendar":
        return _window(WindowKind.CALENDAR, period.calendar_days, "Tháng dương lịch")
    start, dots, end = name.partition("..")
    try:
        days = Period(date.fromisoformat(start.strip()), date.fromisoformat(end.strip()) + timedelta(days=1))
    except (ValueError, OverflowError, RuleViolation):
        raise WindowNotUnderstood(text=window) from None
    if not dots or days.is_empty:
        raise WindowNotUnderstood(text=window)
    return _window(WindowKind.CUSTOM, days, "Người lập báo cáo chọn")


def _window(kind: WindowKind, days: Period[date], source: str) -> Window:
    last = last_day(days)
    assert last is not None  # noqa: S101 - every caller gives an end
    return Window(
        kind,
        days,
        f"số liệu từ {days.start:%d/%m/%Y} đến {last:%d/%m/%Y}",
        f"data from {days.start:%d/%m/%Y} to {last:%d/%m/%Y}",
        source,
    )


def _month(year: int, month: int, day: int) -> date:
    years, index = divmod(month - 1, 12)
    return date(year + years, index + 1, day)
