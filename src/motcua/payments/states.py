"""States of a charge, moments when it is asked, and outcomes of partners' notices, with their phrases."""

from django.db import models

from motcua.core.phrases import Phrase


class Moment(models.TextChoices):
    """When the law lets the office ask for the money; the national code is in `NATIONAL`."""

    RECEIPT = "receipt", "receipt"
    SUPPLEMENT = "supplement", "supplement"
    RETURN = "return", "return"


COUNTER_WAYS = ("cash", "card")
NATIONAL = {Moment.RECEIPT: 1, Moment.SUPPLEMENT: 2, Moment.RETURN: 4}
MOMENT_PHRASES = {
    Moment.RECEIPT: Phrase("khi tiếp nhận hồ sơ", "when the dossier is received"),
    Moment.SUPPLEMENT: Phrase("khi bổ sung hồ sơ", "when the dossier is supplemented"),
    Moment.RETURN: Phrase("khi trả kết quả", "when the result is returned"),
}


class State(models.TextChoices):
    """Where a charge stands."""

    DUE = "due", "due"
    PAID = "paid", "paid"
    EXEMPT = "exempt", "exempt"
    REFUNDED = "refunded", "refunded"


STATE_PHRASES = {
    State.DUE: Phrase("chờ nộp", "due"),
    State.PAID: Phrase("đã nộp", "paid"),
    State.EXEMPT: Phrase("được miễn", "exempt"),
    State.REFUNDED: Phrase("đã hoàn tiền", "refunded"),
}


class Outcome(models.TextChoices):
    """What a partner's notice did here."""

    SETTLED = "settled", "settled"
    REPEATED = "repeated", "repeated"
    FAILED = "failed", "failed"
    FORGED = "forged", "forged"
    UNKNOWN_ORDER = "unknown_order", "unknown_order"
    OTHER_AMOUNT = "other_amount", "other_amount"
    OTHER_CURRENCY = "other_currency", "other_currency"
    PAID_TWICE = "paid_twice", "paid_twice"
    UNREADABLE = "unreadable", "unreadable"


OUTCOME_PHRASES = {
    Outcome.SETTLED: Phrase("Đã ghi nhận nộp tiền.", "The payment was recorded."),
    Outcome.REPEATED: Phrase("Thông báo lặp lại, không thay đổi gì.", "A repeated notice; nothing changed."),
    Outcome.FAILED: Phrase("Giao dịch không thành công.", "The transaction did not succeed."),
    Outcome.FORGED: Phrase("Chữ ký sai, lưu để tra soát.", "Wrong signature, kept for inquiry."),
    Outcome.UNKNOWN_ORDER: Phrase("Không có khoản thu này, lưu để tra soát.", "No such order, kept for inquiry."),
    Outcome.OTHER_AMOUNT: Phrase("Sai số tiền, lưu để tra soát.", "Another amount, kept for inquiry."),
    Outcome.OTHER_CURRENCY: Phrase("Sai loại tiền, lưu để tra soát.", "Another currency, kept for inquiry."),
    Outcome.PAID_TWICE: Phrase("Nộp hai lần, phải hoàn lại khoản thừa.", "Paid twice; the surplus must go back."),
    Outcome.UNREADABLE: Phrase("Thông báo thiếu dữ liệu, lưu để tra soát.", "Incomplete notice, kept for inquiry."),
}
FOR_INQUIRY = frozenset(
    {
        Outcome.FORGED,
        Outcome.UNKNOWN_ORDER,
        Outcome.OTHER_AMOUNT,
        Outcome.OTHER_CURRENCY,
        Outcome.PAID_TWICE,
        Outcome.UNREADABLE,
    }
)
