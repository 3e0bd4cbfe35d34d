"""The whole text of one version in four queries, for pages and answers that show it all.

`reading.content_of` asks once per kind of part, which is right for many versions at a
time; here the parts that are nothing but names come in one UNION.
"""

from collections import defaultdict
from collections.abc import Sequence
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
    return whole_texts([version])[version.pk]


def whole_texts(versions: Sequence[ProcedureVersion]) -> dict[int, VersionContent]:
    """Return the contents of a few versions by their keys, in the same four queries as for one."""
    keys = [version.pk for version in versions]
    names = _names(keys)
    cases: dict[int, list[ProcedureCase]] = {key: [] for key in keys}
    for case in ProcedureCase.objects.filter(version__in=keys).order_by("ordinal"):
        cases[case.version_id].append(case)
    papers = _papers(keys)
    channels = _channels(keys, {case.pk: case.ordinal for held in cases.values() for case in held})
    return {
        version.pk: _content(version, names[version.pk], cases[version.pk], papers, channels[version.pk])
        for version in versions
    }


def _content(
    version: ProcedureVersion,
    names: dict[str, Names],
    cases: list[ProcedureCase],
    papers: dict[tuple[int, int | None], list[EvidenceContent]],
    channels: list[ChannelContent],
) -> VersionContent:
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
        channels=tuple(channels),
        cases=tuple(
            CaseContent(c.name, c.kind, c.code, c.quantity, c.unit, c.time_text, tuple(papers[version.pk, c.pk]))
            for c in cases
        ),
        evidence=tuple(papers[version.pk, None]),
        requirements=tuple(a for a, *_ in names["requirement"]),
        outputs=tuple(Named(a, b) for a, b, *_ in names["output"]),
        legal_resources=tuple(Named(a, b, source_key=c) for a, b, c, _ in names["law"]),
        agencies=tuple(AgencyContent(a, b, c, d == "1") for a, b, c, d in names["agency"]),
        life_events=tuple(Named(a, b, kind=c) for a, b, c, _ in names["event"]),
        texts=texts,
    )


def _names(versions: Sequence[int]) -> dict[int, dict[str, Names]]:
    """Return for each version the parts that are only names, in their order, as rows of four texts."""

    def rows(part: str, of: QuerySet[Any], place: str, *columns: Any) -> Any:
        padded = [*columns, *[Value("")] * (4 - len(columns))]
        texts = {f"t{n}": Cast(column, TextField()) for n, column in enumerate(padded)}
        found = of.filter(version__in=versions).order_by()
        return found.annotate(part=Value(part, CharField()), place=F(place), **texts).values_list(
            "version_id", "part", "place", *texts
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
    found: dict[int, dict[str, Names]] = {version: defaultdict(list) for version in versions}
    for version, part, _, *texts in sorted(united, key=lambda row: row[:3]):
        row = tuple("1" if text == "true" else text for text in texts) if part == "agency" else tuple(texts)
        found[version][part].append(row)
    return found


def _papers(versions: Sequence[int]) -> dict[tuple[int, int | None], list[EvidenceContent]]:
    """Return the papers by (version, case); those of all cases stand under None."""
    papers: dict[tuple[int, int | None], list[EvidenceContent]] = defaultdict(list)
    rows = EvidenceRequirement.objects.filter(version__in=versions).select_related("evidence_type").order_by("ordinal")
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
        papers[row.version_id, row.case_id].append(paper)
    return papers


def _channels(versions: Sequence[int], places: dict[int, int]) -> dict[int, list[ChannelContent]]:
    """Return the channels of each version with their costs from one outer join."""
    rows = (
        Channel.objects.filter(version__in=versions)
        .order_by("ordinal", "pk", "costs__ordinal", "costs__pk")
        .values_list(
            "version_id",
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
    for version, pk, *channel, kind, state, amount, currency, note in rows:
        own[pk] = (version, *channel)
        if kind is not None:
            costs[pk].append(CostContent(kind, state, amount, currency, note))
    found: dict[int, list[ChannelContent]] = {version: [] for version in versions}
    for pk, (version, method, quantity, unit, time_text, note, case) in own.items():
        place = places.get(case) if case else None
        found[version].append(ChannelContent(method, quantity, unit, time_text, note, place, tuple(costs[pk])))
    return found
