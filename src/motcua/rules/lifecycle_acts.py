"""Which official acts are there, who may do each, from where to where, and what follows?

One row an act; read it from left to right. Sources stand in each row: NĐ 61/2018/NĐ-CP
(in force until 30/06/2025) and NĐ 118/2025/NĐ-CP (since 01/07/2025).
UNVERIFIED: arts 8–20 of NĐ 118/2025 were not at hand; where only the 2018 article is
known, the act follows it in both regimes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.lifecycle_states import BEFORE_RECEPTION, RUNNING, State


class Act(StrEnum):
    """The officer's and the applicant's verbs."""

    REGISTER = "register"
    RECEIVE = "receive"
    REFUSE_RECEPTION = "refuse_reception"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    RESTART = "restart"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    COMPLETE_STEP = "complete_step"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    LAPSE_CONSULTATION = "lapse_consultation"
    REQUEST_FINANCIAL_DUTY = "request_financial_duty"
    CONFIRM_FINANCIAL_DUTY = "confirm_financial_duty"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    REFUSE_AFTER_APPRAISAL = "refuse_after_appraisal"
    REAPPOINT = "reappoint"
    MOVE_APPOINTMENT = "move_appointment"
    STOP_AT_REQUEST = "stop_at_request"
    STOP_UNANSWERED = "stop_unanswered"
    WITHDRAW = "withdraw"
    ASK_CORRECTION = "ask_correction"
    DECLINE_CORRECTION = "decline_correction"
    CORRECT = "correct"
    REOPEN = "reopen"
    REPORT_CHILD = "report_child"
    RETURN_OUTPUT = "return_output"
    CLOSE = "close"


class Clock(StrEnum):
    """What an act does to the time limit."""

    NOTHING = "nothing"
    STARTS = "starts"
    STOPS = "stops"
    RUNS_ON = "runs_on"
    RESTARTS = "restarts"
    NEW_DATE = "new_date"
    ENDS = "ends"


CLOCK_WORDS: dict[Clock, tuple[str, str]] = {
    Clock.NOTHING: ("không đổi", "unchanged"),
    Clock.STARTS: ("bắt đầu tính", "starts"),
    Clock.STOPS: ("tạm dừng", "stops"),
    Clock.RUNS_ON: ("tính tiếp", "runs on"),
    Clock.RESTARTS: ("tính lại từ đầu", "restarts from zero"),
    Clock.NEW_DATE: ("hẹn ngày mới", "new appointed date"),
    Clock.ENDS: ("kết thúc", "ends"),
}

RECEIVE_DUTY, SETTLE_DUTY, SIGN_DUTY, SUPERVISE_DUTY = "receive", "settle", "sign", "supervise"
APPLICANT, SYSTEM = "applicant", "system"
ONE_STOP = frozenset({RECEIVE_DUTY, SUPERVISE_DUTY})
AGENCY = frozenset({SETTLE_DUTY, SIGN_DUTY})
OFFICE = ONE_STOP | AGENCY
# Who may confirm, by an act of his own, what another person asked to correct.
APPROVERS = frozenset({SIGN_DUTY, SUPERVISE_DUTY})


@dataclass(frozen=True, slots=True)
class ActEntry:
    """One official act. An act whose `moves` value is None leaves the state as it is."""

    vi: str
    en: str
    who: frozenset[str]
    moves: Mapping[State | None, State | None]
    source: str
    clock: Clock = Clock.NOTHING
    paper: str | None = None
    notice: str | None = None
    needs_reason: bool = False
    # The act belongs to whoever settles the dossier: taking it over is implied.
    by_holder: bool = False
    # Where the act leads when what was asked for is not complete yet.
    if_incomplete: State | None = None


def _stay(*states: State) -> dict[State | None, State | None]:
    return dict.fromkeys(states)


def _all_to(target: State, *states: State) -> dict[State | None, State | None]:
    return dict.fromkeys(states, target)


IN_HAND = (State.RECEIVED, State.PROCESSING)

ACTS: dict[Act, ActEntry] = {
    Act.REGISTER: ActEntry(
        "Đăng ký hồ sơ", "Register", OFFICE | {APPLICANT, SYSTEM}, {None: State.REGISTERED},
        "NĐ 61/2018 art 16; NĐ 118/2025", notice="registered",
    ),
    Act.RECEIVE: ActEntry(
        "Tiếp nhận hồ sơ", "Receive", ONE_STOP | {SYSTEM}, {State.REGISTERED: State.RECEIVED},
        "NĐ 61/2018 art 17.1.c, 17.3", Clock.STARTS, paper="receipt", notice="received",
    ),
    Act.REFUSE_RECEPTION: ActEntry(
        "Từ chối tiếp nhận", "Refuse reception", ONE_STOP | {SYSTEM},
        _all_to(State.RECEPTION_REFUSED, *sorted(BEFORE_RECEPTION)),
        "NĐ 61/2018 art 17.1.b", paper="refusal", notice="reception_refused", needs_reason=True,
    ),
    Act.REQUEST_SUPPLEMENT: ActEntry(
        "Yêu cầu bổ sung, hoàn thiện hồ sơ", "Request supplement", OFFICE | {SYSTEM},
        {
            State.REGISTERED: State.SUPPLEMENT_BEFORE_RECEPTION,
            State.RECEIVED: State.AWAITING_SUPPLEMENT,
            State.PROCESSING: State.AWAITING_SUPPLEMENT,
        },
        "NĐ 61/2018 arts 11.2.c, 15.3, 17.1.a, 19.4", Clock.STOPS, paper="supplement",
        notice="supplement_requested", needs_reason=True,
    ),
    Act.SUPPLEMENT: ActEntry(
        "Bổ sung hồ sơ", "Supplement", ONE_STOP | {APPLICANT, SYSTEM},
        {
            State.SUPPLEMENT_BEFORE_RECEPTION: State.REGISTERED,
            State.AWAITING_SUPPLEMENT: State.PROCESSING,
        },
        "NĐ 61/2018 art 19.4", Clock.RESTARTS, notice="supplemented",
        if_incomplete=State.SUPPLEMENT_GIVEN,
    ),
    Act.RESTART: ActEntry(
        "Xác nhận hồ sơ bổ sung đã đủ", "Confirm the supplement is complete", OFFICE | {SYSTEM},
        {State.SUPPLEMENT_GIVEN: State.PROCESSING},
        "NĐ 61/2018 art 19.4", Clock.RESTARTS, notice="restarted",
    ),
    Act.HAND_OVER: ActEntry(
        "Chuyển hồ sơ", "Hand over", OFFICE | {SYSTEM},
        _stay(State.RECEIVED, State.PROCESSING, State.PROPOSED, State.DECIDED, State.REFUSED),
        "NĐ 61/2018 art 18", paper="control",
    ),
    Act.TAKE_OVER: ActEntry(
        "Nhận bàn giao hồ sơ", "Take over", OFFICE | {SYSTEM},
        {
            State.RECEIVED: State.PROCESSING, State.PROCESSING: None, State.PROPOSED: None,
            State.DECIDED: None, State.REFUSED: None,
        },
        "NĐ 61/2018 art 19.1",
    ),
    Act.COMPLETE_STEP: ActEntry(
        "Hoàn thành bước xử lý", "Complete a step", OFFICE | {SYSTEM}, _stay(*IN_HAND, State.PROPOSED),
        "TT 01/2018/TT-VPCP art 8", by_holder=True,
    ),
    Act.CONSULT: ActEntry(
        "Lấy ý kiến cơ quan phối hợp", "Consult", AGENCY | {SYSTEM},
        {State.RECEIVED: State.PROCESSING, State.PROCESSING: None},
        "NĐ 61/2018 art 19.5", by_holder=True,
    ),
    Act.ANSWER_CONSULTATION: ActEntry(
        "Trả lời lấy ý kiến", "Answer a consultation", AGENCY | {SYSTEM}, _stay(*sorted(RUNNING)),
        "NĐ 61/2018 art 19.5",
    ),
    Act.LAPSE_CONSULTATION: ActEntry(
        "Hết hạn lấy ý kiến mà không trả lời", "Consultation passed in silence", AGENCY | {SUPERVISE_DUTY, SYSTEM},
        _stay(*sorted(RUNNING)), "NĐ 61/2018 art 19.5; internal process of the procedure",
    ),
    Act.REQUEST_FINANCIAL_DUTY: ActEntry(
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Request financial duty", OFFICE | {SYSTEM},
        {State.RECEIVED: State.AWAITING_DUTY, State.PROCESSING: State.AWAITING_DUTY},
        "Land procedures, provincial rules of 2025 (two appointment dates)", Clock.STOPS,
        notice="financial_duty_requested",
        by_holder=True,
    ),
    Act.CONFIRM_FINANCIAL_DUTY: ActEntry(
        "Xác nhận đã thực hiện nghĩa vụ tài chính", "Confirm financial duty", OFFICE | {SYSTEM},
        {State.AWAITING_DUTY: State.PROCESSING},
        "Land procedures, provincial rules of 2025 (two appointment dates)", Clock.RUNS_ON,
        notice="financial_duty_confirmed",
    ),
    Act.PROPOSE: ActEntry(
        "Thẩm định xong, trình ký", "Propose", AGENCY | {SYSTEM},
        {State.RECEIVED: State.PROPOSED, State.PROCESSING: State.PROPOSED},
        "NĐ 61/2018 art 19.2–19.3", by_holder=True,
    ),
    Act.SEND_BACK: ActEntry(
        "Trả lại để thẩm định lại", "Send back to the appraiser", frozenset({SIGN_DUTY, SYSTEM}),
        {State.PROPOSED: State.PROCESSING}, "Internal process of the procedure", needs_reason=True,
    ),
    Act.DECIDE: ActEntry(
        "Ký, quyết định", "Decide", frozenset({SIGN_DUTY, SYSTEM}), _all_to(State.DECIDED, *IN_HAND, State.PROPOSED),
        "NĐ 61/2018 arts 19, 20", Clock.ENDS, notice="decided", by_holder=True,
    ),
    Act.REFUSE_AFTER_APPRAISAL: ActEntry(
        "Từ chối giải quyết sau thẩm định", "Refuse after appraisal", frozenset({SIGN_DUTY, SYSTEM}),
        _all_to(State.REFUSED, *IN_HAND, State.PROPOSED),
        "NĐ 61/2018 art 19.8", Clock.ENDS, paper="refusal", notice="refused", needs_reason=True, by_holder=True,
    ),
    Act.REAPPOINT: ActEntry(
        "Xin lỗi và hẹn lại ngày trả", "Apologise and re-appoint", AGENCY | {SUPERVISE_DUTY, SYSTEM},
        _stay(*IN_HAND, State.PROPOSED), "NĐ 61/2018 arts 12.5, 19.9", Clock.NEW_DATE,
        paper="apology", notice="reappointed", needs_reason=True,
    ),
    Act.MOVE_APPOINTMENT: ActEntry(
        "Dời ngày hẹn do lịch làm việc thay đổi", "Move the appointment with the calendar", frozenset({SYSTEM}),
        _stay(*sorted(RUNNING)), "Decision that amends the working calendar", Clock.NEW_DATE,
        notice="appointment_moved", needs_reason=True,
    ),
    Act.STOP_AT_REQUEST: ActEntry(
        "Dừng giải quyết theo đề nghị", "Stop at the applicant's request", OFFICE | {SYSTEM},
        _all_to(State.STOPPED, *sorted(RUNNING)),
        "NĐ 118/2025 art 21; TT 03/2025/TT-VPCP art 7", Clock.ENDS, paper="stop", notice="stopped",
        needs_reason=True,
    ),
    Act.STOP_UNANSWERED: ActEntry(
        "Dừng xử lý do không bổ sung, không thực hiện nghĩa vụ", "Stop because nothing was answered",
        OFFICE | {SYSTEM},
        _all_to(State.STOPPED, State.SUPPLEMENT_BEFORE_RECEPTION, State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY),
        "Interlinked karaoke rule of 2025: 15 working days, or the special law", Clock.ENDS,
        notice="stopped_unanswered", needs_reason=True,
    ),
    Act.WITHDRAW: ActEntry(
        "Rút hồ sơ", "Withdraw", OFFICE | {APPLICANT, SYSTEM},
        _all_to(State.WITHDRAWN, *sorted(BEFORE_RECEPTION), *sorted(RUNNING)),
        "National status 7 (applicant asks to take the dossier back)", Clock.ENDS, notice="withdrawn",
    ),
    Act.ASK_CORRECTION: ActEntry(
        "Đề nghị đính chính", "Ask for a correction", OFFICE | {SYSTEM}, _stay(*State),
        "NĐ 61/2018 art 21; the house asks two persons", needs_reason=True,
    ),
    Act.DECLINE_CORRECTION: ActEntry(
        "Không duyệt đính chính", "Decline a correction", APPROVERS | {SYSTEM}, _stay(*State),
        "NĐ 61/2018 art 21; the house asks two persons", needs_reason=True,
    ),
    Act.CORRECT: ActEntry(
        "Duyệt đính chính", "Approve a correction", APPROVERS | {SYSTEM}, _stay(*State),
        "NĐ 61/2018 art 21", notice="corrected", needs_reason=True,
    ),
    Act.REOPEN: ActEntry(
        "Mở lại hồ sơ bằng đính chính được duyệt", "Reopen by an approved correction", APPROVERS | {SYSTEM},
        _all_to(
            State.PROCESSING, State.DECIDED, State.REFUSED, State.RETURNED, State.CLOSED, State.WITHDRAWN,
            State.STOPPED,
        )
        | {State.RECEPTION_REFUSED: State.REGISTERED},
        "NĐ 61/2018 art 21 (the office corrects its fault)", Clock.RUNS_ON, notice="reopened", needs_reason=True,
    ),
    Act.REPORT_CHILD: ActEntry(
        "Ghi nhận việc ở hồ sơ thành phần", "Note an act on a child dossier", frozenset({SYSTEM}),
        _stay(*State) | {State.RECEIVED: State.PROCESSING},
        "NĐ 61/2018 art 19.6–19.7",
    ),
    Act.RETURN_OUTPUT: ActEntry(
        "Trả kết quả", "Return the output", ONE_STOP | {SYSTEM},
        _all_to(State.RETURNED, State.DECIDED, State.REFUSED),
        "NĐ 61/2018 art 20", paper="result_slip", notice="returned",
    ),
    Act.CLOSE: ActEntry(
        "Kết thúc, lưu hồ sơ", "Close", OFFICE | {SYSTEM}, {State.RETURNED: State.CLOSED},
        "TT 13/2023/TT-BNV (e-file archive)",
    ),
}  # fmt: skip
