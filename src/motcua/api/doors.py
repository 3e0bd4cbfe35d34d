"""What every address of the API does before and after its operation.

Accept and media type, rate, Idempotency-Key, problem details for whatever goes wrong,
ETag; and the declaration for the gate: operations check bearer tokens themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

from motcua.accounts.gate import bearer
from motcua.api import idempotency, preconditions, throttle
from motcua.api.problems import MEDIA_TYPE, Problem, respond
from motcua.api.tokens import ASK, present
from motcua.core.nul import REASON, has_nul, why_json_cannot_be_kept
from motcua.core.selectors import is_simulated

View = Callable[..., HttpResponse]
JSON = "application/json"
_OFFERED = (JSON, MEDIA_TYPE)
_PLAINLY = frozenset({"*/*", JSON})  # what almost every system says; the rest is read by the rules of HTTP


@dataclass(frozen=True, slots=True)
class Rule:
    """What one address asks of writes: the media types it takes, and whether a key is demanded."""

    takes: tuple[str, ...] = (JSON,)
    needs_key: bool = False


_RULES: dict[str, Rule] = {}


def rule(url_name: str, *, takes: tuple[str, ...] = (JSON,), needs_key: bool = False) -> None:
    """Lay down the rule of an address that takes writes (the operation's `url_name`)."""
    _RULES[url_name] = Rule(takes, needs_key)


def door(view: View) -> View:
    """Return `view` with everything an address of the API owes its callers."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        only_head = request.method == "HEAD"
        if only_head:
            # Operations name GET only.
            request.method = "GET"
        try:
            response = _finished(request, _answer(request, lambda: view(request, *args, **kwargs)))
        except Problem as problem:
            response = respond(request, problem)
        if is_simulated():
            response["Motcua-Simulated"] = "yes"
        return _without_body(response) if only_head else response

    return bearer(guarded)


def _without_body(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _answer(request: HttpRequest, call: Callable[[], HttpResponse]) -> HttpResponse:
    match = request.resolver_match
    asked = _RULES.get(match.url_name or "") if match else None
    if has_nul(request, but="cursor"):
        raise Problem("bad-request", REASON)
    _demand_acceptable(request)
    token = present(request)
    throttle.count(request, connected=token.prefix if token else "")
    if asked is not None and request.method == "POST":
        if asked.needs_key and token is None:
            raise Problem("unauthorised", headers=ASK)  # before a stranger is told what else is missing
        if request.content_type not in asked.takes and (request.body or asked.needs_key):
            raise Problem("unsupported-media-type", headers={"Accept-Post": ", ".join(asked.takes)})
        if request.content_type == JSON and (reason := why_json_cannot_be_kept(request.body)):
            raise Problem("bad-request", reason)
        if asked.needs_key:
            return idempotency.once(request, call)
    return call()


def _demand_acceptable(request: HttpRequest) -> None:
    accept = request.META.get("HTTP_ACCEPT", "*/*")
    if accept not in _PLAINLY and not any(request.accepts(offered) for offered in _OFFERED):
        raise Problem("not-acceptable", offered=list(_OFFERED))


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Vary", "Accept, Authorization, Cookie")
    if response.status_code == 405:
        raise Problem("method-not-allowed", headers={"Allow": ", ".join(sorted(_allowed(response)))})
    if request.method == "GET" and response.status_code == 200 and not response.streaming:
        return preconditions.answer_unchanged(request, response)
    return response


def _allowed(response: HttpResponse) -> set[str]:
    named = {method.strip() for method in response.get("Allow", "").split(",") if method.strip()}
    return named | {"HEAD"} if "GET" in named else named


def behind_doors(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Put every view of `patterns` behind its door."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            behind_doors(pattern.url_patterns)
        else:
            pattern.callback = door(pattern.callback)
    return patterns


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address that does not exist."""
    raise Problem("not-found")
