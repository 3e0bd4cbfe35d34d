"""Visits to a one-stop unit and the tickets drawn in them; staffing reads these later."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Visit(models.Model):
    """One person's stay at a one-stop unit, whatever number of procedures it served."""

    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("dossiers.Applicant", models.PROTECT, null=True, blank=True, related_name="visits")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_priority = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="visitor_leaves_after_arriving"
            )
        ]
        indexes = [models.Index(fields=["unit", "arrived_at"], name="visit_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.arrived_at:%Y-%m-%d %H:%M}"


class TicketState(models.TextChoices):
    """Where a ticket stands."""

    WAITING = "waiting", "Đang chờ"
    CALLED = "called", "Đã gọi"
    SERVING = "serving", "Đang phục vụ"
    ON_HOLD = "on_hold", "Tạm giữ"
    SERVED = "served", "Đã phục vụ"
    NO_SHOW = "no_show", "Vắng mặt"


class Ticket(models.Model):
    """A place in the queue of one group of counters; a transfer makes a new ticket in the same visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="tickets")
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    day = models.DateField()
    queue = models.CharField(max_length=40, blank=True)
    ordinal = models.PositiveIntegerField()
    label = models.CharField(max_length=20)
    procedures = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=TicketState.choices, default=TicketState.WAITING)
    drawn_at = models.DateTimeField()
    # Of somebody who came in time for an appointment: called from then on, before those without one.
    booked_for = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    served_from = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    # Seconds spent on hold, not counted as serving.
    held_seconds = models.PositiveIntegerField(default=0)
    served_until = models.DateTimeField(null=True, blank=True)
    counter = models.CharField(max_length=20, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    transferred_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="transfers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "queue", "ordinal"], name="ticket_is_drawn_once"),
        ]
        indexes = [models.Index(fields=["unit", "day", "state", "ordinal"], name="ticket_in_its_queue")]

    def __str__(self) -> str:
        return self.label
