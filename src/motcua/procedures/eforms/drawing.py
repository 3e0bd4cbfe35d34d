"""A page of an e-form as every door draws it: fields with value, hint, error and source.

Which units a unit field offers is the door's to say; the rest follows from the definition.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from motcua.core.phrases import Phrase, speaks_english
from motcua.procedures.eforms.answers import FieldError, computed, is_shown
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


def sentence(error: FieldError) -> str:
    return error.en if speaks_english() else error.vi


def draw(
    definition: Mapping[str, Any],
    page: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    with_units: Callable[[FieldShown], FieldShown],
    known: Mapping[str, tuple[Any, str]] | None = None,
    errors: Sequence[FieldError] = (),
    rows: int = 0,
) -> PageShown:
    """Return a page ready to draw; `known` holds (value, where it is from) of what is prefilled."""
    faults = {error.name: sentence(error) for error in errors}
    fields, prefilled = fields_of(definition), known or {}
    filled = {**{name: value for name, (value, _) in prefilled.items()}, **answers}
    drawn = []
    for one in page["fields"]:
        item = draw_field(one, one["name"], filled.get(one["name"]), faults.get(one["name"], ""))
        source = prefilled[one["name"]][1] if one["name"] in prefilled and one["name"] not in answers else ""
        item = replace(item, source=source, depends="when" in one, shown=is_shown(one, filled, fields))
        drawn.append(with_units(item) if one["type"] == "unit" else item)
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
            draw_field(one, f"{name}.{one['name']}", row.get(one["name"]), faults.get(f"{name}.{one['name']}", ""))
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


def draw_field(one: Mapping[str, Any], name: str, value: Any, error: str) -> FieldShown:
    """Return one question with its value and what is wrong with it."""
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
