"""Batches that came over the network: kept on disk before the sender gets an answer.

Each batch is one file, numbered in order of arrival and written through. The answer counts it
against the index at once; the next refresh moves it into the event files, with the same outcomes,
because the same code judges the same lines in the same order.
"""

import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.exchange.lines import block
from motcua.ledger import store
from motcua.ledger.intake import ROUND, Intake
from motcua.ledger.tally import Tally

# Batches that arrived this close together are parsed as one when they move into event files.
TOGETHER_US = 1_000_000
# A sender is not kept waiting longer; it sends the batch again.
PATIENCE_S = 8.0


@dataclass
class Batch:
    """One batch as it lies in the inbox."""

    number: int
    path: Path

    @property
    def arrived_us(self) -> int:
        return self.path.stat().st_mtime_ns // 1000

    @property
    def agencies(self) -> list[str] | None:
        """Return the agencies the sender may speak for; None is all."""
        beside = self.path.with_suffix(".json")
        return json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else None


def _folder() -> Path:
    path = store.folder() / "inbox"
    path.mkdir(exist_ok=True)
    return path


def _batch(number: int) -> Batch:
    return Batch(number, _folder() / f"{number:012d}.ndjson")


def _after(number: int) -> Iterator[Batch]:
    """Yield the batches after `number`, in order; numbers have no gaps."""
    while (batch := _batch(number + 1)).path.exists():
        yield batch
        number += 1


def waiting(state: store.Manifest) -> int:
    """Return how many batches are kept but not yet in event files."""
    return sum(1 for _ in _after(state.inbox_done))


def drain(state: store.Manifest) -> int:
    """Move every waiting batch into the event files of `state`; return how many. The lock is held."""
    batches = list(_after(state.inbox_done))
    if batches:
        intake = Intake.begin(state)
        for group in _groups(batches):
            intake.recorded_us, intake.agencies = group[-1].arrived_us, group[0].agencies
            text = b"".join(_ended(batch.path.read_bytes()) for batch in group)
            intake.add_block(block(text), group[0].path.name)
            if intake.rows >= ROUND:
                intake.judge()
        state.inbox_done = batches[-1].number
        intake.finish()
    for path in _folder().iterdir():
        if path.suffix != ".new" and int(path.stem) <= state.inbox_done:
            path.unlink(missing_ok=True)
    return len(batches)


def _groups(batches: Sequence[Batch]) -> Iterator[list[Batch]]:
    group: list[Batch] = []
    for batch in batches:
        same = group and batch.agencies == group[0].agencies
        if group and not (same and batch.arrived_us - group[0].arrived_us < TOGETHER_US):
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def _ended(text: bytes) -> bytes:
    return text if text.endswith(b"\n") else text + b"\n"


class Desk:
    """The desk of one process at which batches arrive, one at a time."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.intake: Intake | None = None
        self.generation = -1
        self.folder = ""
        self.last = 0

    def accept(self, text: bytes, agencies: Sequence[str] | None = None) -> dict[str, Any]:
        """Keep one batch of lines durably and return its counts."""
        with self.turn, store.writing(most_s=PATIENCE_S) as state:
            self._catch_up(state)
            batch = _batch(self.last + 1)
            if agencies is not None:
                _write(batch.path.with_suffix(".json"), json.dumps(list(agencies)).encode())
            arrived = time.time_ns()
            draft = batch.path.with_suffix(".new")
            _write(draft, text)
            os.utime(draft, ns=(arrived, arrived))
            tally = self._judge(text, draft, arrived // 1000, agencies)
            draft.rename(batch.path)
            store.sync_file(batch.path.parent)
            self.last += 1
            return tally.answer()

    def _judge(self, text: bytes, path: Path, arrived_us: int, agencies: Sequence[str] | None) -> Tally:
        intake = self.intake
        assert intake is not None  # noqa: S101 - _catch_up has set it
        intake.recorded_us, intake.agencies, intake.tally = arrived_us, agencies, Tally(checked=intake.known)
        lines = block(text)
        if lines.text == text:
            intake.add_file(path, lines, "")
        else:
            intake.add_block(lines, "")
        intake.judge()
        return intake.tally

    def _catch_up(self, state: store.Manifest) -> None:
        """Learn what other processes took in since."""
        where = str(store.folder())
        if self.intake is None or state.generation != self.generation or where != self.folder:
            self.intake = Intake.begin(state, keep=False)
            self.generation, self.last, self.folder = state.generation, state.inbox_done, where
        for batch in _after(self.last):
            self._judge(batch.path.read_bytes(), batch.path, batch.arrived_us, batch.agencies)
            self.last = batch.number


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


DESK = Desk()
