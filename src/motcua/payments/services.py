"""The acts of charging and paying: one function each, one transaction each.

Only a partner's server notice or an officer at the counter settles a charge; what a browser
brings back is shown and nothing more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.core.nul import keepable
from motcua.payments import books, selectors, signals
from motcua.payments.books import Kind
from motcua.payments.errors import (
    AlreadyReversed,
    AlreadySettled,
    ForgedNotice,
    NothingToPay,
    OtherAmount,
    ReasonMissing,
    TooMuchBack,
    UnknownPartner,
    UseRefund,
)
from motcua.payments.models import Attempt, Charge, LedgerEntry, PartnerNotice, Receipt, Reconciliation
from motcua.payments.partners.contract import DONG, Answer, Notice, Order, Start
from motcua.payments.partners.registry import partner_of, settings_of
from motcua.payments.reconciling import StatementRow, compare
from motcua.payments.states import COUNTER_WAYS, STATE_PHRASES, Moment, Outcome, State


@dataclass(frozen=True)
class Heard:
    """What a notice did, and what to answer."""

    outcome: Outcome
    answer: Answer
    receipt: Receipt | None = None


@transaction.atomic
def open_charge(
    *,
    dossier_number: str,
    unit_code: str,
    moment: str,
    lines: Sequence[Mapping[str, Any]],
    opened_at: datetime,
    payer: str = "",
) -> Charge:
    """Ask a dossier for money; `lines` have `name`, `kind` and `amount` in whole đồng."""
    kept: list[dict[str, Any]] = [
        {"name": str(x["name"]), "kind": str(x.get("kind", "")), "amount": int(x["amount"])} for x in lines
    ]
    amount = sum(line["amount"] for line in kept)
    if amount <= 0 or any(line["amount"] < 0 for line in kept):
        raise NothingToPay
    charge = Charge.objects.create(
        dossier_number=dossier_number,
        unit_code=unit_code,
        moment=Moment(moment),
        lines=kept,
        amount=amount,
        opened_at=opened_at,
        payer=payer,
    )
    books.post(Kind.CHARGE, books.DUE, books.income(charge), amount, charge, opened_at)
    signals.opened.send(sender=Charge, charge=charge, at=opened_at)
    return charge


@transaction.atomic
def exempt(*, charge_id: int, reason: str, by: Any = None, at: datetime | None = None) -> Charge:
    """Waive a due charge for a stated reason."""
    if not reason.strip():
        raise ReasonMissing
    charge, moment = _locked_and_due(charge_id), at or timezone.now()
    exempted = f"exempted:{charge.unit_code}"
    books.post(Kind.EXEMPTION, exempted, books.DUE, charge.amount, charge, moment, reason=reason, recorded_by=by)
    charge.state, charge.settled_at, charge.reason, charge.decided_by = State.EXEMPT, moment, reason, by
    charge.save(update_fields=["state", "settled_at", "reason", "decided_by"])
    signals.exempted.send(sender=Charge, charge=charge, at=moment)
    return charge


@transaction.atomic
def start_payment(
    *, charge_id: int, partner: str, return_url: str = "", client_address: str = "127.0.0.1", at: datetime | None = None
) -> tuple[Attempt, Start]:
    """Begin to pay a charge through a partner; return the attempt and how the payer goes on."""
    settings, chosen = settings_of(partner), partner_of(partner)
    charge, moment = _locked_and_due(charge_id), at or timezone.now()
    attempt = Attempt.objects.create(charge=charge, partner=partner, amount=charge.amount, started_at=moment)
    words = f"Le phi ho so {charge.dossier_number}"
    order = Order(attempt.reference, charge.amount, words, moment, return_url, client_address)
    return attempt, chosen.start(order, settings)


def receive_notice(*, partner: str, content: Mapping[str, Any], at: datetime | None = None) -> Heard:
    """Hear a partner's server: settle, or say why not; every notice is kept word for word."""
    settings, chosen = settings_of(partner), partner_of(partner)
    try:
        notice = chosen.read_notice(content, settings)
    except ForgedNotice:
        return _kept(partner, content, Outcome.FORGED)
    except (KeyError, ValueError, TypeError):
        return _kept(partner, content, Outcome.UNREADABLE)
    with transaction.atomic():
        attempt = Attempt.objects.filter(partner=partner, reference=notice.reference).first()
        if attempt is None:
            return _kept(partner, content, Outcome.UNKNOWN_ORDER)
        charge = Charge.objects.select_for_update().get(pk=attempt.charge_id)
        # Read again under the lock: ten notices may have arrived at once.
        attempt.refresh_from_db()
        outcome = _judge(notice, attempt, charge)
        receipt = _carry_out(outcome, notice, attempt, charge, at or timezone.now())
        return _kept(partner, content, outcome, attempt, receipt)


@transaction.atomic
def pay_at_counter(*, charge_id: int, way: str, amount: int, by: Any = None, at: datetime | None = None) -> Receipt:
    """Take cash or card at the counter; `way` is `cash` or `card`."""
    if way not in COUNTER_WAYS:
        raise UnknownPartner(partner=way, known=", ".join(COUNTER_WAYS))
    charge = _locked_and_due(charge_id)
    if amount != charge.amount:
        raise OtherAmount(given=amount, due=charge.amount)
    return books.settle(charge, way, at or timezone.now(), by=by)


@transaction.atomic
def refund(*, charge_id: int, amount: int, reason: str, by: Any = None, at: datetime | None = None) -> LedgerEntry:
    """Give money of a paid charge back, wholly or in part, as an entry of its own."""
    if not reason.strip():
        raise ReasonMissing
    charge, moment = Charge.objects.select_for_update().get(pk=charge_id), at or timezone.now()
    left = selectors.paid_minus_refunded(charge)
    if not 0 < amount <= left:
        raise TooMuchBack(given=amount, left=left)
    source = charge.entries.get(kind=Kind.SETTLEMENT).debit
    returned = f"refunds:{charge.unit_code}"
    entry = books.post(Kind.REFUND, returned, source, amount, charge, moment, reason=reason, recorded_by=by)
    if amount == left:
        charge.state = State.REFUNDED
        charge.save(update_fields=["state"])
    signals.refunded.send(sender=Charge, charge=charge, amount=amount, at=moment)
    return entry


@transaction.atomic
def correct_entry(*, entry_id: int, reason: str, by: Any = None, at: datetime | None = None) -> LedgerEntry:
    """Reverse a wrong exemption, refund or surplus by its mirror; the wrong entry stays readable.

    An exemption that is reversed makes the charge due again.
    """
    if not reason.strip():
        raise ReasonMissing
    wrong = LedgerEntry.objects.select_for_update().get(pk=entry_id)
    if LedgerEntry.objects.filter(reverses=wrong).exists():
        raise AlreadyReversed
    if wrong.kind in (Kind.CHARGE, Kind.SETTLEMENT, Kind.CORRECTION):
        raise UseRefund
    charge = Charge.objects.select_for_update().get(pk=wrong.charge_id)
    if wrong.kind == Kind.EXEMPTION:
        charge.state, charge.settled_at = State.DUE, None
    elif wrong.kind == Kind.REFUND:
        charge.state = State.PAID
    charge.save(update_fields=["state", "settled_at"])
    moment, given = at or timezone.now(), {"reason": reason, "reverses": wrong, "recorded_by": by}
    entry = books.post(Kind.CORRECTION, wrong.credit, wrong.debit, wrong.amount, wrong.charge, moment, **given)
    signals.corrected.send(sender=Charge, charge=charge, at=moment)
    return entry


@transaction.atomic
def reconcile(*, partner: str, day: date, statement: Sequence[StatementRow]) -> Reconciliation:
    """Compare our settled attempts of a day with a partner's statement and keep the difference list."""
    partner_of(partner)
    ours = selectors.settled_attempts(partner, day)
    matched, amount, differences = compare(ours, statement)
    return Reconciliation.objects.create(
        partner=partner, day=day, matched=matched, matched_amount=amount, differences=differences
    )


@transaction.atomic
def close_inquiry(*, notice_id: int, result: str, at: datetime | None = None) -> PartnerNotice:
    """Record how an odd notice was cleared up."""
    if not result.strip():
        raise ReasonMissing
    notice = PartnerNotice.objects.select_for_update().get(pk=notice_id)
    notice.inquiry_closed_at, notice.inquiry_result = at or timezone.now(), result
    notice.save(update_fields=["inquiry_closed_at", "inquiry_result"])
    return notice


def _locked_and_due(charge_id: int) -> Charge:
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if charge.state != State.DUE:
        phrase = STATE_PHRASES[State(charge.state)]
        raise AlreadySettled(state=phrase.en, state_vi=phrase.vi)
    return charge


def _judge(notice: Notice, attempt: Attempt, charge: Charge) -> Outcome:
    same = attempt.settled_at is not None and notice.transaction in ("", attempt.transaction)
    if not notice.succeeded:
        return Outcome.REPEATED if same else Outcome.FAILED
    if notice.currency != DONG:
        return Outcome.OTHER_CURRENCY
    if notice.amount != attempt.amount:
        return Outcome.OTHER_AMOUNT
    if same:
        return Outcome.REPEATED
    return Outcome.SETTLED if charge.state == State.DUE and attempt.settled_at is None else Outcome.PAID_TWICE


def _carry_out(outcome: Outcome, notice: Notice, attempt: Attempt, charge: Charge, at: datetime) -> Receipt | None:
    receipt = Receipt.objects.filter(charge=charge).first()
    if outcome == Outcome.SETTLED:
        receipt = books.settle(charge, attempt.partner, at, attempt)
    if outcome == Outcome.PAID_TWICE and not _surplus_known(attempt, notice):
        source = books.place_of_money(attempt.partner, charge)
        given = {"attempt": attempt, "reason": notice.transaction}
        books.post(Kind.SURPLUS, source, "surplus", notice.amount, charge, at, **given)
    if outcome in (Outcome.SETTLED, Outcome.PAID_TWICE) and attempt.settled_at is None:
        attempt.settled_at, attempt.transaction = at, notice.transaction
        attempt.save(update_fields=["settled_at", "transaction"])
    return receipt


def _surplus_known(attempt: Attempt, notice: Notice) -> bool:
    return LedgerEntry.objects.filter(kind=Kind.SURPLUS, attempt=attempt, reason=notice.transaction).exists()


def _kept(
    partner: str,
    content: Mapping[str, Any],
    outcome: Outcome,
    attempt: Attempt | None = None,
    receipt: Receipt | None = None,
) -> Heard:
    plain = {keepable(str(name)[:100]): keepable(str(value)[:2000]) for name, value in list(content.items())[:100]}
    PartnerNotice.objects.create(partner=partner, attempt=attempt, content=plain, outcome=outcome)
    return Heard(outcome, partner_of(partner).answer(outcome), receipt)
