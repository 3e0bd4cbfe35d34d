"""The events of a period as an object-centric event log (OCEL 2.0, JSON), written row by row.

Objects are dossiers, procedures and units; nothing personal is in the ledger, so nothing personal leaves it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from motcua.ledger import selectors as ledger
from motcua.review.errors import ForeignExportPath
from motcua.review.scope import Scope, choose

if TYPE_CHECKING:
    import duckdb

BATCH = 20_000
OBJECTS = (
    ("dossier", "SELECT dossier, received_at, due_at, channel FROM chosen ORDER BY 1", ("received_at", "due_at")),
    ("procedure", "SELECT DISTINCT procedure FROM chosen WHERE procedure != '' ORDER BY 1", ()),
    ("unit", "SELECT DISTINCT at_agency FROM log WHERE at_agency != '' ORDER BY 1", ()),
)
EVENTS = """SELECT dossier, ordinal, activity, occurred_at, status, procedure, at_agency FROM log
  ORDER BY at_s, ordinal"""


def export(scope: Scope, path: Path) -> dict[str, int]:
    """Write the log to `path`; return how many events and objects it holds."""
    with ledger.reader() as connection:
        choose(connection, scope)
        try:
            with path.open("w", encoding="utf-8") as file:
                return _write(connection, file)
        except OSError as fault:
            raise ForeignExportPath(file=str(path), reason=str(fault)) from fault


def _write(connection: "duckdb.DuckDBPyConnection", file: TextIO) -> dict[str, int]:
    names = [row[0] for row in connection.execute("SELECT DISTINCT activity FROM log ORDER BY 1").fetchall()]
    kinds = [
        {"name": name, "attributes": [{"name": attribute, "type": "time"} for attribute in attributes]}
        for name, _, attributes in OBJECTS
    ]
    types = [{"name": name, "attributes": [{"name": "status", "type": "integer"}]} for name in names]
    file.write(f'{{"objectTypes": {_json(kinds)},\n"eventTypes": {_json(types)},\n"objects": [\n')
    objects = _lines(file, _objects(connection))
    file.write('],\n"events": [\n')
    events = _lines(file, _events(connection))
    file.write("]}\n")
    return {"events": events, "objects": objects}


def _lines(file: TextIO, items: Iterator[dict[str, Any]]) -> int:
    count = 0
    for count, item in enumerate(items, start=1):
        file.write(("" if count == 1 else ",\n") + _json(item))
    file.write("\n")
    return count


def _rows(connection: "duckdb.DuckDBPyConnection", sql: str) -> Iterator[tuple[Any, ...]]:
    answer = connection.execute(sql)
    while rows := answer.fetchmany(BATCH):
        yield from rows


def _objects(connection: "duckdb.DuckDBPyConnection") -> Iterator[dict[str, Any]]:
    for kind, sql, attributes in OBJECTS:
        for row in _rows(connection, sql):
            item: dict[str, Any] = {"id": _id(kind, row[0]), "type": kind}
            known = zip(attributes, row[1:], strict=False)
            item["attributes"] = [
                {"name": name, "time": "1970-01-01T00:00:00Z", "value": _utc(value)} for name, value in known if value
            ]
            yield item


def _events(connection: "duckdb.DuckDBPyConnection") -> Iterator[dict[str, Any]]:
    for dossier, ordinal, activity, at, status, procedure, unit in _rows(connection, EVENTS):
        links = [("dossier", dossier, "handled"), ("procedure", procedure, "follows"), ("unit", unit, "acts")]
        yield {
            "id": f"{dossier}#{ordinal}",
            "type": activity,
            "time": _utc(at),
            # The standard's schema has every value as a string; the type says how it is read.
            "attributes": [{"name": "status", "value": str(status)}],
            "relationships": [{"objectId": _id(kind, code), "qualifier": how} for kind, code, how in links if code],
        }


def _id(kind: str, code: str) -> str:
    return code if kind == "dossier" else f"{kind}:{code}"


def _utc(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _json(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False)
