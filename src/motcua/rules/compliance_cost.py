"""What does a procedure cost the people who must follow it?

Standard Cost Model as used for *chi phí tuân thủ*: for each activity time × hourly income
plus bought-in services, fees and other expenses; times executions per subject and year;
times subjects. UNVERIFIED: the official text (TT 07/2014/TT-BTP, TT 03/2022/TT-BTP) was not
found (domain.md 3.5); the hourly income and every frequency are parameters of the caller.

The *processing-time proxy* prices the office's own days as if the citizen worked them. It
is offered under its own name because decisions use it, and is never added to the cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import ClassVar

from motcua.rules.errors import RuleViolation

HOURS_OF_WORKING_DAY = Decimal(8)
# "By average income 2024 of the statistics office": Đồng Nai QĐ 2816/QĐ-UBND, 20/11/2025 (domain.md 3.5).
HOURLY_INCOME_2025 = Decimal(40_000)


class Component(StrEnum):
    """The activities of a person that cost."""

    PREPARE = "prepare"
    FILE = "file"
    PAY = "pay"
    INSPECTION = "inspection"
    OTHER = "other"
    RECEIVE = "receive"


class NegativeCost(RuleViolation):
    """No part of a cost can be negative; got {given}."""

    code: ClassVar[str] = "negative_cost"
    vi: ClassVar[str] = "Không khoản chi phí nào có thể âm; đã nhận {given}."


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of one execution: hours of the person, and đồng for the rest."""

    component: Component
    hours: Decimal = Decimal(0)
    services: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    other: Decimal = Decimal(0)
    # Of the executions, the share that needs this activity (0 to 1).
    frequency: Decimal = Decimal(1)

    def cost(self, hourly_income: Decimal) -> Decimal:
        """Return the đồng of this activity in one average execution."""
        parts = (self.hours, self.services, self.fees, self.other, self.frequency)
        if min(parts) < 0:
            raise NegativeCost(given=min(parts))
        return (self.hours * hourly_income + self.services + self.fees + self.other) * self.frequency


@dataclass(frozen=True, slots=True)
class Saving:
    """Cost of a year before and after, in đồng; `share` is None where nothing was spent before."""

    before: Decimal
    after: Decimal

    @property
    def saved(self) -> Decimal:
        return self.before - self.after

    @property
    def share(self) -> Decimal | None:
        return None if self.before == 0 else self.saved / self.before

    @property
    def rests_on_no_volume(self) -> bool:
        """Whether nobody executes the procedure, so that there is nothing to save."""
        return self.before == 0 and self.after == 0

    def percent(self, places: int = 2) -> Decimal | None:
        """Return the share in percent, rounded half up."""
        step = Decimal(1).scaleb(-places)
        return None if self.share is None else (self.share * 100).quantize(step, ROUND_HALF_UP)


def cost_of_one(activities: Sequence[Activity], hourly_income: Decimal = HOURLY_INCOME_2025) -> Decimal:
    """Return the đồng that one execution costs the person."""
    return sum((activity.cost(hourly_income) for activity in activities), Decimal(0))


def cost_of_year(cost: Decimal, *, per_subject: Decimal, subjects: Decimal) -> Decimal:
    """Return the đồng of a year: executions per subject × subjects."""
    if min(cost, per_subject, subjects) < 0:
        raise NegativeCost(given=min(cost, per_subject, subjects))
    return cost * per_subject * subjects


def processing_time_proxy(
    working_days: Decimal, dossiers: Decimal, hourly_income: Decimal = HOURLY_INCOME_2025
) -> Decimal:
    """Return the office's time priced as the citizen's; a proxy, never part of a cost."""
    if min(working_days, dossiers, hourly_income) < 0:
        raise NegativeCost(given=min(working_days, dossiers, hourly_income))
    return working_days * HOURS_OF_WORKING_DAY * hourly_income * dossiers
