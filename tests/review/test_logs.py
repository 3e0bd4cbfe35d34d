"""Logs of others are read in three forms, and a broken one is refused with its place."""

import gzip
import json
import sqlite3
from contextlib import closing

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
OCEL_XML = """<?xml version="1.0" encoding="UTF-8"?><log>
<object-types><object-type name="dossier"><attributes/></object-type><object-type name="paper"/></object-types>
<event-types><event-type name="receive"/><event-type name="sign"/></event-types>
<objects><object id="A" type="dossier"><attributes><attribute name="x" time="1970-01-01T00:00:00Z">1</attribute>
</attributes></object><object id="P1" type="paper"/><object id="P2" type="paper"/></objects>
<events><event id="e1" type="receive" time="2023-01-03T01:00:00Z"><attributes/><objects>
<relationship object-id="A" qualifier=""/><relationship object-id="P1" qualifier=""/>
<relationship object-id="P2" qualifier=""/></objects></event>
<event id="e2" type="sign" time="2023-01-03T03:00:00Z">
<objects><relationship object-id="A" qualifier=""/></objects></event>
</events></log>"""
OCEL_TABLES = """
CREATE TABLE event (ocel_id TEXT, ocel_type TEXT); CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event_Receive (ocel_id TEXT, ocel_time TEXT); CREATE TABLE event_Sign (ocel_id TEXT, ocel_time TEXT);
INSERT INTO event VALUES ('e1', 'receive'), ('e2', 'sign');
INSERT INTO object VALUES ('A', 'dossier'), ('P1', 'paper'), ('P2', 'paper');
INSERT INTO event_object VALUES ('e1', 'A', ''), ('e1', 'P1', ''), ('e1', 'P2', ''), ('e2', 'A', '');
INSERT INTO event_map_type VALUES ('receive', 'Receive'), ('sign', 'Sign');
INSERT INTO event_Receive VALUES ('e1', '2023-01-03 01:00:00');
INSERT INTO event_Sign VALUES ('e2', '2023-01-03 03:00:00');
"""


def ocel_database(path, tables=OCEL_TABLES):
    with closing(sqlite3.connect(path)) as database:
        database.executescript(tables)
    return path


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
        pytest.param("log.xml", XES, id="XES under .xml"),
        pytest.param("log.xml", OCEL_XML, id="OCEL 2.0 in XML"),
        pytest.param("log.xmlocel.gz", gzip.compress(OCEL_XML.encode()), id="OCEL 2.0 in XML in gzip"),
        pytest.param("log.csv", CSV.split("B,")[0].replace("2023-01-03T", "2023/01/03 "), id="slashes"),
        pytest.param(
            "log.csv", CSV.split("B,")[0].replace("2023-01-03T", "3/1/2023 ").replace("+07:00", ""), id="day first"
        ),
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
        pytest.param("log.csv", "case,activity,time,time\nA,a,2023-01-01,x\n", "line 1", id="two columns of time"),
        pytest.param(
            "log.json", json.dumps({**OCEL, "objects": OCEL["objects"] * 2}), "objects[", id="an object twice"
        ),
        pytest.param(
            "log.json",
            json.dumps({**OCEL, "events": [{**OCEL["events"][0], "id": "e"}] * 2}),
            "events[1]",
            id="an event twice",
        ),
        pytest.param(
            "log.json",
            json.dumps({**OCEL, "events": [{**OCEL["events"][0], "type": float("nan")}]}),
            "events[0]",
            id="a type that is no text",
        ),
        pytest.param(
            "log.json",
            json.dumps({**OCEL, "events": [{**OCEL["events"][0], "relationships": "x"}]}),
            "events[0]",
            id="links that are no list",
        ),
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


def test_an_ocel_database_is_read_and_not_written(tmp_path):
    path = ocel_database(tmp_path / "log.sqlite")
    before = path.read_bytes()
    columns = read_log(path)
    assert (columns.case, columns.activity) == (["A", "A"], ["receive", "sign"])
    assert columns.at[1] - columns.at[0] == 7200
    assert path.read_bytes() == before


def test_a_database_that_is_no_ocel_is_refused_with_the_missing_table(tmp_path):
    path = ocel_database(tmp_path / "log.sqlite", "CREATE TABLE event (ocel_id TEXT, ocel_type TEXT)")
    with pytest.raises(BrokenLog, match=r"table “object” is missing"):
        read_log(path)
    (tmp_path / "half.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 200)
    with pytest.raises(BrokenLog, match="unreadable"):
        read_log(tmp_path / "half.sqlite")


@pytest.mark.parametrize("links", [5, "A", None, [5], [None], [{"objectId": ["A"]}]])
def test_links_of_any_shape_end_in_a_sentence(written, links):
    log = {**OCEL, "events": [{**OCEL["events"][0], "relationships": links}]}
    with pytest.raises((BrokenLog, EmptyLog)):
        read_log(written("log.json", json.dumps(log)))


@pytest.mark.parametrize("text", ["31/02/2023 08:00", "13/13/2023", "2023/00/10", "1/2/23"])
def test_a_day_that_does_not_exist_is_refused(written, text):
    with pytest.raises(BrokenLog, match="line 2"):
        read_log(written("log.csv", f"case_id,activity,timestamp\nA,receive,{text}\n"))
