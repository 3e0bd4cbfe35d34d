"""The service-quality index set of QĐ 766/QĐ-TTg (23/06/2022), as data.

domain.md 5.1-5.2 (S8, S6). Started 01/08/2022. `full_at` is the ratio that earns all points.
UNVERIFIED: the coefficient of 3.4 (one source gives 2.5 without a cap); the cap makes group 3 add up to 22.
UNVERIFIED: the names of the six indicators of group 3; the public calls give no names for them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

SOURCE = "QĐ 766/QĐ-TTg ngày 23/06/2022"
VALID_FROM = date(2022, 8, 1)


class ZeroRule(StrEnum):
    """What an indicator earns when there was nothing to measure."""

    NOTHING = "nothing"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: most points, the ratio that earns them, and what an empty measure earns."""

    number: str
    name: str
    vi: str
    en: str
    most: Decimal
    full_at: Decimal = Decimal(1)
    when_empty: ZeroRule = ZeroRule.NOTHING
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One group of indicators."""

    number: str
    vi: str
    en: str
    indicators: tuple[Indicator, ...]

    @property
    def most(self) -> Decimal:
        return sum((indicator.most for indicator in self.indicators), Decimal(0))


def _of(number: str, name: str, vi: str, en: str, most: int, **more: object) -> Indicator:
    return Indicator(number, name, vi, en, Decimal(most), **more)  # type: ignore[arg-type]


EIGHTY, HALF, NINETY = Decimal("0.8"), Decimal("0.5"), Decimal("0.9")

GROUPS = (
    Group(
        "1",
        "Công khai, minh bạch",
        "Publicity",
        (
            _of("1.1", "PUBLISH_ON_TIME", "Thủ tục công bố đúng hạn", "Procedures announced on time", 6),
            _of("1.2", "PUBLIC_UPDATE_ON_TIME", "Cập nhật, công khai đúng hạn", "Updated and publicised on time", 4),
            _of("1.3", "PUBLIC_CONTENT_FULL", "Công khai đầy đủ nội dung", "Publicised with all parts", 2),
            _of("1.4", "DOSSIER_SYNC", "Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia", "Dossiers synchronised", 6),
        ),
    ),
    Group(
        "2",
        "Tiến độ, kết quả giải quyết",
        "Progress",
        (_of("2.1", "PROGRESS", "Hồ sơ giải quyết đúng hạn", "Dossiers handled on time", 20),),
    ),
    Group(
        "3",
        "Cung cấp dịch vụ, thanh toán trực tuyến",
        "Online services and payment",
        (
            _of(
                "3.1",
                "PROVIDE_ONLINE",
                "Thủ tục cung cấp trực tuyến",
                "Procedures offered online",
                2,
                full_at=EIGHTY,
                other_names=("ONLINE_PROVIDED", "PROVIDED_ONLINE"),
            ),
            _of(
                "3.2",
                "ONLINE_WITH_DOSSIER",
                "Dịch vụ trực tuyến có phát sinh hồ sơ",
                "Online services that have dossiers",
                4,
                other_names=("ONLINE_WITH_DOSSIERS",),
            ),
            _of(
                "3.3",
                "DOSSIER_ONLINE",
                "Hồ sơ nộp trực tuyến",
                "Dossiers online",
                6,
                full_at=HALF,
                other_names=("DOSSIERS_ONLINE", "ONLINE_DOSSIER"),
            ),
            _of(
                "3.4",
                "PAYMENT_FORMALITY_USED",
                "Thủ tục có giao dịch thanh toán trực tuyến",
                "Procedures with online payments",
                2,
                full_at=EIGHTY,
                other_names=("ONLINE_PAYMENT_TRANSACTION", "FORMALITY_PAYMENT_TRANSACTION"),
            ),
            _of(
                "3.5",
                "PAYMENT_FORMALITY_OFFERED",
                "Thủ tục có nghĩa vụ tài chính được thanh toán trên Cổng",
                "Procedures whose duty can be paid on the portal",
                2,
                full_at=EIGHTY,
                other_names=("ONLINE_PAYMENT_FORMALITY", "FORMALITY_ONLINE_PAYMENT"),
            ),
            _of(
                "3.6",
                "PAYMENT_DOSSIER",
                "Hồ sơ thanh toán trực tuyến",
                "Dossiers paid online",
                6,
                other_names=("ONLINE_PAYMENT_DOSSIER", "DOSSIER_ONLINE_PAYMENT"),
            ),
        ),
    ),
    Group(
        "4",
        "Số hóa hồ sơ",
        "Digitisation",
        (
            _of("4.1", "ORIGINAL_RESULT_AVAILABLE", "Hồ sơ có kết quả điện tử", "Dossiers with electronic result", 6),
            _of(
                "4.2",
                "SO_HOA",
                "Hồ sơ được số hóa thành phần và kết quả",
                "Dossiers digitised",
                4,
                full_at=EIGHTY,
                other_names=("SO_HOA_GIAY_TO_GIAI_QUYET",),
            ),
            _of(
                "4.3",
                "REUSED",
                "Hồ sơ tái sử dụng dữ liệu số hóa",
                "Dossiers that reuse digitised data",
                2,
                full_at=EIGHTY,
                other_names=("REUSED_DIGITIZED_DATA",),
            ),
            _of(
                "4.4",
                "SYNCED",
                "Kết quả đồng bộ vào kho của cá nhân, tổ chức",
                "Results in the person's store",
                4,
                other_names=("SYNCED_WITH_DVCQG_PERSONAL_STORAGE",),
            ),
            _of(
                "4.5a",
                "CITIZEN_DATA_CONNECTED_DOSSIER",
                "Hồ sơ dùng dữ liệu dân cư",
                "Dossiers that use population data",
                2,
            ),
            _of(
                "4.5b",
                "CITIZEN_DATA_CONNECTED_FORMALITY",
                "Thủ tục kết nối dữ liệu dân cư",
                "Procedures connected to population data",
                2,
            ),
            _of("4.6", "ELECTRONIC_CERTIFIED_COPY", "Bản sao chứng thực điện tử", "Electronic certified copies", 2),
        ),
    ),
    Group(
        "5",
        "Mức độ hài lòng",
        "Satisfaction",
        (
            _of(
                "5.2",
                "PETITION_PROCESSING_ON_TIME",
                "Phản ánh, kiến nghị xử lý đúng hạn",
                "Petitions handled on time",
                6,
                when_empty=ZeroRule.ALL,
            ),
            _of(
                "5.3",
                "PETITION_HANDLING_SATISFACTION",
                "Hài lòng về xử lý phản ánh, kiến nghị",
                "Satisfaction with petition handling",
                6,
                when_empty=ZeroRule.ALL,
            ),
            _of(
                "5.4",
                "DOSSIER_RECEIVING_SATISFACTION",
                "Hài lòng về tiếp nhận, giải quyết hồ sơ",
                "Satisfaction with receiving and handling",
                6,
                full_at=NINETY,
            ),
        ),
    ),
)

# UNVERIFIED (domain.md 5.3): the bands' limits.
BANDS = (
    (Decimal(90), "Xuất sắc", "Excellent"),
    (Decimal(80), "Tốt", "Good"),
    (Decimal(70), "Khá", "Fair"),
    (Decimal(50), "Trung bình", "Average"),
    (Decimal(0), "Yếu", "Weak"),
)
