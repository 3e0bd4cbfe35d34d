"""Put each event of our dossiers into the outbox, in the transaction of the act."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.core.prepared import PreparedInsert
from motcua.exchange.messages import status_event
from motcua.exchange.models import OutboxMessage


def own_source() -> str:
    """Return the name under which this installation sends."""
    return str(settings.ENV.AGENCY_CODE)


def write(sender: Any, *, event: Any, after: Any, **facts: Any) -> None:
    """Keep the event for partners and for the ledger (receiver of `event_recorded`)."""
    dossier = event.dossier
    agency = dossier.resolving_unit.code
    payload = status_event(
        source=own_source(),
        number=dossier.number,
        situation=after,
        occurred_at=event.occurred_at,
        procedure=dossier.procedure_code,
        agency=agency,
        channel=dossier.channel,
        in_hours=dossier.limit_text.endswith("h"),
    )
    _insert(
        OutboxMessage(
            event=event, dossier_number=dossier.number, agency_code=agency, payload=payload, created_at=timezone.now()
        )
    )


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
    }
    return {name: value for name, value in facts.items() if value}
