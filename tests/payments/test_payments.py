"""Charges and the ledger: every đồng has two sides, and nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.payments import selectors, services, signals
from motcua.payments.errors import (
    AlreadyReversed,
    AlreadySettled,
    EntriesAreFinal,
    NothingToPay,
    OtherAmount,
    PartnerNotReady,
    ReasonMissing,
    TooMuchBack,
    UnknownPartner,
    UseRefund,
)
from motcua.payments.models import Charge, LedgerEntry, PartnerNotice, Receipt
from motcua.payments.partners import vnpay
from motcua.payments.partners.registry import partner_of
from motcua.payments.reconciling import StatementRow
from motcua.payments.states import Outcome
from motcua.rules.money import in_words

from .factories import AT, opened

pytestmark = pytest.mark.django_db
SETTINGS = {"vnpay": {"terminal": "MOTCUA01", "secret": "s3cret", "address": "http://127.0.0.1:1/pay"}}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (58_000, "Năm mươi tám nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (3_000_000_001, "Ba tỷ không trăm linh một đồng"),
        (999_111_955, "Chín trăm chín mươi chín triệu một trăm mười một nghìn chín trăm năm mươi lăm đồng"),
    ],
)
def test_amounts_are_read_as_people_say_them(amount, words):
    assert in_words(amount) == words


def test_a_charge_paid_at_the_counter_has_one_receipt_and_balanced_books():
    charge = opened()
    receipt = services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000, at=AT)
    assert receipt.number == "0000001/BL-2025"
    assert selectors.trial_balance() == {"cash:H26.15": 58000, "due": 0, "income:H26.15": -58000}
    assert selectors.amount_due("H26-1") == 0
    assert selectors.receipt_facts(charge.pk)["amount_words"] == "Năm mươi tám nghìn đồng"


def test_settling_is_announced_inside_the_transaction():
    heard = []

    def listen(sender, charge, receipt, at, **_):
        heard.append((charge.dossier_number, connection.in_atomic_block))

    signals.settled.connect(listen)
    services.pay_at_counter(charge_id=opened().pk, way="card", amount=58000, at=AT)
    signals.settled.disconnect(listen)
    assert heard == [("H26-1", True)]


def test_other_money_than_due_is_refused():
    charge = opened()
    with pytest.raises(OtherAmount) as raised:
        services.pay_at_counter(charge_id=charge.pk, way="cash", amount=50000)
    assert "58000" in raised.value.sentence("vi")
    assert Receipt.objects.count() == 0


def test_nothing_is_paid_twice_at_the_counter():
    charge = opened()
    services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000)
    with pytest.raises(AlreadySettled, match="paid"):
        services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000)


def test_only_cash_and_card_are_taken_at_the_counter():
    with pytest.raises(UnknownPartner):
        services.pay_at_counter(charge_id=opened().pk, way="vnpay", amount=58000)


def test_a_charge_of_nothing_is_refused():
    with pytest.raises(NothingToPay):
        opened(lines=[{"name": "x", "amount": 0}])


def test_an_exemption_needs_its_reason_and_can_be_taken_back():
    charge = opened()
    with pytest.raises(ReasonMissing):
        services.exempt(charge_id=charge.pk, reason=" ")
    services.exempt(charge_id=charge.pk, reason="Hộ nghèo", at=AT)
    assert selectors.charges_for("H26-1")[0].state == "exempt"
    entry = LedgerEntry.objects.get(kind="exemption")
    services.correct_entry(entry_id=entry.pk, reason="Nhầm hồ sơ")
    assert selectors.amount_due("H26-1") == 58000
    with pytest.raises(AlreadyReversed):
        services.correct_entry(entry_id=entry.pk, reason="lần nữa")


def test_refunds_are_entries_of_their_own_and_never_exceed_what_was_paid():
    charge = opened()
    services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000)
    services.refund(charge_id=charge.pk, amount=8000, reason="Thừa bản sao")
    with pytest.raises(TooMuchBack, match="50000"):
        services.refund(charge_id=charge.pk, amount=50001, reason="x")
    services.refund(charge_id=charge.pk, amount=50000, reason="Rút hồ sơ")
    assert selectors.charges_for("H26-1")[0].state == "refunded"
    assert selectors.balance("cash:H26.15") == 0
    assert sum(selectors.trial_balance().values()) == 0
    assert Receipt.objects.count() == 1


def test_a_payment_is_given_back_not_reversed():
    charge = opened()
    services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000)
    with pytest.raises(UseRefund):
        services.correct_entry(entry_id=LedgerEntry.objects.get(kind="settlement").pk, reason="x")


def test_entries_are_final_and_the_database_keeps_them_right():
    charge = opened()
    entry = LedgerEntry.objects.get()
    for act in (entry.save, entry.delete):
        with pytest.raises(EntriesAreFinal):
            act()
    for wrong in ({"amount": 0}, {"credit": "due"}, {"kind": "refund"}):
        given = {"kind": "charge", "debit": "due", "credit": "x", "amount": 1, "charge": charge, "occurred_at": AT}
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerEntry.objects.create(**{**given, **wrong})


def test_receipt_numbers_have_no_gaps_per_unit_and_year():
    given = []
    for unit in ("A", "A", "B", "A"):
        charge = opened(unit_code=unit)
        given.append(services.pay_at_counter(charge_id=charge.pk, way="cash", amount=58000, at=AT).ordinal)
    assert given == [1, 2, 1, 3]


def test_a_partner_that_is_not_set_up_is_not_offered(settings):
    settings.PAYMENTS = {}
    with pytest.raises(PartnerNotReady):
        services.start_payment(charge_id=opened().pk, partner="vnpay")


def ipn(attempt, key="s3cret", **changes):
    told = {
        "vnp_TmnCode": "MOTCUA01",
        "vnp_Amount": str(attempt.amount * 100),
        "vnp_ResponseCode": "00",
        "vnp_TransactionStatus": "00",
        "vnp_TransactionNo": "14000001",
        "vnp_TxnRef": attempt.reference,
        **changes,
    }
    return {**told, "vnp_SecureHash": vnpay.signature(told, key)}


@pytest.fixture
def attempt(settings):
    settings.PAYMENTS = SETTINGS
    return services.start_payment(charge_id=opened().pk, partner="vnpay", return_url="http://x/back", at=AT)[0]


@pytest.mark.parametrize(
    ("changes", "secret", "outcome", "code", "paid"),
    [
        pytest.param({}, "s3cret", "settled", "00", True, id="a good notice settles"),
        pytest.param({}, "guess", "forged", "97", False, id="a forged one does not"),
        pytest.param({"vnp_TmnCode": "OTHER"}, "s3cret", "forged", "97", False, id="another merchant's does not"),
        pytest.param({"vnp_Amount": "5800001"}, "s3cret", "other_amount", "04", False, id="a hundredth more"),
        pytest.param({"vnp_Amount": "100"}, "s3cret", "other_amount", "04", False, id="one đồng"),
        pytest.param({"vnp_CurrCode": "USD"}, "s3cret", "other_currency", "04", False, id="dollars"),
        pytest.param({"vnp_TxnRef": "MCNOSUCHORDER"}, "s3cret", "unknown_order", "01", False, id="unknown order"),
        pytest.param({"vnp_ResponseCode": "24"}, "s3cret", "failed", "00", False, id="the payer gave up"),
        pytest.param({"vnp_Amount": "abc"}, "s3cret", "unreadable", "99", False, id="no number"),
    ],
)
def test_what_a_notice_does(attempt, changes, secret, outcome, code, paid):
    heard = services.receive_notice(partner="vnpay", content=ipn(attempt, secret, **changes))
    assert (heard.outcome, heard.answer.body["RspCode"]) == (outcome, code)
    assert (selectors.amount_due("H26-1") == 0) is paid
    assert (selectors.inquiries().count() == 1) is (outcome not in {"settled", "failed"})


def test_a_repeated_notice_changes_nothing_and_says_so(attempt):
    first = services.receive_notice(partner="vnpay", content=ipn(attempt))
    again = services.receive_notice(partner="vnpay", content=ipn(attempt))
    assert (first.outcome, again.outcome, again.answer.body["RspCode"]) == ("settled", "repeated", "02")
    assert first.receipt == again.receipt
    assert LedgerEntry.objects.filter(kind="settlement").count() == 1


def test_a_changed_parameter_breaks_the_signature(attempt):
    content = {**ipn(attempt), "vnp_Amount": "100"}
    assert services.receive_notice(partner="vnpay", content=content).outcome == "forged"


def test_money_that_comes_twice_waits_to_go_back(attempt):
    services.receive_notice(partner="vnpay", content=ipn(attempt))
    content = ipn(attempt, vnp_TransactionNo="14000002")
    for _ in range(2):
        assert services.receive_notice(partner="vnpay", content=content).outcome == "paid_twice"
    assert selectors.balance("surplus") == -58000
    assert sum(selectors.trial_balance().values()) == 0


def test_a_second_attempt_after_the_counter_was_paid_is_a_surplus(attempt):
    services.pay_at_counter(charge_id=attempt.charge_id, way="cash", amount=58000)
    assert services.receive_notice(partner="vnpay", content=ipn(attempt)).outcome == "paid_twice"
    assert Receipt.objects.count() == 1


def test_an_inquiry_is_closed_with_its_result(attempt):
    services.receive_notice(partner="vnpay", content=ipn(attempt, "guess"))
    services.close_inquiry(notice_id=selectors.inquiries().get().pk, result="Đã hỏi VNPAY: không có giao dịch")
    assert selectors.inquiries().count() == 0


def test_reconciliation_lists_each_difference(attempt):
    services.receive_notice(partner="vnpay", content=ipn(attempt), at=AT)
    row = StatementRow(attempt.reference, "14000001", 58000)
    strange = StatementRow("MCSTRANGE", "9", 10)
    done = services.reconcile(partner="vnpay", day=date(2025, 8, 5), statement=[row, row, strange])
    assert (done.matched, done.matched_amount) == (1, 58000)
    assert [one["kind"] for one in done.differences] == ["twice", "missing_here"]
    none = services.reconcile(partner="vnpay", day=date(2025, 8, 5), statement=[])
    assert [one["kind"] for one in none.differences] == ["missing_there"]
    less = services.reconcile(
        partner="vnpay", day=date(2025, 8, 5), statement=[StatementRow(attempt.reference, "1", 57000)]
    )
    assert [one["kind"] for one in less.differences] == ["amount_differs"]


@pytest.mark.django_db(transaction=True)
def test_ten_notices_at_once_give_one_receipt(settings):
    settings.PAYMENTS = SETTINGS
    attempt, _ = services.start_payment(charge_id=opened().pk, partner="vnpay", at=AT)
    content = ipn(attempt)

    def tell(_):
        try:
            return services.receive_notice(partner="vnpay", content=content).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        outcomes = sorted(pool.map(tell, range(10)))
    assert outcomes == ["repeated"] * 9 + ["settled"]
    assert Receipt.objects.count() == 1
    assert LedgerEntry.objects.filter(kind="settlement").count() == 1
    assert Charge.objects.get().state == "paid"


@pytest.mark.parametrize("partner", ["vnpay", "paygov", "vietqr"])
def test_a_notice_that_no_database_could_keep_is_kept_without_what_it_cannot(partner, settings):
    settings.PAYMENTS = {partner: dict.fromkeys(partner_of(partner).needs, "x")}
    heard = services.receive_notice(partner=partner, content={"a\0": "b\ud800c", "vnp_TxnRef": "\ud800"})
    assert heard.outcome in {Outcome.FORGED, Outcome.UNREADABLE}
    assert PartnerNotice.objects.get().content["a\ufffd"] == "b\ufffdc"


@pytest.mark.parametrize("paid_at", ["20990101000000", "19990101000000", ""])
def test_a_partner_whose_clock_is_wrong_does_not_date_our_receipt(attempt, paid_at):
    heard = services.receive_notice(partner="vnpay", content=ipn(attempt, vnp_PayDate=paid_at), at=AT)
    assert (heard.outcome, heard.receipt.issued_at) == ("settled", AT)
