"""Level-1 bodies and their codes: ministries, 63 and 34 provinces, and who passed into whom.

Sources: QĐ 20/2020/QĐ-TTg codes as seen in national data of July 2026 (verified), else by the
alphabetical rule of the decision (UNVERIFIED, kept with `is_verified=False`); statistical codes
of provinces before and after 01/07/2025. UNVERIFIED: days and legal bases of the ministry
mergers of 2025, and the citation of the province resolution; they come from general knowledge.
"""

from dataclasses import dataclass
from datetime import date

from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM

MINISTRIES_REORGANISED_ON = date(2025, 3, 1)
HUE_BECAME_A_CITY_ON = date(2025, 1, 1)
PROVINCE_RESOLUTION = "Nghị quyết 202/2025/QH15"
PROVINCES_MERGED_ON = TWO_LEVEL_GOVERNMENT_FROM


@dataclass(frozen=True, slots=True)
class Province:
    """A province of the 63: agency code, statistical code, name; `is_city` for central cities."""

    code: str
    gso: str
    name: str
    is_verified: bool
    is_city: bool = False

    @property
    def full_name(self) -> str:
        return f"{'Thành phố' if self.is_city else 'Tỉnh'} {self.name}"


# code, statistical code, name; "*" after the code: seen with this name in 2026 data.
_PROVINCES = """
H01* 89 An Giang
H02 24 Bắc Giang
H03 06 Bắc Kạn
H04* 95 Bạc Liêu
H05* 27 Bắc Ninh
H06 77 Bà Rịa – Vũng Tàu
H07 83 Bến Tre
H08 52 Bình Định
H09 74 Bình Dương
H10 70 Bình Phước
H11 60 Bình Thuận
H12* 96 Cà Mau
H13 92 Cần Thơ
H14* 04 Cao Bằng
H15* 66 Đắk Lắk
H16 67 Đắk Nông
H17* 48 Đà Nẵng
H18* 11 Điện Biên
H19* 75 Đồng Nai
H20* 87 Đồng Tháp
H21* 64 Gia Lai
H22 02 Hà Giang
H23 30 Hải Dương
H24* 31 Hải Phòng
H25 35 Hà Nam
H26* 01 Hà Nội
H27* 42 Hà Tĩnh
H28 17 Hòa Bình
H29* 79 Hồ Chí Minh
H30 93 Hậu Giang
H31 33 Hưng Yên
H32 56 Khánh Hòa
H33 91 Kiên Giang
H34 62 Kon Tum
H35* 12 Lai Châu
H36* 68 Lâm Đồng
H37* 20 Lạng Sơn
H38* 10 Lào Cai
H39 80 Long An
H40 36 Nam Định
H41* 40 Nghệ An
H42* 37 Ninh Bình
H43 58 Ninh Thuận
H44* 25 Phú Thọ
H45 54 Phú Yên
H46 44 Quảng Bình
H47 49 Quảng Nam
H48* 51 Quảng Ngãi
H49* 22 Quảng Ninh
H50* 45 Quảng Trị
H51 94 Sóc Trăng
H52* 14 Sơn La
H53* 72 Tây Ninh
H54 34 Thái Bình
H55* 19 Thái Nguyên
H56* 38 Thanh Hóa
H57* 46 Thừa Thiên Huế
H58 82 Tiền Giang
H59 84 Trà Vinh
H60* 08 Tuyên Quang
H61* 86 Vĩnh Long
H62 26 Vĩnh Phúc
H63 15 Yên Bái
"""
_CITIES = {"H13", "H17", "H24", "H26", "H29"}


def _read_provinces() -> dict[str, Province]:
    found = {}
    for line in _PROVINCES.strip().splitlines():
        mark, gso, name = line.split(" ", 2)
        code = mark.rstrip("*")
        found[code] = Province(code, gso, name, mark.endswith("*"), code in _CITIES)
    return found


PROVINCES: dict[str, Province] = _read_provinces()

MERGED_PROVINCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "H60": ("08", ("H60", "H22")),
    "H38": ("15", ("H38", "H63")),
    "H55": ("19", ("H55", "H03")),
    "H44": ("25", ("H44", "H62", "H28")),
    "H05": ("24", ("H05", "H02")),
    "H31": ("33", ("H31", "H54")),
    "H24": ("31", ("H24", "H23")),
    "H42": ("37", ("H42", "H25", "H40")),
    "H50": ("44", ("H50", "H46")),
    "H17": ("48", ("H17", "H47")),
    "H48": ("51", ("H48", "H34")),
    "H21": ("52", ("H21", "H08")),
    "H32": ("56", ("H32", "H43")),
    "H36": ("68", ("H36", "H16", "H11")),
    "H15": ("66", ("H15", "H45")),
    "H29": ("79", ("H29", "H06", "H09")),
    "H19": ("75", ("H19", "H10")),
    "H53": ("80", ("H53", "H39")),
    "H13": ("92", ("H13", "H51", "H30")),
    "H61": ("86", ("H61", "H07", "H59")),
    "H20": ("82", ("H20", "H58")),
    "H12": ("96", ("H12", "H04")),
    "H01": ("91", ("H01", "H33")),
}
"""Code kept by the new province → its statistical code, and the provinces that passed into it."""


@dataclass(frozen=True, slots=True)
class CentralBody:
    """A central body under one name; `ends` when it was merged or renamed in 2025."""

    code: str
    name: str
    name_en: str
    is_ministry: bool = True
    is_verified: bool = True
    ends: bool = False
    begins: bool = False
    parent: str = ""
    is_vertical: bool = False


CENTRAL_BODIES: tuple[CentralBody, ...] = (
    CentralBody("G01", "Bộ Công an", "Ministry of Public Security"),
    CentralBody("G02", "Bộ Công Thương", "Ministry of Industry and Trade"),
    CentralBody("G03", "Bộ Giáo dục và Đào tạo", "Ministry of Education and Training"),
    CentralBody("G04", "Bộ Giao thông vận tải", "Ministry of Transport", ends=True),
    CentralBody("G05", "Bộ Kế hoạch và Đầu tư", "Ministry of Planning and Investment", ends=True),
    CentralBody("G06", "Bộ Khoa học và Công nghệ", "Ministry of Science and Technology"),
    CentralBody(
        "G07",
        "Bộ Lao động – Thương binh và Xã hội",
        "Ministry of Labour, Invalids and Social Affairs",
        ends=True,
    ),
    CentralBody("G08", "Bộ Ngoại giao", "Ministry of Foreign Affairs"),
    CentralBody("G09", "Bộ Nội vụ", "Ministry of Home Affairs"),
    CentralBody(
        "G10", "Bộ Nông nghiệp và Phát triển nông thôn", "Ministry of Agriculture and Rural Development", ends=True
    ),
    CentralBody("G10", "Bộ Nông nghiệp và Môi trường", "Ministry of Agriculture and Environment", begins=True),
    CentralBody("G11", "Bộ Quốc phòng", "Ministry of National Defence"),
    CentralBody("G12", "Bộ Tài chính", "Ministry of Finance"),
    CentralBody("G13", "Bộ Tài nguyên và Môi trường", "Ministry of Natural Resources and Environment", ends=True),
    CentralBody("G14", "Bộ Thông tin và Truyền thông", "Ministry of Information and Communications", ends=True),
    CentralBody("G15", "Bộ Tư pháp", "Ministry of Justice"),
    CentralBody("G16", "Bộ Văn hóa, Thể thao và Du lịch", "Ministry of Culture, Sports and Tourism"),
    CentralBody("G17", "Bộ Xây dựng", "Ministry of Construction"),
    CentralBody("G18", "Bộ Y tế", "Ministry of Health"),
    CentralBody("G19", "Ngân hàng Nhà nước Việt Nam", "State Bank of Vietnam"),
    CentralBody("G20", "Thanh tra Chính phủ", "Government Inspectorate", is_verified=False),
    CentralBody("G21", "Ủy ban Dân tộc", "Committee for Ethnic Minority Affairs", ends=True),
    CentralBody("G21", "Bộ Dân tộc và Tôn giáo", "Ministry of Ethnic and Religious Affairs", begins=True),
    CentralBody("G22", "Văn phòng Chính phủ", "Office of the Government"),
    CentralBody(
        "G24", "Bảo hiểm xã hội Việt Nam", "Vietnam Social Security", is_ministry=False, is_verified=False,
        is_vertical=True,
    ),
    CentralBody("D01", "Tòa án nhân dân tối cao", "Supreme People's Court", is_ministry=False),
    CentralBody("0100100079", "Tập đoàn Điện lực Việt Nam", "Vietnam Electricity", is_ministry=False, is_vertical=True),
)  # fmt: skip

# (from, to, whole). The Ministry of Labour went to several: asking for its successor asks back.
MINISTRY_PASSES: tuple[tuple[str, str, bool], ...] = (
    ("G04", "G17", True),
    ("G05", "G12", True),
    ("G14", "G06", True),
    ("G13", "G10", True),
    ("G10", "G10", True),
    ("G21", "G21", True),
    ("G07", "G09", False),
    ("G07", "G03", False),
    ("G07", "G18", False),
    ("G07", "G10", False),
    ("G07", "G01", False),
)
