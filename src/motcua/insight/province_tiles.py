"""A map of provinces as tiles, of our own making: one square each, where it lies roughly, north up.

Hoàng Sa belongs to Đà Nẵng and Trường Sa to Khánh Hòa; both are always drawn. Two maps: 63 provinces until
30/06/2025, 34 from 01/07/2025.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.core import charts
from motcua.core.phrases import Phrase
from motcua.core.templatetags.motcua import number, percent
from motcua.core.text import fold
from motcua.reports.provinces import ProvinceFigures
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM

# Each row of text is a row of tiles; a dot is empty.
UNTIL_2025 = """
.|Lai Châu|Lào Cai|Hà Giang|Cao Bằng|.|.|.
Điện Biên|Sơn La|Yên Bái|Tuyên Quang|Bắc Kạn|Lạng Sơn|.|.
.|Hòa Bình|Phú Thọ|Vĩnh Phúc|Thái Nguyên|Bắc Giang|Quảng Ninh|.
.|.|Hà Nội|Bắc Ninh|Hải Dương|Hải Phòng|.|.
.|.|Hà Nam|Hưng Yên|Thái Bình|.|.|.
.|Thanh Hóa|Ninh Bình|Nam Định|.|.|.|.
.|Nghệ An|Hà Tĩnh|.|.|.|.|.
.|.|Quảng Bình|Quảng Trị|.|.|.|.
.|.|.|Thừa Thiên Huế|Đà Nẵng|.|Hoàng Sa|.
.|.|Kon Tum|Quảng Nam|Quảng Ngãi|.|.|.
.|.|Gia Lai|Bình Định|.|.|.|.
.|Đắk Nông|Đắk Lắk|Phú Yên|.|.|.|.
Bình Phước|Lâm Đồng|Khánh Hòa|.|.|.|.|Trường Sa
Tây Ninh|Bình Dương|Đồng Nai|Ninh Thuận|.|.|.|.
Long An|Hồ Chí Minh|Bà Rịa - Vũng Tàu|Bình Thuận|.|.|.|.
An Giang|Đồng Tháp|Tiền Giang|Bến Tre|.|.|.|.
Kiên Giang|Cần Thơ|Vĩnh Long|Trà Vinh|.|.|.|.
Cà Mau|Bạc Liêu|Hậu Giang|Sóc Trăng|.|.|.|.
"""
FROM_2025 = """
.|Lai Châu|Lào Cai|Tuyên Quang|Cao Bằng|.|.|.
Điện Biên|Sơn La|Phú Thọ|Thái Nguyên|Lạng Sơn|.|.|.
.|.|Hà Nội|Bắc Ninh|Quảng Ninh|.|.|.
.|Thanh Hóa|Ninh Bình|Hưng Yên|Hải Phòng|.|.|.
.|Nghệ An|Hà Tĩnh|.|.|.|.|.
.|.|Quảng Trị|Huế|.|.|.|.
.|.|.|Đà Nẵng|.|.|Hoàng Sa|.
.|.|Quảng Ngãi|.|.|.|.|.
.|.|Gia Lai|.|.|.|.|.
.|Đắk Lắk|Khánh Hòa|.|.|.|.|Trường Sa
Đồng Nai|Lâm Đồng|.|.|.|.|.|.
Tây Ninh|Hồ Chí Minh|.|.|.|.|.|.
An Giang|Đồng Tháp|Vĩnh Long|.|.|.|.|.
Cà Mau|Cần Thơ|.|.|.|.|.|.
"""
ISLANDS = {"Hoàng Sa": "Đà Nẵng", "Trường Sa": "Khánh Hòa"}
SIZE, GAP = 78, 4
# Shares at which a deeper colour begins; the value itself is written in the tile.
STEPS = ((0.99, 1), (0.95, 3), (0.0, 2))
STEP_NAMES = (
    Phrase("từ 99 %", "99 % or more"), Phrase("95 đến dưới 99 %", "95 to below 99 %"), Phrase("dưới 95 %", "below 95 %")
)  # fmt: skip
TILE = (
    '<g><title>{}</title><rect class="off" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
    '<rect class="{}" x="{}" y="{}" width="{}" height="6" rx="3"/>{}'
    '<text x="{}" y="{}" text-anchor="middle" class="bold">{}</text></g>'
)


def tiles_on(day: date) -> list[tuple[str, int, int]]:
    """Return each tile of the world of that day: its name, column and row."""
    drawn = FROM_2025 if day >= TWO_LEVEL_GOVERNMENT_FROM else UNTIL_2025
    lines = [line.split("|") for line in drawn.strip().splitlines()]
    return [(name, x, y) for y, line in enumerate(lines) for x, name in enumerate(line) if name != "."]


def named(name: str, provinces: Sequence[ProvinceFigures]) -> ProvinceFigures | None:
    """Return the province whose name ends with the tile's; an island gives the province it belongs to."""
    wanted = fold(ISLANDS.get(name, name)).replace("-", " ").split()
    ends = [(fold(each.name).replace("-", " ").replace("–", " ").split(), each) for each in provinces]
    return next((each for words, each in ends if words[-len(wanted) :] == wanted), None)


def draw(day: date, provinces: Sequence[ProvinceFigures], page_of: Callable[[str], str]) -> SafeString:
    """Draw the map of the day: every tile with its rate in words, colour only beside it, and a link to its page."""
    tiles = tiles_on(day)
    width = (max(x for _, x, _ in tiles) + 1) * (SIZE + GAP)
    height = (max(y for _, _, y in tiles) + 1) * (SIZE + GAP)
    title = Phrase("Tỷ lệ đúng hạn theo tỉnh", "On-time rate by province")
    parts = format_html_join("", "{}", ((_tile(name, x, y, named(name, provinces), page_of),) for name, x, y in tiles))
    frame = '<svg class="chart" viewBox="0 0 {} {}" width="100%" role="group" aria-label="{}"><title>{}</title>{}</svg>'
    colours = charts.legend(STEP_NAMES, [colour for _, colour in STEPS])
    return format_html("{}{}", colours, format_html(frame, width, height, title, title, parts))


def _tile(name: str, x: int, y: int, province: ProvinceFigures | None, page_of: Callable[[str], str]) -> SafeString:
    left, top = x * (SIZE + GAP), y * (SIZE + GAP)
    value = province.rate.value if province else None
    told = percent(value, 1) if name not in ISLANDS else str(Phrase("đảo", "islands"))
    if province and name not in ISLANDS:
        title = f"{name}: {told} ({number(province.rate.numerator)}/{number(province.rate.denominator)})"
    else:
        title = f"{name} ({ISLANDS[name]})" if name in ISLANDS else name
    colour = "off" if value is None else next(f"f{shade}" for step, shade in STEPS if value >= step)
    words = _lines(name)
    texts = format_html_join(
        "", '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        ((left + SIZE // 2, top + 26 + 15 * place, word) for place, word in enumerate(words)),
    )  # fmt: skip
    tile = format_html(
        TILE, title, left, top, SIZE, SIZE, colour, left + 6, top + 4, SIZE - 12, texts, left + SIZE // 2,
        top + SIZE - 8, told,
    )  # fmt: skip
    return format_html('<a href="{}">{}</a>', page_of(province.code), tile) if province else tile


def _lines(name: str) -> list[str]:
    """Break a long name in two, near its middle."""
    words = name.split()
    if len(name) <= 9 or len(words) == 1:
        return [name]
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]
