"""What a consultation refuses, and why."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class ConsultationUnknown(RuleViolation):
    """There is no such consultation or comment. Go back to the list."""

    code: ClassVar[str] = "consultation_unknown"
    vi: ClassVar[str] = "Không có cuộc lấy ý kiến hoặc ý kiến này. Hãy quay lại danh sách."


class AlreadyOpen(RuleViolation):
    """This text is already open for comment. Close that consultation first."""

    code: ClassVar[str] = "already_open_for_comment"
    vi: ClassVar[str] = "Nội dung này đang được lấy ý kiến. Hãy kết thúc cuộc lấy ý kiến đó trước."


class PeriodImpossible(RuleViolation):
    """The period cannot be used: {reason}. Choose the first and the last day again."""

    code: ClassVar[str] = "consultation_period_impossible"
    vi: ClassVar[str] = "Thời gian lấy ý kiến không dùng được: {reason_vi}. Hãy chọn lại ngày đầu và ngày cuối."


class NothingToConsult(RuleViolation):
    """There is nothing to comment on: {reason}. Write the draft first."""

    code: ClassVar[str] = "nothing_to_consult"
    vi: ClassVar[str] = "Chưa có gì để lấy ý kiến: {reason_vi}. Hãy soạn nội dung trước."


class NotOpenNow(RuleViolation):
    """Comments are taken from {first} to {last} only. Your words were not kept; to be heard now, send feedback."""

    code: ClassVar[str] = "consultation_not_open"
    vi: ClassVar[str] = (
        "Chỉ nhận ý kiến từ ngày {first} đến hết ngày {last}. Ý kiến này chưa được lưu; "
        "nếu cần, hãy gửi phản ánh, kiến nghị."
    )


class CommentEmpty(RuleViolation):
    """Write between 10 and 5,000 letters, so that the office can answer."""

    code: ClassVar[str] = "comment_empty"
    vi: ClassVar[str] = "Hãy viết từ 10 đến 5.000 ký tự để cơ quan trả lời được."


class TooManyComments(RuleViolation):
    """You have written {most} comments here, which is the most one person may. Thank you; they will be answered."""

    code: ClassVar[str] = "too_many_comments"
    vi: ClassVar[str] = "Bạn đã gửi {most} ý kiến, là số nhiều nhất của một người. Cảm ơn bạn; cơ quan sẽ trả lời."


class CommentDone(RuleViolation):
    """This comment was {done_en} already, and that stays. Reload the page."""

    code: ClassVar[str] = "comment_done"
    vi: ClassVar[str] = "Ý kiến này đã được {done_vi} và được giữ nguyên. Hãy tải lại trang."


class NotShown(RuleViolation):
    """Only a comment that is shown is answered. Decide first whether it is shown."""

    code: ClassVar[str] = "comment_not_shown"
    vi: ClassVar[str] = "Chỉ trả lời ý kiến đã công khai. Hãy duyệt ý kiến trước."


class WhyHeld(RuleViolation):
    """Say why this comment is not shown; the author reads the reason."""

    code: ClassVar[str] = "why_held"
    vi: ClassVar[str] = "Hãy nêu lý do không công khai; người viết sẽ đọc được lý do."


class StillRuns(RuleViolation):
    """People were promised time until {last}. Close the consultation after that day."""

    code: ClassVar[str] = "consultation_still_runs"
    vi: ClassVar[str] = "Đã hẹn nhận ý kiến đến hết ngày {last}. Hãy kết thúc sau ngày đó."


class Unanswered(RuleViolation):
    """{count} comments still wait to be checked or answered. Answer them, then close."""

    code: ClassVar[str] = "comments_unanswered"
    vi: ClassVar[str] = "Còn {count} ý kiến chưa duyệt hoặc chưa trả lời. Hãy trả lời rồi mới kết thúc."


class ConclusionMissing(RuleViolation):
    """Write what becomes of the draft after these comments, in at least 10 letters."""

    code: ClassVar[str] = "conclusion_missing"
    vi: ClassVar[str] = "Hãy viết kết luận: tiếp thu gì, giữ nguyên gì (ít nhất 10 ký tự)."


class OpenForComment(RuleViolation):
    """This draft is open for comment until {last}. Close the consultation before you approve."""

    code: ClassVar[str] = "draft_open_for_comment"
    vi: ClassVar[str] = "Bản thảo đang được lấy ý kiến đến hết ngày {last}. Hãy kết thúc lấy ý kiến rồi mới phê duyệt."
