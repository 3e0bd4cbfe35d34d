"""Open files of status events and cut them into blocks of whole lines.

A block is at most about 64 MB, so a file of any size needs the same memory. What cannot be a line
(not UTF-8, endless) is named here with its number; everything else is left to the parser.
"""

import bz2
import gzip
import itertools
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np

from motcua.exchange.outcomes import Rejection
from motcua.rules.errors import RuleViolation

BLOCK = 64 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
# A batch is read whole; more than this must come as lines.
LARGEST_ARRAY = 4 * BLOCK
OPENERS = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"
# Stands in for a line that is rejected before parsing, so that rows and lines stay in step.
PLACEHOLDER = b"0"
LINE_FEED, BLANKS = 10, np.frombuffer(b" \t\r\n", np.uint8)


class FileNotReadable(RuleViolation):
    """The file {path} could not be read: {why}. Nothing was taken in; check the file and run the command again."""

    code = "file_not_readable"
    vi = "Không đọc được tệp {path}: {why_vi}. Chưa nhận gì; hãy kiểm tra tệp rồi chạy lại lệnh."


@dataclass
class Block:
    """Whole lines, each ended by a line feed, blank ones left out."""

    text: bytes
    # Number in the file of each line, or None where they simply follow `first`.
    first: int
    numbers: list[int] | None = None
    # Lines that cannot be events, by their place in the block: (reason, what was read).
    refused: dict[int, tuple[Rejection, bytes]] = field(default_factory=dict)
    size: int = -1

    def __post_init__(self) -> None:
        if self.size < 0:
            self.size = self.text.count(b"\n")

    def number(self, place: int) -> int:
        """Return the line number in the file of the line at `place`."""
        return self.numbers[place] if self.numbers is not None else self.first + place


def inner_suffix(path: Path) -> str:
    """Return the ending below a compression ending: `.csv` of `a.csv.gz`."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() in OPENERS else path.suffix.lower()


def opened(path: Path) -> IO[bytes]:
    """Open `path`, unpacking by its ending; refuse with a sentence."""
    if not path.exists():
        raise FileNotReadable(path=path, why="it does not exist", why_vi="tệp không tồn tại")
    if path.is_dir():
        raise FileNotReadable(path=path, why="it is a folder", why_vi="đây là thư mục")
    if path.stat().st_size == 0:
        raise FileNotReadable(path=path, why="it is empty", why_vi="tệp rỗng")
    try:
        opener: Any = OPENERS.get(path.suffix.lower(), open)
        file: IO[bytes] = opener(path, "rb")
    except PermissionError as problem:
        raise FileNotReadable(path=path, why="no permission", why_vi="không có quyền đọc") from problem
    return file


def pieces(file: IO[bytes], path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """Yield what `file` holds; a damaged or cut archive becomes a sentence."""
    while True:
        try:
            piece = file.read(size)
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as problem:
            raise FileNotReadable(
                path=path,
                why=f"the archive is damaged or cut off ({problem})",
                why_vi="tệp nén bị hỏng hoặc bị cắt cụt",
            ) from problem
        if not piece:
            return
        yield piece


def blocks(path: Path, size: int = BLOCK) -> Iterator[Block]:
    """Yield the lines of `path` in blocks; the items of one JSON array (a CloudEvents batch) are its lines."""
    with opened(path) as file:
        source = pieces(file, path, size)
        first = next(source, b"")
        if first.removeprefix(BOM).lstrip()[:1] != b"[":
            yield from cut(itertools.chain([first], source), path)
            return
        whole = bytearray(first)
        for piece in source:
            whole += piece
            if len(whole) > LARGEST_ARRAY:
                raise FileNotReadable(
                    path=path,
                    why="a JSON array of this size must be sent as lines, one event each",
                    why_vi="mảng JSON lớn như vậy phải gửi thành từng dòng, mỗi dòng một sự kiện",
                )
    items = _array(bytes(whole))
    if items is None:
        yield from cut(iter([bytes(whole)]), path)
    elif items:
        yield block(b"".join(item + b"\n" for item in items))


def _array(text: bytes) -> list[bytes] | None:
    """Return the items of a JSON array, each on one line; None if the text is not one whole array."""
    try:
        told = msgspec.json.decode(text.removeprefix(BOM))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return [msgspec.json.encode(item) for item in told]


def cut(source: Iterator[bytes], path: Path) -> Iterator[Block]:
    """Cut a stream of bytes into blocks of whole lines."""
    rest, number = b"", 1
    for place, piece in enumerate(source):
        if place == 0:
            if piece[:2] in UTF16:
                raise FileNotReadable(
                    path=path, why="it is UTF-16 text, not UTF-8", why_vi="tệp là UTF-16, không phải UTF-8"
                )
            piece = piece.removeprefix(BOM)
        end = piece.rfind(b"\n")
        if end < 0:
            rest += piece
            continue
        text, rest = b"".join((rest, memoryview(piece)[: end + 1])), piece[end + 1 :]
        part = block(text, number)
        yield part
        number += part.size if part.text is text else text.count(b"\n")
    if rest:
        yield block(rest + b"\n", number)


def block(text: bytes, first: int = 1) -> Block:
    """Return whole lines as a block, without blank lines, with unreadable ones named."""
    if not text.endswith(b"\n"):
        text += b"\n"
    size = _plain_lines(text)
    if size:
        return Block(text, first, size=size)
    lines: list[bytes] = []
    numbers: list[int] = []
    refused: dict[int, tuple[Rejection, bytes]] = {}
    for place, raw in enumerate(text.split(b"\n")[:-1]):
        line = raw.strip()
        if not line:
            continue
        reason = _unreadable(line)
        if reason is not None:
            refused[len(lines)] = (reason, line)
        lines.append(PLACEHOLDER if reason is not None else line.replace(b"\r", b" "))
        numbers.append(first + place)
    return Block(b"".join(line + b"\n" for line in lines), first, numbers, refused)


def _plain_lines(text: bytes) -> int:
    """Return the number of lines if every one can go to the parser untouched (nearly always), else 0.

    Searching the text for each odd pair costs five times as much as looking at what follows the line feeds.
    """
    if text[:1] in b" \t\r\n" or b"\0" in text:
        return 0
    if not text.isascii():
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            return 0
    letters = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(letters == LINE_FEED)
    if np.isin(letters[ends[:-1] + 1], BLANKS).any():
        return 0
    longest = int(np.diff(ends, prepend=-1).max())
    return int(ends.size) if longest <= LONGEST_LINE else 0


def _unreadable(line: bytes) -> Rejection | None:
    if len(line) > LONGEST_LINE:
        return Rejection.LINE_TOO_LONG
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return Rejection.NOT_UTF8
    return Rejection.NOT_AN_OBJECT if b"\0" in line else None
