"""How long do people wait at a counter with so many officers?

Not law: the standard models of queueing. Erlang B and C (M/M/c: chance arrivals, patient
people), Erlang A (M/M/c+M: each person leaves after a patience of chance length). The
counting follows A. K. Erlang (1917) and C. Palm (1946); tables: see the tests.

ASSUMPTION: within half an hour the arrival rate is steady and serving times vary like
chance; simulation of real tickets (staffing room) says how far that holds.
"""

from math import exp, inf
from typing import ClassVar

from motcua.rules.errors import RuleViolation

MOST_OFFICERS = 1000


class ImpossibleLoad(RuleViolation):
    """A load must be a number of 0 or more, and officers a whole number; got {given}."""

    code: ClassVar[str] = "impossible_load"
    vi: ClassVar[str] = "Tải phải là số không âm và số cán bộ phải là số nguyên; đã nhận {given}."


def erlang_b(officers: int, load: float) -> float:
    """Return the chance that all officers are busy when nobody waits; `load` in Erlang (arrivals × serving time)."""
    if officers < 0 or not 0 <= load < inf:
        raise ImpossibleLoad(given=f"{officers}, {load}")
    blocked = 1.0
    for n in range(1, officers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(officers: int, load: float) -> float:
    """Return the chance that a person who comes must wait; 1 where the load exceeds the officers."""
    if load == 0:
        return 0.0
    if load >= officers:
        return 1.0
    blocked = erlang_b(officers, load)
    return officers * blocked / (officers - load * (1 - blocked))


def mean_wait(officers: int, per_hour: float, serving_minutes: float) -> float:
    """Return the mean wait in minutes of everybody; infinite where the queue grows without end."""
    load = per_hour * serving_minutes / 60
    if load == 0:
        return 0.0
    if load >= officers:
        return inf
    return erlang_c(officers, load) * serving_minutes / (officers - load)


def served_within(officers: int, per_hour: float, serving_minutes: float, minutes: float) -> float:
    """Return the share of people whose turn comes within `minutes`."""
    load = per_hour * serving_minutes / 60
    if load == 0:
        return 1.0
    if load >= officers:
        return 0.0
    return 1 - erlang_c(officers, load) * exp(-(officers - load) * minutes / serving_minutes)


def officers_needed(per_hour: float, serving_minutes: float, *, within_minutes: float, share: float = 0.8) -> int:
    """Return the fewest officers with whom `share` of the people wait at most `within_minutes`."""
    if per_hour < 0 or serving_minutes < 0 or not 0 < share < 1:
        raise ImpossibleLoad(given=f"{per_hour}, {serving_minutes}, {share}")
    load = per_hour * serving_minutes / 60
    if load == 0:
        return 0
    officers = int(load) + 1
    while served_within(officers, per_hour, serving_minutes, within_minutes) < share:
        officers += 1
        if officers > MOST_OFFICERS:
            raise ImpossibleLoad(given=f"{per_hour}, {serving_minutes}")
    return officers


def leaving_share(officers: int, load: float, patience: float) -> float:
    """Return the share of people who leave before their turn (Erlang A).

    `patience` is the mean patience in units of the mean serving time. Finite for every
    load, so it also ranks units whose queue would grow without end.
    """
    if officers < 0 or not 0 <= load < inf or patience <= 0:
        raise ImpossibleLoad(given=f"{officers}, {load}, {patience}")
    if load == 0:
        return 0.0
    # Balance of the birth-death chain, scaled so that the weight of "all busy" is 1.
    weight, below = 1.0, 1.0
    for n in range(officers, 0, -1):
        weight *= n / load
        below += weight
    weight, waiting, above, n = 1.0, 0.0, 0.0, 0
    while weight > 1e-12 * (below + above) and n < 100_000:
        n += 1
        weight *= load / (officers + n / patience)
        above += weight
        waiting += n * weight
    return min(1.0, waiting / patience / (below + above) / load)
