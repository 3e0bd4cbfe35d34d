"""ETags: 304 for what the caller already has, 412 and 428 before a write meets newer data."""

import hashlib

from django.http import HttpRequest, HttpResponse

from motcua.api.problems import Problem


def tag_of(content: bytes) -> str:
    """Return the strong ETag of a body."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _named(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/").replace('-gzip"', '"') for tag in header.split(",") if tag.strip()}


def answer_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Put an ETag on a good answer, and make it 304 if the caller has it already."""
    tag = response.headers.get("ETag") or tag_of(response.content)
    response["ETag"] = tag
    response.headers.setdefault("Cache-Control", "no-cache")
    named = _named(request.headers.get("If-None-Match", ""))
    if "*" in named or tag.removeprefix("W/") in named:
        response.status_code = 304
        response.content = b""
        del response["Content-Type"]
    return response


def demand_match(request: HttpRequest, tag: str) -> None:
    """Let a write pass only if If-Match names the present `tag`; 428 without, 412 with another."""
    header = request.headers.get("If-Match")
    if not header:
        raise Problem("precondition-required")
    named = _named(header)
    if "*" not in named and tag.removeprefix("W/") not in named:
        raise Problem("precondition-failed", headers={"ETag": tag})
