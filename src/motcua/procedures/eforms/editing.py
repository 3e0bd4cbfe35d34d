"""One change to the pages of a form: add, write, move up or down, remove.

Pure: each function returns new pages and leaves the old ones alone. A place that does not
exist is refused, since another editor may have changed the form meanwhile.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

from motcua.rules.errors import RuleViolation

Pages = list[dict[str, Any]]


class PlaceUnknown(RuleViolation):
    """“{name}” is not in the form any more. Reload the page to see the form as it is now."""

    code: ClassVar[str] = "form_place_unknown"
    vi: ClassVar[str] = "“{name}” không còn trong biểu mẫu. Hãy tải lại trang để xem biểu mẫu hiện tại."


class NameTaken(RuleViolation):
    """“{name}” is used already. Give every page and question its own name."""

    code: ClassVar[str] = "form_name_taken"
    vi: ClassVar[str] = "Tên “{name}” đã được dùng. Hãy đặt tên khác cho mỗi trang và mỗi câu hỏi."


def page_of(pages: Sequence[Mapping[str, Any]], key: str) -> dict[str, Any]:
    """Return the page of that key."""
    for page in pages:
        if page["key"] == key:
            return dict(page)
    raise PlaceUnknown(name=key)


def find_field(pages: Sequence[Mapping[str, Any]], key: str, name: str) -> tuple[dict[str, Any], bool]:
    """Return a question of a page, and whether it belongs to the repeated group."""
    page = page_of(pages, key)
    for in_group, fields in ((False, page["fields"]), (True, page.get("repeat", {}).get("fields", []))):
        for field in fields:
            if field["name"] == name:
                return dict(field), in_group
    raise PlaceUnknown(name=name)


def put_page(pages: Pages, facts: Mapping[str, Any], key: str = "") -> Pages:
    """Write the heading, group and sum of a page, or add it at the end; its questions stay."""
    made = deepcopy(pages)
    if facts["key"] != key and any(page["key"] == facts["key"] for page in made):
        raise NameTaken(name=facts["key"])
    if not key:
        return [*made, {"fields": [], **facts}]
    place = _place(made, "key", key)
    old = made[place]
    page = {"key": facts["key"], "vi": facts["vi"], "en": facts["en"], "fields": old["fields"]}
    if "repeat" in facts:
        page["repeat"] = {**facts["repeat"], "fields": old.get("repeat", {}).get("fields", [])}
    if "computed" in facts:
        page["computed"] = dict(facts["computed"])
    made[place] = page
    return made


def move_page(pages: Pages, key: str, by: int) -> Pages:
    """Move a page up (-1) or down (1); at the edge it stays."""
    made = deepcopy(pages)
    _move(made, _place(made, "key", key), by)
    return made


def remove_page(pages: Pages, key: str) -> Pages:
    """Take a page with its questions away."""
    made = deepcopy(pages)
    del made[_place(made, "key", key)]
    return made


def put_field(pages: Pages, key: str, facts: Mapping[str, Any], *, name: str = "", in_group: bool = False) -> Pages:
    """Write a question, or add it at the end of its list; conditions on it follow a new name."""
    made = deepcopy(pages)
    if facts["name"] != name and facts["name"] in _names(made):
        raise NameTaken(name=facts["name"])
    fields = _fields(made, key, in_group)
    if name:
        fields[_place(fields, "name", name)] = dict(facts)
        _rename(made, name, facts["name"])
    else:
        fields.append(dict(facts))
    return made


def move_field(pages: Pages, key: str, name: str, by: int) -> Pages:
    """Move a question up or down inside its page or group."""
    made = deepcopy(pages)
    _, in_group = find_field(made, key, name)
    fields = _fields(made, key, in_group)
    _move(fields, _place(fields, "name", name), by)
    return made


def remove_field(pages: Pages, key: str, name: str) -> Pages:
    """Take a question away; a condition on it stays and is refused at publication."""
    made = deepcopy(pages)
    _, in_group = find_field(made, key, name)
    fields = _fields(made, key, in_group)
    del fields[_place(fields, "name", name)]
    return made


def _fields(pages: Pages, key: str, in_group: bool) -> list[dict[str, Any]]:
    page = pages[_place(pages, "key", key)]
    if not in_group:
        own: list[dict[str, Any]] = page["fields"]
        return own
    if "repeat" not in page:
        raise PlaceUnknown(name=key)
    found: list[dict[str, Any]] = page["repeat"]["fields"]
    return found


def _names(pages: Pages) -> set[str]:
    names = {field["name"] for page in pages for field in page["fields"]}
    for page in pages:
        group = page.get("repeat")
        names |= {group["name"], *(field["name"] for field in group["fields"])} if group else set()
    return names


def _rename(pages: Pages, old: str, new: str) -> None:
    for page in pages:
        for field in page["fields"]:
            if field.get("when", {}).get("field") == old:
                field["when"]["field"] = new


def _place(entries: Sequence[Mapping[str, Any]], by: str, value: str) -> int:
    for place, entry in enumerate(entries):
        if entry[by] == value:
            return place
    raise PlaceUnknown(name=value)


def _move(entries: list[dict[str, Any]], place: int, by: int) -> None:
    target = place + by
    if 0 <= target < len(entries):
        entries[place], entries[target] = entries[target], entries[place]
