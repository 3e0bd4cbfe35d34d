"""Take files of events in: NDJSON, CloudEvents lines, CSV, Parquet, packed or not."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from motcua.exchange.lines import Block, FileNotReadable, blocks, inner_suffix, opened, pieces
from motcua.exchange.sheets import DEMANDED, demand_columns, row_blocks
from motcua.ledger import inbox, parsing, store
from motcua.ledger.intake import ROUND, Intake, in_rounds


def take_in(paths: Sequence[Path], *, agencies: Sequence[str] | None = None) -> dict[str, Any]:
    """Take all `paths` in as one step, and return the counts.

    Raise `FileNotReadable` before anything counts if one of them cannot be read to its end.
    """
    began = time.perf_counter()
    for path in paths:
        opened(path).close()
    with store.writing() as state:
        inbox.drain(state)
        intake = Intake.begin(state)
        intake.agencies = agencies
        for path in paths:
            _add(intake, path)
        intake.finish()
    answer = intake.tally.answer()
    seconds = time.perf_counter() - began
    return {**answer, "seconds": round(seconds, 3), "per_second": round(answer["read"] / max(seconds, 1e-9))}


def _add(intake: Intake, path: Path) -> None:
    kind = _kind(path)
    if kind == "parquet":
        intake.judge()
        intake.tally.by_file.setdefault(str(path), type(intake.tally.outcomes)())
        _add_parquet(intake, path)
    else:
        in_rounds(intake, _ahead(blocks(path) if kind == "lines" else row_blocks(path)), str(path))


def _kind(path: Path) -> str:
    """Return `lines`, `csv` or `parquet`: by ending, and by the first bytes where the ending says nothing."""
    suffix = inner_suffix(path)
    with opened(path) as file:
        start = next(pieces(file, path, 4096), b"")
    if start[:4] == b"PAR1":
        return "parquet"
    if suffix in {".parquet", ".pq"}:
        raise FileNotReadable(
            path=path, why="it is not a Parquet file, whatever its name says", why_vi="tệp không phải là Parquet"
        )
    if suffix in {".csv", ".tsv"}:
        return "csv"
    header = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if header[:1] not in (b"{", b"[") and all(name.encode() in header.split(b"\n")[0] for name in DEMANDED):
        return "csv"
    return "lines"


def _ahead(source: Iterator[Block]) -> Iterator[Block]:
    """Yield from `source`, which reads one block ahead in a thread of its own."""
    ready: queue.Queue[Block | BaseException | None] = queue.Queue(maxsize=1)
    stop = threading.Event()

    def read() -> None:
        last: BaseException | None = None
        try:
            for block in source:
                ready.put(block)
                if stop.is_set():
                    return
        except BaseException as problem:
            last = problem
        ready.put(last)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        while reader.is_alive():
            try:
                ready.get(timeout=0.1)
            except queue.Empty:
                continue
        reader.join()


def _texts(columns: Sequence[str]) -> str:
    """Return SQL that selects the members as texts, those absent as unknown."""
    have = {name.strip().lower(): name for name in columns}
    chosen = []
    for member in parsing.MEMBERS:
        if member not in have:
            chosen.append(f"NULL::VARCHAR AS {member}")
            continue
        column = '"' + have[member].replace('"', '""') + '"'
        chosen.append(f"CAST({column} AS VARCHAR) AS {member}")
    return ", ".join(chosen)


def _add_parquet(intake: Intake, path: Path) -> None:
    import duckdb  # noqa: PLC0415 - only this way of reading needs its errors

    source = f"read_parquet({store.quoted(str(path.resolve()))}, file_row_number=true)"
    try:
        described = intake.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        columns = [row[0] for row in described if row[0] != "file_row_number"]
        demand_columns([name.lower() for name in columns], path)
        total = intake.connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0]  # type: ignore[index]
        for start in range(0, total, ROUND):
            rows = f"file_row_number >= {start} AND file_row_number < {start + ROUND}"
            intake.add_rows(f"SELECT {_texts(columns)} FROM {source} WHERE {rows}", str(path), start + 1)
            intake.judge()
    except (duckdb.IOException, duckdb.InvalidInputException) as problem:
        reason = str(problem).splitlines()[0][:200]
        raise FileNotReadable(
            path=path, why=f"the Parquet file is damaged ({reason})", why_vi="tệp Parquet bị hỏng"
        ) from problem
