"""Refusals of this room."""

from motcua.rules.errors import RuleViolation


class NothingToPay(RuleViolation):
    """A charge must ask for at least one đồng. Where nothing is due, open no charge; to waive one, exempt it."""

    code = "nothing_to_pay"
    vi = "Khoản thu phải từ một đồng trở lên. Nếu không phải nộp thì không lập; nếu được miễn thì ghi miễn, giảm."


class AlreadySettled(RuleViolation):
    """This charge is already {state}; nothing more is due. To give money back, record a refund."""

    code = "charge_already_settled"
    vi = "Khoản thu này đã {state_vi}, không phải nộp nữa. Nếu cần trả lại tiền, hãy lập khoản hoàn."


class OtherAmount(RuleViolation):
    """{given} đồng was offered but {due} đồng is due. Take exactly what is due, or correct the charge first."""

    code = "other_amount"
    vi = "Số tiền đưa là {given} đồng nhưng phải nộp {due} đồng. Hãy thu đúng số phải nộp hoặc sửa khoản thu trước."


class ReasonMissing(RuleViolation):
    """This needs a reason that the record keeps. Write why."""

    code = "payment_reason_missing"
    vi = "Việc này phải ghi lý do để lưu hồ sơ. Hãy nêu lý do."


class TooMuchBack(RuleViolation):
    """{given} đồng cannot be given back: {left} đồng of what was paid is left. Give back that much at most."""

    code = "refund_too_much"
    vi = "Không thể hoàn {given} đồng: số đã nộp còn {left} đồng. Chỉ hoàn tối đa số này."


class UnknownPartner(RuleViolation):
    """There is no payment partner “{partner}” here. Choose one of: {known}."""

    code = "unknown_payment_partner"
    vi = "Không có đối tác thanh toán “{partner}”. Hãy chọn: {known}."


class PartnerNotReady(RuleViolation):
    """Payment through {partner} is not set up here ({missing}). Choose another way to pay."""

    code = "payment_partner_not_ready"
    vi = "Chưa cấu hình thanh toán qua {partner} ({missing}). Hãy chọn cách nộp khác."


class ForgedNotice(RuleViolation):
    """The signature of this notice is wrong. It was kept for inquiry and settles nothing."""

    code = "payment_notice_forged"
    vi = "Chữ ký của thông báo không đúng. Đã lưu để tra soát, không ghi nhận nộp tiền."


class EntriesAreFinal(RuleViolation):
    """An entry of the payment ledger is never changed or deleted. Record a correction that reverses it."""

    code = "ledger_entry_is_final"
    vi = "Bút toán đã ghi không được sửa hay xóa. Hãy lập bút toán điều chỉnh."


class AlreadyReversed(RuleViolation):
    """This entry was already reversed by a correction."""

    code = "entry_already_reversed"
    vi = "Bút toán này đã được điều chỉnh."


class UseRefund(RuleViolation):
    """A recorded payment is not reversed; the money goes back as a refund. Record a refund instead."""

    code = "use_refund"
    vi = "Không đảo bút toán nộp tiền; tiền trả lại phải ghi là khoản hoàn. Hãy lập khoản hoàn."
