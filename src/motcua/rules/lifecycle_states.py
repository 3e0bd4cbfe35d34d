"""In which states can a dossier be, and what does the nation call each?

Sources: NĐ 61/2018/NĐ-CP arts 17–21; NĐ 118/2025/NĐ-CP art 21; the ten statuses of the
national portal as connected systems use them. UNVERIFIED: the portal publishes no table
of moves, and no text found says whether a refusal after appraisal is 8 or 9; we say 9,
because a written refusal is a result that waits for the applicant.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where the dossier stands."""

    REGISTERED = "registered"
    SUPPLEMENT_BEFORE_RECEPTION = "supplement_before_reception"
    RECEPTION_REFUSED = "reception_refused"
    RECEIVED = "received"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    SUPPLEMENT_GIVEN = "supplement_given"
    AWAITING_DUTY = "awaiting_duty"
    PROPOSED = "proposed"
    DECIDED = "decided"
    REFUSED = "refused"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class StateEntry:
    """What a state is called, and which national status (1–10) it means."""

    vi: str
    en: str
    national: int


STATES: dict[State, StateEntry] = {
    State.REGISTERED: StateEntry("Mới đăng ký, chờ kiểm tra tiếp nhận", "Registered, waiting for reception", 1),
    State.SUPPLEMENT_BEFORE_RECEPTION: StateEntry(
        "Chờ bổ sung trước khi tiếp nhận", "Waiting for papers before reception", 5
    ),
    State.RECEPTION_REFUSED: StateEntry("Không được tiếp nhận", "Reception refused", 3),
    State.RECEIVED: StateEntry("Đã tiếp nhận", "Received", 2),
    State.PROCESSING: StateEntry("Đang xử lý", "Being settled", 4),
    State.AWAITING_SUPPLEMENT: StateEntry("Chờ người nộp bổ sung hồ sơ", "Waiting for the applicant's papers", 5),
    State.SUPPLEMENT_GIVEN: StateEntry("Đã bổ sung, chờ kiểm tra đủ", "Papers given, to be checked", 5),
    State.AWAITING_DUTY: StateEntry(
        "Chờ thực hiện nghĩa vụ tài chính", "Waiting for the applicant's financial duty", 6
    ),
    State.PROPOSED: StateEntry("Đã trình, chờ ký", "Proposed, waiting for signature", 4),
    State.DECIDED: StateEntry("Đã có kết quả, chờ trả", "Decided, result waits for the applicant", 9),
    State.REFUSED: StateEntry("Đã từ chối giải quyết, chờ trả văn bản", "Refused, notice waits for the applicant", 9),
    State.RETURNED: StateEntry("Đã trả kết quả", "Result returned", 10),
    State.CLOSED: StateEntry("Đã trả kết quả và lưu hồ sơ", "Returned and filed away", 10),
    State.WITHDRAWN: StateEntry("Người nộp đã rút hồ sơ", "Withdrawn by the applicant", 7),
    State.STOPPED: StateEntry("Đã dừng xử lý", "Stopped", 8),
}

TERMINAL = frozenset({State.RECEPTION_REFUSED, State.WITHDRAWN, State.STOPPED, State.CLOSED})
# The agency's work is over: a result or a refusal exists, or nothing will ever come.
FINISHED = TERMINAL | {State.DECIDED, State.REFUSED, State.RETURNED}
BEFORE_RECEPTION = frozenset({State.REGISTERED, State.SUPPLEMENT_BEFORE_RECEPTION})
WAITING_FOR_APPLICANT = frozenset(
    {State.SUPPLEMENT_BEFORE_RECEPTION, State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY, State.DECIDED, State.REFUSED}
)
# Received, and no result notice yet: here a clock runs or stands still.
RUNNING = frozenset(
    {
        State.RECEIVED,
        State.PROCESSING,
        State.PROPOSED,
        State.AWAITING_SUPPLEMENT,
        State.SUPPLEMENT_GIVEN,
        State.AWAITING_DUTY,
    }
)
