"""The project's own word lists, from which names of simulated people and places are put together."""

SIMULATED = "(mô phỏng)"

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Ngọc", "Đức", "Thanh", "Quang", "Hồng", "Hữu", "Xuân", "Gia")
GIVEN = (
    "An", "Bình", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hiếu", "Hoa", "Khánh", "Lan", "Linh", "Mai", "Nam", "Nga",
    "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Trang", "Tú", "Tuấn", "Uyên", "Việt", "Yến",
)  # fmt: skip

# Two of these make the name of a district or commune.
PLACE_FIRST = (
    "An", "Bình", "Cẩm", "Chí", "Đại", "Đông", "Đức", "Gia", "Hải", "Hoà", "Hồng", "Hưng", "Kim", "Lạc", "Lâm",
    "Liên", "Long", "Mỹ", "Nam", "Nghĩa", "Ngọc", "Nhân", "Phong", "Phú", "Phước", "Quang", "Sơn", "Tam", "Tân",
    "Tây", "Thái", "Thanh", "Thiện", "Thuận", "Tiên", "Trung", "Văn", "Vĩnh", "Xuân", "Yên",
)  # fmt: skip
PLACE_SECOND = (
    "An", "Bắc", "Bình", "Cường", "Dương", "Điền", "Đông", "Đức", "Giang", "Hà", "Hải", "Hoà", "Hội", "Hưng", "Khê",
    "Lâm", "Lập", "Lộc", "Long", "Lợi", "Lương", "Minh", "Mỹ", "Nam", "Nghĩa", "Phú", "Phúc", "Quang", "Sơn", "Tân",
    "Tây", "Thành", "Thạnh", "Thịnh", "Thọ", "Thuận", "Thủy", "Tiến", "Trạch", "Trung", "Xuân", "Yên",
)  # fmt: skip


def person(place: int) -> str:
    """Return the name of the `place`-th simulated person.

    >>> person(0)
    'Nguyễn Thị An'
    """
    family = FAMILY[place % len(FAMILY)]
    middle = MIDDLE[place // 3 % len(MIDDLE)]
    return f"{family} {middle} {GIVEN[place * 7 % len(GIVEN)]}"


def locality(place: int) -> str:
    """Return the `place`-th pair of words for a district or commune; 1,680 differ.

    >>> locality(0), locality(1)
    ('An An', 'Bình Cường')
    """
    turn = place // len(PLACE_FIRST)
    first = PLACE_FIRST[place % len(PLACE_FIRST)]
    return f"{first} {PLACE_SECOND[(place * 3 + turn * 5) % len(PLACE_SECOND)]}"
