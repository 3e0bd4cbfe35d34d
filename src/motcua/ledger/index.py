"""What was taken in before: sorted runs of numbers, searched without loading them.

A run is an array of uint64 with one row per member, sorted by its first row. A run of events holds
(key, body hash); a run of dossiers holds (key, highest sequence, status then).
New runs are written whole; many small ones are merged into one. The index can always be made
again from the events (`motcua ledger rebuild`).
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.ledger import store

Column = npt.NDArray[Any]
MOST_RUNS = 8


def _find(run: Column, wanted: Column) -> tuple[Column, Column]:
    """Return (positions in `run`, mask of those found) of the sorted keys `wanted`."""
    keys = run[0]
    if not keys.shape[0]:
        return np.zeros(wanted.shape[0], np.int64), np.zeros(wanted.shape[0], bool)
    place = np.searchsorted(keys, wanted)
    place[place == keys.shape[0]] = keys.shape[0] - 1
    return place, keys[place] == wanted


class RunIndex:
    """All runs of one state, and those added since."""

    def __init__(self, state: store.Manifest) -> None:
        root = store.folder()
        self.events = [_open(root / name) for name in state.event_runs]
        self.dossiers = [_open(root / name) for name in state.dossier_runs]

    def seen(self, keys: Column) -> tuple[Column, Column]:
        found, body = np.zeros(keys.shape[0], bool), np.zeros(keys.shape[0], np.uint64)
        for run in self.events:
            place, hit = _find(run, keys)
            found |= hit
            body[hit] = run[1][place[hit]]
        return found, body

    def last(self, dossiers: Column) -> tuple[Column, Column, Column]:
        size = dossiers.shape[0]
        found = np.zeros(size, bool)
        sequence, status = np.zeros(size, np.int64), np.zeros(size, np.uint8)
        # Later runs know better: they replace what earlier ones said.
        for run in self.dossiers:
            place, hit = _find(run, dossiers)
            found |= hit
            sequence[hit] = run[1][place[hit]].view(np.int64)
            status[hit] = run[2][place[hit]]
        return found, sequence, status


def _open(path: Path) -> Column:
    run: Column = np.load(path, mmap_mode="r")
    return run


def run_of(keys: Column, *members: Column) -> Column:
    """Return a run of the sorted `keys` and their members."""
    return np.stack([keys.astype(np.uint64, copy=False), *(m.astype(np.uint64) for m in members)])


def write_runs(index: RunIndex, state: store.Manifest, events: int, dossiers: int) -> list[str]:
    """Write the last runs of `index`, so many of each kind, into `state`; return the new files."""
    made = []
    for kind, runs, names, fresh in (
        ("event", index.events, state.event_runs, events),
        ("dossier", index.dossiers, state.dossier_runs, dossiers),
    ):
        new = [run for run in (runs[-fresh:] if fresh else []) if run.shape[1]]
        if len(names) + len(new) > MOST_RUNS:
            # Merge everything that is small beside the largest run.
            keep = 1 if names and runs[0].shape[1] > sum(run.shape[1] for run in runs[1:]) else 0
            new = [merged(runs[keep:])]
            del names[keep:]
        elif len(new) > 1:
            new = [merged(new)]
        for run in new:
            name = store.new_file("index", f"{kind}.npy")
            np.save(store.folder() / name, run)
            names.append(name)
            made.append(name)
    return made


def merged(runs: list[Column]) -> Column:
    """Return one sorted run; of equal keys the one of the later run stays."""
    whole = np.concatenate(runs, axis=1)
    whole = whole[:, np.argsort(whole[0], kind="stable")]
    keep = np.ones(whole.shape[1], bool)
    keep[:-1] = whole[0, 1:] != whole[0, :-1]
    return whole[:, keep]
