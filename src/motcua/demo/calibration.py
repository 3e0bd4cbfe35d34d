"""How many dossiers of each level are settled late, so that the events give the published rates.

Published for Q1/2023: central 99.87 %, province 98.61 %, district 94.20 %, commune 99.36 %, mean of levels
98.01 %. Only the simulated lives know these figures; the reports count what the events say. The rate holds
in the statutory window (15/12–14/3) and in the calendar quarter alike, so the stretches that both windows
share and those that only one has are balanced each for itself.
"""

import numpy as np
import numpy.typing as npt

from motcua.rules.levels import Level

ON_TIME = {Level.CENTRAL: 99.87, Level.PROVINCE: 98.61, Level.DISTRICT: 94.20, Level.COMMUNE: 99.36}

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
# Stretches: 0 before both windows, 1 only statutory, 2 in both, 3 only calendar, 4 after both.
STRETCHES = 5
ROUNDS = 12
# Rates are published with two decimals; a little inside their rounding.
ROUNDING = 3.5e-5


def choose_late(
    level: Level, in_time: Numbers, if_late: Numbers, trouble: npt.NDArray[np.float64], rng: np.random.Generator
) -> tuple[Marks, Marks]:
    """Return which dossiers are settled late, and which to leave out so that the rate can be met.

    `in_time` and `if_late` give the stretch in which a dossier would be settled either way (-1: not at
    all before knowledge ends); the more `trouble`, the sooner it is chosen. With few dossiers no whole
    number of late ones may give the rate: then some of those in time are left out.
    """
    share = 1 - ON_TIME[level] / 100
    order = np.argsort(rng.exponential(size=len(trouble)) / np.maximum(trouble, 1e-9))
    rated = (in_time >= 0) & (if_late >= 0)
    queues = [order[rated[order] & (if_late[order] == place)] for place in range(STRETCHES)]
    everyone = np.bincount(in_time[in_time >= 0], minlength=STRETCHES)
    late = np.zeros(len(trouble), bool)
    wanted = np.rint(everyone * share).astype(np.int64)
    for _ in range(ROUNDS):
        late = _first(queues, wanted, len(trouble))
        good = everyone - np.bincount(in_time[late], minlength=STRETCHES)
        again = _wanted(good, share)
        if (again == wanted).all():
            break
        wanted = again
    good = everyone - np.bincount(in_time[late], minlength=STRETCHES)
    return late, _left_out(in_time, late, good, wanted, share)


def _wanted(good: Numbers, share: float) -> Numbers:
    """Return the late dossiers of each stretch, so that both windows have a whole number below the rate."""
    wanted: Numbers = np.rint(good * share / (1 - share)).astype(np.int64)
    for only in (1, 3):
        settled_late = int(np.floor((good[only] + good[2]) * share / (1 - share) + 1e-9))
        wanted[only] = max(0, settled_late - wanted[2])
    return wanted


def _first(queues: list[Numbers], wanted: Numbers, size: int) -> Marks:
    late = np.zeros(size, bool)
    for queue, many in zip(queues, wanted, strict=True):
        late[queue[:many]] = True
    return late


def _left_out(in_time: Numbers, late: Marks, good: Numbers, wanted: Numbers, share: float) -> Marks:
    left = np.zeros(len(in_time), bool)
    for only in (1, 3):
        late_ones = int(wanted[only] + wanted[2])
        most = int(late_ones / (share - ROUNDING))
        surplus = int(good[only] + good[2]) + late_ones - most
        if surplus > 0:
            left[np.flatnonzero((in_time == only) & ~late)[:surplus]] = True
    return left
