"""Which officer moves from where to where, in which order, and what each further officer would bring.

Officers move inside one province and level only (the sending agencies and the approver stay the same). With
convex losses, pairing the greatest gains with the smallest losses until a pair is not worth its disturbance
leaves the least lateness that moves can leave (exchange argument; tested against trying everything).
"""

from dataclasses import dataclass

import numpy as np

from motcua.staffing.allocation import convex_hull
from motcua.staffing.measures import Counts, Floats


@dataclass(frozen=True, slots=True)
class Step:
    """One officer moved (`origin` → `target`), added (no origin) or given back (no target); rows of the units."""

    origin: int | None
    target: int | None
    fewer_late: float
    more_late: float

    @property
    def net(self) -> float:
        return self.fewer_late - self.more_late


@dataclass(frozen=True)
class Proposal:
    """Officers after all steps, the steps in order, and the total gain of the first, second… officer added."""

    officers: Counts
    moves: list[Step]
    additions: list[Step]
    curve: list[tuple[int, float]]


@dataclass(frozen=True)
class Margins:
    """Gains of each further officer and losses of each officer fewer, flattened and sorted."""

    gain: Floats
    gain_unit: Counts
    loss: Floats
    loss_unit: Counts


def margins(losses: Floats, present: Counts, least: Counts) -> Margins:
    """Return the margins of all units; `losses` are rows of late dossiers by officers, made convex."""
    hull, _ = convex_hull(losses)
    steps = -np.diff(hull, axis=1)
    columns = np.arange(steps.shape[1])[None, :]
    more = np.nonzero(columns >= present[:, None])
    fewer = np.nonzero((columns < present[:, None]) & (columns >= np.minimum(least, present)[:, None]))
    gain, loss = steps[more], steps[fewer]
    best, cheap = np.argsort(-gain, kind="stable"), np.argsort(loss, kind="stable")
    return Margins(gain[best], more[0][best], loss[cheap], fewer[0][cheap])


def _pairs(of: Margins, groups: Counts, worth: float) -> list[Step]:
    """Return the moves inside each group, best first."""
    found: list[Step] = []
    gain_group, loss_group = groups[of.gain_unit], groups[of.loss_unit]
    for group in np.unique(groups):
        into, out = np.flatnonzero(gain_group == group), np.flatnonzero(loss_group == group)
        many = min(len(into), len(out))
        net = of.gain[into[:many]] - of.loss[out[:many]]
        for place in range(int(np.count_nonzero(net > worth))):
            i, o = into[place], out[place]
            found.append(Step(int(of.loss_unit[o]), int(of.gain_unit[i]), float(of.gain[i]), float(of.loss[o])))
    return sorted(found, key=lambda step: -step.net)


def propose(
    losses: Floats, present: Counts, least: Counts, groups: Counts, *, worth: float, added: int = 0, curve_to: int = 0
) -> Proposal:
    """Return the moves, then `added` officers (negative: given back) where they change most (least).

    `worth` is the least net gain of a move in dossiers of the period; `curve_to` is how far the curve runs.
    """
    moves = _pairs(margins(losses, present, least), groups, worth)
    officers = present.copy()
    for step in moves:
        officers[step.origin] -= 1
        officers[step.target] += 1
    rest = margins(losses, officers, least)
    curve = _curve(rest.gain, max(curve_to, added))
    if added >= 0:
        many = min(added, len(rest.gain))
        additions = [Step(None, int(rest.gain_unit[i]), float(rest.gain[i]), 0.0) for i in range(many)]
        np.add.at(officers, rest.gain_unit[:many], 1)
    else:
        many = min(-added, len(rest.loss))
        additions = [Step(int(rest.loss_unit[i]), None, 0.0, float(rest.loss[i])) for i in range(many)]
        np.subtract.at(officers, rest.loss_unit[:many], 1)
    return Proposal(officers, moves, additions, curve)


def _curve(gains: Floats, to: int) -> list[tuple[int, float]]:
    """Return (officers added, late dossiers fewer) at a dozen or so points up to `to`."""
    many = min(to, len(gains))
    if many <= 0:
        return [(0, 0.0)]
    total = np.concatenate([[0.0], np.cumsum(gains[:many])])
    points = sorted({round(many * share) for share in (0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1)})
    return [(point, float(total[point])) for point in points]
