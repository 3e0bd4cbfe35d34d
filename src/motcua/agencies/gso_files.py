"""Read the three public files of administrative units, told apart by their headers.

1. units before 01/07/2025 (province, district, commune with statistical codes);
2. conversion of old into new communes (two header lines, a heading line per province);
3. units from 01/07/2025.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from motcua.agencies.unit_rows import Problem, ReadFile, UnitRow, is_not_text
from motcua.core.text import clean, fold
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM, Level

OLD_HEADER = "tinh thanh pho|ma tp|quan huyen|ma qh|phuong xa|ma px|cap|ten tieng anh"
NEW_HEADER = "province code|province name|commune code|commune name"
CONVERSION_HEADER = "don vi hanh chinh tu ngay 01 7 2025"
SOURCE = "GSO"
OLD_SNAPSHOT_ON = date(2025, 1, 4)
_NAME_AND_CODE = re.compile(r"(.*?)\s*\((\d+)\)\s*")
_WHOLE = ("nhap toan bo", "giu nguyen", "doi ten", "doi loai hinh", "sap xep toan bo")

Lines = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Passing:
    """One line of the conversion: an old unit passes into a new one, whole or in part."""

    line: int
    old: UnitRow
    new: UnitRow
    note: str

    @property
    def is_whole(self) -> bool:
        """“Đổi tên từ một phần …” is a part, “Nhập một phần diện tích, toàn bộ dân số” too."""
        words = fold(self.note)
        return words.startswith(_WHOLE) and "mot phan" not in words

    @property
    def keeps_its_body(self) -> bool:
        return fold(self.note).startswith(("giu nguyen", "doi ten", "doi loai hinh", "sap xep toan bo"))


@dataclass(slots=True)
class ReadConversion(ReadFile):
    """The lines of the conversion file; `headings` are the province lines between them."""

    passings: list[Passing] = field(default_factory=list)
    districts: dict[str, UnitRow] = field(default_factory=dict)
    headings: int = 0


def read_old_units(lines: Lines) -> tuple[ReadFile, list[UnitRow]]:
    """Return one row per line, and the districts above them."""
    answer, districts = ReadFile(), dict[str, UnitRow]()
    for line, cells in lines:
        if not any(cells):
            continue
        answer.read += 1
        if is_not_text(line, cells, answer.problems):
            continue
        facts = [clean(cell) for cell in cells] + [""] * (8 - len(cells))
        _, province, district, district_code, commune, commune_code, _, english = facts[:8]
        if not (_is_code(province, 2) and _is_code(district_code, 3) and district):
            answer.problems.append(_bad_codes(line))
            continue
        above = districts.setdefault(district_code, _old(line, district_code, district, Level.DISTRICT, province))
        if not commune and not commune_code:
            # An island district without communes: the line is the district itself.
            answer.rows.append(above)
        elif commune and _is_code(commune_code, 5):
            row = _old(line, commune_code, commune, Level.COMMUNE, district_code)
            row.name_en = english
            answer.rows.append(row)
        else:
            answer.problems.append(_bad_codes(line))
    return answer, list(districts.values())


def read_new_units(lines: Lines) -> ReadFile:
    """Return one row per commune from 01/07/2025."""
    answer = ReadFile()
    for line, cells in lines:
        if not any(cells):
            continue
        answer.read += 1
        if is_not_text(line, cells, answer.problems):
            continue
        facts = [clean(cell) for cell in cells] + [""] * (4 - len(cells))
        if not (_is_code(facts[0], 2) and _is_code(facts[2], 5) and facts[3]):
            answer.problems.append(_bad_codes(line))
            continue
        answer.rows.append(_new(line, facts[2], facts[3], facts[0]))
    return answer


def read_conversion(lines: Lines) -> ReadConversion:
    """Return every passing of an old unit into a new one; the second header line comes first."""
    answer = ReadConversion()
    for line, cells in lines:
        facts = [clean(cell.replace("\n", " ")) for cell in cells] + [""] * (8 - len(cells))
        if not any(facts) or fold(facts[2]) == "ma xa moi":
            continue
        if not any(facts[1:]):
            answer.headings += 1
            continue
        answer.read += 1
        if not is_not_text(line, cells, answer.problems):
            _read_passing(line, facts, answer)
    return answer


def _read_passing(line: int, facts: list[str], answer: ReadConversion) -> None:
    province, new_name, new_code, old_name, old_code, note, district, old_province = facts[:8]
    parts = [_NAME_AND_CODE.fullmatch(text) for text in (province, district, old_province)]
    if not all(parts) or not new_name or not _is_code(new_code, 5):
        answer.problems.append(_bad_codes(line))
        return
    new_province, (district_name, district_code), old_province_code = (
        parts[0][2],  # type: ignore[index]
        parts[1].groups(),  # type: ignore[union-attr]
        parts[2][2],  # type: ignore[index]
    )
    above = answer.districts.setdefault(
        district_code, _old(line, district_code, district_name, Level.DISTRICT, old_province_code)
    )
    new = _new(line, new_code, new_name, new_province)
    if not old_name and not old_code:
        answer.passings.append(Passing(line, above, new, note))
    elif _is_code(old_code, 5) and old_name:
        old = _old(line, old_code, old_name, Level.COMMUNE, district_code)
        answer.passings.append(Passing(line, old, new, note))
    else:
        answer.problems.append(
            Problem(
                line,
                "old_unit_without_code",
                f"“{old_name}” không có mã đơn vị cũ nên không nối được với “{new_name}”.",
                f"“{old_name}” has no old code, so it is not linked with “{new_name}”.",
            )
        )


def _is_code(text: str, digits: int) -> bool:
    return len(text) == digits and text.isdecimal()


def _old(line: int, code: str, name: str, level: Level, parent: str) -> UnitRow:
    return UnitRow(
        line,
        code,
        name,
        level,
        parent,
        valid_before=TWO_LEVEL_GOVERNMENT_FROM,
        parent_on=OLD_SNAPSHOT_ON,
        source=SOURCE,
    )


def _new(line: int, code: str, name: str, province: str) -> UnitRow:
    return UnitRow(line, code, name, Level.COMMUNE, province, TWO_LEVEL_GOVERNMENT_FROM, source=SOURCE)


def _bad_codes(line: int) -> Problem:
    return Problem(
        line,
        "bad_codes",
        "Thiếu tên hoặc mã không đúng số chữ số (tỉnh 2, huyện 3, xã 5).",
        "A name is missing or a code has not its number of digits (province 2, district 3, commune 5).",
    )
