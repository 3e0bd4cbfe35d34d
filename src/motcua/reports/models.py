"""Reports as they were sent: frozen, numbered, signed. A correction is a new edition, never a change.

Beside them the views that people keep: which page, asked how; no figure is kept with them.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q


class EditionQuerySet(models.QuerySet["ReportEdition"]):
    def update(self, **values: Any) -> NoReturn:
        raise TypeError("a sent report is not changed; send a new edition")

    def delete(self) -> NoReturn:
        raise TypeError("a sent report is not deleted")


class ReportEdition(models.Model):
    """One sending of one report: the figures as they stood, their checksum, and the signed paper."""

    report = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    window = models.CharField(max_length=30)
    level = models.CharField(max_length=10, blank=True)
    agency_code = models.CharField(max_length=80, blank=True)
    edition = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=160, unique=True)
    frozen = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    signer = models.CharField(max_length=200)
    known_at = models.DateTimeField()
    sent_at = models.DateTimeField(db_index=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "period", "window", "level", "agency_code", "edition"],
                name="an_edition_of_a_report_is_sent_once",
            ),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(reason=""), name="a_new_edition_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a sent report is not changed; send a new edition")
        super().save(*args, **kwargs)


class KeptViewQuerySet(models.QuerySet["KeptView"]):
    def seen_by(self, account: Any, unit: Any = None) -> "KeptViewQuerySet":
        """Return a person's own views, and those that colleagues share in the unit where the person works now."""
        own = Q(account_id=account.pk)
        return self.filter(own | Q(is_shared=True, unit_id=unit.pk) if unit else own)


class KeptView(models.Model):
    """A page of the insight door as a person wants to see it again.

    `unit` is where the person worked when it was saved: a shared view is seen there and nowhere else.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=500)
    is_shared = models.BooleanField(default=False)
    # The weekly briefing of what the view asks goes to the person by e-mail.
    is_weekly = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = KeptViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="a_person_gives_a_name_to_one_view"),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(unit__isnull=False), name="a_shared_view_belongs_to_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublishedTable(models.Model):
    """Figures that somebody else published, as they stood there; never mixed with figures of the ledger.

    A table that was typed wrongly is withdrawn with a reason and entered again; nothing is changed.
    """

    report = models.CharField(max_length=40)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=500, blank=True)
    published_on = models.DateField()
    given = models.JSONField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="a_withdrawn_table_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"
