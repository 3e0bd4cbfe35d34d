"""On which level of the State does a body answer, and since when does that level exist?

NĐ 61/2018/NĐ-CP (four territorial levels and vertical bodies); NĐ 118/2025/NĐ-CP and
the two-level local government from 01/07/2025: no district any more.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TWO_LEVEL_GOVERNMENT_FROM = date(2025, 7, 1)
"""First day of 34 provinces and no district."""

BEGINNING_UNKNOWN = date(1900, 1, 1)
"""First day of a period whose real beginning is not recorded; shown as unknown."""


class Level(StrEnum):
    """A level of administration."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VERTICAL = "vertical"


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """One level as data: its names, its place (1 is highest) and the days on which it exists."""

    level: Level
    vi: str
    en: str
    rank: int
    valid_from: date = BEGINNING_UNKNOWN
    valid_before: date | None = None
    source: str = "NĐ 61/2018/NĐ-CP"

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)


LEVELS: dict[Level, LevelFacts] = {
    facts.level: facts
    for facts in (
        LevelFacts(Level.CENTRAL, "Cấp Bộ", "Central", 1),
        LevelFacts(Level.PROVINCE, "Cấp tỉnh", "Province", 2),
        LevelFacts(
            Level.DISTRICT,
            "Cấp huyện",
            "District",
            3,
            valid_before=TWO_LEVEL_GOVERNMENT_FROM,
            source="NĐ 118/2025/NĐ-CP",
        ),
        LevelFacts(Level.COMMUNE, "Cấp xã", "Commune", 4),
        LevelFacts(Level.VERTICAL, "Cơ quan ngành dọc", "Vertical body", 2),
    )
}


def levels_on(day: date) -> tuple[Level, ...]:
    """Return the levels that exist on `day`, highest first.

    >>> Level.DISTRICT in levels_on(date(2025, 6, 30)), Level.DISTRICT in levels_on(date(2025, 7, 1))
    (True, False)
    """
    return tuple(level for level, facts in LEVELS.items() if facts.exists_on(day))
