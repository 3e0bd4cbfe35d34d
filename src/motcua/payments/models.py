"""Charges, attempts to pay them, what partners said, receipts, and the double-entry ledger in whole đồng.

Every ledger entry moves one amount from one account to another, so that the books balance by
construction. Nothing recorded is changed: refunds and corrections are entries of their own.
A dossier is named by its number, because this room lies below dossiers.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.payments.errors import EntriesAreFinal
from motcua.payments.states import Moment, Outcome, State

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def order_reference() -> str:
    """Return a reference a person can read aloud and a bank keeps: MC and twelve letters without I, O, 0, 1."""
    return "MC" + "".join(secrets.choice(_LETTERS) for _ in range(12))


class Charge(models.Model):
    """What one dossier must pay at one moment."""

    dossier_number = models.CharField(max_length=60, db_index=True)
    unit_code = models.CharField(max_length=40)
    moment = models.CharField(max_length=12, choices=Moment.choices)
    # [{"name": …, "kind": "phí" or "lệ phí", "amount": đồng}, …]
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    payer = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_charge_asks_for_a_dong_or_more"),
            models.CheckConstraint(
                condition=~Q(state=State.EXEMPT) | ~Q(reason=""), name="an_exemption_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DUE, settled_at=None) | (~Q(state=State.DUE) & ~Q(settled_at=None)),
                name="a_charge_is_settled_at_a_moment_or_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_number} {self.amount} ({self.state})"


class Attempt(models.Model):
    """One try to pay a charge through a partner; its reference is what the partner sees."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="attempts")
    partner = models.CharField(max_length=20)
    reference = models.CharField(max_length=20, unique=True, default=order_reference)
    amount = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # The partner's own number of the transaction.
    transaction = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="an_attempt_is_for_a_dong_or_more")]

    def __str__(self) -> str:
        return self.reference


class PartnerNotice(models.Model):
    """What a partner told us, word for word, and what it did here."""

    partner = models.CharField(max_length=20)
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="notices")
    content = models.JSONField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    received_at = models.DateTimeField(auto_now_add=True)
    inquiry_closed_at = models.DateTimeField(null=True, blank=True)
    inquiry_result = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["outcome", "received_at"], name="payments_notice_outcome")]

    def __str__(self) -> str:
        return f"{self.partner} {self.outcome}"


class LedgerEntry(models.Model):
    """One movement of đồng from the credited to the debited account."""

    class Kind(models.TextChoices):
        CHARGE = "charge"
        SETTLEMENT = "settlement"
        EXEMPTION = "exemption"
        REFUND = "refund"
        SURPLUS = "surplus"
        CORRECTION = "correction"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    debit = models.CharField(max_length=60, db_index=True)
    credit = models.CharField(max_length=60, db_index=True)
    amount = models.PositiveBigIntegerField()
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="entries")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="entries")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(max_length=500, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_entry_moves_a_dong_or_more"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="an_entry_moves_between_two_accounts"),
            models.UniqueConstraint(
                fields=["charge"], condition=Q(kind="settlement"), name="a_charge_is_settled_by_one_entry"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["refund", "exemption", "correction"]) | ~Q(reason=""),
                name="a_refund_exemption_or_correction_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} ← {self.amount} ← {self.credit}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntriesAreFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise EntriesAreFinal


class ReceiptCounter(models.Model):
    """The last receipt number of a unit and year; locked while a number is taken."""

    unit_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_code", "year"], name="one_receipt_series_a_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.year}: {self.last}"


class Receipt(models.Model):
    """The receipt of one settled charge, numbered without gaps per unit and year."""

    charge = models.OneToOneField(Charge, models.PROTECT, related_name="receipt")
    unit_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    amount = models.PositiveBigIntegerField()
    way = models.CharField(max_length=20)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "year", "ordinal"], name="a_receipt_number_is_given_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Reconciliation(models.Model):
    """One comparison of our books with a partner's statement of a day."""

    partner = models.CharField(max_length=20)
    day = models.DateField()
    matched = models.PositiveIntegerField()
    matched_amount = models.PositiveBigIntegerField()
    differences = models.JSONField()
    run_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.partner} {self.day}: {self.matched}, {len(self.differences)} differ"
