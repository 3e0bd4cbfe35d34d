"""Wrong usage, wrong settings and a machine that fails: a sentence in both languages, never a traceback."""

from types import SimpleNamespace

import pytest
from django.db.utils import DatabaseError, OperationalError, ProgrammingError

from motcua.cli import _guarded, main
from motcua.cli.usage import in_both
from motcua.config.environment import Environment, SettingNotUnderstood


@pytest.mark.parametrize(
    ("words", "vietnamese"),
    [
        (["calendar"], "còn thiếu show|amend / the following arguments are required: show|amend"),
        (["calendar", "show", "nam"], "YEAR không nhận giá trị 'nam' / argument YEAR: invalid int value"),
        (["calendar", "show", "2026", "2027"], "không có tham số 2027 / unrecognized arguments: 2027"),
        (["calendar", "amend", "f", "--preview", "--apply"], "--apply không đi cùng"),
        (["catalogue", "export", "--format", "doc"], "--format không thể là 'doc'; hãy chọn 'cpsv-ap'"),
        (["due", "--pause"], "--pause cần một giá trị"),
        (["quality", "score"], "cần một trong các tham số --period --inputs"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese_first(capsys, words, vietnamese):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert vietnamese in capsys.readouterr().err


def test_a_sentence_that_holds_both_languages_stays_as_it_is():
    assert in_both("cần một ngày / a day is needed") == "cần một ngày / a day is needed"


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (OSError(28, "No space left on device", "/so/cai"), 1, "“/so/cai” (No space left on device)"),
        (OperationalError("database is\nlocked"), 1, "(database is locked). Hãy chạy “motcua check”"),
        (DatabaseError("file is not a database"), 1, "Run “motcua check” to learn why."),
        (KeyboardInterrupt(), 130, "Đã dừng theo yêu cầu"),
    ],
)
def test_a_machine_that_fails_is_told_in_a_sentence(capsys, monkeypatch, fault, code, said):
    def run(args):
        raise fault

    monkeypatch.setattr("motcua.cli._drop_output", lambda: None)  # the output here is pytest's
    assert _guarded(SimpleNamespace(run=run), None) == code
    assert said in capsys.readouterr().err


def test_a_wrong_query_is_a_bug_and_is_shown_as_one():
    def run(args):
        raise ProgrammingError("no such function")

    with pytest.raises(ProgrammingError):
        _guarded(SimpleNamespace(run=run), None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRODUCTION", "treu"),
        ("WORKERS", "many"),
        ("OIDC_CLAIMS", "{"),
        ("LOG_LEVEL", "LOUD"),
        ("IMPACT_ASSESSMENT", "demnad"),
    ],
)
def test_a_setting_that_is_none_is_named_and_its_value_is_not(name, value):
    with pytest.raises(SettingNotUnderstood) as refusal:
        Environment({f"MOTCUA_{name}": value})
    assert f"MOTCUA_{name}" in refusal.value.sentence("vi")
    assert value not in refusal.value.sentence("en").split()


def test_production_without_an_own_key_is_refused(tmp_path):
    with pytest.raises(SettingNotUnderstood, match="MOTCUA_SECRET_KEY"):
        Environment({"MOTCUA_PRODUCTION": "yes", "MOTCUA_DATA_DIR": str(tmp_path)}).secret_key()


def test_a_misspelt_setting_is_found():
    given = {"MOTCUA_SECRETKEY": "x", "MOTCUA_WORKERS": "2", "MOTCUA_TEST_ROADS": "1", "PATH": "/"}
    assert Environment.unknown(given) == ["MOTCUA_SECRETKEY"]


@pytest.mark.parametrize("words", [["verify", "no/such.pdf"]])
def test_a_file_that_is_not_there_is_named_with_what_to_do(capsys, monkeypatch, words):
    monkeypatch.setattr("motcua.cli._drop_output", lambda: None)
    assert main(words) == 1
    said = capsys.readouterr().err
    assert f"“{words[-1]}” (No such file or directory). Hãy kiểm tra đường dẫn" in said
    assert "Check the path" in said
