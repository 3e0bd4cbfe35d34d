"""A procedure page told to search engines: schema.org GovernmentService as a JSON-LD data block."""

import json
from typing import Any

from motcua.procedures.exports.linked import iri_part
from motcua.procedures.exports.plain import competent_of
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.exports.wording import channel_text, summary
from motcua.procedures.models import Cost

# The three signs that could end a block of data inside a page.
_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def government_service(text: WholeText, base: str) -> dict[str, Any]:
    """Return the members of a GovernmentService; only what the text says, and only stated amounts are offers."""
    content, base = text.content, base.rstrip("/")
    code, provider = competent_of(content)[0]
    address = f"{base}/thu-tuc/{iri_part(text.code)}/"
    organisation: dict[str, Any] = {"@type": "GovernmentOrganization", "name": provider}
    if code:
        organisation["identifier"] = code
    service: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": text.code,
        "name": content.name,
        "description": summary(content),
        "inLanguage": "vi",
        "areaServed": {"@type": "Country", "name": "Việt Nam"},
        "serviceOperator": organisation,
        "provider": organisation,
        "jurisdiction": content.announcer.name,
        "availableChannel": [
            {"@type": "ServiceChannel", "name": channel_text(channel), "serviceUrl": address}
            for channel in content.channels
        ],
        "serviceOutput": [{"@type": "Thing", "name": output.name} for output in content.outputs],
    }
    offers = [
        {"@type": "Offer", "price": str(cost.amount), "priceCurrency": cost.currency, "description": cost.note}
        for channel in content.channels
        for cost in channel.costs
        if cost.state == Cost.State.AMOUNT
    ]
    if offers:
        service["offers"] = offers
    if content.field:
        service["serviceType"] = content.field.name
    if content.audiences:
        service["audience"] = [{"@type": "Audience", "audienceType": a.name} for a in content.audiences]
    return service


def data_block(service: dict[str, Any]) -> str:
    """Return `service` as JSON that nothing in it can end: the three signs of markup are escaped."""
    return json.dumps(service, ensure_ascii=False).translate(_MARKUP)
