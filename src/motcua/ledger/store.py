"""The folder of the ledger: what it holds, who writes, and how a state replaces the one before.

One file, `manifest.json`, names every other file. A writer puts new files beside the old ones and
then replaces the manifest atomically, so a crash leaves the state before readable, and a reader
never sees half a step. Writers take turns by a lock that the system frees when a process dies.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec
from django.conf import settings

from motcua.rules.errors import RuleViolation

if TYPE_CHECKING:
    import duckdb

# A file no manifest names is kept this long for readers that opened an older manifest.
GRACE_S = 600
LAYOUT = 1


class Manifest(msgspec.Struct, kw_only=True):
    """Names of all files of one state, relative to the folder of the ledger."""

    layout: int = LAYOUT
    generation: int = 0
    # The hash function belongs to the engine's version; another version means a new index.
    engine: str = ""
    # Event files as they came, not yet in the facts.
    landing: list[str] = []
    # Event files by bucket of dossiers, all in the facts.
    events: dict[str, list[str]] = {}
    facts: dict[str, str] = {}
    # Facts without events behind them (streamed in by `write_facts`).
    bulk: list[str] = []
    cubes: list[str] = []
    halves: list[str] = []
    # Running totals of all cubes but the last `recent`, and the edges at which they stand.
    edges: str = ""
    edges_on: list[str] = []
    recent: int = 0
    codes: str = ""
    # What partners' codes meant when the facts were made.
    partner_codes: str = ""
    event_runs: list[str] = []
    dossier_runs: list[str] = []
    rejected: list[str] = []
    receipts: list[str] = []
    buckets: int = 4
    inbox_done: int = 0
    own_events_done: int = 0
    dossiers: int = 0
    bulk_dossiers: int = 0

    def files(self) -> set[str]:
        """Return every file this state needs."""
        names = {*self.landing, *self.facts.values(), *self.bulk, *self.cubes, *self.halves, *self.rejected}
        names.update(*self.events.values(), self.event_runs, self.dossier_runs, self.receipts)
        return {name for name in {*names, self.codes, self.edges, self.partner_codes} if name}


def folder() -> Path:
    """Return the folder of the ledger; it is made when first needed."""
    path = Path(settings.DATA_DIR) / "ledger"
    path.mkdir(parents=True, exist_ok=True)
    return path


def manifest() -> Manifest:
    """Return the present state; an empty one where nothing was taken in yet."""
    try:
        return msgspec.json.decode((folder() / "manifest.json").read_bytes(), type=Manifest)
    except FileNotFoundError:
        return Manifest()


def sync_file(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def commit(state: Manifest, *, fresh: list[str]) -> None:
    """Make `state` the present one; `fresh` are its new files, written through to disk before."""
    root = folder()
    for name in fresh:
        sync_file(root / name)
    for parent in {(root / name).parent for name in fresh}:
        sync_file(parent)
    state.generation += 1
    draft = root / "manifest.json.new"
    with draft.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(state), indent=1))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "manifest.json")
    sync_file(root)


def sweep(state: Manifest) -> None:
    """Delete files that no state needs: remains of a crash, or replaced longer ago than the grace."""
    root, needed, now = folder(), state.files(), time.time()
    for kind in ("landing", "events", "facts", "cubes", "index", "rejected", "receipts", "codes", "scratch"):
        for path in (root / kind).rglob("*") if (root / kind).is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                old = now - path.stat().st_mtime > GRACE_S
                if path.is_file() and old and str(path.relative_to(root)) not in needed:
                    path.unlink()


class LedgerBusy(RuleViolation):
    """The ledger is being written by a long piece of work. Nothing was taken in; send the batch again in a minute."""

    code = "ledger_busy"
    vi = "Sổ cái đang được ghi bởi một việc dài. Chưa nhận gì; hãy gửi lại lô này sau một phút."


class DiskFull(RuleViolation):
    """The disk of the ledger is full. Nothing was taken in or changed; make room and run the same again."""

    code = "ledger_disk_full"
    vi = "Ổ đĩa của sổ cái đã đầy. Chưa nhận và chưa đổi gì; hãy giải phóng chỗ rồi chạy lại lệnh này."


@contextlib.contextmanager
def _full_disk_told() -> Iterator[None]:
    """Say in a sentence that the disk is full, whoever meets it: the system, or the engine with a text of its own."""
    try:
        yield
    except Exception as trouble:
        full = isinstance(trouble, OSError) and trouble.errno == errno.ENOSPC
        if full or os.strerror(errno.ENOSPC) in str(trouble):
            raise DiskFull from trouble
        raise


@contextlib.contextmanager
def writing(*, most_s: float | None = None) -> Iterator[Manifest]:
    """Hold the one right to write; yield the present state.

    A second writer says that it waits, and for whom. With `most_s` it waits silently, and not longer.
    """
    root = folder()
    with (root / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if most_s is None:
                _say_waiting(lock)
                fcntl.flock(lock, fcntl.LOCK_EX)
            else:
                _wait(lock, most_s)
        with _full_disk_told():
            lock.seek(0)
            lock.truncate()
            lock.write(str(os.getpid()))
            lock.flush()
            yield manifest()


def _wait(lock: IO[str], most_s: float) -> None:
    end = time.monotonic() + most_s
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise LedgerBusy from None
            time.sleep(0.01)
        else:
            return


def _say_waiting(lock: IO[str]) -> None:
    lock.seek(0)
    other = lock.read().strip() or "?"
    sys.stderr.write(
        f"Một tiến trình khác (số {other}) đang ghi sổ cái; đang chờ đến lượt …\n"
        f"Another process (number {other}) is writing the ledger; waiting for my turn …\n"
    )


def new_file(kind: str, ending: str = "parquet") -> str:
    """Return the name of a file that does not exist yet, below the folder `kind`."""
    (folder() / kind).mkdir(parents=True, exist_ok=True)
    return f"{kind}/{time.time_ns():x}-{os.getpid():x}-{os.urandom(2).hex()}.{ending}"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder for intermediate files, removed at the end."""
    path = folder() / "scratch" / f"{time.time_ns():x}-{os.getpid():x}"
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def engine_version() -> str:
    """Return the version to which hashes belong."""
    import duckdb  # noqa: PLC0415 - 160 ms that a page without figures should not pay

    return duckdb.__version__


def connect(*, memory: str = "4GB", threads: int | None = None) -> "duckdb.DuckDBPyConnection":
    """Return an engine of one's own: in memory, spilling to the ledger's folder, never to the network."""
    import duckdb  # noqa: PLC0415 - see engine_version

    spill = folder() / "spill"
    config: dict[str, Any] = {
        "memory_limit": memory,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads:
        config["threads"] = threads
    connection = duckdb.connect(config=config)
    connection.execute("SET TimeZone = 'Asia/Ho_Chi_Minh'")
    return connection


def paths(names: list[str]) -> str:
    """Return `names` as an SQL list of absolute paths."""
    root = folder()
    return "[" + ", ".join(quoted(str(root / name)) for name in names) + "]"


def quoted(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"
