"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motcua.core.phrases import speaks_english


def house(request: HttpRequest) -> dict[str, Any]:
    """Return language, public address and the other-language link of this page."""
    english = speaks_english()
    query = request.GET.copy()
    query["lang"] = "vi" if english else "en"
    return {
        "lang": "en" if english else "vi",
        "other_language_link": f"{request.path}?{query.urlencode()}",
        "public_url": settings.PUBLIC_URL,
    }
