"""What the log-in page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """Return the names of the national log-in and that of officers, or nothing where none is configured."""
    return {
        "national_log_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "officers_log_in": settings.OIDC_OFFICERS_NAME if settings.OIDC_OFFICERS_ISSUER else "",
    }
