"""One line read: an intake, a record for the quarantine, or a problem with its line number."""

import hashlib
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
        return _problem(line, "not_json", str(failure), str(failure))
    code = _code_of(record)
    if code is None:
        return _problem(line, "not_a_procedure", "no `code`", "không có `code`")
    try:
        digest = digest_of(record)
        portal = read_record(record)
    except (UnreadableRecord, UnicodeEncodeError, AttributeError, TypeError):
        return Refused(line, code[:200].replace("\x00", "�"), "unreadable_record", hashlib.sha256(line.raw).hexdigest())
    if len(portal.code.published) > 80:
        return Refused(line, code[:200], "bad_code", digest)
    return Intake(line, portal, digest, find_defects(portal.facts, today))


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
    "wrong_encoding": ("không phải UTF-8", "is not UTF-8", "Hãy lưu lại tệp ở UTF-8", "Save the file as UTF-8"),
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
        f"nhập. {do_vi} rồi nhập lại.",
        f"{line.file}, line {line.number}: {what_en} ({detail_en}); this line was not imported, the others were. "
        f"{do_en} and import again.",
    )
