"""Take events in: read, judge, keep. The one way in for files and for the API.

Lines are parsed in blocks and judged in rounds of about two million; a round becomes one event
file. Nothing counts before the manifest names the files, so a crash leaves the state before, and
the same command run again completes the work.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from motcua.exchange.lines import Block
from motcua.exchange.outcomes import Flag, Outcome, Rejection
from motcua.exchange.sorting import Incoming, sort_out
from motcua.ledger import codes, parsing, store
from motcua.ledger.index import RunIndex, merged, run_of, write_runs
from motcua.ledger.tally import Refused, Tally

if TYPE_CHECKING:
    import duckdb

ROUND = 2_000_000
# Parts of the judged rows that are stored; the rest only serves the judging.
NOT_STORED = "(body, rejection, line_flags)"


@dataclass
class Part:
    """Rows of a round that came together: where they begin, from which file, how lines are numbered."""

    name: str
    start: int
    size: int
    first: int
    numbers: list[int] | None = None

    def line(self, place: int) -> int:
        return self.numbers[place] if self.numbers is not None else self.first + place


@dataclass
class Intake:
    """One intake on one state. `recorded_us` is when it arrived; `keep` writes event files."""

    state: store.Manifest
    connection: "duckdb.DuckDBPyConnection"
    index: RunIndex
    recorded_us: int
    known: frozenset[str]
    agencies: Sequence[str] | None = None
    keep: bool = True
    tally: Tally = field(default_factory=Tally)
    parts: list[Part] = field(default_factory=list)
    rows: int = 0
    made: list[str] = field(default_factory=list)
    event_runs: list[npt.NDArray[Any]] = field(default_factory=list)
    dossier_runs: list[npt.NDArray[Any]] = field(default_factory=list)

    @classmethod
    def begin(cls, state: store.Manifest, *, recorded_us: int | None = None, keep: bool = True) -> "Intake":
        """Return an intake on `state` with an engine and code lists of its own."""
        connection = store.connect()
        known = codes.load_known(connection)
        stamp = recorded_us if recorded_us is not None else time.time_ns() // 1000
        return cls(state, connection, RunIndex(state), stamp, known, keep=keep, tally=Tally(checked=known))

    def add_block(self, block: Block, name: str) -> None:
        """Parse one block of JSON lines into the present round."""
        if not block.text:
            return
        with store.scratch() as folder:
            path = folder / "block.ndjson"
            path.write_bytes(block.text)
            self.add_file(path, block, name)

    def add_file(self, path: Path, block: Block, name: str) -> None:
        """Parse the block that lies in `path`."""
        raw = parsing.raw_from_lines(str(path))
        if b'"specversion"' in block.text:
            sql = parsing.opened_envelopes(raw)
        else:
            sql = raw.replace("SELECT *", "SELECT *, false AS bad_envelope", 1)
        part = self._insert(sql, name, block.first, block.numbers)
        if part.size != block.size:
            raise RuntimeError(f"{name}: {block.size} lines became {part.size} rows; nothing was taken in")
        self._refuse_lines(part, block)

    def add_rows(self, raw: str, name: str, first: int, *, arrived: str = "") -> None:
        """Parse rows of a table (CSV, Parquet) whose members are texts; `first` numbers the first row.

        `arrived` names a column of `raw` with the moment of arrival in epoch microseconds (simulations).
        """
        part = self._insert(f"SELECT *, false AS bad_envelope FROM ({raw})", name, first, None, arrived)
        for place, reason, text in self._doubtful(part):
            self._refuse(part, place, reason, str(text).encode())

    def restamp(self, moments: dict[str, int]) -> None:
        """Say when events of the present round were really recorded: event id → epoch microseconds.

        Only for our own acts, whose recording we witnessed; a partner's word on it is not taken.
        """
        stamps = {"id": np.array(list(moments), dtype=object), "us": np.array(list(moments.values()), dtype=np.int64)}
        self.connection.register("stamps", stamps)
        self.connection.execute(
            "UPDATE round_ SET recorded_at = make_timestamp(stamps.us) FROM stamps WHERE round_.id = stamps.id"
        )
        self.connection.unregister("stamps")

    def _insert(self, sql: str, name: str, first: int, numbers: list[int] | None, arrived: str = "") -> Part:
        typed = parsing.typed(sql, arrived or self.recorded_us, self.known, self.agencies)
        if not self.parts:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE round_ AS {typed}")
            size = self.connection.execute("SELECT count(*) FROM round_").fetchone()[0]  # type: ignore[index]
        else:
            size = self.connection.execute(f"INSERT INTO round_ {typed}").fetchone()[0]  # type: ignore[index]
        part = Part(name, self.rows, size, first, numbers)
        self.parts.append(part)
        self.rows += size
        return part

    def _doubtful(self, part: Part) -> list[tuple[int, int, Any]]:
        """Return (place, rejection, readable text) of rows whose original must be kept."""
        return self.connection.execute(
            f"SELECT rowid - {part.start}, rejection, "
            "to_json({source: source, id: id, dossier: dossier, sequence: sequence, status: status_raw}) "
            f"FROM round_ WHERE rowid >= {part.start} "
            f"AND (rejection != 0 OR (line_flags & {int(Flag.UNREADABLE_VALUE)}) != 0) ORDER BY rowid"
        ).fetchall()

    def _refuse_lines(self, part: Part, block: Block) -> None:
        doubtful = self._doubtful(part)
        if not doubtful:
            return
        lines = block.text.split(b"\n")
        for place, reason, _ in doubtful:
            given = block.refused.get(place)
            text = given[1] if given else lines[place]
            if given:
                reason = given[0]
            elif reason == Rejection.NO_SOURCE and not _is_object(text):
                reason = Rejection.NOT_AN_OBJECT
            self._refuse(part, place, reason, text)

    def _refuse(self, part: Part, place: int, reason: int, text: bytes) -> None:
        if reason:
            self.tally.refuse(part.name, part.line(place), Rejection(reason), text)
        else:
            self.tally.kept.append(Refused(part.name, part.line(place), Flag.UNREADABLE_VALUE.key, text))

    def judge(self) -> None:
        """Close the round: sort its lines out, count them, keep them, remember them."""
        if not self.parts:
            return
        columns = self.connection.execute(
            "SELECT key, body, dossier_key AS dossier, sequence, status, line_flags AS flags, "
            "rejection = 0 AS readable FROM round_ ORDER BY rowid"
        ).fetchnumpy()
        readable = columns.pop("readable")
        lines = Incoming(**{name: column[readable] for name, column in columns.items()})
        answer = sort_out(lines, self.index)
        self._remember(run_of(answer.keys, answer.bodies), run_of(answer.dossiers, answer.sequences, answer.statuses))
        outcome = np.full(self.rows, Outcome.REJECTED, np.uint8)
        flags = np.zeros(self.rows, np.uint32)
        outcome[readable], flags[readable] = answer.outcome, answer.flags
        for part in self.parts:
            rows = slice(part.start, part.start + part.size)
            taken = readable[rows]
            self.tally.count(part.name, outcome[rows][taken], flags[rows][taken])
        self._note_conflicts(outcome, flags)
        if self.keep:
            self._write(outcome, flags)
        self.parts, self.rows = [], 0

    def _remember(self, events: npt.NDArray[Any], dossiers: npt.NDArray[Any]) -> None:
        """Add runs to the index; runs of this intake are merged as they grow."""
        for runs, own, new in (
            (self.index.events, self.event_runs, events),
            (self.index.dossiers, self.dossier_runs, dossiers),
        ):
            del runs[len(runs) - len(own) :]
            own.append(new)
            while len(own) > 1 and own[-2].shape[1] <= 2 * own[-1].shape[1]:
                own[-2:] = [merged(own[-2:])]
            runs.extend(own)

    def _note_conflicts(self, outcome: npt.NDArray[Any], flags: npt.NDArray[Any]) -> None:
        places = np.flatnonzero(flags & np.uint32(Flag.CONFLICTING_BODY))[:100]
        if not places.size:
            return
        rows = self.connection.execute(
            "SELECT rowid, source, id FROM round_ WHERE rowid IN (SELECT unnest(?::BIGINT[])) ORDER BY rowid",
            [places.tolist()],
        ).fetchall()
        for place, source, identity in rows:
            part = next(p for p in self.parts if p.start <= place < p.start + p.size)
            self.tally.conflicting.append(
                {"file": part.name, "line": part.line(place - part.start), "source": source, "id": identity}
            )

    def _write(self, outcome: npt.NDArray[Any], flags: npt.NDArray[Any]) -> None:
        verdict = {"outcome": outcome, "flags": flags}
        self.connection.register("verdict", verdict)
        judged = f"SELECT round_.* EXCLUDE {NOT_STORED}, outcome, flags FROM round_ POSITIONAL JOIN verdict"
        exact = f"outcome = {int(Outcome.DUPLICATE)} AND (flags & {int(Flag.CONFLICTING_BODY)}) = 0"
        name = store.new_file("landing")
        self.connection.execute(
            f"COPY (SELECT * FROM ({judged}) WHERE outcome != {int(Outcome.REJECTED)} AND NOT ({exact})) "
            f"TO {store.quoted(str(store.folder() / name))} (FORMAT parquet, COMPRESSION lz4)"
        )
        receipt = store.new_file("receipts")
        self.connection.execute(
            f"""COPY (SELECT source, CAST(recorded_at + INTERVAL 7 HOUR AS DATE) AS arrived_on,
                       CAST(occurred_at + INTERVAL 7 HOUR AS DATE) AS day, outcome, flags, count(*) AS lines,
                       sum(greatest(epoch(recorded_at) - epoch(occurred_at), 0)) AS delay_s
                     FROM ({judged}) GROUP BY ALL)
                TO {store.quoted(str(store.folder() / receipt))} (FORMAT parquet, COMPRESSION zstd)"""
        )
        self.connection.unregister("verdict")
        self.state.landing.append(name)
        self.state.receipts.append(receipt)
        self.made += [name, receipt]

    def finish(self) -> None:
        """Judge what is left, write index and kept texts, and make it all the present state."""
        self.judge()
        texts = self.tally.keep_texts()
        if texts:
            self.state.rejected.append(texts)
            self.made.append(texts)
        self.made += write_runs(self.index, self.state, len(self.event_runs), len(self.dossier_runs))
        self.state.engine = store.engine_version()
        store.commit(self.state, fresh=self.made)
        store.sweep(self.state)


def _is_object(text: bytes) -> bool:
    import msgspec  # noqa: PLC0415 - only for the sentence about a refused line

    try:
        return isinstance(msgspec.json.decode(text), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def in_rounds(intake: Intake, blocks: Iterator[Block], name: str) -> None:
    """Add all blocks of one file, judging whenever a round is full."""
    intake.tally.by_file.setdefault(name, type(intake.tally.outcomes)())
    for block in blocks:
        intake.add_block(block, name)
        if intake.rows >= ROUND:
            intake.judge()
