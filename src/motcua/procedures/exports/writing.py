"""Write the whole catalogue in one format to a file or a stream."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import Max

from motcua.procedures.exports import cpsv_ap, dcat, linked, tables
from motcua.procedures.exports.plain import plain
from motcua.procedures.exports.stream import whole_texts
from motcua.procedures.exports.wording import SOURCE_VI
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import today

FORMATS = ("cpsv-ap", "dcat", "json", "csv", "xlsx")


def pieces(kind: str, on: date | None = None, *, turtle: bool = False) -> Iterator[str]:
    """Yield the catalogue as text in `kind` (any format but xlsx); `turtle` for linked data."""
    write: Callable[[Iterable[linked.Node]], Iterator[str]] = linked.turtle if turtle else linked.json_ld
    if kind == "cpsv-ap":
        return write(cpsv_ap.Writer(settings.PUBLIC_URL).nodes(whole_texts(on)))
    if kind == "dcat":
        latest = ProcedureVersion.objects.aggregate(latest=Max("recorded_at"))["latest"]
        return write(dcat.nodes(settings.PUBLIC_URL, on or today(), latest, _is_imported()))
    if kind == "json":
        return _json(on)
    return tables.csv_pieces(whole_texts(on))


def _is_imported() -> bool:
    return ProcedureVersion.objects.filter(source="portal").exists()


def _json(on: date | None) -> Iterator[str]:
    head = {"on": on or today(), "source": SOURCE_VI if _is_imported() else ""}
    yield json.dumps(head, ensure_ascii=False, default=str)[:-1] + ', "procedures": [\n'
    comma = ""
    for text in whole_texts(on):
        yield comma + json.dumps(plain(text), ensure_ascii=False, default=_plain_value)
        comma = ",\n"
    yield "\n]}\n"


def _plain_value(value: Any) -> Any:
    return float(value) if hasattr(value, "as_tuple") else str(value)


def write(kind: str, target: BinaryIO, on: date | None = None, *, turtle: bool = False) -> None:
    """Write the catalogue in `kind` to an open binary stream."""
    if kind == "xlsx":
        tables.write_xlsx(whole_texts(on), target, SOURCE_VI if _is_imported() else "")
        return
    for piece in pieces(kind, on, turtle=turtle):
        target.write(piece.encode())


def write_file(kind: str, path: Path, on: date | None = None) -> int:
    """Write the catalogue to `path`, whole or not at all; return its size in bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as target:
            write(kind, target, on, turtle=path.suffix == ".ttl")
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path.stat().st_size
