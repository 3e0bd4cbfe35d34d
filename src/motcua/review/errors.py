"""Refusals of the review room."""

from motcua.rules.errors import RuleViolation


class BrokenLog(RuleViolation):
    """{file}, {place_en}: {reason_en} Nothing was read; mend the file and try again."""

    code = "broken_log"
    vi = "{file}, {place_vi}: {reason_vi} Chưa đọc gì; hãy sửa tệp rồi thử lại."


class EmptyLog(RuleViolation):
    """{file} holds no event. Choose another file, or widen the period."""

    code = "empty_log"
    vi = "{file} không có sự kiện nào. Hãy chọn tệp khác hoặc mở rộng kỳ."


class UnknownLogForm(RuleViolation):
    """{file} is not an event log that can be read: XES (.xes, .xes.gz), OCEL 2.0 (.json) or CSV (.csv)."""

    code = "unknown_log_form"
    vi = "{file} không phải nhật ký đọc được: XES (.xes, .xes.gz), OCEL 2.0 (.json) hoặc CSV (.csv)."
