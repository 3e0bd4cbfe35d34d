"""Which weekdays are off and which Saturdays are worked, 2022-2026, and who said so?

Domain section 7.2. Holidays and days in lieu: Labour Code 45/2019/QH14 arts 111.3, 112 (S4). Tết and National-Day
days: fixed each year by the Prime Minister (art 112.3). Swaps: agreed one by one, for civil servants.
UNVERIFIED: the number and day of most yearly notices were not seen; such a line says so and counts as always known.
UNVERIFIED: the legal base of 24/11 (domain section 11.9); the line is marked unconfirmed.
"""

from collections.abc import Iterator
from datetime import date

from motcua.rules.days import DayKind, SpecialDay, Standing

FIRST_YEAR, LAST_YEAR = 2022, 2026

LAW = "Bộ luật Lao động 45/2019/QH14, điều 112.1"
IN_LIEU = "Bộ luật Lao động 45/2019/QH14, điều 111.3 (nghỉ bù ngày nghỉ hằng tuần)"
YEARLY = "Bộ luật Lao động 45/2019/QH14, điều 112.3 (số thông báo của năm chưa đối chiếu)"
YEARLY_2026 = "Bộ luật Lao động 45/2019/QH14, điều 112.3; thông báo của các bộ năm 2025 (số chưa đối chiếu)"
SWAP = "Hoán đổi ngày làm việc cho công chức (số văn bản chưa đối chiếu)"
SWAP_2026 = "Hoán đổi ngày làm việc dịp Quốc khánh 2026, thông báo của các bộ (số chưa đối chiếu)"
NOTICE_12729 = "Thông báo 12729/VPCP-KGVX ngày 25/12/2025 của Văn phòng Chính phủ"
CULTURE = "Thư viện holidays (S12); căn cứ pháp lý của ngày 24/11 chưa được xác nhận"

NAMES: dict[str, tuple[str, str]] = {
    "new_year": ("Tết Dương lịch", "New Year's Day"),
    "tet": ("Tết Nguyên đán", "Tết (Lunar New Year)"),
    "hung": ("Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day"),
    "reunification": ("Ngày Chiến thắng 30/4", "Reunification Day"),
    "labour": ("Ngày Quốc tế lao động", "International Labour Day"),
    "national": ("Quốc khánh", "National Day"),
    "culture": ("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
    "swap": ("Nghỉ hoán đổi", "Day off by swap"),
}

# year → (days, which holiday, notice); a day off in lieu names the holiday it stands for.
CLOSED: dict[int, list[tuple[str, str, str]]] = {
    2022: [
        ("03/01", "new_year", IN_LIEU),
        ("31/01 01/02 02/02 03/02 04/02", "tet", YEARLY),
        ("11/04", "hung", IN_LIEU),
        ("02/05", "reunification", IN_LIEU),
        ("03/05", "labour", IN_LIEU),
        ("01/09 02/09", "national", YEARLY),
    ],
    2023: [
        ("02/01", "new_year", IN_LIEU),
        ("20/01 23/01 24/01 25/01 26/01", "tet", YEARLY),
        ("01/05", "labour", LAW),
        ("02/05", "hung", IN_LIEU),
        ("03/05", "reunification", IN_LIEU),
        ("01/09", "national", YEARLY),
        ("04/09", "national", IN_LIEU),
    ],
    2024: [
        ("01/01", "new_year", LAW),
        ("08/02 09/02 12/02 13/02 14/02", "tet", YEARLY),
        ("18/04", "hung", LAW),
        ("30/04", "reunification", LAW),
        ("01/05", "labour", LAW),
        ("02/09 03/09", "national", YEARLY),
    ],
    2025: [
        ("01/01", "new_year", LAW),
        ("27/01 28/01 29/01 30/01 31/01", "tet", YEARLY),
        ("07/04", "hung", LAW),
        ("30/04", "reunification", LAW),
        ("01/05", "labour", LAW),
        ("01/09 02/09", "national", YEARLY),
    ],
    2026: [
        ("01/01", "new_year", LAW),
        ("16/02 17/02 18/02 19/02 20/02", "tet", YEARLY_2026),
        ("27/04", "hung", IN_LIEU),
        ("30/04", "reunification", LAW),
        ("01/05", "labour", LAW),
        ("01/09 02/09", "national", YEARLY_2026),
        ("24/11", "culture", CULTURE),
    ],
}

# (weekday off, Saturday worked for it, notice, announced on or None where not seen)
SWAPS: list[tuple[date, date, str, date | None]] = [
    (date(2024, 4, 29), date(2024, 5, 4), SWAP, None),
    (date(2025, 5, 2), date(2025, 4, 26), SWAP, None),
    (date(2026, 1, 2), date(2026, 1, 10), NOTICE_12729, date(2025, 12, 25)),
    (date(2026, 8, 31), date(2026, 8, 22), SWAP_2026, None),
]


def official_days() -> Iterator[SpecialDay]:
    """Give every special day 2022-2026, whenever it was announced."""
    for year, lines in CLOSED.items():
        for days, name, notice in lines:
            vi, en = NAMES[name]
            if notice is IN_LIEU:
                vi, en = f"Nghỉ bù {vi}", f"Day off in lieu of {en}"
            standing = Standing.UNCONFIRMED if name == "culture" else Standing.OFFICIAL
            for text in days.split():
                on = date(year, int(text[3:]), int(text[:2]))
                yield SpecialDay(on, DayKind.CLOSED, vi, en, notice, standing=standing)
    for off, worked, notice, announced in SWAPS:
        yield from swap(off, worked, notice, announced)


def swap(off: date, worked: date, notice: str, announced_on: date | None) -> Iterator[SpecialDay]:
    """Give both days of one swap."""
    yield SpecialDay(
        off,
        DayKind.CLOSED,
        f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}",
        f"Day off by swap, worked instead on {worked:%d/%m/%Y}",
        notice,
        announced_on,
        swapped_with=worked,
    )
    yield SpecialDay(
        worked,
        DayKind.WORKED,
        f"Làm bù cho ngày nghỉ hoán đổi {off:%d/%m/%Y}",
        f"Worked in exchange for the day off {off:%d/%m/%Y}",
        notice,
        announced_on,
        swapped_with=off,
    )
