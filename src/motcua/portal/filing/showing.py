"""A page of an e-form as the template draws it: fields with value, hint, error and source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from motcua.agencies.models import Unit
from motcua.core.phrases import Phrase, speaks_english
from motcua.portal.filing.places import commune, communes, communes_like
from motcua.portal.filing.prefill import Known
from motcua.procedures.eforms.answers import FieldError, asked, computed, errors_of, is_shown
from motcua.procedures.eforms.definition import fields_of

YES, NO = Phrase("Có", "Yes"), Phrase("Không", "No")
EXAMPLES = {
    "date": Phrase("Ví dụ: 24/11/1990", "For example 24/11/1990"),
    "money": Phrase("Số đồng, ví dụ 35.000.000", "In đồng, for example 35,000,000"),
}
KEYBOARDS = {"date": "numeric", "integer": "numeric", "money": "numeric", "identity": "numeric", "phone": "tel"}
LISTED_CHOICES = 7


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One question."""

    name: str
    widget: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False
    error: str = ""
    source: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()
    depends: bool = False
    shown: bool = True
    keyboard: str = ""
    autocomplete: str = ""
    search: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"

    @property
    def describes(self) -> str:
        parts = [f"{self.id}-{part}" for part, text in (("hint", self.hint), ("error", self.error)) if text]
        return " ".join(parts + ([f"{self.id}-source"] if self.source else []))


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page of the form."""

    key: str
    title: str
    fields: tuple[FieldShown, ...]
    group: str = ""
    group_label: str = ""
    rows: tuple[tuple[int, tuple[FieldShown, ...]], ...] = ()
    may_add: bool = False
    total: tuple[str, int] | None = None
    errors: tuple[tuple[str, str], ...] = field(default=())


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
        for one in part["fields"]:
            value = known.get(one["name"])
            if one["type"] == "unit" and value and one["name"] not in names and commune(str(value)) is None:
                vi, en = one["vi"], one["en"]
                found.append(
                    FieldError(one["name"], f"{vi}: hãy chọn trong danh sách.", f"{en}: choose from the list.")
                )
    return found


def sentence(error: FieldError) -> str:
    return error.en if speaks_english() else error.vi


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
    """Return a page ready to draw."""
    faults = {error.name: sentence(error) for error in errors}
    fields, prefilled = fields_of(definition), known or {}
    filled = {**{name: item.value for name, item in prefilled.items()}, **answers}
    drawn = []
    for one in page["fields"]:
        item = _field(one, one["name"], filled.get(one["name"]), faults.get(one["name"], ""))
        source = prefilled[one["name"]].source if one["name"] in prefilled and one["name"] not in answers else ""
        search = (searches or {}).get(one["name"], "")
        item = replace(item, source=source, depends="when" in one, shown=is_shown(one, filled, fields))
        drawn.append(_with_units(item, search) if one["type"] == "unit" else item)
    shown = PageShown(page["key"], say(page), tuple(drawn), errors=tuple(_listed(errors, faults)))
    return _with_rows(shown, definition, page, answers, faults, rows) if "repeat" in page else shown


def _listed(errors: Sequence[FieldError], faults: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"f-{error.name.replace('.', '-')}", faults[error.name]) for error in errors]


def _with_rows(
    shown: PageShown, definition: Mapping[str, Any], page: Mapping[str, Any], answers: Mapping[str, Any],
    faults: Mapping[str, str], rows: int,
) -> PageShown:  # fmt: skip
    group = page["repeat"]
    given = list(answers.get(group["name"], []))
    many = min(max(len(given), rows, 1), group["most"])
    drawn = []
    for place in range(many):
        row = given[place] if place < len(given) else {}
        name = f"{group['name']}.{place}"
        cells = [
            _field(one, f"{name}.{one['name']}", row.get(one["name"]), faults.get(f"{name}.{one['name']}", ""))
            for one in group["fields"]
        ]
        drawn.append((place, tuple(cells)))
    total = None
    if "computed" in page:
        total = (say(page["computed"]), computed(definition, answers).get(page["computed"]["name"], 0))
    return replace(
        shown, group=group["name"], group_label=say(group), rows=tuple(drawn), may_add=many < group["most"], total=total
    )


def say(part: Mapping[str, Any]) -> str:
    return str(part["en"] if speaks_english() else part["vi"])


def _field(one: Mapping[str, Any], name: str, value: Any, error: str) -> FieldShown:
    widget = one["type"]
    hint = str(one.get("hint_en" if speaks_english() else "hint_vi", "")) or str(EXAMPLES.get(widget, ""))
    options: tuple[tuple[str, str, bool], ...] = ()
    if widget == "yes":
        options = (("true", str(YES), value is True), ("false", str(NO), value is False))
    elif widget == "choice":
        options = tuple((each["value"], say(each), each["value"] == value) for each in one["options"])
        widget = "choice" if len(options) <= LISTED_CHOICES else "list"
    return FieldShown(
        name=name,
        widget=widget,
        label=say(one),
        hint=hint,
        value=typed(widget, value),
        required=bool(one.get("required")),
        error=error,
        options=options,
        keyboard=KEYBOARDS.get(widget, ""),
        autocomplete=_autocomplete(one),
    )


def _autocomplete(one: Mapping[str, Any]) -> str:
    """Return what a browser may fill in: only what is about the person who sits there (WCAG 1.3.5)."""
    marks = {
        "account.full_name": "name",
        "account.phone": "tel",
        "account.email": "email",
        "earlier.applicant_born_on": "bday",
        "earlier.applicant_address": "street-address",
    }
    return marks.get(str(one.get("prefill", "")), "")


def typed(widget: str, value: Any) -> str:
    """Return a kept value as a person types it."""
    if value is None or isinstance(value, bool):
        return ""
    if widget == "date":
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return str(value)
    return str(value)


def _with_units(item: FieldShown, search: str) -> FieldShown:
    """Give a unit field its list: all communes where they are few, else those found by the words typed."""
    listed = communes()
    if listed:
        return replace(item, widget="list", options=_units(listed, item.value))
    chosen = commune(item.value)
    found = communes_like(search) if search else ([chosen] if chosen else [])
    return replace(item, options=_units(found, item.value), search=search or (chosen.name if chosen else ""))


def _units(found: Sequence[Unit], value: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple((unit.code, unit.name, unit.code == value) for unit in found)


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
