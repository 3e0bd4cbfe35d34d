"""The command as a user meets it: its help, its exit codes, its start without Django."""

import os
import subprocess
import sys

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
