"""What the catalogue refuses, and why."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class ProcedureUnknown(RuleViolation):
    """There is no procedure with the code “{code}”. {near_en}"""

    code: ClassVar[str] = "procedure_unknown"
    vi: ClassVar[str] = "Không có thủ tục nào mang mã “{code}”. {near_vi}"


class NothingInForce(RuleViolation):
    """Procedure {code} had no text in force on {on}. {why_en}"""

    code: ClassVar[str] = "nothing_in_force"
    vi: ClassVar[str] = "Thủ tục {code} không có nội dung nào có hiệu lực vào ngày {on}. {why_vi}"


class SamePersonApproves(RuleViolation):
    """You drafted or submitted this text, so you cannot approve it. Ask a colleague of procedure control."""

    code: ClassVar[str] = "same_person_approves"
    vi: ClassVar[str] = (
        "Bạn là người soạn hoặc trình nội dung này nên không thể tự phê duyệt. "
        "Hãy nhờ một cán bộ kiểm soát thủ tục khác phê duyệt."
    )


class TextIsInForce(RuleViolation):
    """Version {ordinal} of {code} has been approved, so it is not edited. Draft a next version under a decision."""

    code: ClassVar[str] = "text_is_in_force"
    vi: ClassVar[str] = (
        "Phiên bản {ordinal} của thủ tục {code} đã được phê duyệt nên không sửa được. "
        "Hãy soạn phiên bản kế tiếp theo một quyết định công bố."
    )


class StepOutOfOrder(RuleViolation):
    """This text is “{status_en}”, so it cannot be {wanted_en} now. {next_en}"""

    code: ClassVar[str] = "step_out_of_order"
    vi: ClassVar[str] = "Nội dung này đang ở trạng thái “{status_vi}” nên chưa thể {wanted_vi}. {next_vi}"


class DecisionIncomplete(RuleViolation):
    """The decision cannot be entered: {reason}. Complete it and save again."""

    code: ClassVar[str] = "decision_incomplete"
    vi: ClassVar[str] = "Chưa nhập được quyết định: {reason_vi}. Hãy bổ sung rồi lưu lại."


class DecisionAlreadyEntered(RuleViolation):
    """Decision {number} of {issuer}, signed {signed_on}, is already entered. Open it and add items there."""

    code: ClassVar[str] = "decision_already_entered"
    vi: ClassVar[str] = (
        "Quyết định {number} của {issuer} ký ngày {signed_on} đã được nhập. Hãy mở quyết định đó để bổ sung."
    )


class EndingNotConfirmable(RuleViolation):
    """Item {code} of decision {number} cannot be confirmed: {reason}. Check the decision."""

    code: ClassVar[str] = "ending_not_confirmable"
    vi: ClassVar[str] = "Chưa xác nhận được mục {code} của quyết định {number}: {reason_vi}. Hãy kiểm tra quyết định."


class FormIsBroken(RuleViolation):
    """The e-form cannot be saved: {reason}. Correct the schema and save again."""

    code: ClassVar[str] = "form_is_broken"
    vi: ClassVar[str] = "Chưa lưu được biểu mẫu điện tử: {reason_vi}. Hãy sửa lược đồ rồi lưu lại."


class ReasonMissing(RuleViolation):
    """A withdrawal needs a reason, because the text and its history stay visible. Write one sentence why."""

    code: ClassVar[str] = "reason_missing"
    vi: ClassVar[str] = "Khi rút phải nêu lý do, vì nội dung và lịch sử vẫn được lưu. Hãy ghi một câu lý do."


class TextIncomplete(RuleViolation):
    """The text lacks what the law demands: {parts}. Add these parts before you submit it."""

    code: ClassVar[str] = "text_incomplete"
    vi: ClassVar[str] = (
        "Nội dung còn thiếu bộ phận bắt buộc theo Nghị định 63/2010/NĐ-CP điều 8: {parts_vi}. "
        "Hãy bổ sung trước khi trình."
    )


class StartsTooEarly(RuleViolation):
    """A text cannot take effect on {valid_from}: {reason}. Choose a later day or another decision."""

    code: ClassVar[str] = "starts_too_early"
    vi: ClassVar[str] = (
        "Nội dung không thể có hiệu lực từ ngày {valid_from}: {reason_vi}. Hãy chọn ngày muộn hơn hoặc quyết định khác."
    )


class FileUnreadable(RuleViolation):
    """The file {file} cannot be read: {reason}. Nothing of it was imported; check the path and the format."""

    code: ClassVar[str] = "file_unreadable"
    vi: ClassVar[str] = (
        "Không đọc được tệp {file}: {reason_vi}. Chưa nhập gì từ tệp này; hãy kiểm tra đường dẫn và định dạng."
    )


class ReleaseRefused(RuleViolation):
    """The record “{code}” cannot enter the catalogue: {reason}. Nothing was changed."""

    code: ClassVar[str] = "release_refused"
    vi: ClassVar[str] = "Chưa đưa được bản ghi “{code}” vào danh mục: {reason_vi}. Chưa có gì thay đổi."


class SamePersonReleases(RuleViolation):
    """You proposed this release, so you cannot carry it out. Ask a colleague of procedure control."""

    code: ClassVar[str] = "same_person_releases"
    vi: ClassVar[str] = (
        "Bạn là người đề xuất nên không thể tự đưa bản ghi vào danh mục. Hãy nhờ một cán bộ kiểm soát thủ tục khác."
    )


class ReleaseReasonMissing(RuleViolation):
    """A release changes what the public sees, so it needs a reason. Write one sentence why."""

    code: ClassVar[str] = "release_reason_missing"
    vi: ClassVar[str] = (
        "Đưa bản ghi ra khỏi cách ly làm thay đổi danh mục công khai nên phải nêu lý do. Hãy ghi một câu."
    )
