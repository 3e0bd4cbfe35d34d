"""How this room refuses; the refusals of the lifecycle itself are in `motcua.rules.lifecycle`."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class DossierNotFound(RuleViolation):
    """There is no dossier with the number “{number}”. Check the number on the receipt."""

    code: ClassVar[str] = "dossier_not_found"
    vi: ClassVar[str] = "Không có hồ sơ nào mang mã “{number}”. Hãy kiểm tra mã trên giấy tiếp nhận."


class OutsideYourUnit(RuleViolation):
    """The dossier {number} is with another unit. Only the units that receive, hold or settle it may act on it."""

    code: ClassVar[str] = "outside_your_unit"
    vi: ClassVar[str] = (
        "Hồ sơ {number} đang ở đơn vị khác. Chỉ đơn vị tiếp nhận, đang giữ hoặc giải quyết mới thao tác được."
    )


class NotYourAgency(RuleViolation):
    """Your system was not enrolled for agency {code}. Ask the administrator of Motcua to enrol it."""

    code: ClassVar[str] = "not_your_agency"
    vi: ClassVar[str] = "Hệ thống của bạn chưa được đăng ký cho cơ quan {code}. Hãy đề nghị quản trị Motcua đăng ký."


class NotTheConsultedUnit(RuleViolation):
    """This consultation was put to another unit. Only that unit can answer it."""

    code: ClassVar[str] = "not_the_consulted_unit"
    vi: ClassVar[str] = "Yêu cầu lấy ý kiến này gửi đơn vị khác. Chỉ đơn vị đó trả lời được."


class NotTheReceivingUnit(RuleViolation):
    """The dossier {number} was handed over to another unit. Only that unit can take it over."""

    code: ClassVar[str] = "not_the_receiving_unit"
    vi: ClassVar[str] = "Hồ sơ {number} được chuyển cho đơn vị khác. Chỉ đơn vị đó nhận bàn giao được."


class SecondSupplement(RuleViolation):
    """Papers were already asked for once. A further request must say why it could not be made the first time."""

    code: ClassVar[str] = "second_supplement"
    vi: ClassVar[str] = "Hồ sơ đã được yêu cầu bổ sung một lần. Yêu cầu thêm phải nêu lý do vì sao chưa nêu từ lần đầu."


class NothingListed(RuleViolation):
    """A supplement request lists at least one thing to complete. List them all at once."""

    code: ClassVar[str] = "nothing_listed"
    vi: ClassVar[str] = "Phiếu yêu cầu bổ sung phải nêu ít nhất một nội dung. Hãy nêu hết một lần."


class ConsultationStillRuns(RuleViolation):
    """The time to answer ends at {due_at}, and silence means: {silence}. It has not passed yet."""

    code: ClassVar[str] = "consultation_still_runs"
    vi: ClassVar[str] = "Thời hạn trả lời đến {due_at} chưa hết, hoặc quy định im lặng là “{silence}”."


class UnknownCause(RuleViolation):
    """“{cause}” is not a cause of delay. Choose one of: {known}."""

    code: ClassVar[str] = "unknown_cause"
    vi: ClassVar[str] = "“{cause}” không có trong danh mục nguyên nhân chậm. Hãy chọn một trong: {known}."


class NoDateToMove(RuleViolation):
    """This dossier has no running appointed date, so there is nothing to re-appoint."""

    code: ClassVar[str] = "no_date_to_move"
    vi: ClassVar[str] = "Hồ sơ không có ngày hẹn đang tính nên không có gì để hẹn lại."


class StillTimeToAnswer(RuleViolation):
    """The applicant may answer until {until}. The dossier cannot be stopped before."""

    code: ClassVar[str] = "still_time_to_answer"
    vi: ClassVar[str] = "Người nộp còn thời gian đến {until}. Chưa thể dừng hồ sơ."


class UnknownStep(RuleViolation):
    """The internal process of this dossier has no open step “{step}”."""

    code: ClassVar[str] = "unknown_step"
    vi: ClassVar[str] = "Quy trình nội bộ của hồ sơ này không có bước “{step}” đang mở."


class UnknownGroup(RuleViolation):
    """There is no interlinked group “{code}” on that day."""

    code: ClassVar[str] = "unknown_group"
    vi: ClassVar[str] = "Không có nhóm thủ tục liên thông “{code}” vào ngày đó."


class ChildrenDecide(RuleViolation):
    """An interlinked dossier is settled by its parts. Act on the part of the agency: {children}."""

    code: ClassVar[str] = "children_decide"
    vi: ClassVar[str] = "Hồ sơ liên thông được giải quyết ở từng hồ sơ thành phần. Hãy thao tác trên: {children}."


class ChainBroken(RuleViolation):
    """The record of dossier {number} was changed after act {ordinal}. Tell the administrator; do not go on."""

    code: ClassVar[str] = "chain_broken"
    vi: ClassVar[str] = (
        "Nhật ký hồ sơ {number} bị thay đổi sau việc số {ordinal}. Hãy báo quản trị, không thao tác tiếp."
    )


class NoOpenCorrection(RuleViolation):
    """Nobody waits for an answer to this correction: it was approved or declined before, or never asked for."""

    code: ClassVar[str] = "no_open_correction"
    vi: ClassVar[str] = "Không có đề nghị đính chính nào đang chờ duyệt: đã được duyệt, đã từ chối, hoặc chưa đề nghị."


class NothingToCorrect(RuleViolation):
    """The request says neither what is right nor that the dossier should be opened again. State one of them."""

    code: ClassVar[str] = "nothing_to_correct"
    vi: ClassVar[str] = "Đề nghị chưa nêu nội dung đúng, cũng không đề nghị mở lại hồ sơ. Hãy nêu một trong hai."


class NothingWritten(RuleViolation):
    """The message is empty. Write what you want to say."""

    code: ClassVar[str] = "nothing_written"
    vi: ClassVar[str] = "Tin nhắn đang trống. Hãy viết nội dung cần trao đổi."
