"""`motcua catalogue show`, `diff`, `stats`, `export`: what is printed, exit codes, sentences in two languages."""

import json
from datetime import date

import pytest

from motcua.cli import main
from tests.procedures import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue():
    factories.in_force(text=factories.content(days=3), effective_on=date(2030, 1, 6), signed_on=date(2030, 1, 2))


def test_a_time_limit_is_printed_as_the_command_takes_it(capsys):
    assert main(["catalogue", "show", "9.000001", "--on", "2031-01-01"]) == 0
    printed = capsys.readouterr().out
    assert ": 3wd" in printed
    assert "3.000" not in printed


def test_json_gives_numbers_without_idle_zeros(capsys):
    assert main(["catalogue", "show", "9.000001", "--on", "2031-01-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {(c["quantity"], c["unit"]) for c in told["channels"]} == {(3, "wd")}
    assert 50000 in {cost["amount"] for channel in told["channels"] for cost in channel["costs"]}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["show", "9.000999"], 1, "9.000999", id="an unknown code"),
        pytest.param(["show", "9.000001", "--on", "2020-01-01"], 1, "2020-01-01", id="before the first text"),
        pytest.param(["show", "9.000001", "--json", "--on", "2020-01-01"], 1, "2020-01-01", id="the same as JSON"),
        pytest.param(["diff", "9.000999"], 1, "9.000999", id="a difference of nothing"),
        pytest.param(["diff", "9.000001"], 1, "9.000001", id="a single text has no difference"),
    ],
)
def test_what_is_not_there_is_refused_in_two_languages(capsys, words, code, said):
    assert main(["catalogue", *words]) == code
    heard = capsys.readouterr()
    assert heard.out == ""
    assert len(heard.err.strip().splitlines()) == 2
    assert said in heard.err


@pytest.mark.parametrize(
    "words",
    [
        ["show", "9.000001", "--on", "31/12/2026"],
        ["stats", "--on", "yesterday"],
        ["diff", "9.000001", "--from", "2026-13-01"],
        ["export", "--format", "csv", "--on", "2026-02-30"],
        ["export", "--format", "docx"],
        ["show"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two(words):
    try:
        code = main(["catalogue", *words])
    except SystemExit as left:
        code = left.code
    assert code == 2


def test_statistics_of_a_day_before_everything_are_zero(capsys):
    assert main(["catalogue", "stats", "--on", "1999-01-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["in_force"] == 0


def test_an_export_to_a_folder_that_is_not_there_is_refused(capsys, tmp_path):
    assert main(["catalogue", "export", "--format", "csv", "-o", str(tmp_path / "none" / "a.csv")]) == 1
    assert "there is no folder" in capsys.readouterr().err
