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
    """{file} is no event log that can be read: XES (.xes, .xes.gz), OCEL 2.0 (.json, .xml, .sqlite) or CSV (.csv)."""

    code = "unknown_log_form"
    vi = "{file} không phải nhật ký đọc được: XES (.xes, .xes.gz), OCEL 2.0 (.json, .xml, .sqlite) hoặc CSV (.csv)."


class NothingToReview(RuleViolation):
    """No dossier was received in {en} (procedure {procedure}, agency {agency}). Choose another period or code."""

    code = "nothing_to_review"
    vi = "Không có hồ sơ nào tiếp nhận trong {vi} (thủ tục {procedure}, cơ quan {agency}). Hãy chọn kỳ, mã khác."


class ChangeNotUnderstood(RuleViolation):
    """Change {place} of the file is not understood: {reason_en} Nothing was replayed; mend it and try again."""

    code = "change_not_understood"
    vi = "Không hiểu thay đổi thứ {place} trong tệp: {reason_vi} Chưa tính gì; hãy sửa rồi thử lại."


class ReviewRefused(RuleViolation):
    """{reason_en}"""

    code = "review_refused"
    vi = "{reason_vi}"


class ForeignExportPath(RuleViolation):
    """{file} cannot be written: {reason}. Choose another place."""

    code = "export_path_refused"
    vi = "Không ghi được {file}: {reason}. Hãy chọn nơi khác."
