"""Refusals of this room."""

from motcua.rules.errors import RuleViolation


class UnknownNotice(RuleViolation):
    """There is no message for “{event}”. Known: {known}."""

    code = "unknown_notice"
    vi = "Không có mẫu tin cho “{event}”. Các mẫu: {known}."


class BadRecipient(RuleViolation):
    """“{address}” is not an address for {channel}. Correct it before sending."""

    code = "bad_recipient"
    vi = "“{address}” không phải địa chỉ nhận {channel}. Hãy sửa trước khi gửi."


class UnknownSupplier(RuleViolation):
    """There is no supplier “{supplier}” for {channel}. Known: {known}."""

    code = "unknown_notice_supplier"
    vi = "Không có nhà cung cấp “{supplier}” cho {channel}. Đang có: {known}."


class NothingToMend(RuleViolation):
    """This message arrived or is still on its way; there is nothing to mend."""

    code = "nothing_to_mend"
    vi = "Tin này đã gửi hoặc đang chờ gửi; không có gì phải xử lý."


class NotSaidHow(RuleViolation):
    """Write how the person was told, for example “phone call at 9:00”."""

    code = "not_said_how"
    vi = "Hãy ghi đã báo cho người nộp bằng cách nào, ví dụ “gọi điện lúc 9 giờ”."
