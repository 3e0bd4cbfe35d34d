"""Questions that ask for a commune: which to offer, and whether the answer is one of today."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from motcua.agencies.communes import commune, communes, communes_like
from motcua.agencies.models import Unit
from motcua.procedures.eforms.answers import FieldError
from motcua.procedures.eforms.drawing import FieldShown


def with_units(item: FieldShown, search: str = "") -> FieldShown:
    """Give a unit field its list: all communes where they are few, else those found by the words typed."""
    listed = communes()
    if listed:
        return replace(item, widget="list", options=_units(listed, item.value))
    chosen = commune(item.value)
    found = communes_like(search) if search else ([chosen] if chosen else [])
    return replace(item, options=_units(found, item.value), search=search or (chosen.name if chosen else ""))


def _units(found: Sequence[Unit], value: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple((unit.code, unit.name, unit.code == value) for unit in found)


def unit_faults(page: Mapping[str, Any], known: Mapping[str, Any]) -> list[FieldError]:
    """Return the questions of a page whose answer is no commune of today."""
    return [
        FieldError(one["name"], f"{one['vi']}: hãy chọn trong danh sách.", f"{one['en']}: choose from the list.")
        for one in page["fields"]
        if one["type"] == "unit" and known.get(one["name"]) and commune(str(known[one["name"]])) is None
    ]
