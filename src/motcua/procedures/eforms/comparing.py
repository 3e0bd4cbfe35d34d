"""Two forms compared page by page, in the shape in which two texts are compared."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from motcua.core.phrases import Phrase
from motcua.procedures.comparison import Change, PartChange

ORDER = Phrase("Thứ tự các trang", "Order of the pages")
_MARKS = ("required", "past", "must_be", "minimum", "maximum", "max", "maxLength", "minLength", "pattern", "prefill")


def compare_forms(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[PartChange]:
    """Return what differs: first the order of the pages, then each page, added, removed or changed."""
    before, after = {page["key"]: page for page in old}, {page["key"]: page for page in new}
    found = []
    if list(before) != list(after):
        found.append(PartChange("order", ORDER, _changes([*before], [*after])))
    for key in [*after, *(key for key in before if key not in after)]:
        one, other = before.get(key), after.get(key)
        lines, now = page_lines(one) if one else [], page_lines(other) if other else []
        if lines != now:
            named = other or one or {}
            found.append(PartChange(key, Phrase(named.get("vi", key), named.get("en", key)), _changes(lines, now)))
    return found


def page_lines(page: Mapping[str, Any]) -> list[str]:
    """Return a page as lines: its heading, each question, its group and its sum."""
    lines = [f"{page['vi']} / {page['en']}", *map(_field_line, page["fields"])]
    if group := page.get("repeat"):
        lines.append(f"[{group['name']}] {group['vi']} / {group['en']} × {group['most']}")
        lines += [f"[{group['name']}] {_field_line(field)}" for field in group["fields"]]
    if total := page.get("computed"):
        lines.append(f"= {total['name']}: {total['vi']} / {total['en']} ({' × '.join(total['sum_of'])})")
    return lines


def _field_line(field: Mapping[str, Any]) -> str:
    line = f"{field['name']} ({field['type']}): {field['vi']} / {field['en']}"
    hints = [field[name] for name in ("hint_vi", "hint_en") if field.get(name)]
    marks = [name if field[name] is True else f"{name}={field[name]}" for name in _MARKS if field.get(name)]
    if condition := field.get("when"):
        marks.append(f"when {condition['field']} = {condition['is']}")
    options = [f"{option['value']}: {option['vi']} / {option['en']}" for option in field.get("options", [])]
    parts = ["; ".join(part) for part in (hints, marks, options) if part]
    return " · ".join([line, *parts])


def _changes(before: list[str], after: list[str]) -> tuple[Change, ...]:
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change("kept", text) for text in before[i:j]]
            continue
        changes += [Change("removed", text) for text in before[i:j]]
        changes += [Change("added", text) for text in after[k:m]]
    return tuple(changes)
