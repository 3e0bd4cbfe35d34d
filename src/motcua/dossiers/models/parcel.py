"""Results sent by post: one parcel per try, with what the carrier told, oldest first."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class ParcelState(models.TextChoices):
    """Where a parcel stands."""

    ORDERING = "ordering", "Đang báo bưu chính"
    ORDERED = "ordered", "Chờ bưu chính nhận"
    TRAVELLING = "travelling", "Đang chuyển"
    DELIVERED = "delivered", "Đã phát"
    RETURNED = "returned", "Bị chuyển hoàn"


class Parcel(models.Model):
    """One result on its way to the applicant."""

    # Our own reference at the carrier: the same one again never makes a second parcel.
    mark = models.CharField(max_length=24, unique=True)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="parcels")
    carrier = models.CharField(max_length=40)
    receiver_name = models.CharField(max_length=300)
    receiver_phone = models.CharField(max_length=40)
    receiver_address = models.CharField(max_length=500)
    tracking_number = models.CharField(max_length=60, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=ParcelState.choices, default=ParcelState.ORDERING)
    # What the carrier told: [{"at", "status", "place", "note"}, …].
    steps = models.JSONField(default=list, blank=True)
    sent_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # The last thing that went wrong with the carrier, for the officer.
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=~Q(state="returned"), name="a_result_is_on_its_way_once"
            ),
            models.CheckConstraint(
                condition=Q(state="ordering") | ~Q(tracking_number=""), name="a_parcel_on_its_way_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return self.tracking_number or self.mark
