"""A procedure page told to search engines: schema.org GovernmentService as a JSON-LD data block."""

from typing import Any

from motcua.procedures.exports.linked import iri_part
from motcua.procedures.exports.plain import competent_of
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.exports.wording import channel_text, summary


def government_service(text: WholeText, base: str) -> dict[str, Any]:
    """Return the members of a GovernmentService; only what the text says."""
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
    if content.field:
        service["serviceType"] = content.field.name
    if content.audiences:
        service["audience"] = [{"@type": "Audience", "audienceType": a.name} for a in content.audiences]
    return service
