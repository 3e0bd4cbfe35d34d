"""An empty database gets the same tables, whether it walks through its history or is made at once."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

PREPARE = """
from motcua.cli import output, preparation
output.start_django()
preparation.prepare()
"""


def run(folder, *command):
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(folder), "MOTCUA_DATABASE_URL": ""}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def schema(path):
    """Return table → columns, and every index and constraint by its words."""
    found = {}
    with sqlite3.connect(path) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = {tuple(row[1:]) for row in database.execute(f"PRAGMA table_info('{table}')")}
            words = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
            found[table] = columns, sorted(re.findall(r'CONSTRAINT "(\w+)"', words))
        indexes = {row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE type = 'index'") if row[0]}
    return found, indexes


@pytest.mark.skipif(bool(os.environ.get("MOTCUA_DATABASE_URL")), reason="the quick way is for SQLite only")
def test_tables_made_at_once_equal_those_that_history_makes(tmp_path):
    at_once, walked = tmp_path / "at-once", tmp_path / "walked"
    for folder in (at_once, walked):
        folder.mkdir()
    done = run(at_once, sys.executable, "-c", PREPARE)
    assert done.returncode == 0, done.stderr
    done = run(walked, sys.executable, "-m", "motcua.cli", "manage", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    assert run(at_once, sys.executable, "-m", "motcua.cli", "manage", "migrate", "--check").returncode == 0
    quick, slow = schema(at_once / "motcua.sqlite3"), schema(walked / "motcua.sqlite3")
    quick[0].pop("core_cache")
    assert quick[0].keys() == slow[0].keys()
    for name, (columns, constraints) in quick[0].items():
        assert ({column[0] for column in columns}, constraints) == ({c[0] for c in slow[0][name][0]}, slow[0][name][1])
    assert len([words for words in quick[1] if "core_cache" not in words]) == len(slow[1])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["agencies", "show", "H99"], 1, id="agencies"),
        pytest.param(["report", "on-time", "--period", "2023Q1", "--json"], 0, id="report"),
        pytest.param(["review", "hints", "--json"], 0, id="review hints"),
    ],
)
def test_a_verb_may_be_the_first_command_of_all(tmp_path, words, code):
    done = run(tmp_path, sys.executable, "-m", "motcua.cli", *words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
