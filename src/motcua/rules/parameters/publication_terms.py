"""How early must a procedure be announced, and how soon entered in the national database?

NĐ 63/2010/NĐ-CP arts 15, 24 as amended by 48/2013 and 92/2017 (S2; domain 3.2).
"""

from dataclasses import dataclass
from enum import StrEnum


class Announcer(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Terms:
    """Calendar days before effect (short: after promulgation), and working days from signing to entry."""

    announce_days: int
    enter_days: int
    vi: str
    en: str
    source: str = "NĐ 63/2010/NĐ-CP điều 15, 24"


TERMS: dict[Announcer, Terms] = {
    Announcer.MINISTRY: Terms(20, 10, "Bộ, cơ quan ngang bộ", "Ministry"),
    Announcer.PROVINCE: Terms(5, 5, "UBND cấp tỉnh và cơ quan khác", "Province and others"),
    Announcer.SHORT: Terms(3, 2, "Trình tự, thủ tục rút gọn", "Short procedure"),
}
