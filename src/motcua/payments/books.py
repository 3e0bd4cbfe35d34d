"""How acts become ledger entries, receipts and signals. Internal to this room: others call services."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.payments import signals
from motcua.payments.models import Attempt, Charge, LedgerEntry, Receipt, ReceiptCounter
from motcua.payments.states import State

DUE = "due"
Kind = LedgerEntry.Kind


def income(charge: Charge) -> str:
    return f"income:{charge.unit_code}"


def place_of_money(way: str, charge: Charge) -> str:
    """Return the account where money of this way lies: the unit's till, or the partner's clearing account."""
    return f"{way}:{charge.unit_code}" if way in {"cash", "card"} else f"partner:{way}"


def post(kind: Kind, debit: str, credit: str, amount: int, charge: Charge, at: datetime, **more: Any) -> LedgerEntry:
    """Record one movement."""
    return LedgerEntry.objects.create(
        kind=kind, debit=debit, credit=credit, amount=amount, charge=charge, occurred_at=at, **more
    )


def settle(charge: Charge, way: str, at: datetime, attempt: Attempt | None = None, by: Any = None) -> Receipt:
    """Turn a locked, due charge into a paid one with its entry and its receipt, and announce it."""
    post(Kind.SETTLEMENT, place_of_money(way, charge), DUE, charge.amount, charge, at, attempt=attempt, recorded_by=by)
    charge.state, charge.settled_at = State.PAID, at
    charge.save(update_fields=["state", "settled_at"])
    year = timezone.localtime(at).year
    ordinal = _next_receipt(charge.unit_code, year)
    receipt = Receipt.objects.create(
        charge=charge,
        unit_code=charge.unit_code,
        year=year,
        ordinal=ordinal,
        number=f"{ordinal:07d}/BL-{year}",
        amount=charge.amount,
        way=way,
        issued_at=at,
    )
    signals.settled.send(sender=Charge, charge=charge, receipt=receipt, at=at)
    return receipt


def _next_receipt(unit_code: str, year: int) -> int:
    ReceiptCounter.objects.get_or_create(unit_code=unit_code, year=year)
    counter = ReceiptCounter.objects.select_for_update().get(unit_code=unit_code, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
