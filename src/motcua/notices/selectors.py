"""The log of messages, and what they cost."""

from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from motcua.notices.models import Message


def messages_of(dossier_number: str) -> QuerySet[Message]:
    """Return every message about a dossier, oldest first."""
    return Message.objects.filter(dossier_number=dossier_number).order_by("created_at", "pk")


def waiting() -> QuerySet[Message]:
    """Return what is still to be sent."""
    return Message.objects.filter(state=Message.State.WAITING).order_by("send_after", "pk")


def failed() -> QuerySet[Message]:
    """Return what was given up and needs a person, newest first."""
    return Message.objects.filter(state=Message.State.FAILED).order_by("-created_at")


def not_arrived() -> QuerySet[Message]:
    """Return what reached nobody and was not told otherwise: given up, or no address; newest first."""
    lost = [Message.State.FAILED, Message.State.UNREACHABLE]
    return Message.objects.filter(state__in=lost, told_at=None).order_by("-created_at", "-pk")


def cost(begins: datetime, before: datetime) -> list[dict[str, object]]:
    """Return messages and their cost in đồng per channel in a half-open period."""
    rows = Message.objects.filter(state=Message.State.SENT, sent_at__gte=begins, sent_at__lt=before)
    counted = rows.values("channel").annotate(messages=Count("pk"), cost=Sum("cost")).order_by("channel")
    return [dict(row) for row in counted]
