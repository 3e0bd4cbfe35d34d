"""Read CSV rows of events as JSON lines, so that there is one parser for all that is text."""

import csv
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from motcua.exchange.lines import PLACEHOLDER, UTF16, Block, FileNotReadable, opened, pieces
from motcua.exchange.outcomes import Rejection

ROWS = 200_000
DEMANDED = ("source", "id", "sequence", "dossier", "status", "occurred_at")
csv.field_size_limit(16 * 1024 * 1024)


def header_of(path: Path) -> tuple[list[str], str]:
    """Return the column names and the separator of a CSV file; refuse what has no such header."""
    with opened(path) as file:
        first = next(pieces(file, path, 65536), b"").split(b"\n")[0]
    if first[:2] in UTF16:
        raise FileNotReadable(path=path, why="it is UTF-16 text, not UTF-8", why_vi="tệp là UTF-16, không phải UTF-8")
    text = first.decode("utf-8-sig", errors="replace").strip()
    separator = max(",;\t|", key=text.count)
    names = [name.strip().lower() for name in next(csv.reader([text], delimiter=separator), [])]
    demand_columns(names, path)
    return names, separator


def demand_columns(names: Sequence[str], path: Path) -> None:
    """Refuse a table that lacks a mandatory column."""
    absent = ", ".join(name for name in DEMANDED if name not in names)
    if absent:
        raise FileNotReadable(path=path, why=f"the columns {absent} are missing", why_vi=f"thiếu các cột {absent}")


def row_blocks(path: Path) -> Iterator[Block]:
    """Yield the rows of a CSV file as blocks of JSON lines; a ragged row is refused with its number."""
    names, separator = header_of(path)
    with opened(path) as file:
        rows = csv.reader(_texts(file, path), delimiter=separator)
        next(rows)
        while True:
            lines: list[bytes] = []
            numbers: list[int] = []
            refused: dict[int, tuple[Rejection, bytes]] = {}
            for row in itertools.islice(rows, ROWS):
                if not any(row):
                    continue
                reason = _wrong(row, len(names))
                if reason is not None:
                    refused[len(lines)] = (reason, separator.join(row).encode("utf-8", "surrogateescape"))
                    lines.append(PLACEHOLDER)
                else:
                    lines.append(msgspec.json.encode(dict(zip(names, row, strict=True))))
                numbers.append(rows.line_num)
            if not lines:
                return
            yield Block(b"\n".join(lines) + b"\n", 0, numbers, refused)


def _wrong(row: list[str], width: int) -> Rejection | None:
    if len(row) != width:
        return Rejection.BAD_ROW
    return None if all(map(_is_clean, row)) else Rejection.NOT_UTF8


def _is_clean(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _texts(file: IO[bytes], path: Path) -> Iterator[str]:
    """Yield the text lines; bytes that are not UTF-8 are kept in a form that shows it."""
    rest = b""
    for place, piece in enumerate(pieces(file, path, 1 << 22)):
        whole = rest + (piece.removeprefix(b"\xef\xbb\xbf") if place == 0 else piece)
        end = whole.rfind(b"\n") + 1
        rest = whole[end:]
        for line in whole[:end].splitlines(keepends=True):
            yield line.decode("utf-8", "surrogateescape").replace("\0", "\ufffd")
    if rest:
        yield rest.decode("utf-8", "surrogateescape").replace("\0", "\ufffd")


def plain_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a small CSV file by lower-case column name."""
    with opened(path) as file:
        text = b"".join(pieces(file, path)).decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    separator = max(",;\t|", key=lines[0].count) if lines else ","
    rows = csv.DictReader(lines, delimiter=separator)
    return [{(name or "").strip().lower(): str(value or "") for name, value in row.items()} for row in rows]
