"""The whole text of one version in four queries, for pages and answers that show it all.

`reading.content_of` asks once per kind of part, which is right for many versions at a
time; here the parts that are nothing but names come in one UNION.
"""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from motcua.procedures.contents import (
    AgencyContent,
    CaseContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
    VersionContent,
)
from motcua.procedures.models import (
    Channel,
    Citation,
    EvidenceRequirement,
    Output,
    ProcedureCase,
    ProcedureVersion,
    Requirement,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.procedures.reading import OWN_TEXTS

Names = list[tuple[str, ...]]


def whole_text(version: ProcedureVersion) -> VersionContent:
    """Return what `content_of` returns; `version.field` should be fetched already."""
    names = _names(version.pk)
    cases = list(ProcedureCase.objects.filter(version=version.pk).order_by("ordinal"))
    papers = _papers(version.pk)
    texts = {key: value for key, value in version.texts.items() if key not in OWN_TEXTS}
    return VersionContent(
        name=version.name,
        record_type=version.record_type,
        field=Named(version.field.code, version.field.name) if version.field else None,
        announcer=Named(version.announcer_code, version.announcer_name),
        levels=tuple(a for a, *_ in names["level"]),
        audiences=tuple(Named(a, b, kind=c) for a, b, c, _ in names["audience"]),
        online_level=version.online_level,
        is_internal=version.is_internal,
        is_shared_service=version.is_shared_service,
        is_non_territorial=version.is_non_territorial,
        is_offline_only=version.is_offline_only,
        steps=tuple((heading, text) for heading, text in version.texts.get("steps", ())),
        channels=_channels(version.pk, {case.pk: case.ordinal for case in cases}),
        cases=tuple(
            CaseContent(c.name, c.kind, c.code, c.quantity, c.unit, c.time_text, tuple(papers[c.pk])) for c in cases
        ),
        evidence=tuple(papers[None]),
        requirements=tuple(a for a, *_ in names["requirement"]),
        outputs=tuple(Named(a, b) for a, b, *_ in names["output"]),
        legal_resources=tuple(Named(a, b, source_key=c) for a, b, c, _ in names["law"]),
        agencies=tuple(AgencyContent(a, b, c, d == "1") for a, b, c, d in names["agency"]),
        life_events=tuple(Named(a, b, kind=c) for a, b, c, _ in names["event"]),
        texts=texts,
    )


def _names(version: int) -> dict[str, Names]:
    """Return the parts that are only names, in their order, as rows of four texts."""

    def rows(part: str, of: QuerySet[Any], place: str, *columns: Any) -> Any:
        padded = [*columns, *[Value("")] * (4 - len(columns))]
        texts = {f"t{n}": Cast(column, TextField()) for n, column in enumerate(padded)}
        found = of.filter(version=version).order_by()
        return found.annotate(part=Value(part, CharField()), place=F(place), **texts).values_list(
            "part", "place", *texts
        )

    citation = ("resource__number", "resource__title", "resource__source_key")
    audience = ("audience__code", "audience__name", "audience__kind")
    event = ("life_event__code", "life_event__name", "life_event__kind")
    is_class = Cast("is_class", TextField())
    united = rows("level", VersionLevel.objects.all(), "pk", F("level")).union(
        rows("audience", VersionAudience.objects.all(), "pk", *map(F, audience)),
        rows("event", VersionLifeEvent.objects.all(), "pk", *map(F, event)),
        rows("agency", VersionAgency.objects.all(), "ordinal", F("role"), F("name"), F("code"), is_class),
        rows("requirement", Requirement.objects.all(), "ordinal", F("text")),
        rows("output", Output.objects.all(), "ordinal", F("code"), F("name")),
        rows("law", Citation.objects.all(), "ordinal", *map(F, citation)),
        all=True,
    )
    found: dict[str, Names] = defaultdict(list)
    for part, _, *texts in sorted(united, key=lambda row: (row[0], row[1])):
        found[part].append(tuple("1" if text == "true" else text for text in texts) if part == "agency" else texts)
    return found


def _papers(version: int) -> dict[int | None, list[EvidenceContent]]:
    papers: dict[int | None, list[EvidenceContent]] = defaultdict(list)
    rows = EvidenceRequirement.objects.filter(version=version).select_related("evidence_type").order_by("ordinal")
    for row in rows:
        paper = EvidenceContent(
            name=row.text,
            code=row.evidence_type.code,
            source_key=row.evidence_type.source_key,
            originals=row.originals,
            copies=row.copies,
            is_mandatory=row.is_mandatory,
            alternative_group=row.alternative_group,
            has_electronic_form=row.has_electronic_form,
            is_processing_result=row.is_processing_result,
            templates=tuple(row.templates),
        )
        papers[row.case_id].append(paper)
    return papers


def _channels(version: int, places: dict[int, int]) -> tuple[ChannelContent, ...]:
    """Return the channels with their costs from one outer join."""
    rows = (
        Channel.objects.filter(version=version)
        .order_by("ordinal", "pk", "costs__ordinal", "costs__pk")
        .values_list(
            "pk",
            "method",
            "quantity",
            "unit",
            "time_text",
            "note",
            "case_id",
            "costs__kind",
            "costs__state",
            "costs__amount",
            "costs__currency",
            "costs__note",
        )
    )
    own: dict[int, tuple[Any, ...]] = {}
    costs: dict[int, list[CostContent]] = defaultdict(list)
    for pk, *channel, kind, state, amount, currency, note in rows:
        own[pk] = tuple(channel)
        if kind is not None:
            costs[pk].append(CostContent(kind, state, amount, currency, note))
    return tuple(
        ChannelContent(method, quantity, unit, time_text, note, places.get(case) if case else None, tuple(costs[pk]))
        for pk, (method, quantity, unit, time_text, note, case) in own.items()
    )
