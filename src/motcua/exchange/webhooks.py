"""Deliver events to a webhook: handshake, structured CloudEvents, signature.

Follows the CloudEvents HTTP webhook rules: before the first event the receiver is asked with
OPTIONS whether it wants events from us, and nothing is sent to one that does not answer yes.
"""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from motcua.core.calling import OPENER
from motcua.exchange.messages import cloud_event
from motcua.rules.errors import RuleViolation

TIMEOUT_S = 10
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
TOLERANCE_S = 300


class NotDelivered(RuleViolation):
    """{partner} did not take the event: {why}. It will be sent again; look at the partner's log if this lasts."""

    code = "not_delivered"
    vi = "{partner} chưa nhận sự kiện: {why}. Hệ thống sẽ gửi lại; nếu kéo dài, hãy xem nhật ký của đối tác."


def signature(secret: str, stamp: int, body: bytes) -> str:
    """Return the signature header: the second of sending, and HMAC-SHA256 over it and the body."""
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def is_genuine(secret: str, header: str, body: bytes, now: int) -> bool:
    """Return whether `header` signs `body` with `secret` and is at most five minutes old."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    if not parts.get("t", "").isdigit() or abs(now - int(parts["t"])) > TOLERANCE_S:
        return False
    return hmac.compare_digest(signature(secret, int(parts["t"]), body), header)


def ask_permission(address: str, origin: str) -> bool:
    """Return whether the receiver allows deliveries from `origin` (CloudEvents handshake)."""
    answer = _call(address, "OPTIONS", None, {"WebHook-Request-Origin": origin, "WebHook-Request-Rate": "600"})
    return answer.get("webhook-allowed-origin") in {origin, "*"}


def deliver(address: str, secret: str, payload: dict[str, Any]) -> None:
    """Send one event; raise `NotDelivered` unless the receiver answers 2xx."""
    body = json.dumps(cloud_event(payload), ensure_ascii=False).encode()
    stamp = int(time.time())
    _call(address, "POST", body, {"Content-Type": MEDIA_TYPE, "Motcua-Signature": signature(secret, stamp, body)})


def _call(address: str, method: str, body: bytes | None, headers: dict[str, str]) -> dict[str, str]:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise NotDelivered(partner=address, why="the address is not http(s)")
    request = urllib.request.Request(address, data=body, headers=headers, method=method)  # noqa: S310 - checked above
    try:
        with OPENER.open(request, timeout=TIMEOUT_S) as answer:
            return {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as problem:
        raise NotDelivered(partner=address, why=f"HTTP {problem.code}") from problem
    except (OSError, ValueError) as problem:
        raise NotDelivered(partner=address, why=str(problem)[:200]) from problem
