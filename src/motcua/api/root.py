"""The API itself: its routers, and what becomes of every kind of failure.

A further part is one module with a `router`, added to ROUTERS.
"""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from motcua import __version__
from motcua.api import acts, agencies, changes, decisions, dossiers, procedures, quality, reports, sync, webhooks
from motcua.api.problems import Problem, of_refusal, respond
from motcua.rules.errors import RuleViolation

ROUTERS: list[Router] = [
    part.router for part in (procedures, decisions, agencies, changes, sync, dossiers, acts, webhooks, reports, quality)
]


class _Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=_Renderer(),
    title="Motcua",
    version=__version__,
    description="Danh mục thủ tục hành chính và hồ sơ / Administrative procedures and dossiers",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
for _router in ROUTERS:
    api.add_router("", _router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return respond(request, problem)


@api.exception_handler(RuleViolation)
def _refusal(request: HttpRequest, refusal: RuleViolation) -> HttpResponse:
    return respond(request, of_refusal(refusal))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return respond(request, Problem("not-found"))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"where": ".".join(str(part) for part in e["loc"]), "what": e["msg"], "code": e["type"]} for e in error.errors
    ]
    return respond(request, Problem("invalid", errors=errors))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = {401: "unauthorised", 403: "forbidden", 404: "not-found"}.get(error.status_code, "bad-request")
    return respond(request, Problem(kind, error.message if kind == "bad-request" else ""))
