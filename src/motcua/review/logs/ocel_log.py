"""OCEL 2.0 logs in JSON: events that touch objects; one type of object is the case."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from motcua.review.logs.columns import Columns, moment, refuse


def read_ocel(path: Path, object_type: str | None = None) -> Columns:
    """Return the events of an OCEL 2.0 log, once for each object of the chosen type they touch."""
    log = _load(path)
    types = {}
    for place, item in enumerate(log["objects"]):
        if not isinstance(item, dict) or "id" not in item or "type" not in item:
            raise _at(path, f"objects[{place}]", "thiếu id hoặc type.", "the id or the type is missing.")
        types[item["id"]] = item["type"]
    chosen = object_type or _usual_type(log["events"], types)
    if chosen is None or chosen not in set(types.values()):
        known = ", ".join(sorted(set(types.values()))) or "–"
        raise _at(
            path,
            "objects",
            f"không có loại đối tượng “{chosen}” (đang có: {known}).",
            f"there is no object type “{chosen}” (there are: {known}).",
        )
    columns = Columns()
    for place, event in enumerate(log["events"]):
        _add(columns, path, f"events[{place}]", event, types, chosen)
    return columns


def _load(path: Path) -> dict[str, Any]:
    log: Any
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        log = json.loads(raw)
    except json.JSONDecodeError as fault:
        place = (f"dòng {fault.lineno}, cột {fault.colno}", f"line {fault.lineno}, column {fault.colno}")
        raise refuse(path.name, *place, f"JSON sai ({fault.msg}).", f"broken JSON ({fault.msg}).") from fault
    except (OSError, EOFError, UnicodeDecodeError) as fault:
        raise refuse(path.name, "tệp", "file", f"không đọc được ({fault}).", f"unreadable ({fault}).") from fault
    for part in ("events", "objects"):
        if not isinstance(log, dict) or not isinstance(log.get(part), list):
            raise _at(path, part, f"thiếu danh sách “{part}” của OCEL 2.0.", f"the OCEL 2.0 list “{part}” is missing.")
    return dict(log)


def _at(path: Path, place: str, vi: str, en: str) -> Exception:
    return refuse(path.name, place, place, vi, en)


def _usual_type(events: list[Any], types: dict[str, str]) -> str | None:
    """Return the type that most events touch exactly once; the alphabet breaks a tie."""
    votes: Counter[str] = Counter()
    for event in events:
        touched = Counter(
            types[link["objectId"]]
            for link in (event.get("relationships") or [] if isinstance(event, dict) else [])
            if isinstance(link, dict) and link.get("objectId") in types
        )
        votes.update(kind for kind, times in touched.items() if times == 1)
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else next(iter(types.values()), None)


def _add(columns: Columns, path: Path, place: str, event: Any, types: dict[str, str], chosen: str) -> None:
    if not isinstance(event, dict) or not event.get("type") or not event.get("time"):
        raise _at(path, place, "thiếu type hoặc time.", "the type or the time is missing.")
    try:
        at = moment(str(event["time"]))
    except ValueError as fault:
        text = event["time"]
        raise _at(
            path, place, f"thời điểm “{text}” không đúng ISO 8601.", f"“{text}” is no ISO 8601 moment."
        ) from fault
    for link in event.get("relationships") or []:
        touched = link.get("objectId") if isinstance(link, dict) else None
        if touched not in types:
            raise _at(path, place, f"đối tượng “{touched}” không được khai.", f"object “{touched}” is not declared.")
        if types[touched] == chosen:
            columns.add(str(touched), str(event["type"]), at)
