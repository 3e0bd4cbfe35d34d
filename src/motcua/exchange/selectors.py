"""Lists of the post room: what waits, what was given up."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from motcua.exchange.models import Delivery, DeliveryState, OutboxMessage, Partner, PartnerKind
from motcua.rules.errors import RuleViolation

# A number missing in the outbox may belong to a transaction that is still open; so long we wait for it.
STILL_OPEN = timedelta(seconds=60)


class PartnerNotKnown(RuleViolation):
    """“{name}” is no partner that gets our events; known are: {known}."""

    code = "partner_not_known"
    vi = "“{name}” không phải đối tác đang nhận sự kiện từ đây; hiện có: {known}."


def messages_after(number: int, limit: int = 100_000) -> Iterator[OutboxMessage]:
    """Yield messages after `number`, never past one that may still be on its way into the database."""
    now = timezone.now()
    found = OutboxMessage.objects.filter(pk__gt=number).select_related(
        "event__dossier__applicant", "event__dossier__procedure_version__field", "event__dossier__receiving_unit"
    )
    for message in found.order_by("pk")[:limit].iterator(chunk_size=2000):
        if message.pk != number + 1 and now - message.created_at < STILL_OPEN and number:
            return
        number = message.pk
        yield message


def outbox_by_partner() -> list[dict[str, Any]]:
    """Return per partner how many messages wait, went, were given up, and since when the oldest waits."""
    names = ("id", "name", "kind", "address", "agencies", "is_active", "waiting", "delivered", "dead", "oldest")
    return list(_counted(Partner.objects.all()).values(*names))


def webhooks(prefix: str) -> list[dict[str, Any]]:
    """Return the webhooks whose name begins with `prefix`, with what waits for each."""
    names = ("id", "name", "address", "agencies", "is_active", "allowed_at", "waiting", "delivered", "dead")
    found = Partner.objects.filter(kind=PartnerKind.WEBHOOK, name__startswith=prefix)
    return list(_counted(found).values(*names))


def _counted(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    return partners.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
        delivered=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DELIVERED)),
        dead=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DEAD)),
        oldest=Min("deliveries__message__created_at", filter=Q(deliveries__state=DeliveryState.WAITING)),
    )


def dead_letters() -> QuerySet[Delivery]:
    """Return what was given up, oldest first."""
    return Delivery.objects.filter(state=DeliveryState.DEAD).select_related("message", "partner")


def demand_partner(name: str) -> Partner:
    """Return the partner of that name that gets our events now; refuse another name with those known."""
    found = Partner.objects.filter(name=name, is_active=True).first()
    if found is None:
        known = Partner.objects.filter(is_active=True).values_list("name", flat=True)
        raise PartnerNotKnown(name=name, known=", ".join(known) or "–")
    return found
