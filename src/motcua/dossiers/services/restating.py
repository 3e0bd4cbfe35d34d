"""What a dossier states from now on, once a correction is approved; what it stated before stays in the act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from motcua.core.text import clean
from motcua.dossiers.models import Applicant, Dossier
from motcua.dossiers.services.intake import ApplicantFacts, keep_applicant, search_text

# Part of a correction → what it is of the applicant.
OF_APPLICANT = {
    "applicant": "name", "identity_number": "identity_number", "phone": "phone", "email": "email",
    "address": "address",
}  # fmt: skip
RETURN_WAYS = ("counter", "post", "online")


def restate(dossier: Dossier, corrections: Mapping[str, Any]) -> dict[str, Any]:
    """Let the dossier, and its parts, state what was corrected; return what it stated before, part by part.

    Anything else a correction says (papers given, a remedy agreed on) stands in the act alone.
    """
    before: dict[str, Any] = {}
    changed = ["search_text"]
    person = _of_applicant(corrections)
    if person:
        old = dossier.applicant
        before |= {part: getattr(old, name) for part, name in OF_APPLICANT.items() if name in person}
        dossier.applicant = keep_applicant(replace(_facts_of(old), **person))
        changed.append("applicant")
        for part in dossier.children.filter(applicant=old):
            part.applicant = dossier.applicant
            _keep(part, changed)
    if isinstance(corrections.get("representative"), str):
        known = dossier.representative
        before["representative"] = known.name if known else ""
        stated = _facts_of(known) if known else ApplicantFacts("")
        dossier.representative = keep_applicant(replace(stated, name=corrections["representative"]))
        changed.append("representative")
    if isinstance(corrections.get("summary"), str):
        before["summary"], dossier.summary = dossier.summary, clean(corrections["summary"])[:1000]
        changed.append("summary")
    if corrections.get("return_way") in RETURN_WAYS:
        before["return_way"], dossier.return_way = dossier.return_way, corrections["return_way"]
        changed.append("return_way")
    if before:
        _keep(dossier, changed)
    return before


def _keep(dossier: Dossier, changed: list[str]) -> None:
    dossier.search_text = search_text(dossier)
    dossier.save(update_fields=changed)


def _of_applicant(corrections: Mapping[str, Any]) -> dict[str, Any]:
    stated = {OF_APPLICANT[part]: value for part, value in corrections.items() if part in OF_APPLICANT}
    whole = stated.pop("name", "")
    # A connected system may state several things about the applicant at once.
    several = whole if isinstance(whole, Mapping) else {"name": whole}
    stated |= {name: several[name] for name in OF_APPLICANT.values() if several.get(name)}
    return {name: value for name, value in stated.items() if isinstance(value, str)}


def _facts_of(person: Applicant) -> ApplicantFacts:
    return ApplicantFacts(
        person.name, person.kind, person.identity_number, person.phone, person.email, person.address, person.account_id
    )
