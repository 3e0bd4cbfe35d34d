"""The acts on a dossier, one row each, for ever."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AppendOnly(Exception):
    """Recorded acts are never changed or removed; a correction is a new act."""


class EventQuerySet(models.QuerySet["Event"]):
    """Acts can be read and appended only."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Event(models.Model):
    """One official act: when it happened, when we learnt it, by whom, why, and its link in the chain."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="events")
    ordinal = models.PositiveIntegerField()
    act = models.CharField(max_length=30)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The post as it was called then, and on whose behalf a deputy or a system acted.
    post = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=30)
    national_status = models.PositiveSmallIntegerField()
    paper_number = models.CharField(max_length=80, blank=True)
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 (unique when present)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["dossier_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="act_has_its_own_place"),
            models.UniqueConstraint(fields=["dossier", "idempotency_key"], name="repeated_submit_makes_no_second_act"),
            models.CheckConstraint(
                condition=models.Q(occurred_at__lte=models.F("recorded_at")), name="act_is_not_in_the_future"
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="act_by_recording")]

    def __str__(self) -> str:
        return f"{self.dossier_id}#{self.ordinal} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly
