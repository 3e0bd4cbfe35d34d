"""One line read: an intake, a record for the quarantine, or a problem with its line number."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from motcua.procedures.intake.batches import Intake
from motcua.procedures.intake.lines import Line, Problem
from motcua.procedures.intake.portal import read_record
from motcua.procedures.intake.shape import UnreadableRecord
from motcua.rules.catalogue_defects import find_defects

_ENCODER = msgspec.json.Encoder(order="sorted")
_MEMBER = re.compile(rb'"\s*:')
_AT_BYTE = re.compile(r"\(byte (\d+)\)")
_STUMBLED = (
    ("truncated", "it breaks off", "bị cắt giữa chừng"),
    ("trailing characters", "something follows the object", "còn ký tự thừa sau đối tượng"),
    ("invalid character", "a character that is not allowed there", "có ký tự không hợp lệ"),
    ("recursion", "nested too deep", "lồng nhau quá sâu"),
)
# The portal touches this moment without touching the text.
_VOLATILE = "updatedAt"


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that has a code but not the portal's shape."""

    line: Line
    code: str
    reason: str
    digest: str


def parse_line(line: Line, today: date) -> Intake | Refused | Problem:
    """Read one line; nothing of it is stored yet."""
    try:
        record = msgspec.json.decode(line.raw.decode("utf-8"))
    except UnicodeDecodeError as failure:
        return _problem(line, "wrong_encoding", f"byte {failure.start + 1}", f"byte thứ {failure.start + 1}")
    except (msgspec.DecodeError, RecursionError) as failure:
        return _problem(line, "not_json", *_why_not_json(failure))
    code = _code_of(record)
    if code is None:
        return _problem(line, "not_a_procedure", "no `code`", "không có `code`")
    try:
        if _says_twice(line.raw, record):
            return _refused(line, code, "repeated_member")
        digest = digest_of(record)
        portal = read_record(record)
    except (UnreadableRecord, UnicodeEncodeError, AttributeError, TypeError):
        return _refused(line, code, "unreadable_record")
    if len(portal.code.published) > 80:
        return Refused(line, code[:200], "bad_code", digest)
    return Intake(line, portal, digest, find_defects(portal.facts, today))


def _refused(line: Line, code: str, reason: str) -> Refused:
    return Refused(line, code[:200].replace("\x00", "�"), reason, hashlib.sha256(line.raw).hexdigest())


def _says_twice(raw: bytes, record: object) -> bool:
    """Return whether an object of the line has a member twice: a reader would keep the last and drop the other.

    The members of the line are counted against those of what was read of it. Only where they differ, or
    might be written otherwise, is the line read once more, slowly.
    """
    if b"\\u0022" not in raw and len(_MEMBER.findall(raw)) == len(_MEMBER.findall(_ENCODER.encode(record))):
        return False
    twice = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        held = dict(pairs)
        twice = twice or len(held) != len(pairs)
        return held

    json.loads(raw, object_pairs_hook=members)
    return twice


def _why_not_json(failure: Exception) -> tuple[str, str]:
    """Return in English and in Vietnamese what the reader stumbled over."""
    said = str(failure)
    found = _AT_BYTE.search(said)
    at_en, at_vi = (f" at byte {int(found[1]) + 1}", f" ở byte thứ {int(found[1]) + 1}") if found else ("", "")
    for sign, en, vi in _STUMBLED:
        if sign in said:
            return en + at_en, vi + at_vi
    return said, said


def _code_of(record: object) -> str | None:
    if not isinstance(record, dict):
        return None
    code = record.get("code")
    if not isinstance(code, str) and isinstance(record.get("detail"), dict):
        code = record["detail"].get("code")
    return code if isinstance(code, str) and code.strip() else None


def digest_of(record: dict[str, Any]) -> str:
    """Return a fingerprint of the published text, whatever the order of members."""
    detail = record.get("detail")
    if isinstance(detail, dict):
        record = {**record, "detail": {key: value for key, value in detail.items() if key != _VOLATILE}}
    return hashlib.sha256(_ENCODER.encode(record)).hexdigest()


_WHY = {
    "wrong_encoding": (
        "không phải UTF-8",
        "is not UTF-8",
        "Hãy chuyển tệp sang Unicode UTF-8 (từ TCVN3, VNI, UTF-16…)",
        "Turn the file into Unicode UTF-8",
    ),
    "not_json": (
        "không phải một đối tượng JSON trọn vẹn",
        "is not one whole JSON object",
        "Hãy lấy lại dòng này từ nguồn",
        "Fetch this line from its source again",
    ),
    "not_a_procedure": (
        "không phải bản ghi thủ tục",
        "is no procedure record",
        "Hãy kiểm tra tệp có đúng là dữ liệu thủ tục không",
        "Check that the file holds procedures",
    ),
}


def _problem(line: Line, code: str, detail_en: str, detail_vi: str) -> Problem:
    what_vi, what_en, do_vi, do_en = _WHY[code]
    return Problem(
        line.file,
        line.number,
        code,
        f"{line.file}, dòng {line.number}: {what_vi} ({detail_vi}); dòng này chưa được nhập, các dòng khác vẫn được "
        f"đọc. {do_vi} rồi nhập lại.",
        f"{line.file}, line {line.number}: {what_en} ({detail_en}); this line was not imported, the others are read. "
        f"{do_en} and import again.",
    )
