"""Writes that may be sent twice: the same Idempotency-Key gives the same answer, and one effect.

The effect and the kept answer are written in one transaction, so a crash or a killed worker leaves
neither, and the key is free at once. While a key is worked on, whoever sends it again is told so.
Kept answers are forgotten after a day.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from motcua.api.models import IdempotencyRecord
from motcua.api.problems import Problem
from motcua.core.prepared import PreparedInsert, asked, fresh

_KEPT_FOR = timedelta(hours=24)
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_CLEANED_EVERY_S = 60
_NOT_KEPT = frozenset({401, 403, 409, 415, 429})


def once(request: HttpRequest, call: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer `call` under the request's Idempotency-Key; refuse a missing, running or reused key.

    `call` runs inside one transaction; a refusal (4xx, 5xx) undoes all that was written.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 1 <= len(key) <= 255:
        raise Problem("key-missing")
    caller, digest = _digests(request)
    _forget_old()
    with running(caller, key):
        try:
            with transaction.atomic():
                kept = _kept(caller, key)
                if kept is not None:
                    return _replay(kept, digest)
                response = call()
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif not _keep(caller, key, digest, response):
                    raise _Overtaken
        except _Overtaken:
            return _replay(IdempotencyRecord.objects.get(caller=caller, key=key), digest)
        if 400 <= response.status_code < 500 and response.status_code not in _NOT_KEPT:
            _keep(caller, key, digest, response)
    return response


class _Overtaken(Exception):
    """The same key was answered elsewhere meanwhile; what was done here is undone."""


_RUNNING: set[tuple[str, str]] = set()
_DOOR = threading.Lock()


@contextmanager
def running(caller: str, key: str) -> Iterator[None]:
    """Let one request of this process work on a key at a time; refuse the others."""
    with _DOOR:
        if (caller, key) in _RUNNING:
            raise Problem("key-in-progress", headers={"Retry-After": "1"})
        _RUNNING.add((caller, key))
    try:
        yield
    finally:
        _RUNNING.discard((caller, key))


def _digests(request: HttpRequest) -> tuple[str, str]:
    caller = hashlib.sha256(request.headers.get("Authorization", "").encode()).hexdigest()
    asked = b"\n".join([(request.method or "").encode(), request.get_full_path().encode(), request.body])
    return caller, hashlib.sha256(asked).hexdigest()


# PostgreSQL lets others work meanwhile: a lock on the key, gone with the transaction or its process.
# SQLite has one writer at a time, so whoever comes second finds the answer.
_ASK_KEPT = (
    "SELECT r.id, {lock} FROM (SELECT 1 AS one) o LEFT JOIN api_idempotencyrecord r ON r.caller = %s AND r.key = %s"
)


def lock_of(caller: str, key: str) -> int:
    """Return the number of the lock on a key (64 bits, signed)."""
    return int.from_bytes(hashlib.blake2b(f"{caller}{key}".encode(), digest_size=8).digest(), signed=True)


def _kept(caller: str, key: str) -> IdempotencyRecord | None:
    values: list[str | int] = [caller, key]
    lock = "1"
    if connection.vendor == "postgresql":
        lock, values = "pg_try_advisory_xact_lock(%s)", [lock_of(caller, key), caller, key]
    found, is_ours = asked(_ASK_KEPT.format(lock=lock), values).fetchone()
    if found is not None:
        return IdempotencyRecord.objects.get(pk=found)
    if not is_ours:
        raise Problem("key-in-progress", headers={"Retry-After": "1"})
    return None


_insert = PreparedInsert(IdempotencyRecord, unless_there=True)
_cleaned_at = [time.monotonic()]


def _forget_old() -> None:
    now = time.monotonic()
    if now - _cleaned_at[0] > _CLEANED_EVERY_S:
        _cleaned_at[0] = now
        IdempotencyRecord.objects.filter(kept_at__lt=timezone.now() - _KEPT_FOR).delete()


def _keep(caller: str, key: str, digest: str, response: HttpResponse) -> bool:
    headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
    return _insert(
        fresh(
            IdempotencyRecord, caller=caller, key=key, request_digest=digest, kept_at=timezone.now(),
            status=response.status_code, headers=headers, body=response.content,
        )
    )  # fmt: skip


def _replay(record: IdempotencyRecord, digest: str) -> HttpResponse:
    if record.request_digest != digest:
        raise Problem("key-reused")
    response = HttpResponse(bytes(record.body), status=record.status)
    for name, value in record.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response
