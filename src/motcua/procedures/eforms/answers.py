"""Answers to a form: read what was typed, decide what is asked, check on the server.

Typed text becomes values (dates as ISO text, numbers as integers) before it is checked
against the same JSON Schema that the API uses. A hidden question's answer is dropped,
so nobody is bound by something that was not asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jsonschema import Draft202012Validator

from motcua.core.text import clean
from motcua.procedures.eforms.definition import fields_of

TRUE, FALSE = {"1", "true", "on", "yes", "co", "có"}, {"0", "false", "off", "no", "khong", "không"}


@dataclass(frozen=True)
class FieldError:
    """One thing to mend: the field (dotted for repeated groups) and what to do, in two languages."""

    name: str
    vi: str
    en: str


def read_typed(widget: str, typed: str) -> Any:
    """Return the value that `typed` means for `widget`; text that means nothing stays text."""
    text = clean(typed)
    if widget == "date":
        for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
            try:
                return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
        return text
    if widget in {"integer", "money"}:
        digits = re.sub(r"[.,\s₫đ]", "", text)
        return int(digits) if re.fullmatch(r"-?\d{1,18}", digits) else text
    if widget == "yes":
        lowered = text.lower()
        return True if lowered in TRUE else False if lowered in FALSE else text
    if widget in {"identity", "phone"}:
        return re.sub(r"[\s.\-]", "", text)
    return text


def read_page(page: Mapping[str, Any], posted: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers typed on one page; empty ones are left out.

    A repeated group is posted as `group.0.field`, `group.1.field`, …; empty rows are dropped.
    """
    answers = {}
    for field in page["fields"]:
        typed = posted.get(field["name"], "")
        if field["type"] == "yes" and field.get("must_be") and not typed:
            continue
        if clean(typed):
            answers[field["name"]] = read_typed(field["type"], typed)
    if "repeat" in page:
        group, rows = page["repeat"], []
        for place in range(group["most"]):
            row = {}
            for field in group["fields"]:
                typed = posted.get(f"{group['name']}.{place}.{field['name']}", "")
                if clean(typed):
                    row[field["name"]] = read_typed(field["type"], typed)
            if row:
                rows.append(row)
        answers[group["name"]] = rows
    return answers


def is_shown(field: Mapping[str, Any], answers: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether `field` is asked, given the answers so far; a hidden condition hides too."""
    condition = field.get("when")
    if not condition:
        return True
    other = fields[condition["field"]]
    return is_shown(other, answers, fields) and answers.get(condition["field"]) == condition["is"]


def asked(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return only the answers to questions that are asked."""
    fields = fields_of(definition)
    return {
        name: value for name, value in answers.items() if name not in fields or is_shown(fields[name], answers, fields)
    }


def computed(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, int]:
    """Return the values that the form works out itself."""
    values = {}
    for page in definition["ui"]:
        if "computed" in page:
            group, *names = page["computed"]["sum_of"]
            total = 0
            for row in answers.get(group, []):
                product = 1
                for name in names:
                    value = row.get(name, 0)
                    product *= value if isinstance(value, int) else 0
                total += product
            values[page["computed"]["name"]] = total
    return values


def errors_of(
    definition: Mapping[str, Any], answers: Mapping[str, Any], *, today: date, page: str | None = None
) -> list[FieldError]:
    """Return what must be mended, in page order; only of `page` where it is named."""
    known = asked(definition, answers)
    labels = _labels(definition)
    errors: dict[str, FieldError] = {}
    for fault in Draft202012Validator(definition["schema"]).iter_errors(known):
        for error in _sentences(fault, labels):
            errors.setdefault(error.name, error)
    for name, field in fields_of(definition).items():
        if name in known and name not in errors and (more := _beyond_schema(field, known[name], today)):
            errors[name] = more
    order = [name for part in definition["ui"] if page in (None, part["key"]) for name in _names(part)]
    return [errors[name] for name in sorted(errors, key=_placed(order)) if name.split(".")[0] in order]


def _placed(order: list[str]) -> Any:
    return lambda name: (order.index(name.split(".")[0]) if name.split(".")[0] in order else len(order), name)


def _names(page: Mapping[str, Any]) -> list[str]:
    return [field["name"] for field in page["fields"]] + ([page["repeat"]["name"]] if "repeat" in page else [])


def _labels(definition: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    labels: dict[str, Mapping[str, Any]] = dict(fields_of(definition))
    for page in definition["ui"]:
        if "repeat" in page:
            labels[page["repeat"]["name"]] = page["repeat"]
            labels |= {field["name"]: field for field in page["repeat"]["fields"]}
    return labels


def _sentences(fault: Any, labels: Mapping[str, Mapping[str, Any]]) -> list[FieldError]:
    path = ".".join(str(part) for part in fault.absolute_path)
    if fault.validator == "required":
        missing = [name for name in fault.validator_value if name not in fault.instance]
        return [_error(f"{path}.{name}" if path else name, labels, "required", fault) for name in missing]
    if fault.validator == "additionalProperties":
        extra = set(fault.instance) - set(fault.schema.get("properties", {}))
        return [
            FieldError(name, f"Biểu mẫu không hỏi “{name}”.", f"The form does not ask for “{name}”.") for name in extra
        ]
    return [_error(path, labels, str(fault.validator), fault)]


def _error(name: str, labels: Mapping[str, Mapping[str, Any]], kind: str, fault: Any) -> FieldError:
    field = labels.get(name.split(".")[-1], {"vi": name, "en": name, "type": "text"})
    vi, en, widget = field["vi"], field["en"], field.get("type", "text")
    if kind == "required":
        verb_vi, verb_en = ("Chọn", "Choose") if widget in {"choice", "yes", "unit"} else ("Nhập", "Enter")
        return FieldError(name, f"{verb_vi}: {vi}.", f"{verb_en}: {en}.")
    if kind == "const":
        return FieldError(name, f"Bạn cần xác nhận: {vi}.", f"You must confirm: {en}.")
    if kind in {"minimum", "maximum"}:
        bound = fault.validator_value
        word_vi, word_en = ("từ", "at least") if kind == "minimum" else ("không quá", "at most")
        return FieldError(name, f"{vi} phải {word_vi} {bound}.", f"{en} must be {word_en} {bound}.")
    if kind == "maxLength":
        return FieldError(
            name, f"{vi} dài quá {fault.validator_value} ký tự.", f"{en} is over {fault.validator_value} characters."
        )
    if kind == "maxItems":
        return FieldError(name, f"{vi}: nhiều nhất {fault.validator_value}.", f"{en}: at most {fault.validator_value}.")
    example = {
        "date": ("viết như 24/11/2026", "write it like 24/11/2026"),
        "identity": ("gồm đúng 12 chữ số", "it has exactly 12 digits"),
        "phone": ("viết như 0912345678", "write it like 0912345678"),
        "email": ("viết như ten@vidu.vn", "write it like name@example.vn"),
        "integer": ("chỉ gồm chữ số", "digits only"),
        "money": ("số đồng, chỉ gồm chữ số", "đồng, digits only"),
        "choice": ("chọn một trong các ô", "choose one of the options"),
        "yes": ("chọn có hoặc không", "choose yes or no"),
    }.get(widget, ("kiểm tra lại cách viết", "check how it is written"))
    return FieldError(name, f"{vi} chưa đúng: {example[0]}.", f"{en} is not right: {example[1]}.")


def _beyond_schema(field: Mapping[str, Any], value: Any, today: date) -> FieldError | None:
    """Check what JSON Schema cannot: real days, days in the past, numbers that no one was given."""
    name, vi, en = field["name"], field["vi"], field["en"]
    if field["type"] == "date":
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return FieldError(name, f"{vi}: ngày này không có trong lịch.", f"{en}: there is no such day.")
        if field.get("past") and day > today:
            return FieldError(name, f"{vi} không thể ở tương lai.", f"{en} cannot be in the future.")
        if day.year < 1900:
            return FieldError(name, f"{vi}: năm phải từ 1900.", f"{en}: the year must be 1900 or later.")
    # ASSUMPTION: the first three digits are a province code of at most 096 (GSO codes, domain.md 8.3).
    if field["type"] == "identity" and not 1 <= int(value[:3]) <= 96:
        return FieldError(
            name, f"{vi} chưa đúng: ba số đầu phải là mã tỉnh.", f"{en} is not right: it begins with a province code."
        )
    return None
