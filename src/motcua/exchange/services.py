"""What is done in the post room: enrol partners, send what waits, send again what was given up."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from motcua.exchange import webhooks
from motcua.exchange.comparing import lies_under
from motcua.exchange.dialect.client import PortalClient
from motcua.exchange.dialect.words import dossier_from_event, progress_from_event
from motcua.exchange.models import Comparison, Delivery, DeliveryState, OutboxMessage, Partner, PartnerKind
from motcua.exchange.outbox import complete, own_source, portal_facts
from motcua.exchange.webhooks import NotDelivered
from motcua.rules.errors import RuleViolation

# Waits before the next attempt; after the last one the message is given up and listed.
WAITS = (10, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
# A sender that dies holds a message no longer than this.
CLAIM = timedelta(seconds=60)


class PartnerRefused(RuleViolation):
    """{name} does not allow deliveries from us. Ask the partner to answer the handshake, then enrol it again."""

    code = "partner_refused"
    vi = "{name} chưa cho phép nhận sự kiện từ hệ thống này. Hãy đề nghị đối tác trả lời bắt tay rồi đăng ký lại."


class NothingToSend(RuleViolation):
    """There is nothing to send again: the comparison names no dossier missing there, or it was sent already."""

    code = "nothing_to_send"
    vi = "Không có gì để gửi lại: đối chiếu không thấy hồ sơ nào thiếu ở phía họ, hoặc đã gửi lại rồi."


def enrol_partner(
    *, name: str, kind: str, address: str, secret: str, agencies: Iterable[str] = (), at: datetime | None = None
) -> Partner:
    """Enrol a system that will get our events; a webhook must first say that it wants them."""
    now = at or timezone.now()
    if kind == PartnerKind.WEBHOOK and not webhooks.ask_permission(address, settings.PUBLIC_URL):
        raise PartnerRefused(name=name)
    return Partner.objects.create(
        name=name, kind=kind, address=address, secret=secret, agencies=list(agencies), allowed_at=now
    )


def send_waiting(*, limit: int = 1000, at: datetime | None = None) -> dict[str, int]:
    """Send what is due, the events of one dossier in order; return how many went, wait, were given up."""
    address_messages()
    counts = {"delivered": 0, "failed": 0, "dead": 0}
    for _ in range(limit):
        now = at or timezone.now()
        delivery = _next(now)
        if delivery is None:
            break
        try:
            _send(delivery)
        except NotDelivered as problem:
            counts["dead" if _put_off(delivery, problem, now) else "failed"] += 1
        else:
            delivery.state, delivery.delivered_at, delivery.last_error = DeliveryState.DELIVERED, now, ""
            delivery.save(update_fields=["state", "delivered_at", "last_error"])
            counts["delivered"] += 1
    return counts


@transaction.atomic
def address_messages(limit: int = 10_000) -> int:
    """Make out the deliveries of new messages to each partner that gets them; return how many."""
    partners = list(Partner.objects.filter(is_active=True))
    messages = list(OutboxMessage.objects.select_for_update().filter(is_addressed=False).order_by("pk")[:limit])
    made = [
        Delivery(
            message=message, partner=partner, dossier_number=message.dossier_number, next_attempt_at=message.created_at
        )
        for message in messages
        for partner in partners
        if lies_under(message.agency_code, partner.agencies)
    ]
    Delivery.objects.bulk_create(made, batch_size=2000)
    OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(is_addressed=True)
    return len(made)


def _next(now: datetime) -> Delivery | None:
    """Claim the oldest message that is due and has none of its dossier before it, whenever it was made out."""
    earlier = Delivery.objects.filter(
        partner=OuterRef("partner"), dossier_number=OuterRef("dossier_number"), message__lt=OuterRef("message")
    ).exclude(state=DeliveryState.DELIVERED)
    due = (
        Delivery.objects.filter(state=DeliveryState.WAITING, next_attempt_at__lte=now, partner__is_active=True)
        .exclude(Exists(earlier))
        .order_by("message", "pk")
        .select_related(
            "partner",
            "message__event__dossier__applicant",
            "message__event__dossier__procedure_version__field",
        )
    )
    for delivery in due[:20]:
        claimed = Delivery.objects.filter(
            pk=delivery.pk, attempts=delivery.attempts, state=DeliveryState.WAITING
        ).update(attempts=delivery.attempts + 1, next_attempt_at=now + CLAIM)
        if claimed:
            delivery.attempts += 1
            return delivery
    return None


def _send(delivery: Delivery) -> None:
    partner, message = delivery.partner, delivery.message
    if partner.kind == PartnerKind.WEBHOOK:
        webhooks.deliver(partner.address, partner.secret, complete(message))
        return
    payload, facts = complete(message), portal_facts(message)
    client = PortalClient(partner.address, own_source(), partner.secret)
    client.send_dossier(dossier_from_event(payload, facts))
    client.send_progress([progress_from_event(payload, facts)])


def _put_off(delivery: Delivery, problem: NotDelivered, now: datetime) -> bool:
    """Set the next attempt; return whether the message is given up."""
    given_up = delivery.attempts > len(WAITS)
    if given_up:
        delivery.state = DeliveryState.DEAD
    else:
        delivery.next_attempt_at = now + timedelta(seconds=WAITS[delivery.attempts - 1])
    delivery.last_error = problem.sentence("vi")[:500]
    delivery.save(update_fields=["state", "next_attempt_at", "last_error"])
    return given_up


@transaction.atomic
def replay(*, partner: str = "", at: datetime | None = None) -> int:
    """Put what was given up back in the queue, in its old place; return how many."""
    dead = Delivery.objects.filter(state=DeliveryState.DEAD)
    if partner:
        dead = dead.filter(partner__name=partner)
    return dead.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=at or timezone.now())


@transaction.atomic
def send_again(*, partner: Partner, since: datetime | None = None, at: datetime | None = None) -> int:
    """Queue for one partner what was given up and, with `since`, what was delivered since; return how many."""
    wanted = Q(state=DeliveryState.DEAD)
    if since is not None:
        wanted |= Q(state=DeliveryState.DELIVERED, delivered_at__gte=since)
    return Delivery.objects.filter(wanted, partner=partner).update(
        state=DeliveryState.WAITING, attempts=0, delivered_at=None, next_attempt_at=at or timezone.now()
    )


@transaction.atomic
def send_dossiers_again(*, partner: Partner, numbers: Collection[str], at: datetime | None = None) -> int:
    """Queue every event of some dossiers for one partner, each dossier in its order; return how many events.

    Also those from before the partner was enrolled. What the partner has already is a duplicate to it: the event
    keeps its id.
    """
    now, wanted = at or timezone.now(), sorted(set(numbers))
    total = 0
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        known = Delivery.objects.filter(partner=partner, dossier_number__in=part)
        known.update(state=DeliveryState.WAITING, attempts=0, delivered_at=None, next_attempt_at=now)
        absent = OutboxMessage.objects.filter(dossier_number__in=part, is_addressed=True)
        absent = absent.exclude(pk__in=known.values("message")).order_by("pk")
        made = [
            Delivery(message=message, partner=partner, dossier_number=message.dossier_number, next_attempt_at=now)
            for message in absent
            if lies_under(message.agency_code, partner.agencies)
        ]
        Delivery.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)
        total += known.count()
    return total


# More differing dossiers than this are counted, and only the first are kept as a list.
MOST_KEPT = 20_000


def keep_comparison(
    *, found: dict[str, Any], file_name: str, partner: Partner | None = None, source: str = "", by: Any = None
) -> Comparison:
    """Keep what a comparison found, so that its list can be taken along and what is missing sent."""
    return Comparison.objects.create(
        partner=partner, source="" if partner else source, file_name=file_name[:200], counts=found["counts"],
        differences=found["differences"][:MOST_KEPT], made_at=timezone.now(), made_by=by,
    )  # fmt: skip


@transaction.atomic
def send_what_differs(*, comparison: Comparison, at: datetime | None = None) -> int:
    """Send a partner again what a comparison found missing or differing there; return how many events wait."""
    held = Comparison.objects.select_for_update().get(pk=comparison.pk)
    partner = held.partner
    if partner is None or not partner.is_active:
        raise NothingToSend
    numbers = [each["dossier"] for each in held.differences if each["todo"] == "send"]
    if not numbers or held.sent_again_at:
        raise NothingToSend
    held.sent_again_at = at or timezone.now()
    held.save(update_fields=["sent_again_at"])
    return send_dossiers_again(partner=partner, numbers=numbers, at=at)


@transaction.atomic
def dismiss_partner(*, partner: Partner, at: datetime | None = None) -> None:
    """Send a partner nothing any more; its record stays under a name that says when it ended."""
    now = at or timezone.now()
    partner.is_active = False
    partner.name = f"{partner.name[:90]} †{now:%Y%m%dT%H%M%S%f}"
    partner.save(update_fields=["is_active", "name"])
