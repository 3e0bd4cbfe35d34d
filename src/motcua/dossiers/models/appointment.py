"""Visits booked ahead; moving one cancels it and books another, so the history stays."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AppointmentState(models.TextChoices):
    """Where an appointment stands; one whose time is over without a visit stays booked and reads as missed."""

    BOOKED = "booked", "Đã đặt"
    ARRIVED = "arrived", "Đã đến"
    CANCELLED = "cancelled", "Đã hủy"


class Appointment(models.Model):
    """One person expected at one unit in one slot."""

    mark = models.CharField(max_length=24, unique=True)
    # Four digits, said or typed at the counter; unique among the booked ones of a unit and day.
    code = models.CharField(max_length=4)
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    account: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The queue of the ticket: to file, to collect, to ask.
    queue = models.CharField(max_length=40)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True, blank=True, related_name="appointments")
    procedure_code = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppointmentState.choices, default=AppointmentState.BOOKED)
    booked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="moved_to")
    ticket = models.OneToOneField("dossiers.Ticket", models.PROTECT, null=True, blank=True, related_name="appointment")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_appointment_lasts"),
            models.UniqueConstraint(
                fields=["unit", "day", "code"], condition=Q(state="booked"), name="an_appointment_code_names_one"
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_at", "state"], name="appointments_of_a_slot")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.starts_at:%Y-%m-%d %H:%M}"
