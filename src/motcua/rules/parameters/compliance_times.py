"""What does one activity of a person usually take, where nobody has measured it?

Source: only the hourly income is sourced (Đồng Nai QĐ 2816/QĐ-UBND, 20/11/2025; domain.md 3.5). ASSUMPTION: every
other value is a default of this house, to be replaced by a survey of the procedure; each is shown beside the cost.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CostParameter:
    """One value with its unit, the day it holds from, and where it comes from."""

    key: str
    value: Decimal
    unit: str
    valid_from: date
    source: str


_HOUSE = "ASSUMPTION: mặc định của hệ thống, cần khảo sát / default of the house, to be surveyed"
_FROM = date(2025, 1, 1)
PARAMETERS: dict[str, CostParameter] = {
    parameter.key: parameter
    for parameter in (
        CostParameter(
            "hourly_income", Decimal(40_000), "đồng/hour", date(2025, 11, 20), "Đồng Nai QĐ 2816/QĐ-UBND, 20/11/2025"
        ),
        CostParameter("hours_per_paper", Decimal("0.5"), "hour", _FROM, _HOUSE),
        CostParameter("hours_per_form", Decimal("0.75"), "hour", _FROM, _HOUSE),
        CostParameter("copying_per_copy", Decimal(2_000), "đồng", _FROM, _HOUSE),
        CostParameter("hours_per_visit", Decimal("1.5"), "hour", _FROM, _HOUSE),
        CostParameter("travel_per_visit", Decimal(30_000), "đồng", _FROM, _HOUSE),
        CostParameter("hours_filing_online", Decimal("0.5"), "hour", _FROM, _HOUSE),
        CostParameter("postage", Decimal(30_000), "đồng", _FROM, _HOUSE),
        CostParameter("hours_per_supplement", Decimal("1.0"), "hour", _FROM, _HOUSE),
    )
}
