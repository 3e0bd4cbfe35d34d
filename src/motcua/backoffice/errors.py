"""How this door refuses what the rooms below cannot know."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class UnitNotNamed(RuleViolation):
    """“{text}” names no unit, or more than one. Give the unit's code, for example from the list of units."""

    code: ClassVar[str] = "unit_not_named"
    vi: ClassVar[str] = "“{text}” không chỉ đúng một đơn vị nào. Hãy ghi mã đơn vị."


class ResultMissing(RuleViolation):
    """There is no result to sign. Write the text of the result, or attach the signed file."""

    code: ClassVar[str] = "result_missing"
    vi: ClassVar[str] = "Chưa có kết quả để ký. Hãy soạn nội dung kết quả, hoặc đính kèm tệp đã ký."


class NotAColleague(RuleViolation):
    """“{username}” does not work in this unit today. Choose an officer who is posted here."""

    code: ClassVar[str] = "not_a_colleague"
    vi: ClassVar[str] = "“{username}” hôm nay không làm việc ở đơn vị này. Hãy chọn cán bộ được bố trí ở đây."


class TooMany(RuleViolation):
    """{count} dossiers are more than one bulk act may touch ({most}). Narrow the list and do it in parts."""

    code: ClassVar[str] = "too_many"
    vi: ClassVar[str] = "{count} hồ sơ vượt quá số cho phép trong một lượt ({most}). Hãy lọc bớt và làm từng phần."


class NothingChosen(RuleViolation):
    """No dossier is chosen. Tick some, or choose the whole list."""

    code: ClassVar[str] = "nothing_chosen"
    vi: ClassVar[str] = "Chưa chọn hồ sơ nào. Hãy đánh dấu một số hồ sơ, hoặc chọn cả danh sách."


class AlreadyBegun(RuleViolation):
    """This bulk act can no longer be taken back: the work has begun, and notices may have left."""

    code: ClassVar[str] = "bulk_already_begun"
    vi: ClassVar[str] = "Không thu hồi được nữa: việc đã bắt đầu và thông báo có thể đã gửi đi."


class PostingEnded(RuleViolation):
    """The posting in which this was ordered has ended, so nobody may do it any more."""

    code: ClassVar[str] = "posting_ended"
    vi: ClassVar[str] = "Bố trí công tác của người ra lệnh đã kết thúc nên không thực hiện được nữa."
