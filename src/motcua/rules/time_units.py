"""How long may it take: a time limit as the law writes it.

Units in use in the national data: working day, day, hour, month, year, other (domain 1.5; S9). One working day is
8 working hours (S5, S6, S7). A limit of zero, or one that only says "see text", promises no day: it stays unknown.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.errors import RuleViolation
from motcua.rules.parameters.office_hours import HOURS_OF_A_WORKING_DAY


class TimeUnit(StrEnum):
    WORKING_DAY = "wd"
    DAY = "d"
    HOUR = "h"
    MONTH = "m"
    YEAR = "y"
    IMMEDIATE = "now"
    OTHER = "see"


# unit → (Vietnamese, English singular, English plural)
UNIT_NAMES: dict[TimeUnit, tuple[str, str, str]] = {
    TimeUnit.WORKING_DAY: ("ngày làm việc", "working day", "working days"),
    TimeUnit.DAY: ("ngày", "day", "days"),
    TimeUnit.HOUR: ("giờ làm việc", "working hour", "working hours"),
    TimeUnit.MONTH: ("tháng", "month", "months"),
    TimeUnit.YEAR: ("năm", "year", "years"),
}
_WORDS = {"ngày làm việc": "wd", "ngày": "d", "giờ": "h", "giờ làm việc": "h", "tháng": "m", "năm": "y"}
_WRITTEN = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*([^\d\s].*)", re.DOTALL)
_MOST = {"wd": 5000, "d": 10000, "h": 20000, "m": 360, "y": 30}


class LimitNotUnderstood(RuleViolation):
    """The time limit “{text}” is not understood. Write 3wd (working days), 5d (days), 8h (working hours), 2m (months),
    1y (years), now (at once) or see (see the text)."""

    code = "limit_not_understood"
    vi = (
        "Không hiểu thời hạn “{text}”. Hãy ghi 3wd (ngày làm việc), 5d (ngày), 8h (giờ làm việc), 2m (tháng), "
        "1y (năm), now (giải quyết ngay) hoặc see (theo văn bản)."
    )


class LimitNotPositive(RuleViolation):
    """The time limit “{text}” is zero or negative, so it promises no day. Give a number above zero,
    “now” for a result at once, or “see” when only the text says."""

    code = "limit_not_positive"
    vi = (
        "Thời hạn “{text}” bằng không hoặc âm nên không hẹn được ngày nào. Hãy ghi số lớn hơn không, "
        "“now” nếu giải quyết ngay, hoặc “see” nếu chỉ văn bản quy định."
    )


class LimitTooLong(RuleViolation):
    """The time limit “{text}” is longer than this calendar can promise ({most}{unit} at most). Check the number."""

    code = "limit_too_long"
    vi = "Thời hạn “{text}” dài hơn mức lịch này hẹn được (tối đa {most}{unit}). Hãy kiểm tra con số."


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A quantity of one unit; `text` keeps what the law wrote where the numbers do not say it all."""

    quantity: int
    unit: TimeUnit
    text: str = ""

    @classmethod
    def parse(cls, written: str) -> "TimeLimit":
        """Read `3wd`, `5d`, `8h`, `2m`, `1y`, `now`, `see`, or the same in Vietnamese words.

        `0.5wd` becomes 4 working hours. Raise LimitNotUnderstood, LimitNotPositive or LimitTooLong.
        """
        text = " ".join(written.strip().lower().split())
        if text in {"now", "ngay", "giải quyết ngay"}:
            return cls(0, TimeUnit.IMMEDIATE)
        if text == "see":
            return cls(0, TimeUnit.OTHER)
        match = _WRITTEN.fullmatch(text)
        unit = _WORDS.get(match[2], match[2]) if match else ""
        if match is None or unit not in _MOST:
            raise LimitNotUnderstood(text=written)
        quantity = Decimal(match[1].replace(",", "."))
        if quantity <= 0:
            raise LimitNotPositive(text=written)
        if quantity > _MOST[unit]:
            raise LimitTooLong(text=written, most=_MOST[unit], unit=unit)
        limit = cls.of(quantity, TimeUnit(unit))
        if limit.unit == TimeUnit.OTHER:
            raise LimitNotUnderstood(text=written)
        return limit

    @classmethod
    def of(cls, quantity: Decimal | float, unit: TimeUnit, text: str = "") -> "TimeLimit":
        """Return the limit for a number as catalogues hold it.

        Half days become working hours (ASSUMPTION: one working day is 8); other fractions say nothing
        that can be counted and become OTHER.
        """
        exact = Decimal(str(quantity))
        if exact == exact.to_integral_value():
            return cls(int(exact), unit, text)
        hours = exact * HOURS_OF_A_WORKING_DAY
        if unit == TimeUnit.WORKING_DAY and hours == hours.to_integral_value():
            return cls(int(hours), TimeUnit.HOUR, text)
        return cls(0, TimeUnit.OTHER, text or f"{exact} {unit}")

    @property
    def is_countable(self) -> bool:
        """Return whether a due date follows from it."""
        return self.unit == TimeUnit.IMMEDIATE or (self.unit != TimeUnit.OTHER and self.quantity > 0)

    def words(self, language: str = "vi") -> str:
        """Return the limit in words, like “3 ngày làm việc” or “3 working days”."""
        if self.unit == TimeUnit.IMMEDIATE:
            return "giải quyết ngay trong ngày làm việc" if language == "vi" else "at once, within the working day"
        if not self.is_countable:
            return self.text or ("theo văn bản" if language == "vi" else "as the text says")
        vi, one, many = UNIT_NAMES[self.unit]
        return f"{self.quantity} {vi if language == 'vi' else one if self.quantity == 1 else many}"

    def __str__(self) -> str:
        return str(self.unit) if self.unit in {TimeUnit.IMMEDIATE, TimeUnit.OTHER} else f"{self.quantity}{self.unit}"
