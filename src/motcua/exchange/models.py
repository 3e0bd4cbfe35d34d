"""The post room's records: partners, what waits to be sent, partners' codes, comparisons, the old dialect.

No status is decided here: a message carries what the event says.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PartnerKind(models.TextChoices):
    """How a partner is spoken to."""

    WEBHOOK = "webhook", "Webhook (CloudEvents)"
    NATIONAL_PORTAL = "national_portal", "Cổng Dịch vụ công quốc gia / National portal"


class Partner(models.Model):
    """A connected system that gets our events."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=PartnerKind.choices)
    address = models.URLField(max_length=500)
    # Signs webhooks; logs in at the national portal.
    secret = models.CharField(max_length=200)
    # Agencies whose dossiers the partner gets; an empty list means all.
    agencies = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    # When the receiver allowed us to deliver (CloudEvents handshake); empty until it did.
    allowed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OutboxMessage(models.Model):
    """One event as others may read it, written in the transaction of the act, or of the payment that follows it.

    Only what the act changes is kept here; what never changes is read through `event`.
    """

    event = models.ForeignKey("dossiers.Event", models.PROTECT, related_name="+")
    dossier_number = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=40, blank=True)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    # Whether the deliveries to partners have been made out.
    is_addressed = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_addressed=False), name="message_to_address"),
            models.Index(fields=["dossier_number"], name="message_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_number} ({self.event_id})"


class DeliveryState(models.TextChoices):
    """Where a message is on its way to one partner."""

    WAITING = "waiting", "Chờ gửi / Waiting"
    DELIVERED = "delivered", "Đã gửi / Delivered"
    DEAD = "dead", "Không gửi được / Given up"


class Delivery(models.Model):
    """One message on its way to one partner."""

    message = models.ForeignKey(OutboxMessage, models.PROTECT, related_name="deliveries")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="deliveries")
    # Copied from the message: order is kept per partner and dossier.
    dossier_number = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="delivery_due"),
            models.Index(fields=["partner", "dossier_number"], name="delivery_order"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "partner"], name="a_partner_gets_a_message_once"),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(state="delivered"),
                name="only_the_delivered_has_a_moment_of_delivery",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.partner_id}: {self.state}"


class PartnerCodeQuerySet(models.QuerySet["PartnerCode"]):
    def said(self, as_known_on: datetime | None = None) -> "PartnerCodeQuerySet":
        """Return what is said today, or what was said at a moment: a later word does not change the earlier one."""
        if as_known_on is None:
            return self.filter(replaced_at=None)
        standing = Q(replaced_at=None) | Q(replaced_at__gt=as_known_on)
        return self.filter(standing, recorded_at__lte=as_known_on)


class PartnerCode(models.Model):
    """What a code of a partner means here, for one period (half-open); never overwritten, only replaced."""

    source = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    partner_code = models.CharField(max_length=80)
    our_code = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerCodeQuerySet.as_manager()

    class Meta:
        ordering = ["source", "kind", "partner_code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "partner_code", "valid_from"],
                condition=Q(replaced_at=None),
                name="a_partner_code_begins_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gt=F("valid_from")),
                name="partner_code_lasts_a_day_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.partner_code} = {self.our_code}"


class Comparison(models.Model):
    """One comparison with a partner's own list or counts: what was found differing, and what was sent again.

    `partner` gets our events; without one, `source` is a system that sends to us.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="comparisons")
    source = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=200)
    counts = models.JSONField()
    differences = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner=None) | Q(source=""), name="a_comparison_is_with_a_receiver_or_a_sender"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner_id or self.source} {self.made_at:%Y-%m-%d}"


class PortalDossier(models.Model):
    """What a local system told by the national-portal dialect about one dossier, as it came."""

    number = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=120)
    last_sequence = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)
    progress = models.JSONField(default=list)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
