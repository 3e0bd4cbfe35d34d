"""How sure is a proposal? Seeded Monte Carlo over what is not known, before and after, with common chance.

Each draw takes another true late share of every unit (posterior), another part that officers cannot mend,
another patience of dossiers, another volume, and then lets chance decide each unit's late dossiers.
"""

from dataclasses import dataclass

import numpy as np

from motcua.rules.parameters.staffing import PATIENCES
from motcua.staffing.calibration import calibrated_to
from motcua.staffing.measures import Counts, Floats

DRAWS = 200
SEED = 2023
# ASSUMPTION: the part that officers cannot mend is known to a quarter; volumes vary by a tenth of their own.
FLOOR_SPREAD, VOLUME_SPREAD = 0.25, 0.10


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 90 of 100 draws, and their median."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Ranges:
    """Rates (0–1) of the scope before and after, the gain, and each unit's late share after."""

    before: Interval
    after: Interval
    gain: Interval
    unit_low: Floats
    unit_high: Floats
    draws: int
    seed: int


def _interval(values: Floats) -> Interval:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return Interval(float(low), float(middle), float(high))


def simulate(
    posterior: tuple[Floats, Floats],
    floor: Floats,
    rated: Counts,
    present: Counts,
    proposed: Counts,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranges:
    """Return the ranges of the on-time rate with the present and with the proposed officers."""
    rng = np.random.default_rng(seed)
    before, after = np.empty(draws), np.empty(draws)
    shares = np.empty((draws, len(rated)), dtype=np.float32)
    for draw in range(draws):
        share = rng.beta(*posterior)
        anyway = floor * rng.uniform(1 - FLOOR_SPREAD, 1 + FLOOR_SPREAD)
        volume = np.maximum(rng.poisson(rated * rng.gamma(VOLUME_SPREAD**-2, VOLUME_SPREAD**2, len(rated))), 1)
        units = calibrated_to(share, anyway, rated.astype(float), present, PATIENCES[draw % len(PATIENCES)])
        luck = rng.random(len(rated))
        shares[draw] = units.late_shares(proposed)
        before[draw] = 1 - _late(volume, units.share, luck) / volume.sum()
        after[draw] = 1 - _late(volume, np.asarray(shares[draw], float), luck) / volume.sum()
    low, high = np.quantile(shares, [0.05, 0.95], axis=0)
    gain = _interval(after - before)
    return Ranges(_interval(before), _interval(after), gain, low.astype(float), high.astype(float), draws, seed)


def _late(volume: Counts, share: Floats, luck: Floats) -> float:
    """Return the late dossiers of one draw: binomial by its normal limit, with the same luck before and after."""
    expected = volume * share
    spread = np.sqrt(np.maximum(expected * (1 - share), 0))
    # The normal deviate by the logistic limit; good to a few hundredths, and cheap.
    deviate = np.log(np.clip(luck, 1e-9, 1 - 1e-9) / np.clip(1 - luck, 1e-9, 1)) / 1.702
    return float(np.clip(expected + spread * deviate, 0, volume).sum())
