"""The groups of procedures that are filed as one (liên thông), dated, with their source.

Đề án 06 (QĐ 06/QĐ-TTg, 06/01/2022) names the two electronic groups; the karaoke group is
quoted from a decree of 2025. UNVERIFIED: the start days of the groups, and the shares of time
of the first two, which were not found: the limit of each procedure's own text is taken.
"""

from datetime import date

from motcua.rules.interlinked import Group, Member

GROUPS: tuple[Group, ...] = (
    Group(
        "khai-sinh",
        "Khai sinh – thường trú – thẻ BHYT cho trẻ dưới 6 tuổi",
        "Birth registration, permanent residence, health card under 6",
        (
            Member("birth", "Đăng ký khai sinh", "Birth registration", 1),
            Member("residence", "Đăng ký thường trú", "Permanent residence", 2),
            Member("health_card", "Cấp thẻ BHYT cho trẻ dưới 6 tuổi", "Health card under 6", 2),
        ),
        "Đề án 06 (QĐ 06/QĐ-TTg, 06/01/2022)",
        date(2022, 1, 6),
    ),
    Group(
        "khai-tu",
        "Khai tử – xóa đăng ký thường trú – mai táng phí",
        "Death registration, residence removal, funeral allowance",
        (
            Member("death", "Đăng ký khai tử", "Death registration", 1),
            Member("residence_removal", "Xóa đăng ký thường trú", "Residence removal", 2),
            Member("funeral", "Hỗ trợ chi phí mai táng", "Funeral allowance", 2, is_critical=False),
        ),
        "Đề án 06 (QĐ 06/QĐ-TTg, 06/01/2022)",
        date(2022, 1, 6),
    ),
    Group(
        "karaoke",
        "Hộ kinh doanh – an ninh trật tự – giấy phép karaoke",
        "Household business, security certificate, karaoke licence",
        (
            Member("household_business", "Đăng ký hộ kinh doanh", "Household business registration", 1, "3wd"),
            Member("security", "Giấy chứng nhận đủ điều kiện về an ninh, trật tự", "Security certificate", 2, "3wd"),
            Member("licence", "Giấy phép kinh doanh karaoke", "Karaoke licence", 3, "10wd"),
        ),
        "Decree of 2025 on fully electronic interlinked karaoke licensing (number not captured): 3 + 3 + 10 = 16 wd",
        date(2025, 7, 1),
    ),
)


def group_on(code: str, day: date) -> Group | None:
    """Return the group of that code that runs on `day`."""
    return next((group for group in GROUPS if group.code == code and group.runs_on(day)), None)
