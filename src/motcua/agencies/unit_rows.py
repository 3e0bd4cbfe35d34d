"""One unit as a file states it, and how a file is opened and told apart."""

import csv
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from motcua.agencies.errors import UnreadableUnitFile
from motcua.agencies.kinds import UnitKind, phrase
from motcua.core.text import clean, fold
from motcua.rules.levels import BEGINNING_UNKNOWN, LEVELS, Level

# Beside these a file may have a column `kind`, for what the level does not say: one-stop units, divisions.
COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_before", "successors")
KIND_OF_LEVEL = {
    Level.CENTRAL: UnitKind.MINISTRY,
    Level.PROVINCE: UnitKind.PROVINCE,
    Level.DISTRICT: UnitKind.DISTRICT,
    Level.COMMUNE: UnitKind.COMMUNE,
    Level.VERTICAL: UnitKind.VERTICAL,
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_KIND_NAMES = {fold(name): kind for kind in UnitKind for name in (kind.value, phrase(kind).vi, phrase(kind).en)}
_LEVEL_NAMES = {fold(name): level for level, facts in LEVELS.items() for name in (level.value, facts.vi, facts.en)}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line; `line` is the line in the file, `is_fatal` when the line was not taken."""

    line: int
    code: str
    vi: str
    en: str
    is_fatal: bool = True


@dataclass(slots=True)
class UnitRow:
    """A unit with its period, by codes; `parent_on` is the day on which the parent's code is read."""

    line: int
    code: str
    name: str
    level: Level
    parent: str = ""
    valid_from: date = BEGINNING_UNKNOWN
    valid_before: date | None = None
    successors: tuple[str, ...] = ()
    name_en: str = ""
    parent_on: date | None = None
    source: str = ""
    stated_kind: UnitKind | None = None

    @property
    def key(self) -> tuple[str, date]:
        return self.code, self.valid_from

    @property
    def kind(self) -> UnitKind:
        if self.stated_kind is not None:
            return self.stated_kind
        # A province hangs under nothing: what hangs under it at its level is one of its departments.
        return UnitKind.DEPARTMENT if self.level is Level.PROVINCE and self.parent else KIND_OF_LEVEL[self.level]

    def runs_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)

    def overlaps(self, valid_from: date, valid_before: date | None) -> bool:
        return (self.valid_before is None or valid_from < self.valid_before) and (
            valid_before is None or self.valid_from < valid_before
        )


@dataclass(slots=True)
class ReadFile:
    """The rows of a file and what could not be read."""

    rows: list[UnitRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0


def open_lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of a CSV file, plain, .gz or .xz.

    A line that is not UTF-8 and the end of a cut-off archive are reported, the rest is read.
    Raise UnreadableUnitFile when nothing can be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableUnitFile(
            file=path.name, why_vi="không mở được tệp.", why_en=f"it cannot be opened ({error.strerror})."
        ) from None
    raw, is_whole = _unpacked(path, raw)
    # Undecodable bytes survive as lone surrogates, so that only their line is lost.
    text = raw.decode("utf-8-sig", errors="surrogateescape").replace("\0", "")
    if not is_whole:
        text = text[: text.rfind("\n") + 1]
        problems.append(
            Problem(
                text.count("\n") + 1,
                "cut_off",
                "Tệp nén bị hỏng hoặc bị cắt từ dòng này; các dòng trước vẫn được đọc.",
                "The archive is damaged or cut off from this line on; the lines before were read.",
            )
        )
    yield from _cells(path, text)


def _unpacked(path: Path, raw: bytes) -> tuple[bytes, bool]:
    """Return the content and whether it is whole."""
    if path.suffix == ".xz":
        unpacker: Any = lzma.LZMADecompressor()
    elif path.suffix == ".gz":
        unpacker = zlib.decompressobj(wbits=31)
    else:
        return raw, True
    content = bytearray()
    try:
        for start in range(0, len(raw), 65536):
            content += unpacker.decompress(raw[start : start + 65536])
            if unpacker.eof:
                break
    except (lzma.LZMAError, zlib.error):
        pass  # what came out before the damage is kept; `eof` stays false and says so
    if not content:
        raise UnreadableUnitFile(
            file=path.name, why_vi="tệp nén bị hỏng hoặc trống.", why_en="the archive is damaged or empty."
        )
    return bytes(content), bool(unpacker.eof)


def _cells(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableUnitFile(
            file=path.name,
            why_vi=f"dòng {before + 1} không đúng dạng CSV.",
            why_en=f"line {before + 1} is not CSV ({error}).",
        ) from None


def is_not_text(line: int, cells: list[str], problems: list[Problem]) -> bool:
    """Return whether a line holds bytes that are not UTF-8, and report it."""
    if all(cell.isascii() or not _SURROGATE.search(cell) for cell in cells):
        return False
    problems.append(Problem(line, "encoding", "Dòng này không phải UTF-8.", "This line is not UTF-8."))
    return True


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def read_own_format(lines: Iterator[tuple[int, list[str]]], header: list[str]) -> ReadFile:
    """Read `code,name,level,parent,valid_from,valid_before,successors`; columns in any order."""
    answer, seen = ReadFile(), dict[tuple[str, date], int]()
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        answer.read += 1
        if is_not_text(line, cells, answer.problems):
            continue
        facts = dict(zip(header, map(clean, cells), strict=False))
        row = _row(line, facts, answer.problems, too_many=len(cells) > len(header))
        if row is None:
            continue
        if row.key in seen:
            first = seen[row.key]
            answer.problems.append(
                Problem(
                    line,
                    "repeated",
                    f"Mã “{row.code}” từ ngày này đã có ở dòng {first}. Hãy bỏ một dòng.",
                    f"Code “{row.code}” from this day is already on line {first}. Remove one of them.",
                )
            )
            continue
        seen[row.key] = line
        answer.rows.append(row)
    return answer


Fault = tuple[str, str, str]


def _row(line: int, facts: dict[str, str], problems: list[Problem], *, too_many: bool) -> UnitRow | None:
    """Return the row of a line, or None after reporting what is wrong with it."""
    fault = _fault_in_texts(facts, too_many=too_many)
    if fault is None:
        try:
            begins = read_day(facts.get("valid_from", "")) or BEGINNING_UNKNOWN
            ends = read_day(facts.get("valid_before", ""))
        except ValueError as error:
            fault = ("date", f"Ngày “{error}” không đọc được. Dùng YYYY-MM-DD.", f"Date “{error}” is not YYYY-MM-DD.")
        else:
            successors = tuple(dict.fromkeys(re.findall(r"[^;|,\s]+", facts.get("successors", ""))))
            fault = _fault_in_period(begins, ends, successors)
    if fault is not None:
        problems.append(Problem(line, *fault))
        return None
    level, kind = _LEVEL_NAMES[fold(facts["level"])], _KIND_NAMES.get(fold(facts.get("kind", "")))
    return UnitRow(
        line, facts["code"], facts["name"], level, facts.get("parent", ""), begins, ends, successors, stated_kind=kind
    )


def _fault_in_texts(facts: dict[str, str], *, too_many: bool) -> Fault | None:
    if too_many:
        return "columns", "Dòng có nhiều ô hơn dòng tiêu đề.", "The line has more cells than the header."
    if not facts.get("code") or not facts.get("name"):
        return "missing", "Thiếu mã hoặc tên đơn vị.", "The code or the name is missing."
    if len(facts["code"]) > 40 or len(facts["name"]) > 300:
        return "too_long", "Mã quá 40 hoặc tên quá 300 ký tự.", "Code over 40 or name over 300 characters."
    given = facts.get("level", "")
    if fold(given) not in _LEVEL_NAMES:
        known = ", ".join(each.value for each in Level)
        return "level", f"Cấp “{given}” không có. Dùng: {known}.", f"There is no level “{given}”. Use: {known}."
    kind = facts.get("kind", "")
    if kind and fold(kind) not in _KIND_NAMES:
        known = ", ".join(each.value for each in UnitKind)
        return "kind", f"Loại “{kind}” không có. Dùng: {known}.", f"There is no kind “{kind}”. Use: {known}."
    return None


def _fault_in_period(begins: date, ends: date | None, successors: tuple[str, ...]) -> Fault | None:
    if ends is not None and ends <= begins:
        return "period", "Ngày kết thúc phải sau ngày bắt đầu.", "valid_before must lie after valid_from."
    if successors and ends is None:
        return (
            "successor_without_end",
            "Có đơn vị kế thừa nhưng thiếu ngày kết thúc (valid_before).",
            "Successors are given but valid_before is empty.",
        )
    return None


def read_day(text: str) -> date | None:
    """Return the day of `2025-07-01` or `01/07/2025`; None if empty; ValueError with the text else."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            # Only the calendar day is read, no moment.
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)
