"""A saved state comes back whole, and a broken one changes nothing."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def motcua(tmp_path_factory):
    """Run the command on an own SQLite state; `motcua.at` is the folder that holds all of them."""
    at = tmp_path_factory.mktemp("states")

    def run(*words, folder="var"):
        environment = {k: v for k, v in os.environ.items() if k != "MOTCUA_DATABASE_URL"}
        environment |= {"PYTHONPATH": "src", "MOTCUA_DATA_DIR": str(at / folder)}
        return subprocess.run(
            [sys.executable, "-m", "motcua.cli", *words], capture_output=True, text=True, check=False, env=environment
        )

    run.at = at
    return run


@pytest.fixture(scope="module")
def saved(motcua):
    """Return the backup of a small state with one file of its own."""
    assert motcua("catalogue", "stats", "--json").returncode == 0
    (motcua.at / "var/files").mkdir()
    (motcua.at / "var/files/giấy.txt").write_text("Đã nộp", encoding="utf-8")
    answer = motcua("backup", str(motcua.at / "state.tar.gz"), "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["files"] == 2
    return motcua.at / "state.tar.gz"


def test_a_restored_state_is_the_saved_one(motcua, saved):
    back = motcua("restore", str(saved), folder="other")
    assert back.returncode == 0, back.stderr
    assert (motcua.at / "other/files/giấy.txt").read_text(encoding="utf-8") == "Đã nộp"
    assert motcua("check", folder="other").returncode == 0


def test_a_state_that_is_there_is_not_replaced_without_the_word(motcua, saved):
    answer = motcua("restore", str(saved))
    assert answer.returncode == 1
    assert "--replace" in answer.stderr
    assert motcua("restore", str(saved), "--replace").returncode == 0


def test_a_cut_backup_is_refused_and_changes_nothing(motcua, saved):
    (motcua.at / "cut.tar.gz").write_bytes(saved.read_bytes()[:-500])
    answer = motcua("restore", str(motcua.at / "cut.tar.gz"), folder="cut")
    assert answer.returncode == 1
    assert "Nothing was changed" in answer.stderr
    assert not (motcua.at / "cut/motcua.sqlite3").exists()
