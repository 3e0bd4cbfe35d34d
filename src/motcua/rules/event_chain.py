"""Has anybody changed a recorded act afterwards?

Every act of a dossier carries a hash over its content and the hash of the act before it,
so that changing, removing or inserting one breaks every later hash. Source: house rule
(NĐ 61/2018 art 19 wants each step recorded; it does not say how).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64


def canonical(content: Mapping[str, Any]) -> str:
    """Return `content` as JSON with sorted keys, moments in UTC, no blanks."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def link(previous: str, content: Mapping[str, Any]) -> str:
    """Return the hash of `content` chained to `previous` (64 hex digits each)."""
    return hashlib.sha256(f"{previous}\n{canonical(content)}".encode()).hexdigest()


def first_broken(chain: Iterable[tuple[str, str, Mapping[str, Any]]]) -> int | None:
    """Return the place (from 0) of the first broken link of (previous, hash, content), or None."""
    before = FIRST
    for place, (previous, stored, content) in enumerate(chain):
        if previous != before or link(previous, content) != stored:
            return place
        before = stored
    return None
