"""Refusals of the reports room."""

from motcua.rules.errors import RuleViolation


class UnknownReport(RuleViolation):
    """There is no report “{name}”. Known reports: {known}."""

    code = "unknown_report"
    vi = "Không có báo cáo “{name}”. Các báo cáo: {known}."


class UnknownLevel(RuleViolation):
    """There is no level “{level}”. Known levels: {known}."""

    code = "unknown_level"
    vi = "Không có cấp “{level}”. Các cấp: {known}."


class MomentNotUnderstood(RuleViolation):
    """“{text}” is not a moment. Write it like 2023-04-15T17:00 (Vietnam time)."""

    code = "moment_not_understood"
    vi = "Không hiểu thời điểm “{text}”. Hãy ghi như 2023-04-15T17:00 (giờ Việt Nam)."


class UnknownFigure(RuleViolation):
    """There is no figure “{figure}”. Known figures: {known}."""

    code = "unknown_figure"
    vi = "Không có số liệu “{figure}”. Các số liệu: {known}."


class PublishedFileNotRead(RuleViolation):
    """{file} cannot be read: {reason}. Write {{"report": "on-time", "rows": [{{"name": "central", "settled": 9}}]}}."""

    code = "published_file_not_read"
    vi = (
        "Không đọc được {file}: {reason}. Hãy ghi "
        '{{"report": "on-time", "rows": [{{"name": "central", "settled": 9}}]}}.'
    )


class NewEditionNeedsReason(RuleViolation):
    """This report was already sent as {number}. A new edition needs a reason."""

    code = "new_edition_needs_reason"
    vi = "Báo cáo này đã gửi, số {number}. Bản mới phải nêu lý do."


class NothingChanged(RuleViolation):
    """The figures are the same as in {number}; a new edition would say nothing new."""

    code = "nothing_changed"
    vi = "Số liệu không khác bản {number}; gửi bản mới không có gì thay đổi."


class DossierNotInLedger(RuleViolation):
    """The ledger holds no dossier “{number}”. Check the number; a dossier appears once its events have come in."""

    code = "dossier_not_in_ledger"
    vi = "Sổ cái không có hồ sơ “{number}”. Hãy kiểm tra mã; hồ sơ chỉ xuất hiện khi sự kiện của nó đã đến."
