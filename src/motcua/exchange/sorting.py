"""Sort incoming events out: duplicate, stale, flagged or new. One definition for file and HTTP.

It sees only columns of numbers, in the order of arrival, and asks an index what came before.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from motcua.exchange.outcomes import Flag, Outcome

Column = npt.NDArray[Any]

# After these a dossier has ended; only a correction of the same state, or 9 → 10, may follow.
ENDED = (3, 7, 8, 9, 10)
RUNNING = (1, 2, 4, 5, 6)


def _transitions() -> Column:
    """Return flag bits by (status before, status after); 0 before means unknown or none.

    From the published statuses (domain table of ten): a step may be skipped, because many systems
    report only some steps; what can never follow, however many steps are skipped, is flagged.
    """
    table = np.zeros((11, 11), np.uint32)
    for before in range(1, 11):
        for after in range(1, 11):
            if before == after or (before == 9 and after == 10):
                continue
            if before in ENDED:
                table[before, after] = Flag.REOPENED if after in RUNNING else Flag.IMPOSSIBLE_SEQUENCE
            elif after == 1 or (after == 3 and before != 1):
                table[before, after] = Flag.IMPOSSIBLE_SEQUENCE
    return table


TRANSITIONS = _transitions()


class Index(Protocol):
    """What was taken in before."""

    def seen(self, keys: Column) -> tuple[Column, Column]:
        """Return (found, body hash) for each event key; `keys` are sorted."""

    def last(self, dossiers: Column) -> tuple[Column, Column, Column]:
        """Return (found, highest sequence, status then) for each dossier key; keys are sorted."""


@dataclass(frozen=True)
class Incoming:
    """Readable lines as columns of equal length, in order of arrival."""

    key: Column  # uint64 of source and id
    body: Column  # uint64 of all members
    dossier: Column  # uint64 of the dossier number
    sequence: Column  # int64
    status: Column  # uint8; 0 is any status outside 1–10
    flags: Column  # uint32, what the line alone already shows


@dataclass(frozen=True)
class Sorted:
    """The answer: an outcome and flags per line, and what the index must remember."""

    outcome: Column
    flags: Column
    keys: Column
    bodies: Column
    dossiers: Column
    sequences: Column
    statuses: Column


def sort_out(lines: Incoming, index: Index) -> Sorted:
    """Return outcome and flags of each line (order of arrival counts)."""
    size = lines.key.shape[0]
    outcome = np.full(size, Outcome.NEW, np.uint8)
    flags = lines.flags.astype(np.uint32, copy=True)
    duplicate, conflict, keys, bodies = _duplicates(lines, index)
    flags[conflict] |= np.uint32(Flag.CONFLICTING_BODY)
    live = np.flatnonzero(~duplicate)
    stale, extra, dossiers, sequences, statuses = _histories(
        lines.dossier[live], lines.sequence[live], lines.status[live], index
    )
    flags[live] |= extra
    outcome[flags != 0] = Outcome.FLAGGED
    outcome[live[stale]] = Outcome.STALE
    outcome[duplicate] = Outcome.DUPLICATE
    return Sorted(outcome, flags, keys, bodies, dossiers, sequences, statuses)


def _duplicates(lines: Incoming, index: Index) -> tuple[Column, Column, Column, Column]:
    size = lines.key.shape[0]
    order = np.argsort(lines.key, kind="stable")
    ordered, bodies = lines.key[order], lines.body[order]
    first = np.ones(size, bool)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    found, known = index.seen(ordered[starts])
    group = np.cumsum(first) - 1
    reference = np.where(found, known, bodies[starts])[group]
    repeated = found[group] | ~first
    duplicate, conflict = np.empty(size, bool), np.empty(size, bool)
    duplicate[order] = repeated
    conflict[order] = repeated & (bodies != reference)
    fresh = starts[~found]
    return duplicate, conflict, ordered[fresh], bodies[fresh]


def _histories(
    dossier: Column, sequence: Column, status: Column, index: Index
) -> tuple[Column, Column, Column, Column, Column]:
    """Return (stale, extra flags) per line and (dossier, highest sequence, status) to remember."""
    size = dossier.shape[0]
    stale, extra = np.zeros(size, bool), np.zeros(size, np.uint32)
    if not size:
        return stale, extra, dossier, sequence, status
    order = np.argsort(dossier, kind="stable")
    ordered, number, state = dossier[order], sequence[order], status[order]
    first = np.ones(size, bool)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    group = np.cumsum(first) - 1
    found, before, state_before = index.last(ordered[starts])
    # Ranks instead of numbers, so that one running maximum serves all dossiers at once.
    values, rank = np.unique(np.concatenate([number, before]), return_inverse=True)
    width = values.shape[0] + 1
    own = group * width + rank[:size] + 1
    prior = np.arange(starts.shape[0]) * width + np.where(found, rank[size:] + 1, 0)
    running = own.copy()
    running[starts] = np.maximum(running[starts], prior)
    running = np.maximum.accumulate(running)
    highest = np.empty_like(running)
    highest[1:] = running[:-1]
    highest[starts] = prior
    old = own < highest
    bits = np.where(own == highest, np.uint32(Flag.SEQUENCE_REPEATED), np.uint32(0))
    # The state before is that of the last line that was not stale.
    current = np.flatnonzero(~old)
    previous = np.empty(current.shape[0], np.uint8)
    if current.shape[0]:
        opens = np.ones(current.shape[0], bool)
        opens[1:] = group[current[1:]] != group[current[:-1]]
        previous[1:] = state[current[:-1]]
        previous[opens] = np.where(found, state_before, 0)[group[current[opens]]]
        bits[current] |= TRANSITIONS[previous, state[current]]
        closes = np.ones(current.shape[0], bool)
        closes[:-1] = opens[1:]
        last = current[closes]
    else:
        last = current
    stale[order], extra[order] = old, bits
    return stale, extra, ordered[last], number[last], state[last]
