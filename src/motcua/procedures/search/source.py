"""Entries from the catalogue's own tables, in a handful of queries, and the stamp that says they changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max

from motcua.core.text import clean
from motcua.procedures.models import (
    DecisionItem,
    Output,
    ProcedureCase,
    ProcedureVersion,
    SearchSynonym,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.procedures.models.versions import VersionQuerySet
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.synonyms import Synonym, starter

_CASES = 12


def stamp(on: date) -> str:
    """Return a text that changes whenever a search on day `on` could answer differently."""
    texts = ProcedureVersion.objects.aggregate(
        Count("id"), Max("id"), Max("recorded_at"), Max("closed_at"), Max("superseded_at"), Max("withdrawn_at")
    )
    words = SearchSynonym.objects.aggregate(Count("id"), Max("id"), Max("valid_before"), Count("retired_by"))
    return "|".join(str(fact) for fact in (on, *texts.values(), *words.values()))


def synonyms_in_use(on: date) -> list[Synonym]:
    """Return the editor's synonyms in use on `on`, then the starter list."""
    own = [Synonym(s.phrase, s.target, s.kind) for s in SearchSynonym.objects.in_use_on(on)]
    return own + starter()


def entries_in_force(on: date) -> list[Entry]:
    """Return one entry per procedure in force on `on`, in the order of codes."""
    versions = ProcedureVersion.objects.in_force(on)
    parts = _Parts(versions)
    rows = versions.order_by("procedure__identity").values_list(
        "id",
        "procedure_id",
        "procedure__identity",
        "name",
        "announcer_code",
        "announcer_name",
        "field__code",
        "field__name",
        "online_level",
        "record_type",
        "is_internal",
        "texts__keywords",
    )
    return [parts.entry(row) for row in rows]


class _Parts:
    """The rows of all versions, fetched at once and handed out by version."""

    def __init__(self, versions: VersionQuerySet) -> None:
        wanted = versions.order_by().values("id")
        self.levels = _by_version(VersionLevel.objects.filter(version__in=wanted), "level")
        self.audiences = _by_version(
            VersionAudience.objects.filter(version__in=wanted), "audience__code", "audience__name"
        )
        self.life_events = _by_version(
            VersionLifeEvent.objects.filter(version__in=wanted), "life_event__code", "life_event__name"
        )
        executing = VersionAgency.objects.filter(version__in=wanted, role=VersionAgency.Role.EXECUTING)
        self.executing = _by_version(executing, "name")
        cases = ProcedureCase.objects.filter(version__in=wanted, kind=ProcedureCase.Kind.CASE).exclude(name="")
        self.cases = _by_version(cases, "name")
        self.outputs = _by_version(Output.objects.filter(version__in=wanted), "name")
        self.decisions: dict[int, list[str]] = defaultdict(list)
        items = DecisionItem.objects.filter(withdrawn_at=None).exclude(decision__number="")
        for procedure, number in items.order_by("-id").values_list("procedure_id", "decision__number"):
            self.decisions[procedure].append(clean(number))

    def entry(self, row: tuple[Any, ...]) -> Entry:
        pk, procedure, code, name, agency_code, agency, field_code, field, online, record_type, internal, keywords = row
        texts = [str(keywords or ""), *(c for (c,) in self.cases[pk][:_CASES]), *(o for (o,) in self.outputs[pk][:6])]
        return Entry(
            code=code,
            name=clean(name),
            agency=clean(agency),
            agency_code=agency_code,
            field=clean(field or ""),
            field_code=field_code or "",
            levels=tuple(level for (level,) in self.levels[pk]),
            audiences=tuple(self.audiences[pk]),
            online=online,
            life_events=tuple(self.life_events[pk]),
            keywords=tuple(filter(None, texts)),
            decisions=tuple(dict.fromkeys(self.decisions[procedure])),
            executing=tuple(dict.fromkeys(clean(executing) for (executing,) in self.executing[pk])),
            national=record_type != "specific",
            internal=internal,
        )


def _by_version(rows: Any, *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    held: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    found: Iterable[tuple[Any, ...]] = rows.order_by("version_id", "id").values_list("version_id", *columns)
    for version, *values in found:
        held[version].append(tuple(values))
    return held
