"""Broken off by kill -9 at its worst moments, or by a full disk: nothing lost, nothing counted twice."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from motcua.ledger import inbox, refresh, selectors, store
from motcua.ledger.files import take_in
from tests.ledger.factories import event, write

# A child of this process shares its connection, which only a database in memory survives.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def figures():
    """Return facts, cubes and the number of events, as a reader sees them."""
    asked = (
        "SELECT CAST(received_at AS DATE), class, count(*), sum(events) FROM dossier GROUP BY ALL ORDER BY ALL",
        "SELECT day, agency, measure, sum(n) FROM cube_day GROUP BY ALL HAVING sum(n) != 0 ORDER BY ALL",
        "SELECT count(*) FROM events",
    )
    with selectors.reader() as ledger:
        return [ledger.execute(sql).fetchall() for sql in asked]


def killed(work, *, owner, name, after=False):
    """Do the work in a process that dies by kill -9 before (or after) the first call of `owner.name`."""
    pid = os.fork()
    if not pid:
        real = getattr(owner, name)

        def last(*given, **named):
            if after:
                real(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(owner, name, last)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the work never came to that moment"
    assert os.WTERMSIG(status) == signal.SIGKILL


MOMENTS = [
    pytest.param(refresh, "write_cube", False, id="facts are written, cubes are not"),
    pytest.param(store, "commit", False, id="all is written, no manifest names it"),
    pytest.param(Path, "replace", False, id="the new manifest lies beside the old one"),
    pytest.param(store, "commit", True, id="the manifest stands, the rest is not swept"),
]


@pytest.mark.parametrize(("owner", "name", "after"), MOMENTS)
def test_a_killed_refresh_or_rebuild_leaves_one_whole_state(tmp_path, owner, name, after):
    take_in([write(tmp_path / "1.ndjson", [event(i, dossier=f"D{i}") for i in range(40)])])
    refresh.refresh()
    before = figures()
    later = [event(f"x{i}", dossier=f"D{i}", sequence=2, status=9, on="2023-01-09") for i in range(20)]
    take_in([write(tmp_path / "2.ndjson", later)])
    killed(refresh.refresh, owner=owner, name=name, after=after)
    seen = figures()
    assert seen[0] == before[0] or after, "what was readable before still is"
    refresh.refresh()
    whole = figures()
    assert sum(row[3] for row in whole[0]) == 60 == whole[2][0][0]
    killed(refresh.rebuild, owner=owner, name=name, after=after)
    assert figures() == whole
    refresh.rebuild()
    assert figures() == whole


def test_a_killed_intake_counts_all_of_the_file_or_nothing(tmp_path):
    path = write(tmp_path / "1.ndjson", [event(i, dossier=f"D{i}") for i in range(40)])
    killed(lambda: take_in([path]), owner=store, name="commit")
    assert selectors.stats()["events"] == 0
    killed(lambda: take_in([path]), owner=store, name="commit", after=True)
    assert selectors.stats()["events"] == 40
    answer = take_in([path])
    assert (answer["new"], answer["duplicate"]) == (0, 40)


def test_a_batch_killed_before_its_answer_is_counted_once(tmp_path):
    lines = write(tmp_path / "b.ndjson", [event(i, dossier=f"D{i}") for i in range(5)]).read_bytes()
    killed(lambda: inbox.Desk().accept(lines), owner=Path, name="rename")
    assert inbox.Desk().accept(lines)["new"] == 5
    killed(lambda: inbox.Desk().accept(lines.replace(b'"e', b'"f')), owner=Path, name="rename", after=True)
    assert inbox.Desk().accept(lines.replace(b'"e', b'"f'))["duplicate"] == 5
    refresh.refresh()
    assert selectors.stats()["events"] == 10


@pytest.fixture
def small_disk(tmp_path, settings):
    """A disk of one megabyte for the data; it can grow."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount the small disk that this test fills")
    settings.DATA_DIR = place
    yield lambda: subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path, small_disk):
    take_in([write(tmp_path / "1.ndjson", [event(i, dossier=f"D{i}") for i in range(40)])])
    refresh.refresh()
    before = figures()
    big = write(tmp_path / "2.ndjson", [event(f"n{i}", dossier=f"N{os.urandom(20).hex()}") for i in range(15_000)])
    with pytest.raises(store.DiskFull):
        take_in([big])
    assert figures() == before
    small_disk()
    assert take_in([big])["new"] == 15_000
    refresh.refresh()
    assert selectors.stats()["events"] == 15_040
