"""Import a unit file of any known form, in one transaction, repeatable."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.agencies import gso_files
from motcua.agencies.books import Books
from motcua.agencies.conversion import Conversion
from motcua.agencies.errors import UnreadableUnitFile
from motcua.agencies.frame import FRAME_CODES, establish_national_frame
from motcua.agencies.unit_rows import COLUMNS, Problem, ReadFile, UnitRow, open_lines, read_own_format
from motcua.agencies.unit_writer import Writer
from motcua.core.text import clean, fold


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What an import did: every line read is created, changed, unchanged or quarantined."""

    file: str
    form: str
    read: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    derived: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the members of the command's JSON answer."""
        counts = {name: getattr(self, name) for name in ("read", "created", "changed", "unchanged", "quarantined")}
        errors = [
            {"line": each.line, "code": each.code, "quarantined": each.is_fatal, "vi": each.vi, "en": each.en}
            for each in sorted(self.problems, key=lambda problem: problem.line)
        ]
        return {"file": self.file, "format": self.form, **counts, "derived": self.derived, "errors": errors}


def import_units(path: Path) -> ImportAnswer:
    """Read a unit file (own CSV form or one of the three public ones) and enter its units.

    Raise UnreadableUnitFile when the header is not known. Lines with faults are
    quarantined with their number; the others are entered together or not at all.
    """
    early: list[Problem] = []
    lines = open_lines(path, early)
    header = next(((line, cells) for line, cells in lines if any(cell.strip() for cell in cells)), (0, []))[1]
    form = _form(path, header)
    with transaction.atomic():
        if form == "own":
            return _import_own(path, lines, [clean(cell).lower() for cell in header], early)
        establish_national_frame()
        if form == "gso_old":
            read, districts = gso_files.read_old_units(lines)
            return _write_rows(path, form, read, early, districts)
        if form == "gso_new":
            return _write_rows(path, form, gso_files.read_new_units(lines), early)
        return _import_conversion(path, lines, early)


def _form(path: Path, header: list[str]) -> str:
    names = [clean(cell).lower() for cell in header]
    if {"code", "name", "level"} <= set(names):
        return "own"
    folded = "|".join(fold(name) for name in names)
    known = {
        gso_files.OLD_HEADER: "gso_old",
        gso_files.NEW_HEADER: "gso_new",
    }
    if folded in known:
        return known[folded]
    if folded.startswith(gso_files.CONVERSION_HEADER):
        return "gso_conversion"
    missing = ", ".join(name for name in COLUMNS[:3] if name not in names)
    raise UnreadableUnitFile(
        file=path.name,
        why_vi=f"dòng đầu thiếu cột {missing}." if any(names) else "tệp trống.",
        why_en=f"the first line lacks the columns {missing}." if any(names) else "it is empty.",
    )


def _import_own(
    path: Path, lines: Iterator[tuple[int, list[str]]], header: list[str], early: list[Problem]
) -> ImportAnswer:
    read = read_own_format(lines, header)
    named = {row.code for row in read.rows}
    if FRAME_CODES & {row.parent for row in read.rows} - named:
        establish_national_frame()
    return _write_rows(path, "own", read, early)


def _write_rows(
    path: Path, form: str, read: ReadFile, early: list[Problem], derived: Iterable[UnitRow] = ()
) -> ImportAnswer:
    above = [row for row in derived if row not in read.rows]
    rows, repeated = _without_repeats(read.rows)
    writer = Writer([*above, *rows], Books(), path.name)
    writer.write()
    counts = Counter(writer.outcome[row.key] for row in rows if row.key in writer.outcome)
    derived_counts = Counter(writer.outcome[row.key] for row in above if row.key in writer.outcome)
    return _answer(path, form, read.read, counts, [*early, *read.problems, *repeated, *writer.problems], derived_counts)


def _without_repeats(rows: list[UnitRow]) -> tuple[list[UnitRow], list[Problem]]:
    first: dict[Any, UnitRow] = {}
    problems = []
    for row in rows:
        if first.setdefault(row.key, row) is not row:
            line = first[row.key].line
            problems.append(
                Problem(
                    row.line,
                    "repeated",
                    f"Mã “{row.code}” đã có ở dòng {line}.",
                    f"Code “{row.code}” is already on line {line}.",
                )
            )
    return list(first.values()), problems


def _import_conversion(path: Path, lines: Iterator[tuple[int, list[str]]], early: list[Problem]) -> ImportAnswer:
    read = gso_files.read_conversion(lines)
    conversion = Conversion(read, Books(), path.name)
    conversion.write()
    counts = Counter(conversion.outcome.values())
    derived = Counter({"headings": read.headings})
    return _answer(path, "gso_conversion", read.read, counts, [*early, *read.problems, *conversion.problems], derived)


def _answer(
    path: Path, form: str, read: int, counts: Counter[str], problems: list[Problem], derived: Counter[str]
) -> ImportAnswer:
    return ImportAnswer(
        file=path.name,
        form=form,
        read=read,
        created=counts["created"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        quarantined=read - counts.total(),
        derived=dict(derived),
        problems=problems,
    )
