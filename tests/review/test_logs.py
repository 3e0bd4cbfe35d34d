"""Logs of others are read in three forms, and a broken one is refused with its place."""

import gzip
import json

import pytest

from motcua.review.errors import BrokenLog, EmptyLog, UnknownLogForm
from motcua.review.logs import read_log
from motcua.review.process_map import map_columns

CSV = """case_id,activity,timestamp
A,receive,2023-01-03T08:00:00+07:00
A,sign,2023-01-03T10:00:00+07:00
B,receive,2023-01-03T08:00:00+07:00
B,supplement,2023-01-03T09:00:00+07:00
B,sign,2023-01-03T12:00:00+07:00
"""
XES = """<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">
<trace><string key="concept:name" value="A"/>
<event><string key="concept:name" value="receive"/><date key="time:timestamp" value="2023-01-03T01:00:00Z"/></event>
<event><string key="concept:name" value="sign"/><date key="time:timestamp" value="2023-01-03T03:00:00.0Z"/></event>
</trace></log>"""
OCEL = {
    "objectTypes": [{"name": "dossier"}, {"name": "paper"}],
    "eventTypes": [{"name": "receive"}],
    "objects": [{"id": "A", "type": "dossier"}, {"id": "P1", "type": "paper"}, {"id": "P2", "type": "paper"}],
    "events": [
        {
            "id": "e1",
            "type": "receive",
            "time": "2023-01-03T01:00:00Z",
            "relationships": [{"objectId": "A"}, {"objectId": "P1"}, {"objectId": "P2"}],
        },
        {"id": "e2", "type": "sign", "time": "2023-01-03T03:00:00Z", "relationships": [{"objectId": "A"}]},
    ],
}


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_map_counts_who_follows_whom(written):
    found = map_columns(read_log(written("log.csv", CSV)))
    assert (found.cases, found.events, found.variants_in_all) == (2, 5, 2)
    assert [(arc.before, arc.after, arc.count, arc.median_s) for arc in found.arcs] == [
        ("receive", "sign", 1, 7200.0),
        ("receive", "supplement", 1, 3600.0),
        ("supplement", "sign", 1, 10800.0),
    ]
    assert {(node.activity, node.first, node.last) for node in found.nodes} == {
        ("receive", 2, 0),
        ("sign", 0, 2),
        ("supplement", 0, 0),
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("log.xes", XES, id="XES"),
        pytest.param("log.xes.gz", gzip.compress(XES.encode()), id="XES in gzip"),
        pytest.param("log.json", json.dumps(OCEL), id="OCEL 2.0"),
        pytest.param("log.csv", CSV.split("B,")[0], id="CSV"),
        pytest.param("log.csv", CSV.split("B,")[0].replace(",", ";"), id="CSV with semicolons"),
        pytest.param("noname", XES, id="known by its content"),
    ],
)
def test_the_same_case_is_read_from_every_form(written, name, text):
    columns = read_log(written(name, text))
    assert columns.case == ["A", "A"]
    assert columns.activity == ["receive", "sign"]
    assert columns.at[1] - columns.at[0] == 7200


def test_the_case_of_an_ocel_log_can_be_chosen(written):
    assert read_log(written("log.json", json.dumps(OCEL)), object_type="paper").case == ["P1", "P2"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        pytest.param("log.csv", CSV.replace("2023-01-03T09", "hôm qua"), "line 5", id="no moment"),
        pytest.param("log.csv", CSV + "C,receive\n", "line 7", id="too few cells"),
        pytest.param("log.csv", "a,b,c\n1,2,3\n", "line 1", id="no known column"),
        pytest.param("log.csv", "ca\xff".encode("latin-1"), "byte 2", id="not UTF-8"),
        pytest.param("log.xes", XES[:-12], "line 5", id="cut XML"),
        pytest.param("log.xes", XES.replace("time:timestamp", "when", 1), "line 3", id="an event without time"),
        pytest.param("log.xes.gz", gzip.compress(XES.encode())[:-9], "archive", id="cut archive"),
        pytest.param("log.json", json.dumps(OCEL)[:-5], "line 1, column", id="cut JSON"),
        pytest.param("log.json", "{}", "events", id="no events"),
        pytest.param(
            "log.json",
            json.dumps({**OCEL, "objects": OCEL["objects"][:1]}),
            "events[0]",
            id="an object that is not declared",
        ),
    ],
)
def test_a_broken_log_is_refused_with_its_place(written, name, text, place):
    with pytest.raises(BrokenLog) as refusal:
        read_log(written(name, text))
    assert place in refusal.value.sentence("en")


def test_an_empty_log_and_an_unknown_form_are_said(written):
    with pytest.raises(EmptyLog):
        read_log(written("log.csv", "case,activity,time\n"))
    with pytest.raises(UnknownLogForm):
        read_log(written("picture", b"\x89PNG"))
