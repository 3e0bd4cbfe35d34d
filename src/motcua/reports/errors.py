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


class ViewNeedsName(RuleViolation):
    """A saved view needs a name of 1 to 80 letters. Give it one and save again."""

    code = "view_needs_name"
    vi = "Cách xem cần một tên từ 1 đến 80 ký tự. Hãy đặt tên rồi lưu lại."


class NotAnInsightPage(RuleViolation):
    """“{address}” is not a page that can be kept. Open a page under /dieu-hanh/ and save it there."""

    code = "not_an_insight_page"
    vi = "Không lưu được “{address}”. Hãy mở một trang trong /dieu-hanh/ rồi lưu tại đó."


class TooManyViews(RuleViolation):
    """You keep {most} views already. Remove one that you no longer need, then save again."""

    code = "too_many_views"
    vi = "Bạn đã lưu {most} cách xem. Hãy bỏ bớt một cách xem không cần nữa rồi lưu lại."


class SharingNeedsUnit(RuleViolation):
    """You work in no unit today, so there is nobody to share with. Save the view for yourself."""

    code = "sharing_needs_unit"
    vi = "Hôm nay bạn không công tác tại đơn vị nào nên không chia sẻ được. Hãy lưu cho riêng mình."


class WeekNotUnderstood(RuleViolation):
    """“{text}” is not a week. Write a day of it, like 2023-03-06, or 2023-W10."""

    code = "week_not_understood"
    vi = "Không hiểu tuần “{text}”. Hãy ghi một ngày trong tuần, như 2023-03-06, hoặc 2023-W10."


class PublishedNeedsSource(RuleViolation):
    """Say who published the table, what it is called, and on which day that was (not in the future)."""

    code = "published_needs_source"
    vi = "Hãy ghi rõ ai công bố, tên bảng, và ngày công bố (không ở tương lai)."


class PublishedTableNotRead(RuleViolation):
    """The table cannot be read at line {line}: {text}. The first line names the columns; known names: {known}."""

    code = "published_table_not_read"
    vi = "Không đọc được bảng ở dòng {line}: {text}. Dòng đầu ghi tên cột; các tên đúng: {known}."


class WithdrawalNeedsReason(RuleViolation):
    """A published table is withdrawn with a reason. Say what was wrong with it."""

    code = "withdrawal_needs_reason"
    vi = "Rút một bảng số liệu phải nêu lý do. Hãy ghi bảng sai ở đâu."


class EditionNotKnown(RuleViolation):
    """No report was sent under the number “{number}”. `motcua report editions` lists those sent."""

    code = "edition_not_known"
    vi = "Không có báo cáo nào đã gửi mang số “{number}”. Lệnh motcua report editions liệt kê các báo cáo đã gửi."


class NotTheSameReport(RuleViolation):
    """{one} and {other} do not answer the same question: report, period, window, level and agency must be the same."""

    code = "not_the_same_report"
    vi = "{one} và {other} không cùng một báo cáo: tên, kỳ, khoảng ngày, cấp và cơ quan phải giống nhau."
