"""Rows of a version turned back into one plain `VersionContent`."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

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
    ProcedureCase,
    ProcedureVersion,
    VersionAudience,
    VersionLifeEvent,
)
from motcua.procedures.models.versions import VersionQuerySet

OWN_TEXTS = ("steps",)


def with_parts(versions: VersionQuerySet) -> VersionQuerySet:
    """Return `versions` so that reading any part needs no further query (12 in all)."""
    return versions.select_related("procedure", "field", "brought_by__decision").prefetch_related(
        "level_rows",
        Prefetch("audience_rows", VersionAudience.objects.select_related("audience").order_by("pk")),
        Prefetch("life_event_rows", VersionLifeEvent.objects.select_related("life_event").order_by("pk")),
        "versionagency_rows",
        "procedurecase_rows",
        Prefetch("channel_rows", Channel.objects.prefetch_related("costs")),
        Prefetch("evidencerequirement_rows", EvidenceRequirement.objects.select_related("evidence_type")),
        "requirement_rows",
        "output_rows",
        Prefetch("citation_rows", Citation.objects.select_related("resource")),
    )


def content_of(version: ProcedureVersion) -> VersionContent:
    """Return the whole text of `version`; use with_parts() to spare queries."""
    papers: dict[int | None, list[EvidenceContent]] = defaultdict(list)
    for row in version.evidencerequirement_rows.all():
        papers[row.case_id].append(_evidence(row))
    cases = list(version.procedurecase_rows.all())
    places = {case.pk: case.ordinal for case in cases}
    return VersionContent(
        name=version.name,
        record_type=version.record_type,
        field=Named(version.field.code, version.field.name) if version.field else None,
        announcer=Named(version.announcer_code, version.announcer_name),
        levels=tuple(row.level for row in version.level_rows.all()),
        audiences=tuple(
            Named(r.audience.code, r.audience.name, kind=r.audience.kind) for r in version.audience_rows.all()
        ),
        online_level=version.online_level,
        is_internal=version.is_internal,
        is_shared_service=version.is_shared_service,
        is_non_territorial=version.is_non_territorial,
        is_offline_only=version.is_offline_only,
        steps=tuple((heading, text) for heading, text in version.texts.get("steps", ())),
        channels=tuple(_channel(row, places) for row in version.channel_rows.all()),
        cases=tuple(_case(case, papers[case.pk]) for case in cases),
        evidence=tuple(papers[None]),
        requirements=tuple(row.text for row in version.requirement_rows.all()),
        outputs=tuple(Named(row.code, row.name) for row in version.output_rows.all()),
        legal_resources=tuple(
            Named(r.resource.number, r.resource.title, source_key=r.resource.source_key)
            for r in version.citation_rows.all()
        ),
        agencies=tuple(AgencyContent(r.role, r.name, r.code, r.is_class) for r in version.versionagency_rows.all()),
        life_events=tuple(
            Named(r.life_event.code, r.life_event.name, kind=r.life_event.kind) for r in version.life_event_rows.all()
        ),
        texts=_other_texts(version.texts),
    )


def _other_texts(texts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in texts.items() if key not in OWN_TEXTS}


def _evidence(row: EvidenceRequirement) -> EvidenceContent:
    return EvidenceContent(
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


def _case(case: ProcedureCase, evidence: list[EvidenceContent]) -> CaseContent:
    return CaseContent(case.name, case.kind, case.code, case.quantity, case.unit, case.time_text, tuple(evidence))


def _channel(row: Channel, places: dict[int, int]) -> ChannelContent:
    return ChannelContent(
        method=row.method,
        quantity=row.quantity,
        unit=row.unit,
        time_text=row.time_text,
        note=row.note,
        case=places.get(row.case_id) if row.case_id else None,
        costs=tuple(
            CostContent(cost.kind, cost.state, cost.amount, cost.currency, cost.note) for cost in row.costs.all()
        ),
    )
