"""How filing refuses."""

from motcua.rules.errors import RuleViolation


class NotOnline(RuleViolation):
    """“{name}” cannot be filed online. File it at the one-stop unit or by post."""

    code = "not_online"
    vi = "“{name}” chưa nộp trực tuyến được. Hãy nộp tại bộ phận một cửa hoặc qua bưu chính."


class NotFinished(RuleViolation):
    """Some answers are still missing or wrong. Open each page marked “to complete”."""

    code = "filing_not_finished"
    vi = "Còn mục chưa khai đủ hoặc chưa đúng. Hãy mở từng mục ghi “cần hoàn thành”."


class PaperMissing(RuleViolation):
    """A mandatory paper is missing: {papers}. Give it, or choose one that the State already holds."""

    code = "filing_paper_missing"
    vi = "Còn thiếu giấy tờ bắt buộc: {papers}. Hãy tải lên hoặc chọn giấy tờ Nhà nước đã có."


class TruthNotStated(RuleViolation):
    """The statement of truth is not confirmed. Read it and tick the box."""

    code = "truth_not_stated"
    vi = "Bạn chưa xác nhận lời cam đoan. Hãy đọc và đánh dấu vào ô cam đoan."


class TextChanged(RuleViolation):
    """The text of this procedure changed while you were filling in. Your answers are kept: check them again."""

    code = "text_changed"
    vi = "Nội dung thủ tục vừa thay đổi trong lúc bạn khai. Phần đã khai vẫn còn: hãy kiểm tra lại."


class TooManyPapers(RuleViolation):
    """At most {most} papers can be given with one application. Join several pages into one PDF."""

    code = "too_many_papers"
    vi = "Mỗi hồ sơ nhận tối đa {most} tệp. Hãy gộp nhiều trang thành một tệp PDF."


class ShareNotPossible(RuleViolation):
    """The paper was not shared: name who may see it, and choose 1 to 90 days."""

    code = "share_not_possible"
    vi = "Chưa chia sẻ được: hãy ghi ai được xem và chọn từ 1 đến 90 ngày."


class NoTimeChosen(RuleViolation):
    """No time was chosen. Choose one that is free."""

    code = "no_time_chosen"
    vi = "Bạn chưa chọn giờ. Hãy chọn một giờ còn trống."
