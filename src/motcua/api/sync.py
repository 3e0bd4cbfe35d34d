"""`POST sync/events`: status events of other systems, thousands a request.

The batch lies on disk before the answer; each line has exactly one outcome. Sending a batch again
is harmless (an event is known by source and id), so no Idempotency-Key is asked for.
"""

import gzip
import io
import zlib
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema

from motcua.api.doors import rule
from motcua.api.problems import Problem
from motcua.api.schemas import ERRORS
from motcua.api.schemas import Problem as ProblemOut
from motcua.api.tokens import Bearer
from motcua.core.phrases import Phrase
from motcua.ledger.inbox import DESK
from motcua.ledger.store import LedgerBusy

router = Router(tags=["sync"])
NDJSON, BATCH, SINGLE = "application/x-ndjson", "application/cloudevents-batch+json", "application/cloudevents+json"
MOST_BYTES = 20 * 1024 * 1024
rule("sync-events", takes=(NDJSON, BATCH, SINGLE))


class RefusedLine(Schema):
    """One line that was not taken in."""

    line: int
    code: str
    reason: dict[str, str]


class Counts(Schema):
    """Every line read is in one class: read = new + duplicate + stale + flagged + rejected."""

    read: int
    new: int
    duplicate: int
    stale: int
    flagged: int
    rejected: int
    flags: dict[str, int]
    rejections: list[RefusedLine]
    conflicting: list[dict[str, Any]]
    codes_checked: list[str]


@router.post(
    "sync/events",
    response={200: Counts, **ERRORS, 503: ProblemOut},
    url_name="sync-events",
    auth=Bearer("sync:write"),
    summary="Send status events",
)
def events(request: HttpRequest) -> Any:
    """NDJSON or a CloudEvents batch; lines that cannot be taken in are named, the others are kept."""
    lines = _lines(request)
    if not lines.strip():
        raise Problem("bad-request", Phrase("Lô không có sự kiện nào.", "The batch holds no event."))
    return {**accept(lines, agencies_of(request.auth)), "files": None}  # type: ignore[attr-defined]


def accept(lines: bytes, agencies: list[str] | None) -> dict[str, Any]:
    """Put lines into the inbox; while the ledger is being written by a long work, ask to come again."""
    try:
        answer = DESK.accept(lines, agencies)
    except LedgerBusy as busy:
        raise Problem("busy", Phrase(busy.sentence("vi"), busy.sentence("en")), headers={"Retry-After": "60"}) from busy
    for refused in answer["rejections"] + answer["conflicting"]:
        refused.pop("file")
    return answer


def agencies_of(token: Any) -> list[str] | None:
    """Return the agencies a token may speak for; None is all."""
    return None if "*" in token.agencies else list(token.agencies)


def _lines(request: HttpRequest) -> bytes:
    body = request.body
    if request.headers.get("Content-Encoding", "").lower() == "gzip":
        body = _unpacked(body)
    if request.content_type == NDJSON:
        return body
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        reason = Phrase("Nội dung không phải JSON hoàn chỉnh.", "The body is not complete JSON.")
        raise Problem("bad-request", reason) from problem
    rows = told if request.content_type == BATCH else [told]
    if not isinstance(rows, list):
        raise Problem("bad-request", Phrase("Lô phải là một mảng JSON.", "A batch must be a JSON array."))
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _unpacked(body: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            text = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise Problem("bad-request", Phrase("Tệp gzip bị hỏng.", "The gzip body is damaged.")) from problem
    if len(text) > MOST_BYTES:
        raise Problem("bad-request", Phrase("Lô lớn hơn 20 MB.", "The batch is larger than 20 MB."))
    return text
