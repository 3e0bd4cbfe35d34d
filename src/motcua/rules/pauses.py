"""While what does the clock of a time limit stand still?

Supplement asked (NĐ 61/2018 art 19.4; S1), financial duty (land practice; S5), inspection (domain 1.5).
In days: the day on which the pause begins stands still, the day on which it ends runs again. A pause that begins
or ends after office hours does so on the next day. ASSUMPTION: the decrees do not speak of hours within a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.periods import Period, merged


class PauseCause(StrEnum):
    SUPPLEMENT = "supplement"
    FINANCIAL_DUTY = "financial_duty"
    INSPECTION = "inspection"
    OTHER = "other"


PAUSE_NAMES: dict[PauseCause, tuple[str, str]] = {
    PauseCause.SUPPLEMENT: ("chờ bổ sung hồ sơ", "waiting for supplements"),
    PauseCause.FINANCIAL_DUTY: ("chờ thực hiện nghĩa vụ tài chính", "waiting for the financial duty"),
    PauseCause.INSPECTION: ("chờ kiểm tra, xác minh", "waiting for an inspection"),
    PauseCause.OTHER: ("lý do khác", "other reason"),
}

PAUSE_SOURCES: dict[PauseCause, str] = {
    PauseCause.SUPPLEMENT: "NĐ 61/2018/NĐ-CP điều 19.4; cách tính của Cổng DVCQG (trừ thời gian bổ sung)",
    PauseCause.FINANCIAL_DUTY: "Quy trình đất đai: hẹn lại từ ngày nộp chứng từ nghĩa vụ tài chính (Đồng Tháp 2025)",
    PauseCause.INSPECTION: "Quy trình nội bộ của thủ tục",
    PauseCause.OTHER: "Người dùng nêu",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still; `before` None while nobody knows its end."""

    start: datetime
    before: datetime | None = None
    cause: PauseCause = PauseCause.OTHER

    @property
    def period(self) -> Period[datetime]:
        end = None if self.before is None else in_vietnam(self.before)
        return Period(in_vietnam(self.start), end)


def stopped_moments(pauses: Iterable[Pause]) -> list[Period[datetime]]:
    """Return the stopped stretches in Vietnam's time, sorted, overlaps joined."""
    return merged(pause.period for pause in pauses)


def stopped_days(pauses: Sequence[Pause], calendar: WorkingCalendar) -> list[Period[date]]:
    """Return the stopped days, sorted, overlaps joined; a pause within one day stops none."""
    days = []
    for pause in pauses:
        period = pause.period
        before = None if period.before is None else _day_of(period.before, calendar)
        days.append(Period(_day_of(period.start, calendar), before))
    return merged(days)


def _day_of(moment: datetime, calendar: WorkingCalendar) -> date:
    day = moment.date()
    return day + timedelta(days=1) if moment.time() >= calendar.closing else day
