"""The time limit of a channel or case as a value that the rules can count with."""

from decimal import Decimal

from motcua.rules.parameters.office_hours import HOURS_OF_A_WORKING_DAY
from motcua.rules.time_limits import TimeLimit, TimeUnit


def limit_of(quantity: Decimal | None, unit: str, text: str = "") -> TimeLimit:
    """Return the limit; what is zero, missing or not a whole unit stays "see text".

    Part of a working day becomes working hours (domain.md 1.5). ASSUMPTION: part of a
    day, month or year promises no day, because no rule seen says how to round it.
    """
    known = TimeUnit(unit) if unit else TimeUnit.OTHER
    if known is TimeUnit.IMMEDIATE:
        return TimeLimit(0, known, text)
    if known is TimeUnit.OTHER or not quantity or quantity < 0:
        return TimeLimit(0, TimeUnit.OTHER, text)
    if quantity == int(quantity):
        return TimeLimit(int(quantity), known, text)
    hours = quantity * HOURS_OF_A_WORKING_DAY
    if known is TimeUnit.WORKING_DAY and hours == int(hours):
        return TimeLimit(int(hours), TimeUnit.HOUR, text)
    return TimeLimit(0, TimeUnit.OTHER, text)
