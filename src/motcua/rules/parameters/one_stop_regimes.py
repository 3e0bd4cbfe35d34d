"""The one-stop decrees with the days on which they govern (domain 0.2).

`form_kinds` counts the statutory forms of the guide (domain 1.7).
"""

from dataclasses import dataclass, field
from datetime import date

from motcua.rules.levels import Level
from motcua.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later text beside a decree; `valid_from` is None where its first day was not seen."""

    number: str
    valid_from: date | None
    note_vi: str
    note_en: str
    source: str
    amends: bool = True


@dataclass(frozen=True, slots=True)
class Regime:
    """One decree, its guides, the number of statutory forms and the levels of its time."""

    code: str
    decree: str
    days: Period[date]
    guides: tuple[str, ...]
    form_kinds: int
    levels: frozenset[Level]
    source: str
    amendments: tuple[Amendment, ...] = field(default=())


REGIMES: tuple[Regime, ...] = (
    Regime(
        "2018",
        "NĐ 61/2018/NĐ-CP",
        Period(date(2018, 6, 21), date(2025, 7, 1)),
        ("TT 01/2018/TT-VPCP", "TT 01/2023/TT-VPCP"),
        6,
        frozenset(Level),
        "S1",
        (
            # UNVERIFIED: the first day is from knowledge; number and date of signing were seen (S5, S10).
            Amendment(
                "NĐ 107/2021/NĐ-CP",
                date(2021, 12, 6),
                "số hóa hồ sơ, bố trí người theo tần suất giao dịch",
                "digitising of dossiers, staff by frequency of visits",
                "S5, S10; ngày hiệu lực K",
            ),
        ),
    ),
    Regime(
        "2025",
        "NĐ 118/2025/NĐ-CP",
        Period(date(2025, 7, 1)),
        ("TT 03/2025/TT-VPCP", "TT 04/2025/TT-VPCP"),
        7,
        frozenset(Level) - {Level.DISTRICT},
        "S5, S13",
        (
            # UNVERIFIED: issued 31/12/2025; the first day in force was not seen.
            Amendment("NĐ 367/2025/NĐ-CP", None, "sửa đổi NĐ 118/2025", "amends NĐ 118/2025", "S3"),
            Amendment(
                "NĐ 224/2026/NĐ-CP",
                date(2026, 7, 1),
                "dịch vụ công trực tuyến, thay NĐ 42/2022",
                "online public services, replaces NĐ 42/2022",
                "S3 điều 89-90",
                amends=False,
            ),
        ),
    ),
)

ONLINE_SERVICES_DECREES: tuple[tuple[str, Period[date]], ...] = (
    # UNVERIFIED: the first day of NĐ 42/2022 is from knowledge.
    ("NĐ 42/2022/NĐ-CP", Period(date(2022, 8, 15), date(2026, 7, 1))),
    ("NĐ 224/2026/NĐ-CP", Period(date(2026, 7, 1))),
)
"""Which decree rules online public services on a day (S3 arts 89-90)."""
