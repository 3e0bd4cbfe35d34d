"""The three exchange forms of OCEL 2.0 (JSON, XML, SQLite), read into the lists of the JSON form."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from lxml import etree

from motcua.review.logs.columns import broken_xml, opened, refuse, unreadable

Log = dict[str, list[Any]]
_TABLES = ("event", "object", "event_object", "event_map_type")


def load_json(path: Path) -> Log:
    """Return `events` and `objects` of an OCEL 2.0 file in JSON, also .gz."""
    log: Any
    try:
        with opened(path) as file:
            log = json.loads(file.read())
    except json.JSONDecodeError as fault:
        place = (f"dòng {fault.lineno}, cột {fault.colno}", f"line {fault.lineno}, column {fault.colno}")
        raise refuse(path.name, *place, f"JSON sai ({fault.msg}).", f"broken JSON ({fault.msg}).") from fault
    except (OSError, EOFError, UnicodeDecodeError, RecursionError) as fault:
        raise unreadable(path.name, fault, packed=False) from fault
    for part in ("events", "objects"):
        if not isinstance(log, dict) or not isinstance(log.get(part), list):
            raise refuse(
                path.name, part, part, f"thiếu danh sách “{part}” của OCEL 2.0.",
                f"the OCEL 2.0 list “{part}” is missing.",
            )  # fmt: skip
    return {"events": log["events"], "objects": log["objects"]}


def load_xml(path: Path) -> Log:
    """Return the same of an OCEL 2.0 file in XML, also .gz, read as a stream; the file is a stranger's."""
    log: Log = {"events": [], "objects": []}
    try:
        with opened(path) as file:
            for _, element in etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True):
                tag, above = etree.QName(element).localname, element.getparent()
                under = "" if above is None else etree.QName(above).localname
                if (tag, under) == ("event", "events"):
                    log["events"].append(_xml_event(element))
                elif (tag, under) == ("object", "objects"):
                    log["objects"].append({name: element.get(name) for name in ("id", "type") if element.get(name)})
                else:
                    continue
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise broken_xml(path.name, fault.lineno, fault.msg) from fault
    except (OSError, EOFError) as fault:
        raise unreadable(path.name, fault) from fault
    return log


def _xml_event(element: Any) -> dict[str, Any]:
    touched = [each for each in element.iter() if etree.QName(each).localname == "relationship"]
    links = [{"objectId": each.get("object-id")} for each in touched]
    return {"id": element.get("id"), "type": element.get("type"), "time": element.get("time"), "relationships": links}


def load_sqlite(path: Path) -> Log:
    """Return the same of an OCEL 2.0 file in SQLite; it is opened for reading only."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            known = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in _TABLES:
                if table not in known:
                    raise refuse(
                        path.name, table, table, f"thiếu bảng “{table}” của OCEL 2.0.",
                        f"the OCEL 2.0 table “{table}” is missing.",
                    )  # fmt: skip
            return _read_tables(database, known)
    except sqlite3.Error as fault:
        raise refuse(path.name, "SQLite", "SQLite", f"không đọc được ({fault}).", f"unreadable ({fault}).") from fault


def _read_tables(database: sqlite3.Connection, known: set[str]) -> Log:
    links: dict[Any, list[Any]] = {}
    for event, touched in database.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
        links.setdefault(event, []).append({"objectId": touched})
    times: dict[Any, Any] = {}
    for (mapped,) in database.execute("SELECT ocel_type_map FROM event_map_type"):
        # The name of a table cannot be a parameter: only plain names that are in the file are read.
        if f"event_{mapped}" in known and re.fullmatch(r"\w+", str(mapped)):
            times.update(database.execute(f'SELECT ocel_id, ocel_time FROM "event_{mapped}"'))
    events = [
        {"id": identity, "type": kind, "time": times.get(identity), "relationships": links.get(identity, [])}
        for identity, kind in database.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid")
    ]
    objects = database.execute("SELECT ocel_id, ocel_type FROM object")
    return {"events": events, "objects": [{"id": identity, "type": kind} for identity, kind in objects]}
