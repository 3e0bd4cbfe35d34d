"""When must a review plan be sent, and how much is to be cut?

Source: Decree 63/2010 art 30 (domain.md 3.4): the plan of a year is sent before 31 January of that year. Resolution
66/NQ-CP of 26/03/2025 (domain.md 9, second-hand): 30 % of handling time and of compliance cost. Successors are dated.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ReviewTerms:
    """The terms of plans of the years from `valid_from` on."""

    valid_from: date
    send_before_month: int
    send_before_day: int
    time_to_cut: Decimal
    cost_to_cut: Decimal
    source: str


TERMS = (
    ReviewTerms(date(2010, 10, 14), 1, 31, Decimal(0), Decimal(0), "NĐ 63/2010/NĐ-CP art 30"),
    ReviewTerms(
        date(2025, 3, 26), 1, 31, Decimal("0.30"), Decimal("0.30"), "NĐ 63/2010/NĐ-CP art 30; NQ 66/NQ-CP 26/03/2025"
    ),
)
# What a plan says of each pick (art 30) and a plan of simplification of each procedure (Đồng Nai 2025).
PRINCIPLES = ("necessity", "reasonableness", "legality", "cost")


def terms_of(year: int) -> ReviewTerms:
    """Return the terms for the plan of a year: the latest that held when it was due."""
    held = [terms for terms in TERMS if terms.valid_from <= date(year, 1, 31)]
    return held[-1] if held else TERMS[0]


def plan_due_on(year: int) -> date:
    """Return the last day to send the plan: the day before the named one."""
    terms = terms_of(year)
    named = date(year, terms.send_before_month, terms.send_before_day)
    return date.fromordinal(named.toordinal() - 1)
