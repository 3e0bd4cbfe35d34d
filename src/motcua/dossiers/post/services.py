"""Send a result by post, follow it, and record the hand-out when it was delivered.

The network is never asked inside a transaction: first our row, then the carrier, then its answer.
Every step is safe to repeat; `follow_parcels` is walked by the background rounds.
"""

import logging
import secrets
from typing import ClassVar

from django.conf import settings
from django.db import transaction

from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.announcing import reader_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.parcel import Parcel, ParcelState
from motcua.dossiers.post import registry
from motcua.dossiers.post.contract import CarrierTrouble, Consignment, Status, TrackingStep
from motcua.dossiers.services import return_output
from motcua.notices.services import tell
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_states import State

LOG = logging.getLogger(__name__)
OPEN = [ParcelState.ORDERING, ParcelState.ORDERED, ParcelState.TRAVELLING]


class NoCarrier(RuleViolation):
    """No carrier is configured here. Hand the result out at the counter, or ask the administrator."""

    code: ClassVar[str] = "no_carrier"
    vi: ClassVar[str] = "Nơi này chưa kết nối bưu chính. Hãy trả tại quầy hoặc báo người quản trị."


class NothingToSend(RuleViolation):
    """Dossier {number} has no result on paper to send now. Look at its state."""

    code: ClassVar[str] = "nothing_to_send"
    vi: ClassVar[str] = "Hồ sơ {number} chưa có kết quả để gửi, hoặc đã trả. Hãy xem trạng thái hồ sơ."


class AddressMissing(RuleViolation):
    """The applicant's address or phone is missing, so the post cannot find the door. Write both."""

    code: ClassVar[str] = "post_address_missing"
    vi: ClassVar[str] = "Thiếu địa chỉ hoặc số điện thoại người nhận nên bưu chính không phát được. Hãy ghi đủ."


def send_by_post(
    *, number: str, actor: Actor, receiver: str = "", phone: str = "", address: str = "", carrier: str = "post"
) -> Parcel:
    """Give the result to a carrier; a second press returns the parcel that is on its way."""
    parcel = _written(number, actor, (receiver, phone, address), carrier)
    return place_order(parcel=parcel)


@transaction.atomic
def _written(number: str, actor: Actor, receiver: tuple[str, str, str], carrier: str) -> Parcel:
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("applicant").get(number=number)
    known = Parcel.objects.filter(dossier=dossier, state__in=OPEN).first()
    if known is not None:
        return known
    if carrier not in {one.code for one in registry.ready()}:
        raise NoCarrier
    if dossier.state not in (State.DECIDED, State.REFUSED):
        raise NothingToSend(number=number)
    name, phone, address = (part.strip() for part in receiver)
    who = dossier.applicant
    name, phone, address = name or who.name, phone or who.phone, address or who.address
    if not (phone and address):
        raise AddressMissing
    return Parcel.objects.create(
        mark=secrets.token_hex(12),
        dossier=dossier,
        carrier=carrier,
        receiver_name=name[:300],
        receiver_phone=phone[:40],
        receiver_address=address[:500],
        sent_by_id=actor.account_id,
        unit_id=actor.unit_id or dossier.receiving_unit_id,
        sent_at=clock.now(),
    )


def place_order(*, parcel: Parcel) -> Parcel:
    """Ask the carrier for the tracking number and tell the applicant; trouble is kept and tried again later."""
    if parcel.state != ParcelState.ORDERING:
        return parcel
    carrier = registry.CARRIERS[parcel.carrier]
    consignment = Consignment(
        reference=parcel.mark,
        sender=parcel.unit.name,
        receiver=parcel.receiver_name,
        phone=parcel.receiver_phone,
        address=parcel.receiver_address,
        content=parcel.dossier.number,
    )
    try:
        number = carrier.order(consignment, registry.configuration()[carrier.code])
    except CarrierTrouble as trouble:
        return _troubled(parcel, trouble)
    return _ordered(parcel, number)


@transaction.atomic
def _ordered(parcel: Parcel, number: str) -> Parcel:
    held = _locked(parcel)
    if held.state == ParcelState.ORDERING:
        held.state, held.tracking_number, held.trouble = ParcelState.ORDERED, number, ""
        held.save(update_fields=["state", "tracking_number", "trouble"])
        tell(
            event="parcel_sent",
            reader=reader_of(held.dossier),
            facts={
                "number": held.dossier.number,
                "parcel": number,
                "address": f"{settings.PUBLIC_URL}/ho-so/{held.dossier.number}/",
            },
            key=f"parcel:{held.mark}",
            dossier_number=held.dossier.number,
        )
    return held


@transaction.atomic
def _troubled(parcel: Parcel, trouble: CarrierTrouble) -> Parcel:
    LOG.warning("carrier_trouble parcel=%s trouble=%s", parcel.mark, trouble)
    held = _locked(parcel)
    held.trouble = str(trouble)[:300]
    held.save(update_fields=["trouble"])
    return held


def follow(*, parcel: Parcel) -> Parcel:
    """Ask the carrier how far the parcel is, and record the hand-out once it was delivered."""
    if parcel.state not in (ParcelState.ORDERED, ParcelState.TRAVELLING):
        return parcel
    carrier = registry.CARRIERS[parcel.carrier]
    try:
        steps = carrier.track(parcel.tracking_number, registry.configuration()[carrier.code])
    except CarrierTrouble as trouble:
        return _troubled(parcel, trouble)
    return _noted(parcel, list(steps))


@transaction.atomic
def _noted(parcel: Parcel, steps: list[TrackingStep]) -> Parcel:
    held = _locked(parcel)
    if held.state not in (ParcelState.ORDERED, ParcelState.TRAVELLING):
        return held
    held.steps = [
        {"at": step.at.isoformat(), "status": str(step.status), "place": step.place, "note": step.note}
        for step in steps
    ]
    held.trouble = ""
    last = steps[-1] if steps else None
    if last and last.status == Status.DELIVERED:
        _deliver(held, last)
    elif last and last.status == Status.RETURNED:
        held.state, held.ended_at = ParcelState.RETURNED, last.at
    elif last:
        held.state = ParcelState.TRAVELLING
    held.save()
    return held


def _deliver(held: Parcel, last: TrackingStep) -> None:
    """Record the hand-out at the moment the carrier states; a clock ahead of ours is not believed."""
    held.state, held.ended_at = ParcelState.DELIVERED, last.at
    if held.dossier.state in (State.DECIDED, State.REFUSED):
        return_output(
            number=held.dossier.number,
            actor=Actor.system(f"{held.carrier}:{held.tracking_number}", held.unit_id),
            way="post",
            taken_by=last.note or held.receiver_name,
            occurred_at=min(max(last.at, held.sent_at), clock.now()),
            key=f"parcel:{held.mark}",
        )


def follow_parcels() -> int:
    """Order what could not be ordered and follow what is on its way; return how many were asked about."""
    waiting = list(Parcel.objects.filter(state__in=OPEN).select_related("dossier__applicant", "unit"))
    for parcel in waiting:
        place_order(parcel=parcel) if parcel.state == ParcelState.ORDERING else follow(parcel=parcel)
    return len(waiting)


def _locked(parcel: Parcel) -> Parcel:
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("dossier__applicant", "unit")
    return rows.get(pk=parcel.pk)
