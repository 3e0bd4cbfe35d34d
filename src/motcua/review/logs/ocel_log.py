"""OCEL 2.0 logs: events that touch objects; one type of object is the case."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.review.logs.columns import Columns, moment, no_moment, refuse
from motcua.review.logs.ocel_forms import Log


def read_ocel(path: Path, load: Callable[[Path], Log], object_type: str | None = None) -> Columns:
    """Return the events of an OCEL 2.0 log, once for each object of the chosen type they touch."""
    log = load(path)
    types: dict[str, str] = {}
    for place, item in enumerate(log["objects"]):
        if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in ("id", "type")):
            raise _at(path, f"objects[{place}]", "thiếu id hoặc type.", "the id or the type is missing.")
        if item["id"] in types:
            raise _twice(path, f"objects[{place}]", item["id"])
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
    seen = set[str]()
    for place, event in enumerate(log["events"]):
        identity = event.get("id") if isinstance(event, dict) else None
        if isinstance(identity, str):
            if identity in seen:
                raise _twice(path, f"events[{place}]", identity)
            seen.add(identity)
        _add(columns, path, f"events[{place}]", event, types, chosen)
    return columns


def _at(path: Path, place: str, vi: str, en: str) -> Exception:
    return refuse(path.name, place, place, vi, en)


def _twice(path: Path, place: str, identity: str) -> Exception:
    return _at(path, place, f"id “{identity}” đã có ở trên.", f"the id “{identity}” stands above already.")


def _usual_type(events: list[Any], types: dict[str, str]) -> str | None:
    """Return the type that most events touch exactly once; the alphabet breaks a tie."""
    votes: Counter[str] = Counter()
    for event in events:
        touched = Counter(types[link["objectId"]] for link in _links(event) if _object(link) in types)
        votes.update(kind for kind, times in touched.items() if times == 1)
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else next(iter(types.values()), None)


def _links(event: Any) -> list[Any]:
    links = event.get("relationships") if isinstance(event, dict) else None
    return links if isinstance(links, list) else []


def _object(link: Any) -> str:
    return str(link.get("objectId")) if isinstance(link, dict) else ""


def _add(columns: Columns, path: Path, place: str, event: Any, types: dict[str, str], chosen: str) -> None:
    if not isinstance(event, dict) or not all(isinstance(event.get(n), str) and event[n] for n in ("type", "time")):
        raise _at(path, place, "thiếu type hoặc time (dạng chữ).", "the type or the time is missing, or no text.")
    if not isinstance(event.get("relationships", []), list):
        raise _at(path, place, "relationships không phải danh sách.", "its relationships are no list.")
    try:
        at = moment(str(event["time"]))
    except ValueError as fault:
        raise no_moment(path.name, place, place, event["time"]) from fault
    for link in _links(event):
        touched = _object(link)
        if touched not in types:
            raise _at(path, place, f"đối tượng “{touched}” không được khai.", f"object “{touched}” is not declared.")
        if types[touched] == chosen:
            columns.add(str(touched), str(event["type"]), at)
