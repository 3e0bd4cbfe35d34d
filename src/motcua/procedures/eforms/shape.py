"""What may stand in the pages of a form at all: the shape of a file that an editor imports.

Checked before anything reads the pages; what the pages mean is checked by `definition.check`.
"""

import re
from collections.abc import Sequence
from typing import Any

from jsonschema import Draft202012Validator

from motcua.procedures.eforms.definition import WIDGETS, BadForm

NAME = r"^[a-z][a-z0-9_]{0,59}$"
_LABEL = {"type": "string", "maxLength": 500}
_BOUND = {"type": "integer"}
_MARK = {"type": "boolean"}
_OPTION = {
    "type": "object",
    "properties": {"value": {"type": "string", "minLength": 1, "maxLength": 60}, "vi": _LABEL, "en": _LABEL},
    "required": ["value", "vi", "en"],
    "additionalProperties": False,
}
_FIELD = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": NAME},
        "type": {"enum": list(WIDGETS)},
        **dict.fromkeys(("vi", "en", "hint_vi", "hint_en"), _LABEL),
        **dict.fromkeys(("required", "past", "must_be"), _MARK),
        **dict.fromkeys(("minimum", "maximum", "max", "maxLength", "minLength"), _BOUND),
        "pattern": {"type": "string", "maxLength": 200},
        "prefill": {"type": "string", "pattern": r"^(account|earlier)\.[a-z0-9_]{1,60}$"},
        "options": {"type": "array", "items": _OPTION, "minItems": 1, "maxItems": 300},
        "when": {
            "type": "object",
            "properties": {"field": {"type": "string"}, "is": {"type": ["string", "boolean", "integer"]}},
            "required": ["field", "is"],
            "additionalProperties": False,
        },
    },
    "required": ["name", "type", "vi", "en"],
    "additionalProperties": False,
    "if": {"properties": {"type": {"const": "choice"}}},
    "then": {"required": ["options"]},
}
_GROUP = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": NAME},
        "vi": _LABEL,
        "en": _LABEL,
        "most": {"type": "integer", "minimum": 1, "maximum": 50},
        "fields": {"type": "array", "items": _FIELD, "maxItems": 30},
    },
    "required": ["name", "vi", "en", "most", "fields"],
    "additionalProperties": False,
}
_COMPUTED = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": NAME},
        "vi": _LABEL,
        "en": _LABEL,
        "sum_of": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 6},
    },
    "required": ["name", "vi", "en", "sum_of"],
    "additionalProperties": False,
}
PAGES: dict[str, Any] = {
    "type": "array",
    "maxItems": 40,
    "items": {
        "type": "object",
        "properties": {
            "key": {"type": "string", "pattern": NAME},
            "vi": _LABEL,
            "en": _LABEL,
            "fields": {"type": "array", "items": _FIELD, "maxItems": 60},
            "repeat": _GROUP,
            "computed": _COMPUTED,
        },
        "required": ["key", "vi", "en", "fields"],
        "additionalProperties": False,
    },
}
_VALIDATOR = Draft202012Validator(PAGES)


def check_shape(pages: Any) -> None:
    """Raise BadForm at the first place whose shape no form can have."""
    fault = next(
        iter(sorted(_VALIDATOR.iter_errors(pages), key=lambda error: list(map(str, error.absolute_path)))), None
    )
    if fault is not None:
        place = " › ".join(map(str, fault.absolute_path)) or "ui"
        raise BadForm(
            reason_vi=f"Chỗ “{place}” viết chưa đúng: {fault.message[:200]}.",
            reason_en=f"At “{place}”: {fault.message[:200]}.",
        )
    _check_keys(pages)
    _check_patterns(pages)


def _check_keys(pages: Sequence[dict[str, Any]]) -> None:
    keys = [page["key"] for page in pages]
    for key in keys:
        if keys.count(key) > 1:
            raise BadForm(reason_vi=f"Hai trang cùng khóa “{key}”.", reason_en=f"Two pages have the key “{key}”.")


def _check_patterns(pages: Sequence[dict[str, Any]]) -> None:
    for page in pages:
        for field in [*page["fields"], *page.get("repeat", {}).get("fields", [])]:
            try:
                re.compile(field.get("pattern", ""))
            except re.error as fault:
                raise BadForm(
                    reason_vi=f"Mẫu chữ của “{field['name']}” sai: {fault}.",
                    reason_en=f"The pattern of “{field['name']}” is wrong: {fault}.",
                ) from fault
