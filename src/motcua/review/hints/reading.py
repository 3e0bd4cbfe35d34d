"""The texts in force as plain rows, read once for all finders."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.procedures.models import Channel, Citation, Cost, EvidenceRequirement, Output, Requirement, VersionLevel
from motcua.procedures.selectors import today, versions_in_force
from motcua.review.asked_papers import AskedPapers
from motcua.rules.paper_names import paper_name


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of a list of papers, as published, and the name it was understood as."""

    line: str
    name: str
    originals: int
    copies: int
    has_form: bool


@dataclass(slots=True)
class Text:
    """One procedure in force with the parts that hints look at."""

    code: str
    name: str
    field: str
    announcer: str
    record_type: str
    online_level: str
    is_internal: bool
    papers: list[Paper] = dataclasses.field(default_factory=list)
    outputs: list[str] = dataclasses.field(default_factory=list)
    requirements: list[str] = dataclasses.field(default_factory=list)
    citations: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    # method -> (quantity, unit) of each row; đồng of the costs by method
    channels: dict[str, list[tuple[float | None, str]]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    costs: dict[str, list[float]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    levels: set[str] = dataclasses.field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Use:
    """What the ledger counts of one procedure, over `days` days."""

    dossiers: int = 0
    direct: int = 0
    online: int = 0
    supplements: int = 0
    yearly: float = 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long the dossiers of a procedure lay where nobody worked, in hours of the clock."""

    code: str
    activity: str
    holder: str
    dossiers: int
    hours: float
    median_hours: float
    share: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts in force on a day, and how they are used."""

    on: date
    texts: tuple[Text, ...]
    uses: Mapping[str, Use]
    # Days that the ledger knows; 0 without any dossier.
    days: int = 0
    waits: tuple[Waiting, ...] = ()
    # By code: the papers behind the requests to supplement of the last year; only of procedures often asked.
    asked: Mapping[str, AskedPapers] = dataclasses.field(default_factory=dict)

    def hours_a_year(self, codes: Iterable[str], each: float) -> float | None:
        """Return `each` hours a dossier over the yearly dossiers of `codes`; None if the ledger knows none."""
        known = [self.uses[code].yearly for code in codes if code in self.uses]
        return round(sum(known) * each, 1) if known else None


def read_texts(on: date | None = None) -> tuple[Text, ...]:
    """Return every public text in force with its parts; eight queries for the whole catalogue."""
    found: dict[int, Text] = {
        pk: Text(code, name, field or "", announcer, record_type, online_level, is_internal)
        for pk, code, name, field, announcer, record_type, online_level,
        is_internal in versions_in_force(on or today()).values_list(
            "pk", "procedure__identity", "name", "field__name", "announcer_name", "record_type", "online_level",
            "is_internal",
        )
    }  # fmt: skip
    _papers(found)
    for pk, name in Output.objects.order_by("version_id", "ordinal").values_list("version_id", "name"):
        if pk in found:
            found[pk].outputs.append(name)
    for pk, line in Requirement.objects.order_by("version_id", "ordinal").values_list("version_id", "text"):
        if pk in found:
            found[pk].requirements.append(line)
    for pk, number, title in Citation.objects.values_list("version_id", "resource__number", "resource__title"):
        if pk in found:
            found[pk].citations.append((number, title))
    for pk, level in VersionLevel.objects.values_list("version_id", "level"):
        if pk in found:
            found[pk].levels.add(level)
    _channels(found)
    return tuple(sorted(found.values(), key=lambda text: text.code))


def _papers(found: dict[int, Text]) -> None:
    rows = EvidenceRequirement.objects.order_by("version_id", "ordinal").values_list(
        "version_id", "wording", "evidence_type__name", "originals", "copies", "has_electronic_form"
    )
    for pk, wording, usual, originals, copies, has_form in rows:
        if pk in found:
            line = wording or usual
            found[pk].papers.append(Paper(line, paper_name(line), originals, copies, has_form))


def _channels(found: dict[int, Text]) -> None:
    for pk, method, quantity, unit in Channel.objects.values_list("version_id", "method", "quantity", "unit"):
        if pk in found:
            found[pk].channels[method].append((None if quantity is None else float(quantity), unit))
    costs = Cost.objects.filter(state=Cost.State.AMOUNT, currency="VND")
    for pk, method, amount in costs.values_list("channel__version_id", "channel__method", "amount"):
        if pk in found:
            found[pk].costs[method].append(float(amount or 0))
