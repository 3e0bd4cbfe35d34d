"""Which of the ten national statuses does a dossier have, and what does each mean?

Source: the status list that local systems send to the national portal (statuses 1–10).
Integrity rule of this house: the true status is sent. A dossier that waits for papers (5),
waits for payment (6) or was stopped (8) is never sent as settled (9).
"""

from dataclasses import dataclass
from enum import IntEnum

from motcua.rules.lifecycle_states import STATES, State


class NationalStatus(IntEnum):
    """The portal's status codes."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FINANCIAL_DUTY = 6
    WITHDRAWN = 7
    STOPPED = 8
    SETTLED = 9
    RETURNED = 10


@dataclass(frozen=True, slots=True)
class NationalStatusEntry:
    """The portal's words, whether the status is final, and its clock: none, runs, stops or ended."""

    vi: str
    en: str
    final: bool
    clock: str


NATIONAL_STATUSES: dict[NationalStatus, NationalStatusEntry] = {
    NationalStatus.REGISTERED: NationalStatusEntry("Mới đăng ký", "Newly registered", False, "none"),
    NationalStatus.RECEIVED: NationalStatusEntry("Được tiếp nhận", "Received", False, "runs"),
    NationalStatus.NOT_RECEIVED: NationalStatusEntry("Không được tiếp nhận", "Not received", True, "none"),
    NationalStatus.PROCESSING: NationalStatusEntry("Đang xử lý", "Being settled", False, "runs"),
    NationalStatus.SUPPLEMENT: NationalStatusEntry("Yêu cầu bổ sung giấy tờ", "Papers asked for", False, "stops"),
    NationalStatus.FINANCIAL_DUTY: NationalStatusEntry(
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Financial duty asked for", False, "stops"
    ),
    NationalStatus.WITHDRAWN: NationalStatusEntry("Công dân yêu cầu rút hồ sơ", "Withdrawn", True, "none"),
    NationalStatus.STOPPED: NationalStatusEntry("Dừng xử lý", "Stopped", True, "none"),
    NationalStatus.SETTLED: NationalStatusEntry("Đã xử lý xong", "Settled", True, "ended"),
    NationalStatus.RETURNED: NationalStatusEntry("Đã trả kết quả", "Result returned", True, "ended"),
}


def national_status(state: State | str) -> NationalStatus:
    """Return the national status that `state` truly means.

    >>> national_status("awaiting_supplement")
    <NationalStatus.SUPPLEMENT: 5>
    """
    return NationalStatus(STATES[State(state)].national)
