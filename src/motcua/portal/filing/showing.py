"""The pages of a filing: what is asked one by one, what must be mended, and the communes to choose from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from motcua.agencies.communes import commune
from motcua.core.phrases import speaks_english
from motcua.portal.filing.prefill import Known
from motcua.procedures.eforms.answers import FieldError, asked, errors_of
from motcua.procedures.eforms.drawing import NO, YES, PageShown, draw, say, typed
from motcua.procedures.eforms.units import unit_faults, with_units


def pages_of(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the pages that are asked one by one: statements of truth wait for the last page."""
    pages = []
    for page in definition["ui"]:
        fields = [one for one in page["fields"] if not one.get("must_be")]
        if fields or "repeat" in page:
            pages.append({**page, "fields": fields})
    return pages


def statements_of(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the questions that must be answered yes before filing."""
    return [one for page in definition["ui"] for one in page["fields"] if one.get("must_be")]


def names_on(page: Mapping[str, Any]) -> set[str]:
    """Return every name a page answers."""
    return {one["name"] for one in page["fields"]} | ({page["repeat"]["name"]} if "repeat" in page else set())


def faults_of(
    definition: Mapping[str, Any], answers: Mapping[str, Any], today: date, page: str | None = None
) -> list[FieldError]:
    """Return what must be mended before the statements of truth: the form's own rules, and units of today."""
    truths = {one["name"] for one in statements_of(definition)}
    found = [error for error in errors_of(definition, answers, today=today, page=page) if error.name not in truths]
    known, names = asked(definition, answers), {error.name for error in found}
    for part in definition["ui"]:
        if page not in (None, part["key"]):
            continue
        found += [error for error in unit_faults(part, known) if error.name not in names]
    return found


def show(
    definition: Mapping[str, Any],
    page: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    known: Mapping[str, Known] | None = None,
    errors: Sequence[FieldError] = (),
    rows: int = 0,
    searches: Mapping[str, str] | None = None,
) -> PageShown:
    """Return a page ready to draw, with the communes people may choose."""
    sources = {name: (item.value, item.source) for name, item in (known or {}).items()}
    asked_for = searches or {}
    return draw(
        definition,
        page,
        answers,
        with_units=lambda item: with_units(item, asked_for.get(item.name, "")),
        known=sources,
        errors=errors,
        rows=rows,
    )


def answer_text(one: Mapping[str, Any], value: Any) -> str:
    """Return an answer as a person reads it."""
    widget = one["type"]
    if value is None or value == "":
        return "–"
    if widget == "yes":
        return str(YES if value else NO)
    if widget == "choice":
        return next((say(each) for each in one["options"] if each["value"] == value), str(value))
    if widget == "unit":
        found = commune(str(value))
        return found.name if found else str(value)
    if widget == "money" and isinstance(value, int):
        return f"{value:,}".replace(",", "." if not speaks_english() else ",") + " ₫"
    return typed(widget, value)
