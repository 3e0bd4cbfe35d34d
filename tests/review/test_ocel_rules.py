"""What we export keeps the rules of OCEL 2.0 in JSON: the shape that its schema asks for, and whole references."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from motcua.review.ocel_export import export
from motcua.review.scope import scope_of
from tests.kept_ledger import once
from tests.reports.factories import dossier, take

pytestmark = pytest.mark.django_db


def an(required, **properties):
    return {"type": "object", "required": required, "properties": properties}


def many(item):
    return {"type": "array", "items": item}


TEXT, TIME = {"type": "string"}, {"type": "string", "format": "date-time"}
KIND = an(["name", "attributes"], name=TEXT, attributes=many(an(
    ["name", "type"], name=TEXT, type={"enum": ["string", "time", "integer", "float", "boolean"]})))  # fmt: skip
LINKS = many(an(["objectId", "qualifier"], objectId=TEXT, qualifier=TEXT))
# The rules of the JSON form of OCEL 2.0 (ocel-standard.org), in which also numbers and times are strings.
RULES = an(
    ["eventTypes", "objectTypes", "events", "objects"],
    eventTypes=many(KIND),
    objectTypes=many(KIND),
    events=many(an(["id", "type", "time"], id=TEXT, type=TEXT, time=TIME, relationships=LINKS,
                   attributes=many(an(["name", "value"], name=TEXT, value=TEXT)))),
    objects=many(an(["id", "type"], id=TEXT, type=TEXT, relationships=LINKS,
                    attributes=many(an(["name", "value", "time"], name=TEXT, value=TEXT, time=TIME)))),
)  # fmt: skip


@pytest.fixture
def log(tmp_path):
    paths = [
        dossier(1, (2, "2023-01-10"), (4, "2023-01-11"), (9, "2023-01-13")),
        dossier(2, (2, "2023-01-10"), (9, "2023-01-13"), procedure="2.000001"),
    ]
    once("two paths", lambda: take(tmp_path, *paths))
    export(scope_of("2023Q1"), tmp_path / "log.json")
    return json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))


def test_the_export_has_the_shape_of_the_standard(log):
    check = Draft202012Validator(RULES, format_checker=FormatChecker())
    assert [fault.json_path for fault in check.iter_errors(log)] == []
    assert len(log["events"]) == 5


def test_every_reference_leads_to_what_is_declared(log):
    objects = [each["id"] for each in log["objects"]]
    events = [each["id"] for each in log["events"]]
    assert len(set(objects)) == len(objects)
    assert len(set(events)) == len(events)
    for kinds, items in (("objectTypes", "objects"), ("eventTypes", "events")):
        declared = {kind["name"]: {one["name"] for one in kind["attributes"]} for kind in log[kinds]}
        for item in log[items]:
            assert {one["name"] for one in item.get("attributes", ())} <= declared[item["type"]]
    assert all(link["objectId"] in set(objects) for event in log["events"] for link in event["relationships"])
