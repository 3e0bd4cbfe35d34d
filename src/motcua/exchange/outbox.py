"""Put each event of our dossiers into the outbox, in the transaction of the act."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.exchange.messages import status_event
from motcua.exchange.models import Delivery, OutboxMessage, Partner


def own_source() -> str:
    """Return the name under which this installation sends."""
    return str(settings.ENV.AGENCY_CODE)


def write(sender: Any, *, event: Any, after: Any, **facts: Any) -> None:
    """Keep the event for partners and for the ledger (receiver of `event_recorded`)."""
    dossier = event.dossier
    agency = dossier.resolving_unit.code
    field = dossier.procedure_version.field
    payload = status_event(
        source=own_source(),
        number=dossier.number,
        situation=after,
        occurred_at=event.occurred_at,
        procedure=dossier.procedure_code,
        agency=agency,
        field=field.code if field else None,
        channel=dossier.channel,
        applicant_kind=dossier.applicant.kind,
        in_hours=dossier.limit_text.endswith("h"),
    )
    now = timezone.now()
    with transaction.atomic():
        message = OutboxMessage.objects.create(
            dossier_number=dossier.number,
            ordinal=event.ordinal,
            agency_code=agency,
            payload=payload,
            portal=_portal_facts(event, dossier),
            created_at=now,
        )
        Delivery.objects.bulk_create(
            Delivery(message=message, partner=partner, dossier_number=dossier.number, next_attempt_at=now)
            for partner in Partner.objects.filter(is_active=True)
            if not partner.agencies or agency in partner.agencies
        )


def _portal_facts(event: Any, dossier: Any) -> dict[str, Any]:
    """Return what only the portal's dialect carries; what is not known is left out, never invented."""
    applicant = dossier.applicant
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
