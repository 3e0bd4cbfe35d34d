"""A dossier's acts in plain words for the person who filed it; inside steps of the office are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from motcua.core.phrases import Phrase, speaks_english
from motcua.rules.apologies import CAUSES
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_states import State

WORDS: dict[Act, tuple[Phrase, str]] = {
    Act.REGISTER: (Phrase("Bạn đã nộp hồ sơ", "You filed the application"), ""),
    Act.RECEIVE: (
        Phrase("Hồ sơ đã được tiếp nhận, thời hạn bắt đầu tính", "It was received; the time limit runs"),
        "good",
    ),
    Act.REFUSE_RECEPTION: (Phrase("Hồ sơ không được tiếp nhận", "It was not received"), "bad"),
    Act.REQUEST_SUPPLEMENT: (Phrase("Cơ quan yêu cầu bổ sung giấy tờ", "The office asks for more papers"), "warn"),
    Act.SUPPLEMENT: (Phrase("Bạn đã bổ sung giấy tờ", "You gave more papers"), ""),
    Act.RESTART: (
        Phrase("Giấy tờ bổ sung đã đủ, thời hạn tính lại từ đầu", "The papers are complete; the limit starts anew"),
        "good",
    ),
    Act.HAND_OVER: (Phrase("Hồ sơ được chuyển đi", "It was sent on"), ""),
    Act.TAKE_OVER: (Phrase("Cơ quan đã nhận hồ sơ để giải quyết", "The office took it over"), ""),
    Act.CONSULT: (Phrase("Đang lấy ý kiến cơ quan khác", "Another agency is being asked"), ""),
    Act.ANSWER_CONSULTATION: (Phrase("Cơ quan được hỏi đã trả lời", "The other agency answered"), ""),
    Act.REQUEST_FINANCIAL_DUTY: (
        Phrase("Bạn cần thực hiện nghĩa vụ tài chính", "You have a financial duty to meet"),
        "warn",
    ),
    Act.CONFIRM_FINANCIAL_DUTY: (Phrase("Đã ghi nhận nghĩa vụ tài chính", "Your payment was recorded"), "good"),
    Act.PROPOSE: (Phrase("Đã thẩm định xong, đang trình ký", "Appraised; waiting for signature"), ""),
    Act.DECIDE: (Phrase("Đã có kết quả", "There is a result"), "good"),
    Act.REFUSE_AFTER_APPRAISAL: (
        Phrase("Cơ quan từ chối, có văn bản nêu lý do", "Refused, with reasons in writing"),
        "bad",
    ),
    Act.REAPPOINT: (Phrase("Cơ quan xin lỗi và hẹn lại ngày trả", "The office apologises and gives a new day"), "warn"),
    Act.MOVE_APPOINTMENT: (
        Phrase("Ngày hẹn dời theo lịch làm việc", "The day moved with the working calendar"),
        "warn",
    ),
    Act.STOP_AT_REQUEST: (Phrase("Dừng giải quyết theo đề nghị của bạn", "Stopped as you asked"), ""),
    Act.STOP_UNANSWERED: (
        Phrase("Dừng vì không được bổ sung đúng hạn", "Stopped: the papers did not come in time"),
        "bad",
    ),
    Act.WITHDRAW: (Phrase("Bạn đã rút hồ sơ", "You withdrew it"), ""),
    Act.CORRECT: (Phrase("Thông tin hồ sơ được đính chính", "A correction was made"), ""),
    Act.REOPEN: (Phrase("Hồ sơ được mở lại", "It was opened again"), ""),
    Act.RETURN_OUTPUT: (Phrase("Đã trả kết quả", "The result was handed out"), "good"),
}
TURNS = {
    State.REGISTERED: Phrase("{unit} đang kiểm tra hồ sơ để tiếp nhận.", "{unit} checks it before reception."),
    State.SUPPLEMENT_BEFORE_RECEPTION: Phrase("Đến lượt bạn: bổ sung giấy tờ.", "Your turn: give the missing papers."),
    State.AWAITING_SUPPLEMENT: Phrase("Đến lượt bạn: bổ sung giấy tờ.", "Your turn: give the missing papers."),
    State.AWAITING_DUTY: Phrase("Đến lượt bạn: thực hiện nghĩa vụ tài chính.", "Your turn: meet the financial duty."),
    State.DECIDED: Phrase("Đã có kết quả, chờ bạn nhận.", "The result waits for you."),
    State.REFUSED: Phrase("Có văn bản từ chối, chờ bạn nhận.", "The written refusal waits for you."),
    State.RETURNED: Phrase("Đã xong.", "Done."),
    State.CLOSED: Phrase("Đã xong.", "Done."),
    State.WITHDRAWN: Phrase("Đã kết thúc vì bạn rút hồ sơ.", "Ended: you withdrew it."),
    State.STOPPED: Phrase("Đã dừng giải quyết.", "Stopped."),
    State.RECEPTION_REFUSED: Phrase("Không được tiếp nhận. Xem lý do bên dưới.", "Not received. The reason is below."),
}
WITH_UNIT = Phrase("Đang ở {unit}.", "It is with {unit}.")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline."""

    at: str
    title: Phrase
    text: str = ""
    by: str = ""
    tone: str = ""
    href: str = ""


def lines_of(events: Sequence[Any]) -> list[Line]:
    """Return the acts that concern the applicant, the newest first."""
    found = []
    for event in reversed(events):
        if event.act in WORDS:
            title, tone = WORDS[Act(event.act)]
            by = event.unit.name if event.unit else ""
            found.append(Line(f"{timezone.localtime(event.occurred_at):%H:%M %d/%m/%Y}", title, _text(event), by, tone))
    return found


def _text(event: Any) -> str:
    parts = [str(item) for item in event.facts.get("items", [])]
    if event.act == Act.REAPPOINT:
        cause = CAUSES.get(event.facts.get("cause", ""))
        parts += [cause[1] if speaks_english() else cause[0]] if cause else []
    if event.reason:
        parts.append(event.reason)
    return "; ".join(parts)


def turn_of(dossier: Any) -> str:
    """Return where a dossier is and whose turn it is."""
    phrase = TURNS.get(State(dossier.state), WITH_UNIT)
    unit = dossier.expected_unit or dossier.resolving_unit
    return phrase.format(unit=unit.name)
