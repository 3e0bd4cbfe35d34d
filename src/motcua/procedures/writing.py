"""Contents turned into rows, many versions at once.

The only place that writes the parts of a version. Callers hold the transaction.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from motcua.core.text import fold
from motcua.procedures.contents import CaseContent, EvidenceContent, Named, VersionContent
from motcua.procedures.models import (
    Audience,
    Channel,
    Citation,
    Cost,
    EvidenceRequirement,
    EvidenceType,
    Field,
    LegalResource,
    LifeEvent,
    Output,
    ProcedureCase,
    ProcedureVersion,
    Requirement,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.procedures.vocabulary import AUDIENCES, LIFE_EVENTS

M = TypeVar("M", bound=Model)
Pair = tuple[ProcedureVersion, VersionContent]
CHUNK = 500


def set_columns(version: ProcedureVersion, content: VersionContent) -> None:
    """Copy what is kept in columns of the version itself; the field is set by write_parts()."""
    version.name = content.name
    version.record_type = content.record_type
    version.announcer_code, version.announcer_name = content.announcer.code, content.announcer.name
    version.online_level = content.online_level
    version.is_internal = content.is_internal
    version.is_shared_service = content.is_shared_service
    version.is_non_territorial = content.is_non_territorial
    version.is_offline_only = content.is_offline_only
    version.texts = {**content.texts, "steps": [list(step) for step in content.steps]}


def fields_for(contents: Iterable[VersionContent]) -> dict[str, int]:
    """Return field code → key, creating unknown fields with their published name."""
    wanted = {c.field.code: c.field.name for c in contents if c.field is not None}
    return _ensured(Field, "code", wanted, lambda code, name: Field(code=code, name=name, name_folded=fold(name)))


def _ensured(model: type[M], key: str, wanted: dict[str, Any], make: Callable[[str, Any], M]) -> dict[str, int]:
    """Return key → primary key for all of `wanted`, creating what is missing."""
    found: dict[str, int] = {}
    names = list(wanted)
    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        found.update(model._default_manager.filter(**{f"{key}__in": part}).values_list(key, "pk"))
    missing = [make(name, wanted[name]) for name in names if name not in found]
    for row in model._default_manager.bulk_create(missing, batch_size=CHUNK):
        found[getattr(row, key)] = row.pk
    return found


def write_parts(pairs: Sequence[Pair]) -> None:
    """Create every part row of saved versions."""
    _write_sets(pairs)
    _write_lists(pairs)
    cases = _write_cases(pairs)
    _write_evidence(pairs, cases)
    _write_channels(pairs, cases)


def _create(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(list(rows), batch_size=CHUNK)


def _write_sets(pairs: Sequence[Pair]) -> None:
    audiences = _ensured(
        Audience, "code", {a.code: a for _, c in pairs for a in c.audiences}, lambda code, a: _audience(a)
    )
    events = _ensured(
        LifeEvent, "code", {e.code: e for _, c in pairs for e in c.life_events}, lambda code, e: _life_event(e)
    )
    _create(VersionLevel, (VersionLevel(version=v, level=level) for v, c in pairs for level in dict.fromkeys(c.levels)))
    _create(
        VersionAudience,
        (VersionAudience(version=v, audience_id=audiences[a.code]) for v, c in pairs for a in c.audiences),
    )
    _create(
        VersionLifeEvent,
        (VersionLifeEvent(version=v, life_event_id=events[e.code]) for v, c in pairs for e in c.life_events),
    )


def _audience(named: Named) -> Audience:
    kind, english = AUDIENCES.get(named.code, (named.kind or "other", ""))
    return Audience(code=named.code, name=named.name, name_en=english, kind=kind)


def _life_event(named: Named) -> LifeEvent:
    order, name, english = LIFE_EVENTS.get(named.code, (99, named.name, ""))
    return LifeEvent(code=named.code, name=name, name_en=english, kind=named.kind or "life", order=order)


def _write_lists(pairs: Sequence[Pair]) -> None:
    resources = _legal_resources(pairs)
    _create(
        Citation,
        (
            Citation(version=v, ordinal=i, resource_id=resources[_legal_key(named)])
            for v, c in pairs
            for i, named in enumerate(c.legal_resources, 1)
        ),
    )
    _create(
        VersionAgency,
        (
            VersionAgency(version=v, ordinal=i, role=a.role, is_class=a.is_class, code=a.code, name=a.name)
            for v, c in pairs
            for i, a in enumerate(c.agencies, 1)
        ),
    )
    _create(
        Output,
        (
            Output(version=v, ordinal=i, code=named.code, name=named.name)
            for v, c in pairs
            for i, named in enumerate(c.outputs, 1)
        ),
    )
    _create(
        Requirement,
        (Requirement(version=v, ordinal=i, text=t) for v, c in pairs for i, t in enumerate(c.requirements, 1)),
    )


def _legal_key(named: Named) -> str:
    """Return the identity of a document as worded: the same identity with other words is another row."""
    worded = hashlib.sha256(f"{named.code}\n{named.name}".encode()).hexdigest()[:12]
    source = named.source_key.split("#")[0]
    return f"{source}#{worded}"


def _legal_resources(pairs: Sequence[Pair]) -> dict[str, int]:
    wanted = {_legal_key(named): named for _, c in pairs for named in c.legal_resources}
    return _ensured(
        LegalResource,
        "source_key",
        wanted,
        lambda key, named: LegalResource(
            source_key=key, number=named.code, number_folded=fold(named.code), title=named.name
        ),
    )


def _write_cases(pairs: Sequence[Pair]) -> dict[tuple[int, int], ProcedureCase]:
    """Return (version key, ordinal) → case; ordinals begin at 1."""
    rows = _create(
        ProcedureCase,
        (
            ProcedureCase(
                version=v,
                ordinal=i,
                kind=case.kind,
                code=case.code,
                name=case.name,
                quantity=case.quantity,
                unit=case.unit,
                time_text=case.time_text,
            )
            for v, c in pairs
            for i, case in enumerate(c.cases, 1)
        ),
    )
    return {(row.version_id, row.ordinal): row for row in rows}


def _type_key(paper: EvidenceContent) -> str:
    if paper.source_key:
        return paper.source_key
    return "name:" + hashlib.sha256(f"{paper.code}\n{paper.name}".encode()).hexdigest()[:32]


def _papers(content: VersionContent) -> Iterable[tuple[int, CaseContent | None, EvidenceContent]]:
    for paper in content.evidence:
        yield 0, None, paper
    for place, case in enumerate(content.cases, 1):
        for paper in case.evidence:
            yield place, case, paper


def _write_evidence(pairs: Sequence[Pair], cases: dict[tuple[int, int], ProcedureCase]) -> None:
    wanted = {_type_key(paper): paper for _, c in pairs for _, _, paper in _papers(c)}
    types = _ensured(
        EvidenceType,
        "source_key",
        wanted,
        lambda key, paper: EvidenceType(source_key=key, code=paper.code, name=paper.name),
    )
    names = dict(EvidenceType.objects.filter(pk__in=set(types.values())).values_list("pk", "name"))
    rows = []
    for version, content in pairs:
        for ordinal, (place, _, paper) in enumerate(_papers(content), 1):
            kind = types[_type_key(paper)]
            rows.append(
                EvidenceRequirement(
                    version=version,
                    ordinal=ordinal,
                    case=cases[version.pk, place] if place else None,
                    evidence_type_id=kind,
                    wording="" if names[kind] == paper.name else paper.name,
                    originals=paper.originals,
                    copies=paper.copies,
                    is_mandatory=paper.is_mandatory,
                    alternative_group=paper.alternative_group,
                    has_electronic_form=paper.has_electronic_form,
                    is_processing_result=paper.is_processing_result,
                    templates=list(paper.templates),
                )
            )
    _create(EvidenceRequirement, rows)


def _write_channels(pairs: Sequence[Pair], cases: dict[tuple[int, int], ProcedureCase]) -> None:
    contents = [(v, i, channel) for v, c in pairs for i, channel in enumerate(c.channels, 1)]
    rows = _create(
        Channel,
        (
            Channel(
                version=v,
                ordinal=i,
                case=cases[v.pk, channel.case] if channel.case else None,
                method=channel.method,
                quantity=channel.quantity,
                unit=channel.unit,
                time_text=channel.time_text,
                note=channel.note,
            )
            for v, i, channel in contents
        ),
    )
    _create(
        Cost,
        (
            Cost(
                channel=row,
                ordinal=i,
                kind=cost.kind,
                state=cost.state,
                amount=cost.amount,
                currency=cost.currency,
                note=cost.note,
            )
            for row, (_, _, channel) in zip(rows, contents, strict=True)
            for i, cost in enumerate(channel.costs, 1)
        ),
    )


def clear_parts(version: ProcedureVersion) -> None:
    """Remove every part row of a draft, so that it can be written anew."""
    for relation in (
        "channel_rows",
        "evidencerequirement_rows",
        "procedurecase_rows",
        "level_rows",
        "audience_rows",
        "life_event_rows",
        "versionagency_rows",
        "requirement_rows",
        "output_rows",
        "citation_rows",
    ):
        getattr(version, relation).all().delete()
