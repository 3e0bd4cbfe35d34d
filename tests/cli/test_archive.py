"""Backups made by hand to do harm, and states that lie oddly on the disk."""

import hashlib
import io
import json
import tarfile

import pytest

from motcua.cli import archive

DATABASE = "database/motcua.sqlite3"


@pytest.fixture(autouse=True)
def _migrations_as_they_are(settings):
    """A run with `--nomigrations` hides them, and a backup names them."""
    settings.MIGRATION_MODULES = {}


def packed(path, files, listed=None, link=None, **changes):
    """Write an archive of `files` (name → content) with a right list of checksums, then changed."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    whole = {"format": 1, "database": "motcua.sqlite3", "migrations": ["accounts.0001_initial"], "sums": sums}
    whole |= changes
    if "also" in whole:
        files = files | whole.pop("also")
    with tarfile.open(path, "w:gz") as tar:
        for name, content in [*files.items(), (archive.LIST, json.dumps(whole if listed is None else listed).encode())]:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        if link:
            entry = tarfile.TarInfo("files/link")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            tar.addfile(entry)
    return path


def test_a_right_one_is_taken(tmp_path):
    source = packed(tmp_path / "b.tar.gz", {DATABASE: b"d", "files/a": b"a"})
    assert archive._unpack_and_verify(source, tmp_path / "new")["database"] == "motcua.sqlite3"
    assert (tmp_path / "new/files/a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param({"also": {"secret_key": b"known to the thief"}}, id="a file nobody vouches for"),
        pytest.param({"also": {"../outside": b"x"}}, id="a path outside"),
        pytest.param({"also": {"/outside": b"x"}}, id="a path from the root"),
        pytest.param({"link": "/etc/passwd"}, id="a link"),
        pytest.param({"sums": {DATABASE: "0" * 64}}, id="another checksum"),
        pytest.param({"sums": {}}, id="no checksums"),
        pytest.param({"sums": [1]}, id="checksums that are none"),
        pytest.param({"listed": [1, 2]}, id="a list that is none"),
        pytest.param({"listed": {"format": 1}}, id="half a list"),
    ],
)
def test_a_harmful_one_is_refused(tmp_path, harm):
    source = packed(tmp_path / "b.tar.gz", {DATABASE: b"d"}, **harm)
    with pytest.raises(archive.BrokenBackup):
        archive._unpack_and_verify(source, tmp_path / "in" / "new")
    assert not (tmp_path / "in" / "outside").exists()


@pytest.mark.parametrize(
    "changes", [{"format": 2}, {"migrations": ["accounts.9999_of_next_year"]}, {"database": "../../motcua.sqlite3"}]
)
def test_one_of_a_newer_version_is_refused(tmp_path, changes):
    source = packed(tmp_path / "b.tar.gz", {DATABASE: b"d"}, **changes)
    with pytest.raises(archive.NewerBackup, match="Install that version"):
        archive._unpack_and_verify(source, tmp_path / "new")


def test_a_folder_on_another_disk_is_saved_too_and_the_backup_itself_is_not(tmp_path):
    state, disk = tmp_path / "state", tmp_path / "disk"
    for folder in (state, disk, state / "static"):
        folder.mkdir()
    (disk / "paper.pdf").write_bytes(b"p")
    (state / "static/style.css").write_bytes(b"s")
    (state / "files").symlink_to(disk)
    half = state / "b.tar.gz.half"
    half.write_bytes(b"")
    assert [name for name, _ in archive._state_files(state, [half])] == ["files/paper.pdf"]


def test_what_was_there_comes_back_when_the_last_step_fails(tmp_path):
    state, new = tmp_path / "state", tmp_path / "state" / f"{archive.ROOM}x" / "new"
    new.mkdir(parents=True)
    (state / "old").write_text("old")
    (new / "new").write_text("new")

    def fail():
        assert sorted(each.name for each in state.iterdir()) == [f"{archive.ROOM}x", "new"]
        raise OSError("the database refused")

    with pytest.raises(OSError, match="refused"):
        archive._swap(state, new, new.parent / "kept", fail)
    assert (state / "old").read_text() == "old"
    assert not (state / "new").exists()
