"""What a signed file consisted of, so that a later look can say which part was altered.

A signature only says "changed" or "unchanged". The manifest, itself under the signature,
keeps one checksum per object of the file; a verifier names the parts that no longer match.
"""

import hashlib
import json
from io import BytesIO
from typing import Any

KEY = "/MotcuaManifest"


def of(reader: Any) -> dict[str, str]:
    """Return object number → checksum of every object of a PDF that can be read."""
    return {
        str(ref.idnum): _checksum(reader, ref)
        for ref in sorted(reader.xrefs.explicit_refs_in_revision(0), key=lambda ref: ref.idnum)
        if ref.idnum
    }


def dump(reader: Any) -> bytes:
    """Return the manifest as it is kept in the file."""
    return json.dumps(of(reader), separators=(",", ":")).encode()


def kept(reader: Any) -> dict[str, str]:
    """Return the manifest in a signed file, or nothing where there is none or it cannot be read."""
    try:
        stream = reader.root[KEY]
        found = json.loads(stream.data)
    except Exception:
        return {}
    return found if isinstance(found, dict) else {}


def differing(reader: Any, wanted: dict[str, str]) -> list[int]:
    """Return the numbers of the objects that no longer match the manifest."""
    present = of(reader)
    return [int(number) for number, checksum in wanted.items() if present.get(number) != checksum]


def _checksum(reader: Any, ref: Any) -> str:
    try:
        out = BytesIO()
        # Of the signed revision: what was added afterwards is told apart by its revision.
        reader.get_historical_resolver(0).get_object(ref).write_to_stream(out, None)
        return hashlib.sha256(out.getvalue()).hexdigest()[:24]
    except Exception:
        return "unreadable"
