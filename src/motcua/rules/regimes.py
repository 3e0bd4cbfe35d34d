"""Which decree governs a dossier received on a day?

Domain 0.2. Every dated rule set is picked by the day of receipt; a dossier keeps its regime when the law changes.
"""

from dataclasses import dataclass
from datetime import date

from motcua.rules.errors import RuleViolation
from motcua.rules.parameters.one_stop_regimes import REGIMES, Amendment, Regime


class NoRegime(RuleViolation):
    """No one-stop decree is recorded for {day}; the first one applies from {first}. Check the day of receipt."""

    code = "no_regime"
    vi = "Chưa ghi nghị định một cửa nào cho ngày {day}; nghị định đầu tiên áp dụng từ {first}. Hãy kiểm tra ngày nhận."


@dataclass(frozen=True, slots=True)
class Governing:
    """The decree of a day with the amendments in force on it."""

    regime: Regime
    amendments: tuple[Amendment, ...]

    @property
    def citation(self) -> str:
        """Return the names a paper cites."""
        amended = ", ".join(a.number for a in self.amendments if a.amends)
        return self.regime.decree + (f" (sửa đổi, bổ sung bởi {amended})" if amended else "")


def regime_on(day: date) -> Regime:
    """Return the one-stop regime of a dossier received on `day`.

    >>> regime_on(date(2025, 6, 30)).decree, regime_on(date(2025, 7, 1)).decree
    ('NĐ 61/2018/NĐ-CP', 'NĐ 118/2025/NĐ-CP')
    """
    for regime in REGIMES:
        if day in regime.days:
            return regime
    raise NoRegime(day=f"{day:%d/%m/%Y}", first=f"{REGIMES[0].days.start:%d/%m/%Y}")


def governing_on(day: date) -> Governing:
    """Return the regime of `day` with the amendments whose first day is known and past."""
    regime = regime_on(day)
    return Governing(regime, tuple(a for a in regime.amendments if a.valid_from is not None and a.valid_from <= day))
