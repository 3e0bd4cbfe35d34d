"""Files of events: every line in one class, whatever the format, however often."""

import csv
import gzip
import json
import lzma

import duckdb
import pytest

from motcua.exchange.lines import FileNotReadable
from motcua.ledger import selectors
from motcua.ledger.files import take_in
from tests.ledger.factories import cloud, event, write

pytestmark = pytest.mark.django_db
CLASSES = ("new", "duplicate", "stale", "flagged", "rejected")


def counts(answer):
    assert answer["read"] == sum(answer[name] for name in CLASSES)
    return {name: answer[name] for name in CLASSES if answer[name]}


@pytest.mark.parametrize(
    ("rows", "expected", "flags"),
    [
        pytest.param([event(1)], {"new": 1}, {}, id="a first event is new"),
        pytest.param([event(1), event(1)], {"new": 1, "duplicate": 1}, {}, id="the same again is a duplicate"),
        pytest.param(
            [event(1), event(1, status=4)], {"new": 1, "duplicate": 1}, {"conflicting_body": 1},
            id="the same id with another body is a duplicate with a remark",
        ),
        pytest.param(
            [event(1), event(1, source="H01-mcdt", dossier="H01-1")], {"new": 2}, {}, id="ids belong to their source"
        ),
        pytest.param(
            [event(1, sequence=2, status=4), event(2, sequence=1)], {"new": 1, "stale": 1}, {},
            id="an older one is stale",
        ),
        pytest.param([event(1, status=11)], {"flagged": 1}, {"unknown_status": 1}, id="status 11 is kept and flagged"),
        pytest.param([event(1, status="xong")], {"flagged": 1}, {"unknown_status": 1}, id="a word as status too"),
        pytest.param(
            [event(1, status=9), event(2, sequence=2, status=4)], {"new": 1, "flagged": 1}, {"reopened": 1},
            id="reopened after the end",
        ),
        pytest.param([event(1, on="2099-01-01")], {"flagged": 1}, {"clock_skew": 1}, id="the future is clock skew"),
        pytest.param([event(1, on="2023-01-05T08:00:00")], {"flagged": 1}, {"no_offset": 1}, id="no offset"),
        pytest.param([event(1, channel=None, applicant_kind=None)], {"new": 1}, {}, id="unknown is no fault"),
        pytest.param([event(1, channel=9)], {"flagged": 1}, {"unknown_channel": 1}, id="channel 9"),
        pytest.param([event(1, due_at="soon")], {"flagged": 1}, {"unreadable_value": 1}, id="an unreadable due date"),
        pytest.param(
            [event(1, status=9, received_at="2023-01-09", finished_at="2023-01-05")], {"flagged": 1},
            {"impossible_dates": 1}, id="finished before received",
        ),
        pytest.param([cloud(event(1)), event(1)], {"new": 1, "duplicate": 1}, {}, id="the envelope changes nothing"),
    ],
)  # fmt: skip
def test_every_line_has_one_class(tmp_path, rows, expected, flags):
    answer = take_in([write(tmp_path / "e.ndjson", rows)])
    assert counts(answer) == expected
    assert answer["flags"] == flags


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("{broken", "not_an_object", id="half a line"),
        pytest.param("[1, 2]", "not_an_object", id="a list"),
        pytest.param("[" * 5000, "not_an_object", id="nested deeper than can be read"),
        pytest.param("{}", "no_source", id="nothing in it"),
        pytest.param({**event(1), "id": None}, "no_id", id="no id"),
        pytest.param({**event(1), "dossier": ""}, "no_dossier", id="an empty dossier number"),
        pytest.param({**event(1), "sequence": None}, "no_sequence", id="no sequence"),
        pytest.param({**event(1), "sequence": 1.5}, "bad_sequence", id="half a sequence"),
        pytest.param({**event(1), "status": None}, "no_status", id="no status"),
        pytest.param({**event(1), "occurred_at": None}, "no_occurred_at", id="no moment"),
        pytest.param({**event(1), "occurred_at": "05/01/2023"}, "bad_occurred_at", id="not an ISO moment"),
        pytest.param({**cloud(event(1)), "type": "other"}, "bad_cloudevent", id="another type of event"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_kept(tmp_path, line, code):
    path = write(tmp_path / "e.ndjson", [event(7, dossier="D7"), "", line, event(8, dossier="D8")])
    answer = take_in([path])
    assert counts(answer) == {"new": 2, "rejected": 1}
    [refused] = answer["rejections"]
    assert (refused["line"], refused["code"]) == (3, code)
    assert refused["reason"]["vi"]
    assert refused["reason"]["en"]
    [kept] = selectors.rejected_lines()
    assert kept["text"] == path.read_text("utf-8").splitlines()[2]


def test_bytes_that_are_not_utf8_cost_one_line_only(tmp_path):
    path = tmp_path / "e.ndjson"
    write(path, [event(1)])
    path.write_bytes(path.read_bytes() + b'{"source": "\xff"}\n\r\n')
    answer = take_in([path])
    assert counts(answer) == {"new": 1, "rejected": 1}
    assert answer["rejections"][0]["code"] == "not_utf8"


def test_the_same_file_again_is_all_duplicates(tmp_path):
    path = write(tmp_path / "e.ndjson", [event(i, dossier=f"D{i % 5}", sequence=i) for i in range(50)])
    assert take_in([path])["duplicate"] == 0
    assert counts(take_in([path])) == {"duplicate": 50}


def as_csv(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.DictWriter(file, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def as_parquet(path, rows):
    source = write(path.with_suffix(".tmp"), rows)
    duckdb.connect().execute(f"COPY (SELECT * FROM read_json('{source}')) TO '{path}'")
    return path


def as_batch(path, rows):
    path.write_text(json.dumps([cloud(row) for row in rows], indent=2), "utf-8")
    return path


def packed(opener):
    def pack(path, rows):
        with opener(path, "wb") as file:
            file.write(write(path.with_suffix(".tmp"), rows).read_bytes())
        return path

    return pack


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("e.csv", as_csv), ("e.parquet", as_parquet), ("e.ndjson.gz", packed(gzip.open)),
        ("e.jsonl.xz", packed(lzma.open)), ("batch.json", as_batch),
    ],
)  # fmt: skip
def test_the_format_makes_no_difference(tmp_path, name, make):
    rows = [
        event(i, dossier=f"D{i}", due_at="2023-01-20", received_at="2023-01-05T08:00:00+07:00", fee_due=50_000)
        for i in range(20)
    ]
    assert counts(take_in([make(tmp_path / name, rows)])) == {"new": 20}
    answer = take_in([write(tmp_path / "plain.ndjson", rows)])
    assert counts(answer) == {"duplicate": 20}
    assert answer["flags"] == {}


def test_a_broken_array_is_lines_that_are_no_events(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text(f"[1, 2]\n{json.dumps(event(1))}\n", "utf-8")
    assert counts(take_in([path])) == {"new": 1, "rejected": 1}


def test_a_ragged_csv_row_is_refused_with_its_number(tmp_path):
    path = as_csv(tmp_path / "e.csv", [event(1), event(2, dossier="D2")])
    path.write_text(path.read_text("utf-8") + "only,three,fields\n", "utf-8")
    answer = take_in([path])
    assert counts(answer) == {"new": 2, "rejected": 1}
    assert (answer["rejections"][0]["line"], answer["rejections"][0]["code"]) == (4, "bad_row")


def test_a_bad_file_is_a_sentence_and_nothing_is_taken_in(tmp_path):
    good = write(tmp_path / "good.ndjson", [event(1)])
    cut = tmp_path / "cut.ndjson.gz"
    packed(gzip.open)(cut, [event(i) for i in range(500)])
    cut.write_bytes(cut.read_bytes()[:-30])
    empty, wide = tmp_path / "empty.ndjson", tmp_path / "wide.ndjson"
    empty.touch()
    wide.write_text("x", "utf-16")
    fake = write(tmp_path / "fake.parquet", ["no"])
    short = write(tmp_path / "short.csv", ["source,id", "a,b"])
    for bad in (tmp_path / "none.ndjson", tmp_path, cut, empty, wide, fake, short):
        with pytest.raises(FileNotReadable) as refusal:
            take_in([good, bad])
        assert str(bad) in refusal.value.sentence("vi")
    assert selectors.stats()["events"] == 0
