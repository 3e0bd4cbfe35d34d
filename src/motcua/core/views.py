"""Pages that belong to no door: health, measures, and the error pages."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from motcua.core.phrases import Phrase

REFUSED_FORM = Phrase(
    "Biểu mẫu được mở từ lâu, từ một trang khác, hoặc trình duyệt chặn cookie, nên chưa có gì được ghi. "
    "Hãy quay lại, tải lại trang, cho phép cookie của trang này rồi gửi lại.",
    "The form was opened long ago, comes from another site, or your browser blocks cookies, so nothing was recorded. "
    "Go back, reload the page, allow this site's cookies and send it again.",
)


def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether the server can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the counters in the Prometheus text format."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _error(request: HttpRequest, status: int, **facts: Any) -> HttpResponse:
    return render(request, "core/error.html", {"status": status, **facts}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400, reason=str(exception) if isinstance(exception, BadRequest) else "")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, reason=str(exception) if exception and exception.args else "")


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without its token; the technical reason goes to Django's log, not to the reader."""
    return _error(request, 403, refused=REFUSED_FORM)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500)


# Set here and not by a decorator: `core` lies below `accounts`, where the gate is.
for _view in (healthz, metrics):
    _view.who_may_enter = "everyone"  # type: ignore[attr-defined]
