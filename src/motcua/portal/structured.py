"""A procedure as schema.org `GovernmentService`, for search engines that read pages."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from motcua.procedures.contents import VersionContent
from motcua.procedures.models import Cost, ProcedureVersion

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def government_service(version: ProcedureVersion, content: VersionContent) -> SafeString:
    """Return the JSON-LD block of one text in force; only stated amounts become offers."""
    address = f"{settings.PUBLIC_URL}/thu-tuc/{version.procedure.identity}/"
    body: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": version.procedure.identity,
        "name": content.name,
        "inLanguage": "vi",
        "serviceType": content.field.name if content.field else None,
        "provider": {"@type": "GovernmentOrganization", "name": content.announcer.name}
        if content.announcer.name
        else None,
        "serviceOperator": [
            {"@type": "GovernmentOrganization", "name": agency.name}
            for agency in content.agencies
            if agency.role == "executing"
        ],
        "audience": [{"@type": "Audience", "audienceType": each.name} for each in content.audiences],
        "serviceOutput": [{"@type": "Thing", "name": output.name} for output in content.outputs],
        "availableChannel": [
            {"@type": "ServiceChannel", "name": method, "serviceUrl": address}
            for method in dict.fromkeys(channel.method for channel in content.channels)
        ],
        "offers": [
            {"@type": "Offer", "price": str(cost.amount), "priceCurrency": cost.currency, "description": cost.note}
            for channel in content.channels
            for cost in channel.costs
            if cost.state == Cost.State.AMOUNT
        ],
    }
    text = json.dumps({name: value for name, value in body.items() if value}, ensure_ascii=False)
    # Nothing in the text can end the block: the three signs of markup are escaped.
    return mark_safe(text.translate(ESCAPES))  # noqa: S308
