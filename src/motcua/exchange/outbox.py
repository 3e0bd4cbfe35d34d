"""Put each event of our dossiers into the outbox, in the transaction of the act or of the payment."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.core.prepared import PreparedInsert, asked, fresh
from motcua.dossiers.selectors import find
from motcua.exchange.messages import status_event
from motcua.exchange.models import OutboxMessage
from motcua.payments.selectors import fee_lines, fees_of
from motcua.payments.states import NATIONAL, Moment
from motcua.rules.lifecycle_situation import Situation, from_json

Fees = tuple[int | None, int | None]
UNKNOWN: Fees = (None, None)


def own_source() -> str:
    """Return the name under which this installation sends."""
    return str(settings.ENV.AGENCY_CODE)


def write(sender: Any, *, event: Any, after: Situation, **facts: Any) -> None:
    """Keep the event for partners and for the ledger (receiver of `event_recorded`)."""
    dossier, sequence, fees = event.dossier, event.ordinal, UNKNOWN
    told = _told(dossier.number) if sequence > 1 else 0
    if told >= sequence:  # more messages than acts: money was asked
        sequence, fees = told + 1, fees_of(dossier.number)
    _write(dossier, event, after, event.occurred_at, fees, sequence)


def write_fees(sender: Any, *, charge: Any, at: datetime, **facts: Any) -> None:
    """Tell the fees of a dossier anew when one is asked, paid, waived, given back (receiver of `payments.signals`)."""
    dossier = find(charge.dossier_number)
    if dossier is None:
        return  # a charge for something that is no dossier here
    event, situation = dossier.events.order_by("-ordinal").first(), from_json(dossier.situation)
    sequence = max(_told(dossier.number), situation.ordinal) + 1
    _write(dossier, event, situation, at, fees_of(dossier.number), sequence, is_payment=True)


def _told(number: str) -> int:
    return int(asked(_TOLD, [number]).fetchone()[0])


# Asked with every act but the first; by the ORM it costs as much as five such statements.
_TOLD = "SELECT count(*) FROM exchange_outboxmessage WHERE dossier_number = %s"


def _write(
    dossier: Any, event: Any, after: Situation, at: datetime, fees: Fees, sequence: int, *, is_payment: bool = False
) -> None:
    agency = dossier.resolving_unit.code
    payload = status_event(
        source=own_source(),
        number=dossier.number,
        situation=after,
        occurred_at=at,
        procedure=dossier.procedure_code,
        agency=agency,
        channel=dossier.channel,
        in_hours=dossier.limit_text.endswith("h"),
        fees=fees,
        sequence=sequence,
        is_payment=is_payment,
    )
    _insert(
        fresh(
            OutboxMessage,
            event_id=event.pk,
            dossier_number=dossier.number,
            agency_code=agency,
            payload=payload,
            created_at=timezone.now(),
        )
    )


def learnt_at(message: OutboxMessage) -> datetime:
    """Return when this installation learnt what a message says: of an act when it was recorded, else when told."""
    is_act = message.payload["id"] == f"{message.dossier_number}/{message.event.ordinal}"
    return message.event.recorded_at if is_act else message.created_at


_insert = PreparedInsert(OutboxMessage)


def complete(message: OutboxMessage) -> dict[str, Any]:
    """Return the whole status event of a message read with `selectors.messages`."""
    dossier = message.event.dossier
    field = dossier.procedure_version.field
    return {**message.payload, "field": field.code if field else None, "applicant_kind": dossier.applicant.kind}


def portal_facts(message: OutboxMessage) -> dict[str, Any]:
    """Return what only the portal's dialect carries; what is not known is left out, never invented."""
    event = message.event
    dossier, applicant = event.dossier, event.dossier.applicant
    facts = {
        "TenTTHC": dossier.procedure_name,
        "TrichYeuHoSo": dossier.summary,
        "ChuHoSo": applicant.name,
        "SoDinhDanh": applicant.identity_number,
        "Email": applicant.email,
        "SoDienThoai": applicant.phone,
        "NgayNopHoSo": dossier.registered_at.isoformat(),
        "ChucDanh": event.post,
        "NoiDungXuLy": event.act,
        "DanhSachLePhi": [
            {"TenPhiLePhi": name, "Gia": amount, "HinhThucThu": NATIONAL[Moment(moment)]}
            for name, amount, moment in fee_lines(dossier.number)
        ],
    }
    return {name: value for name, value in facts.items() if value}
