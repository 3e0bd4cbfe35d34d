"""Language of the reader, texts that no database keeps, and measures of every answer."""

import ipaddress
import time
from collections.abc import Callable
from typing import Any

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from motcua.core.measures import ANSWERS, SECONDS
from motcua.core.nul import REASON, has_nul

Next = Callable[[HttpRequest], HttpResponse]
COOKIE = "motcua_lang"
LANGUAGES = {"vi", "en"}


class ClientAddressMiddleware:
    """Take the caller's address from the trusted proxies in front; what a caller writes there itself is not read.

    Without it everybody behind the proxy is one caller, and the failures of one lock out all.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        trusted = settings.TRUSTED_PROXIES
        if trusted and len(hops) >= trusted and _is_address(hops[-trusted]):
            request.META["REMOTE_ADDR"] = hops[-trusted]
        return self.get_response(request)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class PolicyMiddleware:
    """Put the policy of settings on every answer that brings none of its own.

    It is the same for all pages, so it is put together once: django-csp's own middleware does so for each
    answer, twice. Its nonces and decorators are not read here; a view with another policy sets the header.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in {404, 500}):  # Django's own pages for developers
            response.headers.setdefault(POLICY, self.policy)
        return response


class LanguageMiddleware:
    """Choose the language: `?lang=`, then the cookie, then Vietnamese.

    The browser's preference is not asked: most browsers in Vietnam are installed in English.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        language = asked if asked in LANGUAGES else request.COOKIES.get(COOKIE, "vi")
        if language not in LANGUAGES:
            language = "vi"
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked in LANGUAGES:
            response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True)
        return response


class PrivateAnswersMiddleware:
    """Forbid keeping what was answered to one person: on a shared computer “back” shows it after signing out.

    A view that says itself how long its answer may be kept is left alone.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        personal = settings.SESSION_COOKIE_NAME in request.COOKIES or request.method == "POST"
        if personal or names & response.cookies.keys():
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class NulMiddleware:
    """Refuse a NUL character with a page that says so; the API, which answers for itself, with its own form."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Look before the view does."""
        if getattr(view, "who_may_enter", "") != "bearer" and has_nul(request):
            raise BadRequest(str(REASON))


class MeasureMiddleware:
    """Count answers and their time by view name for `/metrics`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        view = match.view_name if match and match.view_name else "unknown"
        SECONDS.labels(view).observe(time.perf_counter() - began)
        ANSWERS.labels(view, str(response.status_code)).inc()
        return response
