"""The command as a user meets it: its help, its exit codes, its start without Django."""

import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from motcua.cli import VERBS, main


def command(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "motcua.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "src", **environment},
    )


def test_help_lists_every_verb_in_the_order_of_the_loop(capsys):
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    places = [printed.index(f"\n  {verb} ") for verb in VERBS]
    assert places == sorted(places)


def test_every_verb_has_its_module():
    for module, _ in VERBS.values():
        loaded = importlib.import_module(f"motcua.cli.{module}")
        assert callable(getattr(loaded, "run", None) or loaded.run_words)


def test_the_reference_of_the_command_is_what_the_command_says(monkeypatch):
    """Fails when a verb or option changed without `make docs`."""
    tool = Path(__file__).parents[2] / "tools" / "build_docs.py"
    spec = importlib.util.spec_from_file_location("build_docs", tool)
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    monkeypatch.setenv("COLUMNS", "100")
    assert builder.command_page() in (builder.REFERENCE / "command.md").read_text(encoding="utf-8")


def test_without_a_verb_the_usage_is_shown_and_the_code_is_wrong_usage(capsys):
    assert main([]) == 2
    assert "usage: motcua" in capsys.readouterr().out


def test_an_unknown_verb_is_named_in_both_languages(capsys):
    assert main(["nhan-ho-so"]) == 2
    said = capsys.readouterr().err
    assert "không có lệnh “nhan-ho-so”" in said
    assert "there is no verb “nhan-ho-so”" in said


def test_help_starts_without_django():
    answer = command("--help", DJANGO_SETTINGS_MODULE="does.not.exist")
    assert answer.returncode == 0, answer.stderr
