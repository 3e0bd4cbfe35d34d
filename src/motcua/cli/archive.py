"""One file that holds the whole state: database, files, ledger, and a list of checksums.

Written beside its final name and renamed at the end; read into a new folder and
swapped in only when every checksum holds. A broken file changes nothing.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from motcua.rules.errors import RuleViolation

LIST = "motcua-backup.json"
FORMAT = 1
# Made anew at every start, or only meaningful on the machine they were made on.
LEFT_OUT = {"static", "prepared", "motcua.sqlite3", "motcua.sqlite3-wal", "motcua.sqlite3-shm", "tmp"}
ROOM = ".restore-"  # begins the name of the folder in which a backup is unpacked


class StateIsThere(RuleViolation):
    """There is already a state in {folder}. Nothing was changed. Add --replace to replace it."""

    code = "state_is_there"
    vi = "Trong {folder} đã có dữ liệu. Chưa thay đổi gì. Thêm --replace nếu muốn thay thế."


class BrokenBackup(RuleViolation):
    """{file} is not a whole Motcua backup ({reason}). Nothing was changed. Use another copy."""

    code = "broken_backup"
    vi = "{file} không phải bản lưu Motcua nguyên vẹn ({reason}). Chưa thay đổi gì. Hãy dùng bản lưu khác."


class NewerBackup(RuleViolation):
    """{file} comes from a newer Motcua ({reason}). Nothing was changed. Install that version, then restore."""

    code = "newer_backup"
    vi = "{file} do phiên bản Motcua mới hơn tạo ra ({reason}). Chưa thay đổi gì. Hãy cài phiên bản đó rồi khôi phục."


def write(target: Path) -> dict[str, Any]:
    """Write the whole state to `target`; return what it holds."""
    from django.conf import settings

    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".half")
    sums: dict[str, str] = {}
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as room, tarfile.open(half, "w:gz", compresslevel=3) as tar:
            database = _dump_database(Path(room))
            # The file may be written into the very folder it saves.
            own = [half, target, Path(room)]
            for name, path in [(f"database/{database.name}", database), *_state_files(settings.DATA_DIR, own)]:
                sums[name] = _add(tar, name, path)
            listed = {"format": FORMAT, "database": database.name, "migrations": _migrations(), "sums": sums}
            body = json.dumps(listed).encode()
            entry = tarfile.TarInfo(LIST)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))
        os.replace(half, target)
    finally:
        half.unlink(missing_ok=True)
    return {"file": str(target), "files": len(sums), "bytes": target.stat().st_size}


def read(source: Path, *, replace: bool) -> dict[str, Any]:
    """Verify `source`, then make it the state of this installation."""
    from django.conf import settings

    folder: Path = settings.DATA_DIR
    if not replace and _has_state(folder):
        raise StateIsThere(folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    # Inside the folder: it may be a disk of its own, which can neither be renamed nor renamed onto.
    with tempfile.TemporaryDirectory(dir=folder, prefix=ROOM) as room:
        new = Path(room) / "state"
        listed = _unpack_and_verify(source, new)
        database = (new / "database" / listed["database"]).rename(Path(room) / listed["database"])
        (new / "database").rmdir()
        load: Callable[[], object] = lambda: _load_postgres(database)  # noqa: E731
        if database.suffix == ".sqlite3":
            database.rename(new / "motcua.sqlite3")
            load = lambda: None  # noqa: E731
        _swap(folder, new, Path(room) / "old", load)
    return {"files": len(listed["sums"]), "folder": str(folder)}


def _swap(folder: Path, new: Path, old: Path, then: Callable[[], object]) -> None:
    """Put what lies in `new` into `folder`, do `then`; if anything fails, put back what was there."""
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for there, goal in ((folder, old), (new, folder)):
            for path in [each for each in there.iterdir() if not each.name.startswith(ROOM)]:
                moved.append((path.rename(goal / path.name), path))
        then()
    except BaseException:
        for now, before in reversed(moved):
            now.rename(before)
        raise


def _has_state(folder: Path) -> bool:
    from django.db import connection

    if connection.vendor == "sqlite":
        return (folder / "motcua.sqlite3").exists()
    return bool(connection.introspection.table_names())


def _state_files(folder: Path, but: list[Path]) -> Iterator[tuple[str, Path]]:
    """Yield every file of the state; a folder that is a link to another disk belongs to it like any other."""
    for place, folders, files in os.walk(folder, followlinks=True):
        here = Path(place)
        if here == folder:
            kept = [name for name in folders if name not in LEFT_OUT and not name.startswith(ROOM)]
            folders[:], files = kept, [name for name in files if name not in LEFT_OUT]
        folders[:] = sorted(name for name in folders if here / name not in but)
        for name in sorted(files):
            path = here / name
            if path.is_file() and path not in but:
                yield str(path.relative_to(folder)), path


class _Summed:
    """A file that sums up what is read of it: a file may change while it is saved."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.sum.update(piece)
        return piece


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add the content of a file, also of one that is a link; return the checksum of what was added."""
    with path.open("rb") as file:
        summed, entry = _Summed(file), tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = os.fstat(file.fileno()).st_size, int(path.stat().st_mtime), 0o600
        tar.addfile(entry, summed)
        return summed.sum.hexdigest()


def _migrations() -> list[str]:
    from django.db.migrations.loader import MigrationLoader

    return sorted(".".join(key) for key in MigrationLoader(None).disk_migrations)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dump_database(room: Path) -> Path:
    from django.db import connection

    if connection.vendor == "sqlite":
        copy = room / "motcua.sqlite3"
        connection.ensure_connection()
        # The online backup of SQLite reads one consistent state while others write.
        with sqlite3.connect(copy) as into:
            connection.connection.backup(into)
        into.close()
        return copy
    from django.conf import settings

    dump = room / "motcua.pgdump"
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", settings.ENV.DATABASE_URL], check=True)  # noqa: S603, S607
    return dump


def _load_postgres(dump: Path) -> None:
    from django.conf import settings

    command = ["pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner"]
    subprocess.run([*command, f"--dbname={settings.ENV.DATABASE_URL}", str(dump)], check=True)  # noqa: S603


def _take_out(tar: tarfile.TarFile, into: Path) -> None:
    """Write plain files and folders below `into`; refuse everything else.

    Debian 12 has Python 3.11.2, whose `extractall` knows no filter yet.
    """
    for member in tar:
        goal = (into / member.name).resolve()
        if not (member.isdir() or member.isfile()) or not goal.is_relative_to(into.resolve()):
            raise tarfile.TarError(f"{member.name}: not a plain file of a backup")
        if member.isdir():
            goal.mkdir(parents=True, exist_ok=True)
            continue
        goal.parent.mkdir(parents=True, exist_ok=True)
        content = tar.extractfile(member)
        if content is None:
            raise tarfile.TarError(f"{member.name}: has no content")
        with content, goal.open("wb") as file:
            shutil.copyfileobj(content, file)
        goal.chmod(0o600)  # the key of the signatures is among them


def _unpack_and_verify(source: Path, into: Path) -> dict[str, Any]:
    into.mkdir(parents=True)
    try:
        with tarfile.open(source, "r:gz") as tar:
            _take_out(tar, into)
        listed: dict[str, Any] = json.loads((into / LIST).read_text(encoding="utf-8"))
        sums: dict[str, str] = dict(listed["sums"])
        known = listed.get("format") == FORMAT and listed["database"] in {"motcua.sqlite3", "motcua.pgdump"}
    except (
        OSError,
        EOFError,
        tarfile.TarError,
        zlib.error,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as fault:
        raise BrokenBackup(file=source.name, reason=str(fault)) from fault
    newer = set(listed.get("migrations", ())) - set(_migrations())
    if not known or newer:
        reason = ", ".join(sorted(newer)[:3]) or f"format {listed.get('format')}"
        raise NewerBackup(file=source.name, reason=reason)
    (into / LIST).unlink()
    found = {str(path.relative_to(into)) for path in into.rglob("*") if path.is_file()}
    # What no checksum vouches for is not of the backup.
    wrong = found ^ sums.keys() or {name for name in found if _checksum(into / name) != sums[name]}
    if wrong or f"database/{listed['database']}" not in sums:
        raise BrokenBackup(file=source.name, reason=min(wrong, default="database"))
    return listed
