"""What new date is honest, and for which cause is the applicant asked to wait?

NĐ 61/2018/NĐ-CP arts 12.5, 19.9: apology with the reason and the extension asked. The date is
drafted from how long the same unit lately needed for the same procedure; a person confirms it.
ASSUMPTION: four of five recent dossiers done within a time makes it realistic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar, in_vietnam


class DelayCause(StrEnum):
    """Why an agency is late, as the causes report counts it."""

    VOLUME = "volume"
    VERIFICATION = "verification"
    CONSULTED_AGENCY = "consulted_agency"
    LAW_UNCLEAR = "law_unclear"
    STAFF = "staff"
    SYSTEM_FAULT = "system_fault"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


CAUSES: dict[DelayCause, tuple[str, str]] = {
    DelayCause.VOLUME: ("Khối lượng hồ sơ tăng đột biến", "Unusually many dossiers"),
    DelayCause.VERIFICATION: ("Cần thêm thời gian thẩm tra, xác minh", "Verification takes longer"),
    DelayCause.CONSULTED_AGENCY: ("Cơ quan phối hợp chưa trả lời", "A consulted agency has not answered"),
    DelayCause.LAW_UNCLEAR: ("Vướng mắc về quy định pháp luật", "The legal provisions are unclear"),
    DelayCause.STAFF: ("Thiếu người giải quyết", "Lack of staff"),
    DelayCause.SYSTEM_FAULT: ("Sự cố hệ thống", "Fault of a system"),
    DelayCause.FORCE_MAJEURE: ("Bất khả kháng (thiên tai, dịch bệnh)", "Force majeure (disaster, epidemic)"),
    DelayCause.OTHER: ("Nguyên nhân khác", "Another cause"),
}
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class NewDate:
    """A drafted date, and on how many recent dossiers it rests (0: on the limit alone)."""

    at: datetime
    sample: int
    usual_days: int


def realistic_date(
    received_at: datetime, due_at: datetime, now: datetime, recent_days: Sequence[int], calendar: WorkingCalendar
) -> NewDate:
    """Return the closing hour of the day by which four of five like dossiers were done, later than the promise.

    `recent_days` are working days from reception to finish of recent like dossiers. With fewer than
    five of them, half of the first promise is added.
    """
    received, due = in_vietnam(received_at).date(), in_vietnam(due_at).date()
    earliest = calendar.add(max(due, in_vietnam(now).date()), 1)
    if len(recent_days) >= ENOUGH:
        ordered = sorted(recent_days)
        usual = ordered[min(len(ordered) - 1, (len(ordered) * 4) // 5)]
    else:
        promised = calendar.working_days(received, due)
        usual = promised + max(1, promised // 2)
    day = max(earliest, calendar.add(received, usual))
    return NewDate(calendar.closing_at(day), len(recent_days) if len(recent_days) >= ENOUGH else 0, usual)
