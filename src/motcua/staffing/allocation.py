"""Share a fixed number of officers over all units so that the expected loss is least.

The loss of a unit with k officers is a row of a table; where each further officer helps
less than the one before (convex rows), taking the greatest gains of all units is optimal
(Fox 1966; Gross 1956). Rows that are not convex are replaced by their lower convex hull
and marked: the answer is then the best for the hull.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from motcua.rules.errors import RuleViolation

Table = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


class TooFewOfficers(RuleViolation):
    """{officers} officers cannot give every unit its least number; at least {needed} are needed."""

    code = "too_few_officers"
    vi = "{officers} cán bộ không đủ số tối thiểu cho các đơn vị; cần ít nhất {needed}."


@dataclass(frozen=True)
class Allocation:
    """Officers by unit, the loss they leave, what one more or one fewer would change, and marked rows."""

    officers: Counts
    loss: Table
    gain_of_one_more: Table
    loss_of_one_fewer: Table
    is_hull: npt.NDArray[np.bool_]

    @property
    def total_loss(self) -> float:
        return float(self.loss.sum())


def convex_hull(losses: Table) -> tuple[Table, npt.NDArray[np.bool_]]:
    """Return the rows' lower convex hulls (shape units × officers) and which rows they changed."""
    gains = -np.diff(losses, axis=1)
    bad: npt.NDArray[np.bool_] = np.any(np.diff(gains, axis=1) > 1e-9, axis=1) | np.any(gains < -1e-12, axis=1)
    hull = losses.copy()
    for row in np.flatnonzero(bad):
        hull[row] = _hull_of(losses[row])
    return hull, bad


def _hull_of(row: Table) -> Table:
    kept: list[int] = []
    for k in range(len(row)):
        while len(kept) >= 2 and _is_above(row, kept[-2], kept[-1], k):
            kept.pop()
        kept.append(k)
    # More officers never hurt: the hull does not rise again.
    return np.minimum.accumulate(np.interp(np.arange(len(row)), kept, row[kept]))


def _is_above(row: Table, left: int, middle: int, right: int) -> bool:
    line = row[left] + (row[right] - row[left]) * (middle - left) / (right - left)
    return bool(row[middle] >= line)


def share_out(losses: Table, officers: int, least: Counts) -> Allocation:
    """Return the best allocation of `officers`; `losses[i, k]` is the loss of unit i with k officers.

    `least[i]` officers are given to unit i before anything is compared (the law wants a
    unit to be open). No unit gets more than its row is long.
    """
    units, columns = losses.shape
    needed = int(least.sum())
    if officers < needed:
        raise TooFewOfficers(officers=officers, needed=needed)
    hull, changed = convex_hull(losses)
    gains = -np.diff(hull, axis=1)
    beyond = np.arange(columns - 1)[None, :] >= least[:, None]
    free = np.where(beyond, gains, -1.0)
    spare = min(officers - needed, int(beyond.sum()))
    # Stable order: equal gains go to the unit that stands first, its first officer first.
    order = np.argsort(-free, axis=None, kind="stable")[:spare]
    given = least + np.bincount(order // (columns - 1), minlength=units)
    rows = np.arange(units)
    more = np.where(given < columns - 1, gains[rows, np.minimum(given, columns - 2)], 0.0)
    fewer = np.where(given > least, gains[rows, np.maximum(given - 1, 0)], np.inf)
    return Allocation(given, hull[rows, given], more, fewer, changed)


def leaving_losses(loads: Table, patience: Table, weight: Table, most: int) -> Table:
    """Return the loss table: expected people (or dossiers) of each unit whose turn does not come in time.

    Erlang A for all units at once, as `rules.queueing.leaving_share` for one. `loads` in
    Erlang, `patience` in serving times, `weight` people of the period; shape units × (most + 1).
    """
    loads, patience = np.maximum(loads, 1e-9), np.maximum(patience, 1e-6)
    below = np.empty((len(loads), most + 1))
    below[:, 0] = 1.0
    for k in range(1, most + 1):
        # Weight of all states up to "k busy", scaled so that "k busy" weighs 1.
        below[:, k] = 1 + below[:, k - 1] * k / loads
    shape = below.shape
    officers = np.broadcast_to(np.arange(most + 1, dtype=float), shape)
    each_load, each_patience = (np.broadcast_to(column[:, None], shape).ravel() for column in (loads, patience))
    return _left(each_load, each_patience, below.ravel(), officers.ravel()).reshape(shape) * weight[:, None]


HUGE = 1e200
MOST_WAITING = 20_000
# So many states are added before those that have converged are put aside.
ROUND = 24


def _left(loads: Table, patience: Table, below: Table, officers: Table) -> Table:
    """Return the share that leaves, for arrays of one length."""
    left = np.empty(len(loads))
    place = np.arange(len(loads))
    weight, above, waiting = np.ones_like(loads), np.zeros_like(loads), np.zeros_like(loads)
    for n in range(1, MOST_WAITING):
        weight = weight * (loads / (officers + n / patience))
        above += weight
        waiting += n * weight
        if n % ROUND:
            continue
        going = weight > 1e-10 * (below + above)
        # Only ratios matter: scale rows down before they overflow.
        down = np.where(waiting > HUGE, 1 / HUGE, 1.0)
        weight, above, waiting, below = weight * down, above * down, waiting * down, below * down
        if not going.all():
            done = ~going
            left[place[done]] = waiting[done] / patience[done] / (below[done] + above[done]) / loads[done]
            place = place[going]
            if not len(place):
                break
            kept = (each[going] for each in (loads, patience, officers, weight, above, waiting, below))
            loads, patience, officers, weight, above, waiting, below = kept
    return np.minimum(1.0, left)
