"""Killed in the middle, started twice, network batches: nothing lost, nothing counted twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from motcua.ledger import inbox, refresh, selectors, store
from motcua.ledger.files import take_in
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "motcua.cli"]


def environment(folder):
    # A database of its own: what another test put into the shared one decides which agencies are known.
    own = {"MOTCUA_DATA_DIR": str(folder), "MOTCUA_DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src")}
    return {**os.environ, **own}


def run(folder, *words):
    done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, env=environment(folder), check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.mark.slow
@pytest.mark.once
def test_a_killed_ingest_leaves_the_state_before_and_runs_again(tmp_path):
    first = write(tmp_path / "first.ndjson", [event("first")])
    big = write(tmp_path / "big.ndjson", [event(i, dossier=f"D{i}") for i in range(150_000)])
    run(tmp_path, "sync", "ingest", str(first), "--json")
    for wait in (1.2, 2.2):
        process = subprocess.Popen(
            [*COMMAND, "sync", "ingest", str(big)], env=environment(tmp_path),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        answer, _ = run(tmp_path, "ledger", "stats", "--json")
        assert answer["events"] in {1, 150_001}, "all of the file or nothing of it"
    answer, _ = run(tmp_path, "sync", "ingest", str(big), "--json")
    assert answer["new"] + answer["duplicate"] == answer["read"] == 150_000
    answer, _ = run(tmp_path, "ledger", "stats", "--json")
    assert answer["events"] == 150_001


@pytest.mark.slow
@pytest.mark.once
def test_two_at_once_take_turns_and_the_second_says_so(tmp_path):
    path = write(tmp_path / "e.ndjson", [event(i, dossier=f"D{i}") for i in range(20)])
    with store.writing():
        second = subprocess.Popen(
            [*COMMAND, "sync", "ingest", str(path), "--json"], env=environment(tmp_path), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        said = second.stderr.readline()
        assert "đang chờ đến lượt" in said
        assert second.poll() is None
    assert json.loads(second.communicate()[0])["new"] == 20
    assert second.returncode == 0
    assert take_in([path])["duplicate"] == 20


def test_a_network_batch_is_counted_at_once_and_kept(tmp_path):
    desk = inbox.Desk()
    one = b"".join(json.dumps(e).encode() + b"\n" for e in [event(1), event(1), event(2, sequence=2, status=9)])
    answer = desk.accept(one)
    assert (answer["new"], answer["duplicate"]) == (2, 1)
    assert desk.accept(one)["duplicate"] == 3
    other = inbox.Desk()
    assert other.accept(one)["duplicate"] == 3, "another process knows what the first took in"
    late = json.dumps(event(3, sequence=1, status=4)).encode()
    assert desk.accept(late)["stale"] == 1
    assert inbox.waiting(store.manifest()) == 4
    assert refresh.refresh()["batches"] == 4
    assert inbox.waiting(store.manifest()) == 0
    assert selectors.stats()["events"] == 3
    assert desk.accept(one)["duplicate"] == 3
    assert take_in([write(tmp_path / "e.ndjson", [event(1), event(9, dossier="D9")])])["duplicate"] == 1


def test_a_sender_speaks_for_its_agencies_only():
    desk = inbox.Desk()
    lines = [event(1), event(2, dossier="D2", agency="H99")]
    answer = desk.accept("".join(json.dumps(line) + "\n" for line in lines).encode(), ["H26.14"])
    assert (answer["new"], answer["rejected"]) == (1, 1)
    assert answer["rejections"][0]["code"] == "foreign_agency"
    refresh.refresh()
    assert selectors.stats()["events"] == 1
