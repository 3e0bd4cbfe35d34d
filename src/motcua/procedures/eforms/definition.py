"""Build a definition from blocks, and refuse one that could not be filled in.

A block is one page: `vi`, `en`, `fields`, optionally `repeat` (a group asked several
times) and `computed` (a value worked out from others). The same shape is what an
editor exports and imports as a file.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.rules.errors import RuleViolation

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
WIDGETS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1, "maxLength": 300},
    "long": {"type": "string", "minLength": 1, "maxLength": 5000},
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "integer": {"type": "integer"},
    "money": {"type": "integer", "minimum": 0, "maximum": 10**15},
    "identity": {"type": "string", "pattern": r"^\d{12}$"},
    "phone": {"type": "string", "pattern": r"^(0|\+84)\d{9}$"},
    "email": {"type": "string", "format": "email", "pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "maxLength": 200},
    "choice": {"type": "string"},
    "yes": {"type": "boolean"},
    "unit": {"type": "string", "minLength": 1, "maxLength": 60},
    "file": {"type": "string", "minLength": 1},
}
LIMITS = ("minimum", "maximum", "pattern", "maxLength", "minLength")


class BadForm(RuleViolation):
    """The form cannot be published. {reason_en} Mend it and try again."""

    code = "bad_form"
    vi = "Biểu mẫu chưa thể công bố. {reason_vi} Hãy sửa rồi thử lại."


def build(blocks: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Return the definition made of named `blocks`, in their order."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    rules: list[dict[str, Any]] = []
    pages = []
    for key, block in blocks:
        fields = [dict(field) for field in block["fields"]]
        for field in fields:
            _add(field, properties, required, rules)
        page: dict[str, Any] = {"key": key, "vi": block["vi"], "en": block["en"], "fields": fields}
        if "repeat" in block:
            page["repeat"] = dict(block["repeat"])
            properties[block["repeat"]["name"]] = _array(block["repeat"])
        if "computed" in block:
            page["computed"] = dict(block["computed"])
        pages.append(page)
    schema: dict[str, Any] = {
        "$schema": JSON_SCHEMA,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    if rules:
        schema["allOf"] = rules
    return {"schema": schema, "ui": pages}


def _add(field: dict[str, Any], properties: dict[str, Any], required: list[str], rules: list[dict[str, Any]]) -> None:
    name = field["name"]
    properties[name] = _property(field)
    if not field.get("required"):
        return
    condition = field.get("when")
    if condition is None:
        required.append(name)
        return
    shown = {"properties": {condition["field"]: {"const": condition["is"]}}, "required": [condition["field"]]}
    rules.append({"if": shown, "then": {"required": [name]}})


def _property(field: Mapping[str, Any]) -> dict[str, Any]:
    shape = dict(WIDGETS.get(field["type"], {}))
    shape["title"] = field["vi"]
    shape |= {limit: field[limit] for limit in LIMITS if limit in field}
    if "max" in field:
        shape["maxLength"] = field["max"]
    if field["type"] == "choice":
        shape["enum"] = [option["value"] for option in field["options"]]
    if field.get("must_be") is True:
        shape["const"] = True
    return shape


def _array(group: Mapping[str, Any]) -> dict[str, Any]:
    items = {field["name"]: _property(field) for field in group["fields"]}
    needed = [field["name"] for field in group["fields"] if field.get("required")]
    entry = {"type": "object", "properties": items, "required": needed, "additionalProperties": False}
    return {"type": "array", "items": entry, "maxItems": group["most"], "title": group["vi"]}


def fields_of(definition: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every single field of the form by name, in page order (repeated groups left out)."""
    return {field["name"]: field for page in definition["ui"] for field in page["fields"]}


def check(definition: Mapping[str, Any]) -> None:
    """Raise BadForm with the first reason for which `definition` could not be filled in."""
    if not isinstance(definition.get("schema"), dict) or not isinstance(definition.get("ui"), list):
        raise BadForm(reason_vi="Thiếu phần schema hoặc ui.", reason_en="The part `schema` or `ui` is missing.")
    try:
        Draft202012Validator.check_schema(definition["schema"])
    except SchemaError as fault:
        raise BadForm(
            reason_vi=f"JSON Schema sai: {fault.message}", reason_en=f"The JSON Schema is wrong: {fault.message}"
        ) from fault
    _check_labels(definition)
    _check_names(definition)
    _check_conditions(fields_of(definition))
    _check_groups(definition)
    _check_computed(definition)


def _check_groups(definition: Mapping[str, Any]) -> None:
    for group in (page["repeat"] for page in definition["ui"] if "repeat" in page):
        if not group["fields"]:
            raise BadForm(
                reason_vi=f"Nhóm lặp “{group['name']}” chưa có câu hỏi nào.",
                reason_en=f"The repeated group “{group['name']}” asks nothing.",
            )
        names = [field["name"] for field in group["fields"]]
        for field in group["fields"]:
            if field.get("when") or field.get("must_be") or names.count(field["name"]) > 1:
                raise BadForm(
                    reason_vi=f"“{field['name']}” nằm trong nhóm lặp nên phải có tên riêng, không có điều kiện.",
                    reason_en=f"“{field['name']}” stands in a repeated group: its own name, no condition.",
                )


def _check_labels(definition: Mapping[str, Any]) -> None:
    for page in definition["ui"]:
        parts = [page, *page.get("fields", []), *page.get("repeat", {}).get("fields", [])]
        parts += [option for field in page.get("fields", []) for option in field.get("options", [])]
        for part in parts:
            if not part.get("vi") or not part.get("en"):
                name = part.get("name") or part.get("key") or part.get("value")
                raise BadForm(
                    reason_vi=f"“{name}” thiếu nhãn tiếng Việt hoặc tiếng Anh.",
                    reason_en=f"“{name}” lacks its Vietnamese or English label.",
                )


def _check_names(definition: Mapping[str, Any]) -> None:
    shown: list[str] = []
    for page in definition["ui"]:
        shown += [field["name"] for field in page["fields"]]
        for field in page["fields"]:
            if field.get("type") not in WIDGETS:
                raise BadForm(
                    reason_vi=f"“{field['name']}” có kiểu “{field.get('type')}” không được biết.",
                    reason_en=f"“{field['name']}” has the unknown type “{field.get('type')}”.",
                )
        if "repeat" in page:
            shown.append(page["repeat"]["name"])
    twice = sorted({name for name in shown if shown.count(name) > 1})
    if twice:
        raise BadForm(
            reason_vi=f"Trường lặp lại: {', '.join(twice)}.", reason_en=f"Asked more than once: {', '.join(twice)}."
        )
    lost = set(definition["schema"].get("properties", {})) ^ set(shown)
    if lost:
        names = ", ".join(sorted(lost))
        raise BadForm(
            reason_vi=f"Chỉ có ở một trong hai phần schema và ui: {names}.",
            reason_en=f"Only in one of schema and ui: {names}.",
        )


def _check_conditions(fields: Mapping[str, Mapping[str, Any]]) -> None:
    depends = {name: field["when"]["field"] for name, field in fields.items() if field.get("when")}
    for name, other in depends.items():
        if other in fields and fields[other]["type"] == "yes" and not isinstance(fields[name]["when"]["is"], bool):
            raise BadForm(
                reason_vi=f"Điều kiện của “{name}” phải chờ có hoặc không ở “{other}”.",
                reason_en=f"The condition of “{name}” must wait for yes or no at “{other}”.",
            )
        if other not in fields:
            raise BadForm(
                reason_vi=f"Điều kiện của “{name}” nhắc tới trường không có: “{other}”.",
                reason_en=f"The condition of “{name}” names a field that does not exist: “{other}”.",
            )
        if fields[other]["type"] == "choice":
            values = {option["value"] for option in fields[other]["options"]}
            if fields[name]["when"]["is"] not in values:
                raise BadForm(
                    reason_vi=f"Điều kiện của “{name}” chờ một lựa chọn không có ở “{other}”.",
                    reason_en=f"The condition of “{name}” waits for a choice that “{other}” does not offer.",
                )
    for start in depends:
        path, name = [start], start
        while name in depends:
            name = depends[name]
            if name in path:
                raise BadForm(
                    reason_vi=f"Điều kiện hiển thị vòng tròn: {' → '.join([*path, name])}.",
                    reason_en=f"Circular visibility: {' → '.join([*path, name])}.",
                )
            path.append(name)


def _check_computed(definition: Mapping[str, Any]) -> None:
    groups = {
        page["repeat"]["name"]: {field["name"] for field in page["repeat"]["fields"]}
        for page in definition["ui"]
        if "repeat" in page
    }
    for page in definition["ui"]:
        if "computed" not in page:
            continue
        group, *names = page["computed"]["sum_of"]
        if group not in groups or not set(names) <= groups[group]:
            raise BadForm(
                reason_vi=f"Giá trị tính “{page['computed']['name']}” nhắc tới trường không có.",
                reason_en=f"The computed “{page['computed']['name']}” names a field that does not exist.",
            )
