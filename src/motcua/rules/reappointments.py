"""May the promised day be put off?

NĐ 61/2018 arts 12.5, 19.9 (S1; still so under NĐ 118/2025, S5): at most once, with an apology, at the latest one day
before the promise runs out. ASSUMPTION: that day is a working day, so the notice reaches the one-stop unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.rules.calendar import WorkingCalendar, in_vietnam
from motcua.rules.errors import RuleViolation


@dataclass(frozen=True, slots=True)
class Reappointment:
    """A new promise: until when, asked when, and why."""

    until: datetime
    asked_at: datetime
    reason: str = ""


class ReappointedAlready(RuleViolation):
    """This dossier was given a new day once already (to {until}), and the law allows one. Deliver as soon as
    possible and apologise."""

    code = "reappointed_already"
    vi = (
        "Hồ sơ đã được hẹn lại một lần (đến {until}) và pháp luật chỉ cho phép một lần. "
        "Hãy trả kết quả sớm nhất và xin lỗi người nộp."
    )


class ReappointedTooLate(RuleViolation):
    """The new day was asked for at {asked}, but it had to be asked by {latest}. The dossier stays due as promised."""

    code = "reappointed_too_late"
    vi = "Đề nghị hẹn lại lúc {asked} là quá muộn, phải gửi chậm nhất {latest}. Hồ sơ giữ nguyên hạn đã hẹn."


class ReappointmentNotLater(RuleViolation):
    """The new day ({until}) is not after the promised one ({promised}). Give a later working day."""

    code = "reappointment_not_later"
    vi = "Ngày hẹn lại ({until}) không sau ngày đã hẹn ({promised}). Hãy chọn ngày làm việc muộn hơn."


class ReappointedToRestDay(RuleViolation):
    """The new day ({until}) is not a working day. Choose a working day."""

    code = "reappointed_to_rest_day"
    vi = "Ngày hẹn lại ({until}) không phải ngày làm việc. Hãy chọn một ngày làm việc."


def latest_apology_at(promised_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the last moment to apologise and ask for a new day: office closing on the working day before."""
    day = in_vietnam(promised_at).date()
    return calendar.closing_at(calendar.on_or_before(day - timedelta(days=1)))


def check_reappointment(
    promised_at: datetime,
    wanted: Reappointment,
    calendar: WorkingCalendar,
    earlier: Sequence[Reappointment] = (),
) -> None:
    """Refuse a new day that the law does not allow."""
    until, promised, asked = (in_vietnam(m) for m in (wanted.until, promised_at, wanted.asked_at))
    if earlier:
        raise ReappointedAlready(until=f"{in_vietnam(earlier[-1].until):%H:%M %d/%m/%Y}")
    if until <= promised:
        raise ReappointmentNotLater(until=f"{until:%H:%M %d/%m/%Y}", promised=f"{promised:%H:%M %d/%m/%Y}")
    if not calendar.is_working_day(until.date()):
        raise ReappointedToRestDay(until=f"{until:%d/%m/%Y}")
    latest = latest_apology_at(promised, calendar)
    if asked > latest:
        raise ReappointedTooLate(asked=f"{asked:%H:%M %d/%m/%Y}", latest=f"{latest:%H:%M %d/%m/%Y}")
