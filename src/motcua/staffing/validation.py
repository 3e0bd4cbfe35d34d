"""What speaks for and against the model: recorded against predicted, the second half foretold, queues played."""

from typing import Any

import numpy as np

from motcua.staffing.calibration import Calibrated, prior_of
from motcua.staffing.measures import Counts, UnitLoads
from motcua.staffing.simulation import play

PLAYED_UNITS = 4
LEAST_RATED = 20


def validate(loads: UnitLoads, units: Calibrated, proposed: Counts) -> dict[str, Any]:
    """Return the checks of a plan as plain figures."""
    rated = float(loads.rated.sum())
    recorded = 1 - float(loads.late.sum()) / rated
    predicted = 1 - float((units.late_shares(units.present) * loads.rated).sum()) / rated
    return {
        "rate_recorded": recorded,
        "rate_predicted_with_present_officers": predicted,
        "difference_points": 100 * (predicted - recorded),
        "back_test": back_test(loads),
        "played": _played(loads, units, proposed),
    }


def back_test(loads: UnitLoads) -> dict[str, float] | None:
    """Foretell each unit's late share in the second half from the first; compare with its level's mean alone.

    Errors are in points, weighted by dossiers. None where no unit has enough dossiers in both halves.
    """
    n1, l1 = loads.rated_then, loads.late_then
    n2, l2 = loads.rated - n1, loads.late - l1
    usable = (n1 >= LEAST_RATED) & (n2 >= LEAST_RATED)
    if not usable.any():
        return None
    foretold, naive = np.zeros(len(loads)), np.zeros(len(loads))
    for level in np.unique(loads.levels[usable]):
        mine = usable & (loads.levels == level)
        a, b = prior_of(n1[mine], l1[mine])
        # The level as a whole may go up or down; what is tested is who stands above whom.
        drift = (l2[mine].sum() / n2[mine].sum()) / max(l1[mine].sum() / n1[mine].sum(), 1e-9)
        foretold[mine] = drift * (a + l1[mine]) / (a + b + n1[mine])
        naive[mine] = l2[mine].sum() / n2[mine].sum()
    seen, weight = l2[usable] / n2[usable], n2[usable].astype(float)
    error = float(np.average(np.abs(foretold[usable] - seen), weights=weight))
    plain = float(np.average(np.abs(naive[usable] - seen), weights=weight))
    chance = np.sqrt(np.clip(foretold[usable] * (1 - foretold[usable]), 0, None) / n2[usable]) * np.sqrt(2 / np.pi)
    return {
        "units": int(usable.sum()),
        "mean_error_points": 100 * error,
        "mean_error_points_of_level_mean": 100 * plain,
        "error_of_chance_alone_points": 100 * float(np.average(chance, weights=weight)),
    }


def _played(loads: UnitLoads, units: Calibrated, proposed: Counts) -> list[dict[str, Any]]:
    """Play the queues of the units that change most, before and after, and compare with the formula."""
    change = np.abs((units.late_shares(proposed) - units.share) * loads.rated)
    found = []
    for unit in np.argsort(-change, kind="stable")[:PLAYED_UNITS]:
        for officers in sorted({int(units.present[unit]), int(proposed[unit])}):
            only = Calibrated(
                units.present[[unit]], units.load[[unit]], units.share[[unit]], 0 * units.floor[[unit]],
                units.weight[[unit]], units.patience,
            )  # fmt: skip
            formula = float(only.late_shares(np.array([officers]))[0])
            seen = play(officers=officers, load=float(units.load[unit]), patience=units.patience, seed=int(unit) + 1)
            found.append(
                {"code": loads.codes[unit], "officers": officers, "late_by_formula": formula,
                 "late_when_played": seen.left_share}
            )  # fmt: skip
    return found
