"""Writes that may be sent twice: the same Idempotency-Key gives the same answer, and one effect.

The effect and the kept answer are committed together, so a crash leaves neither. A key whose
worker was killed is free at once on the same machine, else after a minute. Kept answers are
forgotten after a day.
"""

import hashlib
import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from motcua.api.models import IdempotencyRecord
from motcua.api.problems import Problem
from motcua.core.prepared import PreparedInsert, PreparedUpdate

_DIED_AFTER = timedelta(minutes=1)
_KEPT_FOR = timedelta(hours=24)
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_CLEANED_EVERY_S = 60
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
    _forget_old()
    record = IdempotencyRecord(
        caller=caller, key=key, request_digest=digest, begun_at=timezone.now(), worker=_worker(os.getpid())
    )
    if _insert(record):
        return record, True
    held = IdempotencyRecord.objects.filter(caller=caller, key=key).first()
    if held is not None and held.finished_at is None and _has_died(held):
        # Only one of several callers removes the dead claim and makes its own.
        IdempotencyRecord.objects.filter(pk=held.pk, finished_at=None).delete()
        if _insert(record):
            return record, True
        held = IdempotencyRecord.objects.filter(caller=caller, key=key).first()
    if held is None:
        raise Problem("key-in-progress", headers={"Retry-After": "1"})
    if held.request_digest != digest:
        raise Problem("key-reused")
    if held.finished_at is None:
        raise Problem("key-in-progress", headers={"Retry-After": "1"})
    return held, False


_insert = PreparedInsert(IdempotencyRecord, unless_there=True)
_finish = PreparedUpdate(IdempotencyRecord, ["finished_at", "status", "headers", "body"])
_cleaned_at = [0.0]


def _forget_old() -> None:
    now = time.monotonic()
    if now - _cleaned_at[0] > _CLEANED_EVERY_S:
        _cleaned_at[0] = now
        IdempotencyRecord.objects.filter(begun_at__lt=timezone.now() - _KEPT_FOR).delete()


def _has_died(record: IdempotencyRecord) -> bool:
    if record.begun_at < timezone.now() - _DIED_AFTER:
        return True
    host, _, rest = record.worker.partition(":")
    pid = rest.partition(":")[0]
    return host == socket.gethostname()[:40] and pid.isdigit() and _worker.__wrapped__(int(pid)) != record.worker


@lru_cache(maxsize=4)
def _worker(pid: int) -> str:
    """Return a name of a running process that no later one can have: host, number, moment of its start."""
    try:
        began = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        began = "" if pid == os.getpid() else "gone"
    return f"{socket.gethostname()[:40]}:{pid}:{began}"


def _keep(record: IdempotencyRecord, response: HttpResponse) -> None:
    if response.status_code >= 500 or response.status_code in _NOT_KEPT:
        record.delete()
        return
    record.finished_at = timezone.now()
    record.status = response.status_code
    record.headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
    record.body = response.content
    _finish(record)


def _replay(record: IdempotencyRecord) -> HttpResponse:
    response = HttpResponse(bytes(record.body), status=record.status or 200)
    for name, value in record.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response
