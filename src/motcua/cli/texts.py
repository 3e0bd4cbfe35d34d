"""Text files given on the command line, refused with a sentence when they cannot be read."""

import sys
from collections.abc import Iterator
from typing import BinaryIO, cast

from motcua.rules.errors import RuleViolation


class FileNotReadable(RuleViolation):
    """“{file}” cannot be read ({why}). Check the name and the permissions."""

    code = "file_not_readable"
    vi = "Không đọc được “{file}” ({why}). Hãy kiểm tra tên tệp và quyền đọc."


class NotText(RuleViolation):
    """Line {line} is not UTF-8 text. Save the file as “CSV UTF-8” and give it again."""

    code = "not_text"
    vi = "Dòng {line} không phải văn bản UTF-8. Hãy lưu tệp dạng “CSV UTF-8” rồi đưa lại."


class TableUnreadable(RuleViolation):
    """“{file}” has the columns “{found}” but “{columns}” are needed in its first line. Add them."""

    code = "table_unreadable"
    vi = "“{file}” có các cột “{found}” nhưng dòng đầu cần có “{columns}”. Hãy bổ sung."


def raw_lines(name: str) -> Iterator[bytes]:
    """Give the lines of a file (`-`: of standard input), without a byte-order mark."""
    try:
        opened = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115 - closed by `with` below
        with cast(BinaryIO, opened) as file:
            yield file.readline().removeprefix(b"\xef\xbb\xbf")
            yield from file
    except OSError as error:
        raise FileNotReadable(file=name, why=error.strerror or type(error).__name__) from None


def decoded(raw: bytes, line: int) -> str:
    """Return the text of a line; raise NotText."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotText(line=line) from None


def text_of(name: str) -> str:
    """Return a whole UTF-8 file."""
    return "".join(decoded(raw, number) for number, raw in enumerate(raw_lines(name), 1))
