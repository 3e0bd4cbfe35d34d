"""How the counter refuses before an act is tried."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class FeeStillDue(RuleViolation):
    """{amount} ₫ are still due for {number}. Collect them, or record the exemption, then hand the result out."""

    code: ClassVar[str] = "fee_still_due"
    vi: ClassVar[str] = "Hồ sơ {number} còn phải nộp {amount} ₫. Hãy thu tiền hoặc ghi lý do miễn rồi trả kết quả."


class IdentityNotChecked(RuleViolation):
    """The identity of who takes the result was not confirmed. Compare the paper shown, then tick the box."""

    code: ClassVar[str] = "identity_not_checked"
    vi: ClassVar[str] = (
        "Chưa xác nhận đã đối chiếu giấy tờ của người nhận. Hãy đối chiếu giấy tờ xuất trình rồi đánh dấu."
    )


class NothingChosen(RuleViolation):
    """No dossier was chosen. Tick at least one line and try again."""

    code: ClassVar[str] = "nothing_chosen"
    vi: ClassVar[str] = "Chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một dòng rồi làm lại."


class ReasonMissing(RuleViolation):
    """The reason is empty. State it once and whole: it is printed and the applicant keeps it."""

    code: ClassVar[str] = "counter_reason_missing"
    vi: ClassVar[str] = "Chưa ghi lý do. Hãy nêu một lần, đầy đủ: lý do được in và giao cho người nộp."


class NoUnitChosen(RuleViolation):
    """No agency to settle “{name}” was chosen. Choose it in the list of agencies."""

    code: ClassVar[str] = "no_unit_chosen"
    vi: ClassVar[str] = "Chưa chọn cơ quan giải quyết “{name}”. Hãy chọn trong danh sách cơ quan."


class NameMissing(RuleViolation):
    """The name of who takes the result is empty. Write it as it stands on the paper shown."""

    code: ClassVar[str] = "taker_name_missing"
    vi: ClassVar[str] = "Chưa ghi họ tên người nhận kết quả. Hãy ghi đúng theo giấy tờ xuất trình."


class BadDays(RuleViolation):
    """“{text}” is not a day, or the last day comes before the first. Write days as 2026-03-02."""

    code: ClassVar[str] = "bad_days"
    vi: ClassVar[str] = "“{text}” không phải ngày, hoặc ngày cuối trước ngày đầu. Hãy ghi ngày dạng 2026-03-02."


class OnItsWay(RuleViolation):
    """The result is on its way by post, so it is not here. It can be handed out if the post brings it back."""

    code: ClassVar[str] = "result_on_its_way"
    vi: ClassVar[str] = (
        "Kết quả đang trên đường bưu chính nên không trả tại quầy. Chỉ trả được nếu bưu chính chuyển hoàn."
    )
