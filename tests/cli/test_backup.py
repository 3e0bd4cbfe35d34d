"""A saved state comes back whole, and a broken one changes nothing."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def motcua(tmp_path):
    """Run the command on an own SQLite state."""

    def run(*words, folder="var"):
        environment = {k: v for k, v in os.environ.items() if k != "MOTCUA_DATABASE_URL"}
        environment |= {"PYTHONPATH": "src", "MOTCUA_DATA_DIR": str(tmp_path / folder)}
        return subprocess.run(
            [sys.executable, "-m", "motcua.cli", *words], capture_output=True, text=True, check=False, env=environment
        )

    return run


def test_a_restored_state_is_the_saved_one(motcua, tmp_path):
    assert motcua("manage", "migrate", "-v0").returncode == 0
    (tmp_path / "var/files").mkdir()
    (tmp_path / "var/files/giấy.txt").write_text("Đã nộp", encoding="utf-8")
    saved = motcua("backup", str(tmp_path / "state.tar.gz"), "--json")
    assert saved.returncode == 0, saved.stderr
    assert json.loads(saved.stdout)["files"] == 2

    back = motcua("restore", str(tmp_path / "state.tar.gz"), folder="other")
    assert back.returncode == 0, back.stderr
    assert (tmp_path / "other/files/giấy.txt").read_text(encoding="utf-8") == "Đã nộp"
    assert motcua("check", folder="other").returncode == 0


def test_a_state_that_is_there_is_not_replaced_without_the_word(motcua, tmp_path):
    motcua("manage", "migrate", "-v0")
    motcua("backup", str(tmp_path / "state.tar.gz"))
    answer = motcua("restore", str(tmp_path / "state.tar.gz"))
    assert answer.returncode == 1
    assert "--replace" in answer.stderr
    assert motcua("restore", str(tmp_path / "state.tar.gz"), "--replace").returncode == 0


def test_a_cut_backup_is_refused_and_changes_nothing(motcua, tmp_path):
    motcua("manage", "migrate", "-v0")
    whole = tmp_path / "state.tar.gz"
    motcua("backup", str(whole))
    (tmp_path / "cut.tar.gz").write_bytes(whole.read_bytes()[:-500])
    answer = motcua("restore", str(tmp_path / "cut.tar.gz"), folder="other")
    assert answer.returncode == 1
    assert "Nothing was changed" in answer.stderr
    assert not (tmp_path / "other/motcua.sqlite3").exists()
