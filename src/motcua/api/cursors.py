"""Opaque cursors: where the next page begins, bound to the filters it was made for."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from motcua.api.problems import Problem

MOST = 1000
USUAL = 50


def _mark(request: HttpRequest) -> str:
    """Return a short digest of the path and every filter, so that a cursor is not used for another list."""
    asked = sorted((k, v) for k, v in request.GET.items() if k not in {"cursor", "limit", "lang"})
    return hashlib.sha256(json.dumps([request.path, asked]).encode()).hexdigest()[:12]


def read(request: HttpRequest, cursor: str | None) -> list[Any] | None:
    """Return the position a cursor stands for, None without one; refuse a foreign or damaged one."""
    if not cursor:
        return None
    try:
        mark, position = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError):
        raise Problem("bad-cursor") from None
    if mark != _mark(request) or not isinstance(position, list):
        raise Problem("bad-cursor")
    return position


def make(request: HttpRequest, position: Sequence[Any]) -> str:
    """Return the cursor of a position."""
    text = json.dumps([_mark(request), list(position)], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def link(request: HttpRequest, response: HttpResponse, cursor: str | None, limit: int) -> None:
    """Put `first` and `next` (RFC 8288) into the Link header."""
    kept = {k: v for k, v in request.GET.items() if k not in {"cursor", "limit"}}
    address = request.build_absolute_uri(request.path)
    first = f'<{address}?{urlencode({**kept, "limit": limit})}>; rel="first"'
    follow = f', <{address}?{urlencode({**kept, "limit": limit, "cursor": cursor})}>; rel="next"' if cursor else ""
    response["Link"] = first + follow
