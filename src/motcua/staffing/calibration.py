"""From recorded lateness to the load of each unit, and back to the lateness with other officers.

A unit is a queue with its officers; a dossier whose turn does not come within its patience becomes late
(Erlang A). Each unit's load is found so that the lateness predicted with its present officers is the
recorded one, steadied towards its level where the unit has few dossiers.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from motcua.rules.levels import Level
from motcua.rules.parameters.staffing import MOST_OFFICERS, PATIENCE
from motcua.staffing.allocation import leaving_losses
from motcua.staffing.measures import Counts, Floats, UnitLoads

GRID = np.geomspace(0.02, 1.6 * MOST_OFFICERS, 140)
# Not all lateness of a unit may be called unavoidable, and no unit is free of load.
LEAST_MENDABLE = 0.1
MOST_SHARE = 0.95


@dataclass(frozen=True)
class Calibrated:
    """Units with present officers, load (Erlang), late share in sum and the part that officers cannot mend."""

    present: Counts
    load: Floats
    share: Floats
    floor: Floats
    weight: Floats
    patience: float = PATIENCE

    def late_shares(self, officers: Counts) -> Floats:
        """Return the late share of each unit with `officers`."""
        low, part = _place(self.load)
        table = shares_by_load(self.patience)
        return self.floor + (1 - part) * table[low, officers] + part * table[low + 1, officers]

    def losses(self) -> Floats:
        """Return the loss table (units × officers): late dossiers of the period with so many officers."""
        low, part = _place(self.load)
        table = shares_by_load(self.patience)
        mixed = (1 - part)[:, None] * table[low] + part[:, None] * table[low + 1]
        return np.asarray((mixed + self.floor[:, None]) * self.weight[:, None])


@lru_cache(maxsize=8)
def shares_by_load(patience: float) -> Floats:
    """Return the share of late dossiers by load (rows: `GRID`) and officers (columns)."""
    many = len(GRID)
    return leaving_losses(GRID, np.full(many, patience), np.ones(many), MOST_OFFICERS)


def _place(load: Floats) -> tuple[Counts, Floats]:
    low = np.clip(np.searchsorted(GRID, load, side="right") - 1, 0, len(GRID) - 2)
    part = np.clip((load - GRID[low]) / (GRID[low + 1] - GRID[low]), 0, 1)
    return low.astype(np.int64), part


def load_for(share: Floats, officers: Counts, patience: float) -> Floats:
    """Return the load with which `officers` leave `share` of the dossiers late."""
    table, load = shares_by_load(patience), np.empty(len(share))
    for k in np.unique(officers):
        mine = officers == k
        load[mine] = np.interp(share[mine], table[:, k], GRID)
    return load


def prior_of(rated: Counts, late: Counts) -> tuple[float, float]:
    """Return the Beta prior (a, b) of a level's late shares, by the method of moments.

    Where units differ no more than chance lets them, the prior is strong.
    """
    share = late.sum() / rated.sum()
    spread = float(np.average((late / rated - share) ** 2, weights=rated))
    chance = share * (1 - share) * len(rated) / rated.sum()
    between = max(spread - chance, 1e-4 * share * (1 - share), 1e-12)
    strength = max(share * (1 - share) / between - 1, 1.0)
    return max(share * strength, 1e-6), max((1 - share) * strength, 1e-6)


def steadied(loads: UnitLoads) -> tuple[Floats, Floats, Floats]:
    """Return the steadied late share of each unit and its posterior (a, b); each level's total stays as recorded."""
    a, b = np.empty(len(loads)), np.empty(len(loads))
    for level in Level:
        mine = loads.of_level(level)
        if mine.any():
            rated, late = loads.rated[mine], loads.late[mine]
            prior = prior_of(rated, late)
            total = prior[0] + prior[1] + rated
            more = (prior[0] + late) / total
            # Small units without a late dossier are drawn up more than the others are drawn down: scale back.
            share = np.clip(more * (late.sum() / max(float((more * rated).sum()), 1e-9)), 1e-7, MOST_SHARE)
            a[mine], b[mine] = share * total, (1 - share) * total
    return a / (a + b), a, b


def calibrate(loads: UnitLoads, present: Counts, patience: float = PATIENCE) -> Calibrated:
    """Return units whose predicted lateness with the present officers is the recorded (steadied) one."""
    share, _, _ = steadied(loads)
    return calibrated_to(share, loads.floor, loads.rated.astype(float), present, patience)


def calibrated_to(share: Floats, floor: Floats, weight: Floats, present: Counts, patience: float) -> Calibrated:
    """Return units calibrated to given late shares."""
    known = np.clip(share, 1e-7, MOST_SHARE)
    lowest = np.minimum(floor, (1 - LEAST_MENDABLE) * known)
    load = load_for(known - lowest, present, patience)
    return Calibrated(present, load, known, lowest, weight, patience)
