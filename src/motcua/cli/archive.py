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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from motcua.rules.errors import RuleViolation

LIST = "motcua-backup.json"
# Made anew at every start, or only meaningful on the machine they were made on.
LEFT_OUT = {"static", "prepared", "motcua.sqlite3", "motcua.sqlite3-wal", "motcua.sqlite3-shm", "tmp"}


class StateIsThere(RuleViolation):
    """There is already a state in {folder}. Nothing was changed. Add --replace to replace it."""

    code = "state_is_there"
    vi = "Trong {folder} đã có dữ liệu. Chưa thay đổi gì. Thêm --replace nếu muốn thay thế."


class BrokenBackup(RuleViolation):
    """{file} is not a whole Motcua backup ({reason}). Nothing was changed. Use another copy."""

    code = "broken_backup"
    vi = "{file} không phải bản lưu Motcua nguyên vẹn ({reason}). Chưa thay đổi gì. Hãy dùng bản lưu khác."


def write(target: Path) -> dict[str, Any]:
    """Write the whole state to `target`; return what it holds."""
    from django.conf import settings

    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".half")
    sums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=target.parent) as room, tarfile.open(half, "w:gz", compresslevel=3) as tar:
        database = _dump_database(Path(room))
        for name, path in [(f"database/{database.name}", database), *_state_files(settings.DATA_DIR)]:
            sums[name] = _checksum(path)
            tar.add(path, arcname=name)
        body = json.dumps({"format": 1, "database": database.name, "sums": sums}).encode()
        entry = tarfile.TarInfo(LIST)
        entry.size = len(body)
        tar.addfile(entry, io.BytesIO(body))
    os.replace(half, target)
    return {"file": str(target), "files": len(sums), "bytes": target.stat().st_size}


def read(source: Path, *, replace: bool) -> dict[str, Any]:
    """Verify `source`, then make it the state of this installation."""
    from django.conf import settings

    folder: Path = settings.DATA_DIR
    if not replace and _has_state(folder):
        raise StateIsThere(folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as room:
        new = Path(room) / "state"
        listed = _unpack_and_verify(source, new)
        database = new / "database" / listed["database"]
        if database.suffix == ".sqlite3":
            database.rename(new / "motcua.sqlite3")
        else:
            _load_postgres(database)
            database.unlink()
        (new / "database").rmdir()
        old = Path(room) / "old"
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    return {"files": len(listed["sums"]), "folder": str(folder)}


def _has_state(folder: Path) -> bool:
    from django.db import connection

    if connection.vendor == "sqlite":
        return (folder / "motcua.sqlite3").exists()
    return bool(connection.introspection.table_names())


def _state_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] not in LEFT_OUT:
            yield str(relative), path


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


def _unpack_and_verify(source: Path, into: Path) -> dict[str, Any]:
    into.mkdir()
    try:
        with tarfile.open(source, "r:gz") as tar:
            _take_out(tar, into)
        listed: dict[str, Any] = json.loads((into / LIST).read_text(encoding="utf-8"))
    except (OSError, EOFError, tarfile.TarError, ValueError) as fault:
        raise BrokenBackup(file=source.name, reason=str(fault)) from fault
    (into / LIST).unlink()
    for name, expected in listed["sums"].items():
        path = into / name
        if not path.is_file() or _checksum(path) != expected:
            shutil.rmtree(into)
            raise BrokenBackup(file=source.name, reason=name)
    return listed
