"""Nothing read is lost, nothing is repaired, twice is once, and a stopped import can go on."""

import gzip
import json
import lzma
from datetime import date

import pytest

from motcua.cli import main
from motcua.procedures import selectors
from motcua.procedures.intake import importing
from motcua.procedures.intake.importing import import_files
from motcua.procedures.models import (
    Channel,
    Cost,
    Defect,
    Procedure,
    ProcedureVersion,
    QuarantinedRecord,
)
from motcua.procedures.reading import content_of
from tests.procedures.factories import portal_record, write_lines

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 18)


def counts(report):
    return (report.read, report.created, report.changed, report.unchanged, report.quarantined)


def test_a_record_becomes_a_procedure_with_its_text_and_decision(tmp_path):
    report = import_files([write_lines(tmp_path / "a.jsonl", portal_record())], today=DAY)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert report.defects == {}
    version = selectors.version_in_force("9.000001", whole=True)
    assert version.brought_by.decision.number == "7/QĐ-BCB"
    assert version.valid_from == date(2026, 2, 1)
    read = content_of(version)
    assert read.levels == ("central", "province")
    assert read.channels[0].costs[0].amount == 50000
    assert [paper.name for case in read.cases for paper in case.evidence] == ["Đơn đề nghị"]
    assert str(selectors.time_limit_of(version).quantity) == "5"


def test_importing_twice_creates_nothing(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", portal_record(), portal_record("9.000002", "Tên khác"))
    import_files([path])
    again = import_files([path])
    assert counts(again) == (2, 0, 0, 2, 0)
    assert ProcedureVersion.objects.count() == 2


def test_a_changed_record_makes_a_new_version_and_says_what_changed(tmp_path):
    import_files([write_lines(tmp_path / "a.jsonl", portal_record())])
    next_decision = {
        **portal_record()["detail"]["procedureProposal"],
        "id": "decision-2",
        "decisionDate": 1_780_000_000_000,
    }
    changed = portal_record(resultsDetails=[], procedureProposal=next_decision)
    report = import_files([write_lines(tmp_path / "b.jsonl", changed)])
    assert counts(report) == (1, 0, 1, 0, 0)
    assert report.changes == {"9.000001": ["outputs"]}
    first, second = ProcedureVersion.objects.order_by("ordinal")
    assert first.valid_before == second.valid_from
    assert first.superseded_at is None


def test_a_correction_under_the_same_decision_supersedes_what_we_knew(tmp_path):
    import_files([write_lines(tmp_path / "a.jsonl", portal_record())])
    import_files([write_lines(tmp_path / "b.jsonl", portal_record(note="Sửa chính tả"))])
    first, second = ProcedureVersion.objects.order_by("ordinal")
    assert first.superseded_at is not None
    assert second.valid_from == first.valid_from
    assert selectors.version_in_force("9.000001", known_at=first.recorded_at) == first
    assert selectors.version_in_force("9.000001") == second


def test_a_record_that_is_gone_from_the_file_is_told_and_stays(tmp_path):
    import_files([write_lines(tmp_path / "a.jsonl", portal_record(), portal_record("9.000002", "Tên khác"))])
    report = import_files([write_lines(tmp_path / "b.jsonl", portal_record())])
    assert report.absent == ["9.000002"]
    assert selectors.version_in_force("9.000002").name == "Tên khác"


def test_a_moment_of_touching_is_no_change(tmp_path):
    import_files([write_lines(tmp_path / "a.jsonl", portal_record())])
    report = import_files([write_lines(tmp_path / "b.jsonl", portal_record(updatedAt=1_790_000_000_000))])
    assert counts(report) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize("blank_first", [True, False])
def test_a_code_that_repeats_once_blanks_go_is_quarantined_whatever_the_order(tmp_path, blank_first):
    records = [portal_record(" 9.000001", "Bản thừa"), portal_record("9.000001")]
    path = write_lines(tmp_path / "a.jsonl", *(records if blank_first else records[::-1]))
    report = import_files([path])
    assert counts(report) == (2, 1, 0, 0, 1)
    assert report.defects["duplicate_after_trim"] == [" 9.000001"]
    assert selectors.version_in_force("9.000001").name == "Cấp giấy phép cập cảng"
    assert QuarantinedRecord.objects.get().procedure.code == " 9.000001"
    assert counts(import_files([path])) == (2, 0, 0, 1, 1)


def test_a_blank_alone_is_reported_but_keeps_nobody_out(tmp_path):
    report = import_files([write_lines(tmp_path / "a.jsonl", portal_record(" 9.000001"))])
    assert counts(report) == (1, 1, 0, 0, 0)
    assert report.defects["bad_code"] == [" 9.000001"]
    assert selectors.find_procedure("9.000001").code == " 9.000001"


def test_a_malformed_code_is_kept_whole_but_never_offered(tmp_path):
    report = import_files([write_lines(tmp_path / "a.jsonl", portal_record("9.000001-Xoa"))])
    assert counts(report) == (1, 0, 0, 0, 1)
    assert selectors.find_procedure("9.000001-Xoa") is None
    assert Channel.objects.count() == 1
    assert QuarantinedRecord.objects.get().reason == "bad_code"


def test_the_same_code_with_another_text_in_one_file_is_not_merged(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", portal_record(), portal_record(name="Một tên khác"), portal_record())
    report = import_files([path])
    assert counts(report) == (3, 1, 0, 1, 1)
    assert report.defects["duplicate_code"] == ["9.000001"]
    assert counts(import_files([path])) == (3, 0, 0, 2, 1)


METHOD = portal_record()["detail"]["executionMethods"][0]
PROPOSAL = portal_record()["detail"]["procedureProposal"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param(
            {"executionMethods": [{**METHOD, "submissionMethod": "DIRECT"}]}, "online_without_channel", id="online"
        ),
        pytest.param({"isOfflineOnly": True}, "offline_with_channel", id="offline"),
        pytest.param({"executionMethods": [METHOD, METHOD]}, "repeated_channel", id="channel twice"),
        pytest.param({"executionMethods": [{**METHOD, "processingTime": 0}]}, "time_missing", id="zero time"),
        pytest.param(
            {"executionMethods": [{**METHOD, "processingTime": "15/12"}]}, "time_not_a_number", id="worded time"
        ),
        pytest.param(
            {"executionMethods": [{**METHOD, "fees": [{"type": "FEE", "value": 0, "description": "Theo quy định"}]}]},
            "zero_amount_with_note",
            id="zero with a note",
        ),
        pytest.param(
            {"executionMethods": [{**METHOD, "fees": [{"type": "FEE", "value": None, "description": ""}]}]},
            "amount_missing",
            id="no amount",
        ),
        pytest.param({"legalBasisesDetails": []}, "no_legal_basis", id="no law"),
        pytest.param({"resultsDetails": []}, "no_result", id="no result"),
        pytest.param({"departmentsExecuting": []}, "no_agency", id="no agency"),
        pytest.param({"executionCases": []}, "no_components", id="no papers"),
        pytest.param({"procedureProposal": {**PROPOSAL, "decisionDate": None}}, "decision_undated", id="undated"),
        pytest.param(
            {"procedureProposal": {**PROPOSAL, "decisionDate": 4_000_000_000_000}}, "decision_in_future", id="future"
        ),
        pytest.param(
            {"procedureProposal": {**PROPOSAL, "proposalNumber": "QĐ7-BCB"}}, "decision_number_off_pattern", id="number"
        ),
        pytest.param({"note": "Cảng biển".replace("ả", "a\u0309")}, "text_not_nfc", id="not NFC"),
        pytest.param({"note": "ẩn\u200b"}, "odd_characters", id="invisible character"),
        pytest.param({"isInternal": True}, "flags_contradict", id="flags"),
        pytest.param({"legalBasisIds": ["l", "x"]}, "reference_missing", id="reference without entry"),
    ],
)
def test_each_defect_is_reported_by_its_code_and_the_record_still_comes_in(tmp_path, changes, code):
    report = import_files([write_lines(tmp_path / "a.jsonl", portal_record(**changes))], today=DAY)
    assert report.created == 1
    assert report.defects == {code: ["9.000001"]}
    assert Defect.objects.get().code == code


def test_zero_with_a_note_is_never_free(tmp_path):
    fees = [
        {"type": "FEE", "value": v, "description": note}
        for v, note in ((0, "Xem thông tư"), (0, ""), (None, ""), (9, ""))
    ]
    import_files([write_lines(tmp_path / "a.jsonl", portal_record(executionMethods=[{**METHOD, "fees": fees}]))])
    assert list(Cost.objects.values_list("state", flat=True)) == ["see_note", "free", "see_note", "amount"]


def test_equal_names_are_listed_for_both(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", portal_record(), portal_record("9.000002", "CẤP giấy phép  cập cảng"))
    report = import_files([path])
    assert report.defects == {"equal_names": ["9.000001", "9.000002"]}
    assert report.equal_name_groups == 1


def test_bad_lines_are_named_and_the_rest_comes_in(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    good = [json.dumps(portal_record(f"9.00000{i}", f"Tên {i}"), ensure_ascii=False).encode() for i in (1, 2)]
    path.write_bytes(
        b"\xef\xbb\xbf"
        + good[0]
        + b"\r\n\n"
        + b'{"code": "9.0\n'
        + "{'é'}".encode("latin-1")
        + b"\n[1]\n{}\n"
        + good[1]
    )
    report = import_files([path])
    assert counts(report) == (2, 2, 0, 0, 0)
    assert [(p.line, p.code) for p in report.problems] == [
        (3, "not_json"),
        (4, "wrong_encoding"),
        (5, "not_a_procedure"),
        (6, "not_a_procedure"),
    ]
    assert "line 4" in report.problems[1].en
    assert "dòng 4" in report.problems[1].vi


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"executionMethods": "none"}, id="a list is a text"),
        pytest.param({"executionMethods": [{**METHOD, "submissionMethod": "PIGEON"}]}, id="an unknown code"),
        pytest.param({"createdAt": 10**30}, id="a moment beyond time"),
        pytest.param({"name": "Tên\x00"}, id="a NUL character"),
        pytest.param({"note": "\ud800"}, id="half a character"),
        pytest.param({"executionCases": [{"profileComponents": [{"originalQty": 10**9}]}]}, id="a billion originals"),
    ],
)
def test_a_record_of_another_shape_is_quarantined_raw(tmp_path, changes):
    path = tmp_path / "a.jsonl"
    path.write_text(
        f"{json.dumps(portal_record('9.000002', **changes))}\n{json.dumps(portal_record())}\n", encoding="utf-8"
    )
    report = import_files([path])
    assert report.read == report.created + report.quarantined
    assert report.created == 1
    assert report.quarantined + len(report.problems) == 1
    if not report.problems:
        assert counts(report) == (2, 1, 0, 0, 1)
        assert counts(import_files([path])) == (2, 0, 0, 1, 1)
        assert QuarantinedRecord.objects.count() == 1


@pytest.mark.parametrize("packed", [lzma.compress, gzip.compress], ids=["xz", "gz"])
def test_an_archive_cut_off_gives_what_it_held_and_a_sentence(tmp_path, packed):
    noise = [portal_record(f"9.{i:06}", f"Tên {i} {hash(str(i))}") for i in range(400)]
    whole = packed("".join(json.dumps(r) + "\n" for r in noise).encode())
    path = tmp_path / "a.packed"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    report = import_files([path])
    assert 0 < report.created < 400
    assert report.problems[-1].code == "archive_truncated"
    assert report.problems[-1].line == report.read + len(report.problems)
    path.write_bytes(whole)
    again = import_files([path])
    assert (again.unchanged, again.created) == (report.created, 400 - report.created)


def test_an_empty_file_is_told_and_not_taken_for_a_whole_import(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\n")

    report = import_files([path])

    assert [problem.code for problem in report.problems] == ["file_empty"]
    assert report.read == 0


def test_a_run_stopped_in_the_middle_and_repeated_equals_one_run(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 3)
    path = write_lines(tmp_path / "a.jsonl", *(portal_record(f"9.{i:06}", f"Tên {i}") for i in range(10)))

    def stop_at_eight(read):
        if read == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files([path], progress=stop_at_eight)
    assert Procedure.objects.count() == 6
    assert ProcedureVersion.objects.count() == Channel.objects.count() == 6
    assert counts(import_files([path])) == (10, 4, 0, 6, 0)
    assert ProcedureVersion.objects.count() == 10


def test_the_command_prints_counts_and_refuses_what_it_cannot_open(tmp_path, capsys):
    path = write_lines(tmp_path / "a.jsonl", portal_record())
    assert main(["catalogue", "import", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {key: answer[key] for key in ("read", "created", "problems")} == {"read": 1, "created": 1, "problems": []}
    assert main(["catalogue", "import", str(tmp_path / "none.jsonl")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    path.write_text("{", encoding="utf-8")
    assert main(["catalogue", "import", str(path), "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["problems"][0]["line"] == 1
    assert "line 1" in captured.err


def test_show_diff_and_stats_answer_on_the_command_line(tmp_path, capsys):
    import_files([write_lines(tmp_path / "a.jsonl", portal_record())])
    assert main(["catalogue", "show", "9.000001", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["code"], shown["decision"]["number"]) == ("9.000001", "7/QĐ-BCB")
    assert main(["catalogue", "show", "9.000001", "--on", "2020-01-01"]) == 1
    assert "2026-02-01" in capsys.readouterr().err
    assert main(["catalogue", "diff", "9.000001"]) == 1
    assert "only this one text" in capsys.readouterr().err
    import_files([write_lines(tmp_path / "b.jsonl", portal_record(note="Mới"))])
    assert main(["catalogue", "diff", "9.000001", "--json"]) == 0
    assert [part["part"] for part in json.loads(capsys.readouterr().out)["parts"]] == ["texts"]
    assert main(["catalogue", "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 1


def wide(text, encoding="utf-16-le"):
    return text.encode(encoding)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.jsonl", wide("{}", "utf-16"), "UTF-16", id="UTF-16"),
        pytest.param("a.jsonl", wide('{"code": 1}'), "UTF-16", id="UTF-16 without its mark"),
        pytest.param("a.jsonl", b"PK\x03\x04rest", "ZIP", id="a spreadsheet"),
        pytest.param("a.jsonl.gz", b"BZh9rest", "bzip2", id="another archive"),
        pytest.param("a.jsonl.xz", gzip.compress(bytes(257) + b"ustar"), "TAR", id="a folder in an archive"),
        pytest.param("a.jsonl.xz", b"\n<html>502</html>", "HTML", id="an error page"),
        pytest.param("a.jsonl.xz", b"\x00\x01noise", "neither such an archive nor JSON", id="noise named xz"),
        pytest.param("a.jsonl", b'[{"code": "9.000001"}]', "one JSON array", id="an array"),
        pytest.param("a.jsonl", b'{\n "code": "9.000001"}', "several lines", id="one object over several lines"),
    ],
)
def test_a_file_of_another_kind_is_named_and_stops_no_other(tmp_path, capsys, name, content, said):
    other, good = tmp_path / name, write_lines(tmp_path / "good.jsonl", portal_record())
    other.write_bytes(content)
    assert main(["catalogue", "import", str(other), str(good), "--json"]) == 1
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    assert answer["created"] == 1
    assert [(p["file"], p["code"]) for p in answer["problems"]] == [(name, "file_unreadable")]
    assert said in captured.err


def test_something_behind_an_archive_is_told(tmp_path):
    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(lzma.compress(json.dumps(portal_record()).encode()) + b"junk")
    report = import_files([path])
    assert report.created == 1
    assert [problem.code for problem in report.problems] == ["archive_truncated"]


def test_a_member_that_stands_twice_keeps_the_record_out_and_a_quote_does_not(tmp_path):
    twice = json.dumps(portal_record())[:-1] + ', "name" : "Một tên khác"}'
    quotes = json.dumps(portal_record("9.000002", 'Tên "a": "b"')).replace('\\"a\\"', "\\u0022a\\u0022")
    path = tmp_path / "a.jsonl"
    path.write_text(f"{twice}\n{quotes}\n", encoding="utf-8")
    report = import_files([path])
    assert counts(report) == (2, 1, 0, 0, 1)
    assert report.defects["repeated_member"] == ["9.000001"]


def test_many_bad_lines_are_told_in_short(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    path.write_text('{"x": 1}\n' * 50, encoding="utf-8")
    assert main(["catalogue", "import", str(path)]) == 1
    said = capsys.readouterr().err
    assert said.count(", line ") == 20
    assert "30 more lines" in said
