"""Charges, balances and inquiries as other rooms see them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.payments.models import Attempt, Charge, LedgerEntry, PartnerNotice, Receipt
from motcua.payments.partners.contract import Answer
from motcua.payments.partners.paygov import PayGov, is_genuine
from motcua.payments.partners.registry import settings_of
from motcua.payments.reconciling import StatementRow
from motcua.payments.states import COUNTER_WAYS, FOR_INQUIRY, MOMENT_PHRASES, STATE_PHRASES, Moment, Outcome, State
from motcua.rules.money import in_words


@dataclass(frozen=True)
class ChargeView:
    """One charge as a door shows it."""

    id: int
    dossier_number: str
    moment: Phrase
    lines: list[dict[str, Any]]
    amount: int
    state: str
    state_phrase: Phrase
    opened_at: datetime
    settled_at: datetime | None
    receipt_number: str
    reason: str


def charges_for(dossier_number: str) -> list[ChargeView]:
    """Return every charge of a dossier in the order they were opened."""
    rows = Charge.objects.filter(dossier_number=dossier_number).select_related("receipt").order_by("opened_at", "pk")
    return [_view(row) for row in rows]


def amount_due(dossier_number: str) -> int:
    """Return the đồng a dossier still has to pay."""
    due = Charge.objects.filter(dossier_number=dossier_number, state=State.DUE)
    return due.aggregate(total=Sum("amount"))["total"] or 0


def fees_of(dossier_number: str) -> tuple[int | None, int | None]:
    """Return the đồng a dossier was asked for and those paid online, both without what was waived or given back.

    No charge at all is unknown, not nought. Online is what a payment partner took, not cash or card at the counter.
    ASSUMPTION: a transfer by a QR code shown at the counter is paid online too.
    """
    rows = list(
        Charge.objects.filter(dossier_number=dossier_number).values_list("pk", "amount", "state", "receipt__way")
    )
    if not rows:
        return None, None
    back: dict[int, int] = {}
    if any(way for _, _, _, way in rows):
        refunds = LedgerEntry.objects.filter(charge__in=[row[0] for row in rows], kind="refund", reversed_by=None)
        back = dict(refunds.values_list("charge").annotate(total=Sum("amount")).order_by())
    left = [(amount - back.get(pk, 0), way) for pk, amount, state, way in rows if state != State.EXEMPT]
    online = sum(amount for amount, way in left if way and way not in COUNTER_WAYS)
    return sum(amount for amount, _ in left), online


def fee_lines(dossier_number: str) -> list[tuple[str, int, str]]:
    """Return (name, đồng, moment) of every line a dossier was asked for and that was not waived."""
    charges = Charge.objects.filter(dossier_number=dossier_number).exclude(state=State.EXEMPT).order_by("opened_at")
    return [(line["name"], int(line["amount"]), each.moment) for each in charges for line in each.lines]


def receipt_facts(charge_id: int) -> dict[str, Any]:
    """Return what a printed fee receipt states, in the names `documents` asks for."""
    receipt = Receipt.objects.select_related("charge").get(charge_id=charge_id)
    charge = receipt.charge
    return {
        "dossier_number": charge.dossier_number,
        "payer": charge.payer,
        "lines": charge.lines,
        "amount": receipt.amount,
        "amount_words": in_words(receipt.amount),
        "way": receipt.way,
        "reference": receipt.number,
    }


def shown_return(partner: str, reference: str) -> tuple[State | None, Phrase]:
    """Return what a payer who comes back sees: our own state, never the browser's word."""
    attempt = Attempt.objects.filter(partner=partner, reference=reference).select_related("charge").first()
    if attempt is None:
        return None, Phrase("Không tìm thấy giao dịch này.", "This payment is not known here.")
    if attempt.charge.state == State.DUE:
        vi = "Đang chờ đối tác xác nhận. Trang này tự biết khi có xác nhận, Ông/Bà không cần nộp lại."
        return State.DUE, Phrase(vi, "Waiting for the partner's confirmation. You need not pay again.")
    return State(attempt.charge.state), STATE_PHRASES[State(attempt.charge.state)]


def due_by_reference(content: dict[str, Any]) -> Answer:
    """Answer PayGov's question what is due under a reference; a forged question learns nothing."""
    settings, platform = settings_of("paygov"), PayGov()
    if not is_genuine(content, settings["secret"]):
        return platform.answer(Outcome.FORGED)
    reference = str(content.get("maThamChieu", ""))
    attempt = Attempt.objects.filter(partner="paygov", reference=reference, charge__state=State.DUE).first()
    return platform.due_answer(reference, attempt.amount if attempt else None, settings)


def paid_minus_refunded(charge: Charge) -> int:
    """Return the đồng of a charge that were paid and not given back."""
    valid = charge.entries.filter(reversed_by=None)
    sums = dict(valid.values_list("kind").annotate(total=Sum("amount")).order_by())
    return sums.get("settlement", 0) - sums.get("refund", 0)


def balance(account: str) -> int:
    """Return an account's balance in đồng: debits minus credits."""
    debit = LedgerEntry.objects.filter(debit=account).aggregate(total=Sum("amount"))["total"] or 0
    credit = LedgerEntry.objects.filter(credit=account).aggregate(total=Sum("amount"))["total"] or 0
    return debit - credit


def trial_balance() -> dict[str, int]:
    """Return every account's balance; the sum is always zero."""
    found: dict[str, int] = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        for account, total in LedgerEntry.objects.values_list(side).annotate(total=Sum("amount")).order_by():
            found[account] = found.get(account, 0) + sign * total
    return dict(sorted(found.items()))


def inquiries() -> QuerySet[PartnerNotice]:
    """Return the notices somebody must look into, oldest first."""
    return PartnerNotice.objects.filter(outcome__in=FOR_INQUIRY, inquiry_closed_at=None).order_by("received_at", "pk")


def settled_attempts(partner: str, day: date) -> list[StatementRow]:
    """Return what we hold as paid through a partner on a day of Hanoi."""
    begins = timezone.make_aware(datetime.combine(day, time()))
    rows = Attempt.objects.filter(
        partner=partner, settled_at__gte=begins, settled_at__lt=begins + timedelta(days=1)
    ).order_by("pk")
    return [StatementRow(row.reference, row.transaction, row.amount) for row in rows]


def _view(row: Charge) -> ChargeView:
    receipt = getattr(row, "receipt", None)
    return ChargeView(
        id=row.pk,
        dossier_number=row.dossier_number,
        moment=MOMENT_PHRASES[Moment(row.moment)],
        lines=row.lines,
        amount=row.amount,
        state=row.state,
        state_phrase=STATE_PHRASES[State(row.state)],
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        receipt_number=receipt.number if receipt else "",
        reason=row.reason,
    )


def amount_of(partner: str, reference: str) -> int | None:
    """Return the đồng still due under a reference given to a partner, or None."""
    found = Attempt.objects.filter(partner=partner, reference=reference, charge__state=State.DUE).first()
    return found.amount if found else None
