"""Units of the simulated nation: 705 districts and 10,599 communes until 30/06/2025, and 3,321 communes after.

Provinces and ministries are those of the State; names below them are put together from word lists.
"""

from dataclasses import dataclass

from django.db import transaction

from motcua.agencies.books import Books
from motcua.agencies.kinds import ChangeKind, UnitKind
from motcua.agencies.models import ChangeEvent, Succession, Unit
from motcua.agencies.national_frame import MERGED_PROVINCES, PROVINCE_RESOLUTION, PROVINCES
from motcua.agencies.unit_rows import UnitRow
from motcua.demo.offices import COMMUNES, SOURCE
from motcua.demo.words import SIMULATED, locality
from motcua.rules.levels import BEGINNING_UNKNOWN, TWO_LEVEL_GOVERNMENT_FROM, Level

DISTRICTS, OLD_COMMUNES, NEW_COMMUNES = 705, 10_599, 3_321
DEPARTMENTS = (
    "Sở Kế hoạch và Đầu tư", "Sở Tài nguyên và Môi trường", "Sở Giao thông vận tải", "Sở Y tế", "Sở Tư pháp",
    "Sở Lao động – Thương binh và Xã hội", "Sở Xây dựng", "Sở Công Thương",
)  # fmt: skip
FIRST_DISTRICT, FIRST_DEPARTMENT, FIRST_NEW_COMMUNE = 31, 81, 201
TOWNS = ("Thành phố", "Thị xã", "Quận")


@dataclass
class _Row(UnitRow):
    """A row whose parent is known as a unit."""

    above: Unit | None = None

    @property
    def kind(self) -> UnitKind:
        return UnitKind.DEPARTMENT if self.level is Level.PROVINCE else super().kind


def shares(total: int, weights: list[int]) -> list[int]:
    """Divide `total` in whole parts by weight; the parts add up exactly.

    >>> shares(10, [1, 1, 2])
    [3, 2, 5]
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    for place in range(total - sum(parts)):
        parts[place] += 1
    return parts


@transaction.atomic
def found_nation() -> None:
    """Enter districts, communes and departments of both worlds, and who passed into whom."""
    books = Books()
    old = {code: _running(books, code, before_reform=True) for code in PROVINCES}
    new = {code: _running(books, code, before_reform=False) for code in _new_codes()}
    ends = TWO_LEVEL_GOVERNMENT_FROM
    departments = [
        _row(f"{code}.{FIRST_DEPARTMENT + place}", f"{name} {PROVINCES[code].name}", Level.PROVINCE, unit, ends=ends)
        for code, unit in old.items()
        for place, name in enumerate(DEPARTMENTS)
    ]
    _create(books, departments)
    districts = _districts(old)
    _create(books, districts)
    communes = _old_communes(books, districts)
    _create(books, communes)
    after = _new_communes(new)
    _create(books, after)
    _pass_on(books, communes, after)


def _running(books: Books, code: str, *, before_reform: bool) -> Unit:
    day = TWO_LEVEL_GOVERNMENT_FROM
    for unit in books.by_code[code]:
        if unit.code == code and (unit.valid_from < day if before_reform else unit.runs_on(day)):
            return unit
    raise LookupError(code)


def _new_codes() -> list[str]:
    absorbed = {old for _, olds in MERGED_PROVINCES.values() for old in olds}
    return sorted({*MERGED_PROVINCES, *(code for code in PROVINCES if code not in absorbed)})


def _row(code: str, name: str, level: Level, above: Unit, *, ends: object = None, begins: object = None) -> _Row:
    row = _Row(0, code, f"{name} {SIMULATED}", level, above=above, source=SOURCE)
    row.valid_before = ends  # type: ignore[assignment]
    row.valid_from = begins or BEGINNING_UNKNOWN  # type: ignore[assignment]
    return row


def _create(books: Books, rows: list[_Row]) -> None:
    books.create(rows, {row.key: row.above for row in rows})


def _districts(provinces: dict[str, Unit]) -> list[_Row]:
    weights = [7 + (place * 5) % 9 for place in range(len(provinces))]
    rows: list[_Row] = []
    for (code, unit), many in zip(provinces.items(), shares(DISTRICTS, weights), strict=True):
        for place in range(many):
            kind = TOWNS[place % 3] if place < 2 else "Huyện"
            name = f"{kind} {locality(len(rows) * 3 + 1)}"
            rows.append(
                _row(f"{code}.{FIRST_DISTRICT + place}", name, Level.DISTRICT, unit, ends=TWO_LEVEL_GOVERNMENT_FROM)
            )
    return rows


def _old_communes(books: Books, districts: list[_Row]) -> list[_Row]:
    weights = [11 + (place * 7) % 9 for place in range(len(districts))]
    rows: list[_Row] = []
    for district, many in zip(districts, shares(OLD_COMMUNES, weights), strict=True):
        above = books.by_key[district.key]
        for place in range(many):
            kind = "Phường" if place % 5 == 0 else "Xã"
            code = f"{district.code}.{place + 1:02d}"
            name = f"{kind} {locality(len(rows))}"
            rows.append(_row(code, name, Level.COMMUNE, above, ends=TWO_LEVEL_GOVERNMENT_FROM))
    return rows


def _new_communes(provinces: dict[str, Unit]) -> list[_Row]:
    weights = [len(MERGED_PROVINCES[code][1]) if code in MERGED_PROVINCES else 1 for code in provinces]
    rows: list[_Row] = []
    begins = TWO_LEVEL_GOVERNMENT_FROM
    for (code, unit), many in zip(provinces.items(), shares(NEW_COMMUNES - len(COMMUNES), weights), strict=True):
        for place in range(many):
            name = f"{'Phường' if place % 4 == 0 else 'Xã'} {locality(len(rows) * 5 + 2)}"
            rows.append(_row(f"{code}.{FIRST_NEW_COMMUNE + place}", name, Level.COMMUNE, unit, begins=begins))
    return rows


def _pass_on(books: Books, before: list[_Row], after: list[_Row]) -> None:
    """Let the communes of each province pass into those of its successor, neighbours together."""
    heirs: dict[str, list[_Row]] = {}
    for row in after:
        heirs.setdefault(row.code.split(".")[0], []).append(row)
    goes_to = {old: code for code, (_, olds) in MERGED_PROVINCES.items() for old in olds}
    leaving: dict[str, list[_Row]] = {}
    for row in before:
        province = row.code.split(".")[0]
        leaving.setdefault(goes_to.get(province, province), []).append(row)
    event = ChangeEvent.objects.create(
        kind=ChangeKind.MERGE,
        happened_on=TWO_LEVEL_GOVERNMENT_FROM,
        legal_basis=PROVINCE_RESOLUTION,
        note="Sáp nhập cấp xã mô phỏng / simulated merger of communes",
    )
    Succession.objects.bulk_create(
        (
            Succession(
                event=event,
                predecessor=books.by_key[row.key],
                successor=books.by_key[heirs[code][place * len(heirs[code]) // len(rows)].key],
            )
            for code, rows in leaving.items()
            for place, row in enumerate(rows)
        ),
        batch_size=1000,
    )
