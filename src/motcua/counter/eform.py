"""The e-form of a service typed at the counter: the same engine as online, filled in from what is known.

Its fields carry a prefix, so that they never meet those of the intake page. It is typed only where the
officer says so; otherwise the paper form is the application and the dossier has no answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.dossiers import selectors as dossiers
from motcua.procedures.eforms.answers import FieldError, asked, errors_of, read_page
from motcua.procedures.eforms.definition import fields_of
from motcua.procedures.eforms.drawing import FieldShown, PageShown, draw, sentence
from motcua.procedures.eforms.units import unit_faults, with_units

PREFIX = "to-khai-"
TYPED = "to-khai"
LOOKED_AT, EMPTY_ROWS = 5, 2
FROM_INTAKE = Phrase("Lấy từ mục Người nộp ở trên.", "From the applicant above.")
FROM_EARLIER = Phrase("Đã khai ngày {on} ở hồ sơ {number}.", "Stated on {on} in dossier {number}.")
# What the account is online is the applicant's line here.
_INTAKE = {
    "full_name": "name", "organisation_name": "name", "identity_number": "identity", "organisation_number": "identity",
    "phone": "phone", "email": "email", "address": "address",
}  # fmt: skip


@dataclass
class CounterForm:
    """The e-form of one intake: its definition, what was typed, what must be mended."""

    definition: Mapping[str, Any]
    is_typed: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    known: dict[str, tuple[Any, str]] = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    search: tuple[str, str] = ("", "")

    def check(self) -> bool:
        """Note what must be mended; return whether nothing is."""
        if not self.is_typed:
            return True
        stated = asked(self.definition, self.answers)
        found = list(errors_of(self.definition, self.answers, today=timezone.localdate()))
        names = {error.name for error in found}
        for page in self.definition["ui"]:
            found += [error for error in unit_faults(page, stated) if error.name not in names]
        self.errors = found
        return not found

    def facts(self) -> dict[str, Any]:
        """Return the answers to keep: only to what was asked, and nothing where the form was not typed."""
        return asked(self.definition, self.answers) if self.is_typed else {}

    def sentences(self) -> dict[str, str]:
        """Return what must be mended by the name of the field on the page."""
        return {f"{PREFIX}{error.name}".replace(".", "-"): sentence(error) for error in self.errors}

    def prefill(self, intake: Mapping[str, str]) -> None:
        """Fill in from the applicant's line, then from the person's earlier dossiers; typed answers stay."""
        wanted = {name: str(one.get("prefill", "")) for name, one in fields_of(self.definition).items()}
        wanted = {name: source for name, source in wanted.items() if source and name not in self.answers}
        for name, source in wanted.items():
            kind, _, what = source.partition(".")
            if kind == "account" and (value := intake.get(_INTAKE.get(what, ""), "")):
                self.known[name] = (value, str(FROM_INTAKE))
        left = [name for name in wanted if name not in self.known]
        number = intake.get("identity", "").replace(" ", "")
        if number and left:
            self._from_earlier(left, number)

    def _from_earlier(self, names: list[str], number: str) -> None:
        for dossier in dossiers.dossiers_of(number).exclude(form_data={})[:LOOKED_AT]:
            on = f"{timezone.localdate(dossier.registered_at):%d/%m/%Y}"
            for name in names:
                value = dossier.form_data.get(name)
                if name not in self.known and value not in (None, "", []):
                    self.known[name] = (value, FROM_EARLIER.format(on=on, number=dossier.number))

    def pages(self) -> list[PageShown]:
        """Return every page ready to draw, its fields under their prefix."""
        drawn = []
        for page in self.definition["ui"]:
            rows = len(self.answers.get(page["repeat"]["name"], [])) + EMPTY_ROWS if "repeat" in page else 0
            shown = draw(
                self.definition, page, self.answers, with_units=self._with_units, known=self.known, errors=self.errors,
                rows=rows,
            )  # fmt: skip
            cells = tuple((place, tuple(_named(one) for one in row)) for place, row in shown.rows)
            drawn.append(replace(shown, fields=tuple(_named(one) for one in shown.fields), rows=cells))
        return drawn

    def _with_units(self, item: FieldShown) -> FieldShown:
        name, words = self.search
        return with_units(item, words if name == item.name else "")


def _named(one: FieldShown) -> FieldShown:
    # The browser must not offer the officer's own name and address.
    return replace(one, name=f"{PREFIX}{one.name}", autocomplete="off")


def read(definition: Mapping[str, Any] | None, posted: Mapping[str, str]) -> CounterForm | None:
    """Return the e-form as typed; None where the service has none."""
    if definition is None:
        return None
    own = {name.removeprefix(PREFIX): value for name, value in posted.items() if name.startswith(PREFIX)}
    answers: dict[str, Any] = {}
    for page in definition["ui"]:
        answers |= read_page(page, own)
    answers = {name: value for name, value in answers.items() if value not in ("", [])}
    verb, _, name = posted.get("act", "").partition(":")
    plain = name.removeprefix(PREFIX)
    search = (plain, own.get(f"{plain}.words", "")[:100]) if verb == "find" else ("", "")
    return CounterForm(definition, bool(posted.get(TYPED)), answers, search=search)
