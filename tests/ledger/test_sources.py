"""Sending systems graded, partners' figures compared, and the command that shows both."""

import json

import pytest

from motcua.cli import main
from motcua.exchange.lines import FileNotReadable
from motcua.ledger import refresh
from motcua.ledger.files import take_in
from motcua.ledger.reconciling import reconcile
from motcua.ledger.sources import graded
from tests.kept_ledger import once
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(tmp_path):
    rows = [
        event(1, dossier="D1", on="2023-01-05", received_at="2023-01-05"),
        event(1, dossier="D1", on="2023-01-05", received_at="2023-01-05"),
        event(2, dossier="D2", on="2023-01-09", received_at="2023-01-09"),
        event(3, dossier="D2", sequence=2, status=10, on="2023-01-10"),
        event(4, dossier="D2", sequence=3, status=4, on="2023-01-10"),
        event(5, dossier="D3", source="H01-mcdt", status=99, on="2023-01-10"),
    ]
    once("two sources", lambda: (take_in([write(tmp_path / "e.ndjson", rows)]), refresh.refresh()))


def test_a_source_is_graded_in_parts_that_can_be_checked(taken):
    other, ours = graded()
    assert ours["source"] == "H26-mcdt"
    assert [str(day) for day in ours["missing_days"]] == ["2023-01-06"]
    assert ours["parts"]["complete_days"] == {"numerator": 3, "denominator": 4}
    assert ours["parts"]["no_duplicates"] == {"numerator": 4, "denominator": 5}
    assert ours["parts"]["possible"] == {"numerator": 4, "denominator": 5}
    assert other["parts"]["known_codes"] == {"numerator": 0, "denominator": 1}
    assert 0 < ours["score"] < 100


def test_a_partners_list_is_compared_dossier_by_dossier(tmp_path, taken):
    path = tmp_path / "theirs.csv"
    path.write_text("dossier;status\nD1;4\nD2;4\nD9;2\n", "utf-8")
    answer = reconcile(path, source="H26-mcdt")
    assert answer["counts"] == {
        "ours": 2, "theirs": 3, "missing_here": 1, "missing_there": 0, "status_differs": 1, "on_its_way": 0,
    }  # fmt: skip
    assert [(row["dossier"], row["difference"], row["todo"]) for row in answer["differences"]] == [
        ("D9", "missing_here", "ask"), ("D1", "status_differs", "ask"),
    ]  # fmt: skip
    assert reconcile(path, agencies=["H99"])["counts"]["missing_here"] == 3, "of another unit nothing is told"


def test_a_partners_counts_are_compared_day_by_day(tmp_path, taken):
    path = tmp_path / "theirs.csv"
    path.write_text("day,received\n2023-01-05,1\n2023-01-09,2\n2023-01-09,1\n", "utf-8")
    answer = reconcile(path)
    assert [(row["day"], row["ours"], row["theirs"]) for row in answer["differences"]] == [("2023-01-09", 1, 3)]


def test_a_list_nobody_understands_is_refused(tmp_path, taken):
    path = tmp_path / "theirs.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(FileNotReadable):
        reconcile(path)


@pytest.mark.parametrize("words", [["status"], ["push"], ["sources"], ["reconcile", "FILE"], ["ingest", "FILE"]])
def test_the_command_answers_people_and_machines(tmp_path, taken, capsys, words):
    path = tmp_path / "theirs.csv"
    path.write_text("day,received\n2023-01-05,1\n", "utf-8")
    if words[0] == "ingest":
        path = write(tmp_path / "new.ndjson", [event(77, dossier="D77"), "broken"])
    words = ["sync", *(str(path) if word == "FILE" else word for word in words)]
    assert main([*words, "--json"]) == 0
    json.loads(capsys.readouterr().out)
    assert main(words) == 0
    assert capsys.readouterr().out.strip()


def test_the_command_refuses_in_two_languages(tmp_path, capsys):
    assert main(["sync", "ingest", str(tmp_path / "none.ndjson")]) == 1
    said = capsys.readouterr().err
    assert "tệp không tồn tại" in said
    assert "it does not exist" in said
