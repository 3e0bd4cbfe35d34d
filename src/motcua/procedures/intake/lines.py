"""Lines of a file, plain or compressed, that may be cut off or wrongly encoded.

Every line comes with its number; what cannot be read comes as a `Problem`, and reading
goes on as long as the file allows.
"""

import gzip
import lzma
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from motcua.procedures.errors import FileUnreadable
from motcua.procedures.intake.file_kinds import ENOUGH, refuse_other_kinds

LONGEST_LINE = 32 * 1024 * 1024
_XZ = b"\xfd7zXZ\x00"
_XZ_END = b"YZ"
_DAMAGED = (EOFError, lzma.LZMAError, zlib.error, OSError)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, where, and what to do about it, in two languages."""

    file: str
    line: int
    code: str
    vi: str
    en: str

    def as_dict(self) -> dict[str, object]:
        return {"file": self.file, "line": self.line, "code": self.code, "vi": self.vi, "en": self.en}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as bytes, without its end."""

    file: str
    number: int
    raw: bytes


def _opened(path: Path) -> BinaryIO:
    try:
        with path.open("rb") as file:
            start = file.read(ENOUGH)
        # The content decides, not the name: files are renamed.
        opened = _unpacked(path, start)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise FileUnreadable(file=str(path), reason=reason, reason_vi=reason) from failure
    if opened is None:
        refuse_other_kinds(path, start, packed=False)
        return path.open("rb")
    try:
        refuse_other_kinds(path, opened.peek(ENOUGH)[:ENOUGH], packed=True)
    except _DAMAGED:
        pass  # Reading says so, with the line.
    except FileUnreadable:
        opened.close()
        raise
    return cast("BinaryIO", opened)


def _unpacked(path: Path, start: bytes) -> lzma.LZMAFile | gzip.GzipFile | None:
    if start.startswith(_XZ):
        return lzma.open(path, "rb")
    return gzip.open(path, "rb") if start.startswith(b"\x1f\x8b") else None


def lines_of(path: Path) -> Iterator[Line | Problem]:
    """Yield the non-blank lines of `path`; a cut-off archive or an empty file ends with a Problem.

    Raise FileUnreadable if the file cannot be opened at all.
    """
    number = 0
    found = False
    with _opened(path) as file:
        while True:
            try:
                raw = file.readline(LONGEST_LINE)
            except _DAMAGED as failure:
                yield _cut_off(path.name, number + 1, failure)
                return
            if not raw:
                if _has_rest(path):
                    yield _cut_off(path.name, number + 1, None)
                elif not found:
                    yield _empty(path.name)
                return
            number += 1
            if len(raw) >= LONGEST_LINE and not raw.endswith(b"\n"):
                yield _too_long(path.name, number)
                return
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if raw.strip():
                found = True
                yield Line(path.name, number, raw.rstrip(b"\r\n"))


def _has_rest(path: Path) -> bool:
    """Return whether something that is no archive follows an xz archive: Python's reader passes over it in silence."""
    with path.open("rb") as file:
        if file.read(len(_XZ)) != _XZ:
            return False
        file.seek(-min(path.stat().st_size, 4096), os.SEEK_END)
        return not file.read().rstrip(b"\x00").endswith(_XZ_END)


def _cut_off(file: str, line: int, failure: Exception | None) -> Problem:
    if failure is None:
        vi, en = "sau phần nén còn dữ liệu lạ", "something that is no archive follows it"
    elif isinstance(failure, EOFError):
        vi, en = "tệp hết giữa chừng", "it ends too early"
    elif isinstance(failure, OSError) and not isinstance(failure, gzip.BadGzipFile):
        vi = en = failure.strerror or str(failure)
    else:
        vi, en = "dữ liệu nén sai", "its packed data are wrong"
    return Problem(
        file,
        line,
        "archive_truncated",
        f"{file}, dòng {line}: tệp nén bị cắt hoặc hỏng ({vi}); các dòng trước đã được nhập. "
        "Hãy tải lại tệp rồi nhập lại, phần đã có sẽ không bị lặp.",
        f"{file}, line {line}: the archive is cut off or damaged ({en}); the lines before it were imported. "
        "Fetch the file again and import it once more; nothing will be doubled.",
    )


def _empty(file: str) -> Problem:
    return Problem(
        file,
        1,
        "file_empty",
        f"{file}: tệp rỗng, không có bản ghi nào; chưa nhập gì. Hãy tải lại tệp rồi nhập lại.",
        f"{file}: the file is empty, it holds no record; nothing was imported. Fetch it again and import again.",
    )


def _too_long(file: str, line: int) -> Problem:
    limit = LONGEST_LINE // 1024 // 1024
    return Problem(
        file,
        line,
        "line_too_long",
        f"{file}, dòng {line}: dài hơn {limit} MB nên không phải một bản ghi thủ tục; đã dừng đọc tệp này.",
        f"{file}, line {line}: longer than {limit} MB, so it is not one procedure record; reading stopped here.",
    )
