"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.core.doors import doors_for, own_pages_for
from motcua.core.phrases import speaks_english
from motcua.core.selectors import is_simulated


def house(request: HttpRequest) -> dict[str, Any]:
    """Return language, duties, doors, the simulated mark and the other-language link of this page."""
    english = speaks_english()
    query = request.GET.copy()
    query["lang"] = "vi" if english else "en"
    duties: Any = getattr(request, "duties", frozenset())
    return {
        "lang": "en" if english else "vi",
        "other_language_link": f"{request.path}?{query.urlencode()}",
        "public_url": settings.PUBLIC_URL,
        "login_url": settings.LOGIN_URL,
        "duties": duties,
        "doors": doors_for(duties, request.path),
        "own_pages": own_pages_for(request.path),
        "simulated": SimpleLazyObject(is_simulated),
    }
