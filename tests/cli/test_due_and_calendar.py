"""`motcua due` and `motcua calendar` as a user meets them."""

import json
import os
import subprocess
import sys

import pytest

from motcua.cli import main
from tests.agencies.factories import commune, province


def run(capsys, *words):
    code = main(words)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture(autouse=True)
def _no_database_yet(tmp_path, monkeypatch):
    """These commands need no database: there is none in this folder."""
    monkeypatch.setenv("MOTCUA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("MOTCUA_DATABASE_URL", raising=False)


def test_a_due_date_comes_with_its_lines(capsys):
    code, out, _ = run(capsys, "due", "2025-12-31T09:00", "1wd", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["due_at"] == "2026-01-05T17:00:00+07:00"
    assert all({"date", "reason", "reason_en", "source"} <= line.keys() for line in answer["lines"])
    assert "2026-01-02" in [line["date"] for line in answer["lines"]]


def test_people_read_both_languages(capsys):
    code, out, _ = run(capsys, "due", "2026-03-02", "3wd")
    assert code == 0
    assert out.startswith("2026-03-05T17:00:00+07:00")
    assert "Thời hạn 3 ngày làm việc" in out
    assert "Time limit: 3 working days" in out


def test_due_starts_without_django_and_without_numpy():
    check = (
        "import sys; from motcua.cli import main; main(['due', '2026-03-02', '3wd']);"
        "sys.exit(int(bool({'django', 'numpy', 'holidays'} & set(sys.modules))))"
    )
    answer = subprocess.run([sys.executable, "-c", check], capture_output=True, check=False, env={"PYTHONPATH": "src"})
    assert answer.returncode == 0, answer.stderr


def test_pauses_can_be_repeated_and_overlap(capsys):
    pauses = ["--pause", "2026-03-03/2026-03-05", "--pause", "2026-03-04/2026-03-05"]
    _, out, _ = run(capsys, "due", "2026-03-02T09:30", "3wd", *pauses, "--json")
    assert json.loads(out)["due_at"] == "2026-03-09T17:00:00+07:00"


def test_an_open_pause_gives_no_day_and_says_why(capsys):
    code, out, _ = run(capsys, "due", "2026-03-02T09:30", "3wd", "--pause", "2026-03-03/", "--json")
    answer = json.loads(out)
    assert (code, answer["due_at"], answer["lines"][-1]["code"]) == (0, None, "unknown")


def test_a_supplement_shows_both_rules(capsys):
    words = ["due", "2026-03-02T09:30", "10wd", "--supplement", "2026-03-04T10:00/2026-03-09T15:00", "--json"]
    _, out, _ = run(capsys, *words)
    answer = json.loads(out)
    assert answer["due_at"] == answer["by_rule"]["restart"] == "2026-03-23T17:00:00+07:00"
    assert answer["by_rule"]["deduct"] == "2026-03-19T17:00:00+07:00"


def test_the_calendar_can_be_as_it_was_known(capsys):
    _, out, _ = run(capsys, "due", "2025-12-31T09:00", "1wd", "--known-on", "2025-12-20", "--json")
    assert json.loads(out)["due_at"] == "2026-01-02T17:00:00+07:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["x", "3wd"], "is not a date or a moment", id="no moment"),
        pytest.param(["2026-03-02", "3xx"], "is not understood", id="no limit"),
        pytest.param(["2026-03-02", "3wd", "--pause", "x"], "is not a stretch", id="no stretch"),
        pytest.param(["1999-03-02", "3wd"], "years 2000 to 2099", id="before the calendar"),
        pytest.param(["--file", "no-such.csv"], "cannot be read", id="no file"),
    ],
)
def test_bad_input_is_refused_in_both_languages(capsys, words, said):
    code, out, err = run(capsys, "due", *words)
    assert (code, out) == (1, "")
    assert said in err.splitlines()[1]


def test_without_a_limit_the_usage_is_wrong(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["due", "2026-03-02"])
    assert stop.value.code == 2


def test_a_file_answers_every_line_and_refuses_the_bad_ones(capsys, tmp_path):
    file = tmp_path / "many.csv"
    rows = [b"received,limit", b"2026-03-02T09:30,3wd", b'"2026-03-02,3wd', b"2026-03-02,\xff", b"", b"2026-03-02,now"]
    file.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(rows))
    code, out, _ = run(capsys, "due", "--file", str(file))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [answer["line"] for answer in answers] == [2, 3, 4, 6]
    assert answers[0]["due_at"] == "2026-03-05T17:00:00+07:00"
    assert answers[0]["lines"][0]["date"] == "2026-03-02"
    assert answers[1]["error"]["code"] == "moment_not_understood"
    assert answers[2]["error"]["code"] == "not_text"
    assert {"vi", "en"} <= answers[2]["error"].keys()
    assert answers[3]["due_at"] == "2026-03-02T17:00:00+07:00"


def test_a_file_without_the_columns_is_refused(capsys, tmp_path):
    file = tmp_path / "many.csv"
    file.write_text("from,until\n1,2\n", encoding="utf-8")
    code, out, err = run(capsys, "due", "--file", str(file))
    assert (code, out) == (1, "")
    assert "“received,limit” are needed" in err


def test_a_year_shows_its_days_with_their_notice(capsys):
    code, out, _ = run(capsys, "calendar", "show", "2026", "--json")
    answer = json.loads(out)
    days = {day["date"]: day for day in answer["days"]}
    assert code == 0
    assert (len(days), answer["working_days"], answer["quarters"]) == (365, 249, [58, 62, 64, 65])
    assert "12729/VPCP-KGVX" in days["2026-01-02"]["notice"]
    assert (days["2026-01-10"]["kind"], days["2026-01-10"]["working"]) == ("worked", True)
    assert days["2026-11-24"]["standing"] == "unconfirmed"
    assert days["2026-03-07"]["kind"] == "weekend"


def test_a_projected_year_is_marked_so(capsys):
    _, out, _ = run(capsys, "calendar", "show", "2027")
    assert "(projected)" in out.splitlines()[0]


def test_a_year_outside_of_the_calendar_is_refused(capsys):
    code, _, err = run(capsys, "calendar", "show", "2150")
    assert code == 1
    assert "years 2000 to 2099" in err


AMENDMENT = "day,kind,notice,name\n2026-12-04,closed,QĐ 12/QĐ-UBND,Nghỉ tránh bão\n"


@pytest.mark.django_db
def test_an_amendment_is_previewed_then_applied(capsys, tmp_path):
    file = tmp_path / "storm.csv"
    file.write_text(AMENDMENT, encoding="utf-8")
    code, out, _ = run(capsys, "calendar", "amend", str(file), "--preview", "--json")
    preview = json.loads(out)
    assert (code, preview["applied"], preview["changed"][0]["day"]) == (0, False, "2026-12-04")
    assert preview["moved"] == {"total": 0, "by_unit": {}}
    assert run(capsys, "calendar", "amend", str(file), "--apply")[0] == 1
    code, out, _ = run(capsys, "calendar", "amend", str(file), "--apply", "--reason", "bão", "--json")
    assert (code, json.loads(out)["applied"]) == (0, True)


@pytest.mark.django_db
def test_an_amendment_for_an_unknown_agency_is_refused(capsys, tmp_path):
    file = tmp_path / "storm.csv"
    file.write_text("day,kind,notice,agency\n2026-12-04,closed,QĐ 12,X99\n", encoding="utf-8")
    code, _, err = run(capsys, "calendar", "amend", str(file), "--preview")
    assert code == 1
    assert "No unit has the code “X99”" in err


@pytest.mark.django_db
def test_an_agency_follows_the_units_above_it(capsys, tmp_path):
    above = province(code="H56")
    commune(code="H56.14", parent=above)
    file = tmp_path / "storm.csv"
    file.write_text("day,kind,notice,agency\n2026-12-04,closed,QĐ 12,H56\n", encoding="utf-8")
    run(capsys, "calendar", "amend", str(file), "--apply", "--reason", "bão")
    for words, day in ((["--agency", "H56.14"], "2026-12-07"), ([], "2026-12-04")):
        _, out, _ = run(capsys, "due", "2026-12-03T09:00", "1wd", *words)
        assert out.startswith(day)
    assert "QĐ 12" in run(capsys, "calendar", "show", "2026", "--agency", "H56.14")[1]


@pytest.mark.slow
def test_what_was_applied_counts_in_the_next_due_date(tmp_path):
    (tmp_path / "storm.csv").write_text(AMENDMENT, encoding="utf-8")

    def command(*words):
        own = {**os.environ, "PYTHONPATH": "src", "MOTCUA_DATA_DIR": str(tmp_path), "MOTCUA_DATABASE_URL": ""}
        return subprocess.run(
            [sys.executable, "-m", "motcua.cli", *words], capture_output=True, text=True, check=False, env=own
        )

    applied = command("calendar", "amend", str(tmp_path / "storm.csv"), "--apply", "--reason", "bão")
    assert applied.returncode == 0, applied.stderr
    assert command("due", "2026-12-03T09:00", "1wd").stdout.startswith("2026-12-07T17:00")
    assert "2026-12-04" in command("calendar", "show", "2026").stdout
