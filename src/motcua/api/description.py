"""The OpenAPI description, with errors as problem details, and the same told to people."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.accounts.gate import everyone
from motcua.api.problems import KINDS, MEDIA_TYPE
from motcua.api.root import api

_WRITES = {"post", "put", "patch"}


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of every operation."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            _tell_problems(operation["responses"])
            if method not in _WRITES:
                operation["responses"]["304"] = {"description": "Not modified (If-None-Match)"}
    return schema


def _tell_problems(responses: dict[Any, Any]) -> None:
    for status, response in list(responses.items()):
        if int(status) >= 400 and "content" in response:
            content = response["content"].pop("application/json", None)
            if content:
                response["content"][MEDIA_TYPE] = content


@everyone
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description to machines."""
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@everyone
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Show the description to people."""
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api/docs.html", {"operations": operations, "kinds": list(KINDS.values())})


@everyone
@require_GET
def problem(request: HttpRequest, code: str) -> HttpResponse:
    """Explain one kind of error to people."""
    kinds = [KINDS[code]] if code in KINDS else list(KINDS.values())
    return render(request, "api/problems.html", {"kinds": kinds}, status=200 if code in KINDS else 404)
