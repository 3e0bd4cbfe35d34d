"""Language of the reader, and measures of every answer."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from motcua.core.measures import ANSWERS, SECONDS

Next = Callable[[HttpRequest], HttpResponse]
COOKIE = "motcua_lang"
LANGUAGES = {"vi", "en"}


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
