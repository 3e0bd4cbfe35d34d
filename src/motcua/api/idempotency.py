"""Writes that may be sent twice: the same Idempotency-Key gives the same answer, and one effect.

The effect and the kept answer are committed together, so a crash leaves neither; a key
whose work died is free again after a minute. Kept answers are forgotten after a day.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from motcua.api.models import IdempotencyRecord
from motcua.api.problems import Problem

_DIED_AFTER = timedelta(minutes=1)
_KEPT_FOR = timedelta(hours=24)
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_NOT_KEPT = frozenset({401, 403, 409, 415, 429})


def once(request: HttpRequest, call: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer `call` under the request's Idempotency-Key; refuse a missing, running or reused key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 1 <= len(key) <= 255:
        raise Problem("key-missing")
    record, fresh = _claim(request, key)
    if not fresh:
        return _replay(record)
    try:
        with transaction.atomic():
            response = call()
            _keep(record, response)
    except BaseException:
        record.delete()
        raise
    return response


def _digests(request: HttpRequest) -> tuple[str, str]:
    caller = hashlib.sha256(request.headers.get("Authorization", "").encode()).hexdigest()
    asked = b"\n".join([(request.method or "").encode(), request.get_full_path().encode(), request.body])
    return caller, hashlib.sha256(asked).hexdigest()


def _claim(request: HttpRequest, key: str) -> tuple[IdempotencyRecord, bool]:
    caller, digest = _digests(request)
    now = timezone.now()
    IdempotencyRecord.objects.filter(begun_at__lt=now - _KEPT_FOR).delete()
    held = IdempotencyRecord.objects.filter(caller=caller, key=key)
    held.filter(finished_at=None, begun_at__lt=now - _DIED_AFTER).delete()
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(caller=caller, key=key, request_digest=digest, begun_at=now), True
    except IntegrityError:
        record = held.first()
    if record is None:
        raise Problem("key-in-progress", headers={"Retry-After": "1"})
    if record.request_digest != digest:
        raise Problem("key-reused")
    if record.finished_at is None:
        raise Problem("key-in-progress", headers={"Retry-After": "1"})
    return record, False


def _keep(record: IdempotencyRecord, response: HttpResponse) -> None:
    if response.status_code >= 500 or response.status_code in _NOT_KEPT:
        record.delete()
        return
    record.finished_at = timezone.now()
    record.status = response.status_code
    record.headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
    record.body = response.content
    record.save(update_fields=["finished_at", "status", "headers", "body"])


def _replay(record: IdempotencyRecord) -> HttpResponse:
    response = HttpResponse(bytes(record.body), status=record.status or 200)
    for name, value in record.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response
