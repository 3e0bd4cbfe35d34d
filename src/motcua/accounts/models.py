"""Accounts, mandates, consent, tokens of connected systems, and who looked at whose data.

What an officer may do is not here: `agencies.Posting` binds duties to posts.
"""

from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from motcua.accounts.kinds import AccountKind, AssuranceLevel, MandateKind
from motcua.core.text import clean, fold


class Account(AbstractUser):
    """One person or company that can log in."""

    kind = models.CharField(max_length=10, choices=AccountKind.choices, default=AccountKind.CITIZEN)
    full_name = models.CharField(max_length=200, blank=True)
    # `full_name` without diacritics, for search on any database; kept by save().
    name_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    identity_number = models.CharField(max_length=12, blank=True, db_index=True)
    # Tax or registration number of a business.
    organisation_code = models.CharField(max_length=14, blank=True, db_index=True)
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    # How sure we are that the person is who the account says.
    assurance = models.PositiveSmallIntegerField(choices=AssuranceLevel.choices, default=AssuranceLevel.NONE)
    assurance_source = models.CharField(max_length=200, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number"],
                condition=~Q(identity_number="") & Q(kind="citizen", is_active=True),
                name="one_active_citizen_account_per_identity_number",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = clean(self.full_name)
        self.name_key = fold(self.full_name)
        if (fields := kwargs.get("update_fields")) is not None and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    @property
    def is_officer(self) -> bool:
        return self.kind == AccountKind.OFFICER


class MandateQuerySet(models.QuerySet[Any]):
    def in_force_on(self, day: date) -> Self:
        """Return mandates that are proven and run on `day`."""
        return self.filter(
            Q(valid_before=None) | Q(valid_before__gt=day),
            valid_from__lte=day,
            proven_at__isnull=False,
            revoked_at=None,
        )


class Mandate(models.Model):
    """The right of one account to act for another person or a company.

    The principal may have no account: then name and number identify it.
    Without `proven_at` it is only claimed and opens nothing.
    """

    agent = models.ForeignKey(Account, models.PROTECT, related_name="mandates_held")
    principal = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="mandates_given")
    principal_name = models.CharField(max_length=200)
    # Identity number of a person, tax or registration number of a company.
    principal_number = models.CharField(max_length=14, db_index=True)
    kind = models.CharField(max_length=20, choices=MandateKind.choices)
    # Number and day of the paper that proves it (letter of authority, registration certificate).
    proof = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    proven_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gt=F("valid_from")),
                name="mandate_lasts_a_day_or_more",
            ),
            models.CheckConstraint(
                condition=Q(principal=None) | ~Q(principal=F("agent")), name="nobody_holds_a_mandate_from_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} for {self.principal_name}"


class Consent(models.Model):
    """A person's leave to use data for one purpose; withdrawing keeps the row."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=200)
    recipient = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.purpose}"


class AccessLog(models.Model):
    """One look at personal data: who, whose, what, why, when. Never changed or deleted by the house."""

    viewer = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="views_made")
    # A connected system looked, not a person.
    token = models.ForeignKey("accounts.SystemToken", models.PROTECT, null=True, blank=True, related_name="views_made")
    subject = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="views_suffered")
    # The person looked at may have no account.
    subject_number = models.CharField(max_length=14, blank=True, db_index=True)
    what = models.CharField(max_length=200, blank=True)
    unit_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(viewer__isnull=False) | Q(token__isnull=False), name="a_look_has_somebody_who_looked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id or self.token_id} saw {self.subject_id or self.subject_number} at {self.at}"


class SystemToken(models.Model):
    """A bearer token of a connected system. Only its hash is kept; the secret is shown once."""

    name = models.CharField(max_length=200)
    # First characters of the secret, so that people can tell tokens apart.
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    # Agency codes the system may speak for; an empty list means none, ["*"] means all.
    agencies = models.JSONField(default=list)
    created_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_its_making")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    def speaks_for(self, agency_code: str) -> bool:
        return "*" in self.agencies or agency_code in self.agencies


class AdministrationRecord(models.Model):
    """One act of an administrator: who, when, about whom, why. Append-only."""

    act = models.CharField(max_length=40, db_index=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="administration")
    facts = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} by {self.by_id} at {self.recorded_at}"


class FailedAttempt(models.Model):
    """A failed log-in, counted in the database so that every process sees the same count."""

    # Digest of what is limited: a user name, or a network address.
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="failed_attempt_by_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at}"
