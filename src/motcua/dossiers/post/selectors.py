"""Parcels of a dossier and of a unit, and their steps as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.core.phrases import Phrase
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.parcel import Parcel, ParcelState
from motcua.dossiers.post.contract import STATUSES, Status

STATES: dict[str, tuple[Phrase, str]] = {
    ParcelState.ORDERING: (Phrase("Đang báo bưu chính", "The post is being told"), "wait"),
    ParcelState.ORDERED: (Phrase("Chờ bưu chính đến nhận", "Waits for the post"), "wait"),
    ParcelState.TRAVELLING: (Phrase("Đang chuyển", "On its way"), "info"),
    ParcelState.DELIVERED: (Phrase("Đã phát", "Delivered"), "good"),
    ParcelState.RETURNED: (Phrase("Bị chuyển hoàn", "Sent back"), "bad"),
}


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step of a parcel."""

    at: datetime
    phrase: Phrase
    place: str
    note: str


def parcels_of(dossier: Dossier) -> QuerySet[Parcel]:
    """Return the parcels of a dossier, the newest first."""
    return Parcel.objects.filter(dossier=dossier).order_by("-sent_at")


def parcels_of_units(unit_ids: Sequence[int]) -> QuerySet[Parcel]:
    """Return what these units sent and has not arrived: still on its way, or sent back; the oldest first."""
    found = Parcel.objects.filter(unit__in=unit_ids).exclude(state=ParcelState.DELIVERED)
    return found.select_related("dossier").order_by("sent_at")


def steps_of(parcel: Parcel) -> list[StepTold]:
    """Return what the carrier told, newest first."""
    return [
        StepTold(datetime.fromisoformat(step["at"]), STATUSES[Status(step["status"])], step["place"], step["note"])
        for step in reversed(parcel.steps)
    ]
