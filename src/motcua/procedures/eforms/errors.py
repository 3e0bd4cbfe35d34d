"""What the drafting of a form refuses, and why."""

from typing import ClassVar

from motcua.rules.errors import RuleViolation


class FormChangedMeanwhile(RuleViolation):
    """Somebody saved this form after you opened it. Your change was not saved: reload, look, and make it again."""

    code: ClassVar[str] = "form_changed_meanwhile"
    vi: ClassVar[str] = (
        "Có người vừa lưu biểu mẫu này sau khi bạn mở. Thay đổi của bạn chưa được lưu: hãy tải lại, xem rồi làm lại."
    )


class FormNotDraft(RuleViolation):
    """This form is “{status_en}”, so it is not changed this way. Reload the page."""

    code: ClassVar[str] = "form_not_draft"
    vi: ClassVar[str] = "Biểu mẫu này đang ở trạng thái “{status_vi}” nên không làm được. Hãy tải lại trang."


class FormDayTaken(RuleViolation):
    """The form cannot begin on {day}: {reason}. Choose a later day."""

    code: ClassVar[str] = "form_day_taken"
    vi: ClassVar[str] = "Biểu mẫu không thể bắt đầu từ ngày {day}: {reason_vi}. Hãy chọn ngày muộn hơn."


class FormFileUnreadable(RuleViolation):
    """The file is no form: {reason}. Nothing was taken over; export a form to see what a file looks like."""

    code: ClassVar[str] = "form_file_unreadable"
    vi: ClassVar[str] = (
        "Tệp này không phải biểu mẫu: {reason_vi}. Chưa nhập gì; hãy xuất một biểu mẫu để xem cách viết."
    )


class CaseUnknown(RuleViolation):
    """The procedure has no case “{case}”. Leave it empty for every case, or write a code from its list."""

    code: ClassVar[str] = "form_case_unknown"
    vi: ClassVar[str] = "Thủ tục không có trường hợp “{case}”. Để trống nếu dùng chung, hoặc ghi mã trong danh sách."
