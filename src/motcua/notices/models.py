"""Messages to people, each a row written with the act that caused it, and what became of it.

A row is the outbox: a task sends what waits. Consent of a person per channel is kept beside.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"
    CHAT = "chat"


class Consent(models.Model):
    """Whether a person wants messages on a channel; the newest row counts."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_consents")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    given = models.BooleanField()
    # Where a chat reaches the person: the identifier of the account there. Unused for e-mail and texts.
    address = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="vi")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.channel} {'yes' if self.given else 'no'}"


class Message(models.Model):
    """One message to one address."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        # The person declined the channel.
        WITHHELD = "withheld"
        # There was no good address; somebody must find another way.
        UNREACHABLE = "unreachable"
        # A later message said more, or the act was old when it was recorded.
        OVERTAKEN = "overtaken"

    event = models.CharField(max_length=40)
    # Both empty where nobody could be reached.
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    address = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="notice_messages"
    )
    dossier_number = models.CharField(max_length=60, blank=True, db_index=True)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    urgent = models.BooleanField(default=False)
    # The same act never sends the same message twice.
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    supplier = models.CharField(max_length=20, blank=True)
    supplier_reference = models.CharField(max_length=100, blank=True)
    # In đồng, as the supplier's tariff says.
    cost = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    # Where it reached nobody: who told the person otherwise, when, and how.
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["send_after"], condition=Q(state="waiting"), name="notices_waiting"),
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["failed", "unreachable"], told_at=None),
                name="notices_lost",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | Q(state="unreachable"), name="a_message_without_address_reaches_nobody"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | ~Q(told_how=""), name="who_was_told_otherwise_was_told_somehow"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(sent_at=None), name="a_sent_message_was_sent_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.channel} ({self.state})"
