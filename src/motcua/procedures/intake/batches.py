"""A batch of records written in one transaction."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from motcua.core.text import fold, sort_key
from motcua.procedures.comparison import changed_parts
from motcua.procedures.intake.lines import Line
from motcua.procedures.intake.portal import PortalDecision, PortalRecord
from motcua.procedures.intake.quarantine import quarantine_raw
from motcua.procedures.models import (
    AnnouncementDecision,
    DecisionItem,
    Defect,
    Procedure,
    ProcedureVersion,
    SourceRecord,
)
from motcua.procedures.periods import make_room
from motcua.procedures.reading import content_of, with_parts
from motcua.procedures.writing import fields_for, set_columns, write_parts
from motcua.rules.catalogue_defects import Found
from motcua.rules.procedure_codes import normalise_number, number_is_on_pattern


@dataclass(frozen=True, slots=True)
class Intake:
    """One record, read and judged, not yet stored."""

    line: Line
    record: PortalRecord
    digest: str
    defects: tuple[Found, ...]


@dataclass(slots=True)
class Outcome:
    """What became of one record: created, changed, unchanged or quarantined (with the reason)."""

    intake: Intake
    kind: str
    reason: str = ""
    changed_parts: list[str] = field(default_factory=list)


def store_batch(batch: Sequence[Intake]) -> list[Outcome]:
    """Store records with different codes; the caller holds the transaction."""
    at = timezone.now()
    known = {p.code: p for p in Procedure.objects.filter(code__in=[i.record.code.published for i in batch])}
    owners = _owners(batch)
    heads = _heads(known)
    outcomes, fresh = [], []
    for intake in batch:
        reason = _reason(intake, known, owners)
        head = heads.get(intake.record.code.published)
        if head is not None and head.digest == intake.digest:
            outcomes.append(Outcome(intake, "quarantined" if reason else "unchanged", reason))
            continue
        outcome = Outcome(intake, "quarantined" if reason else "changed" if head else "created", reason)
        outcomes.append(outcome)
        fresh.append((outcome, head))
    procedures = _procedures([outcome for outcome, _ in fresh], known, at)
    _write(fresh, procedures, at)
    return outcomes


def _owners(batch: Sequence[Intake]) -> dict[str, str]:
    """Return identity → published code of procedures that hold these identities."""
    identities = [intake.record.code.identity for intake in batch]
    held = Procedure.objects.filter(identity__in=identities, is_quarantined=False)
    return dict(held.values_list("identity", "code"))


def _heads(known: dict[str, Procedure]) -> dict[str, ProcedureVersion]:
    """Return the text last read from the portal, by published code."""
    versions = ProcedureVersion.objects.filter(procedure__in=known.values(), source="portal")
    return {
        v.procedure.code: v for v in versions.select_related("procedure", "brought_by__decision").order_by("ordinal")
    }


def _reason(intake: Intake, known: dict[str, Procedure], owners: dict[str, str]) -> str:
    code = intake.record.code
    if code.published in known:
        held = known[code.published]
        return _standing_reason(intake, owners) if held.is_quarantined else ""
    return _standing_reason(intake, owners)


def _standing_reason(intake: Intake, owners: dict[str, str]) -> str:
    code = intake.record.code
    if not code.identity_is_well_formed:
        return "bad_code"
    if owners.get(code.identity, code.published) != code.published:
        return "duplicate_after_trim"
    return ""


def _procedures(outcomes: list[Outcome], known: dict[str, Procedure], at: datetime) -> dict[str, Procedure]:
    """Return published code → procedure, creating the new ones and renaming the changed."""
    fresh = []
    for outcome in outcomes:
        record = outcome.intake.record
        procedure = known.get(record.code.published) or Procedure(code=record.code.published, recorded_at=at)
        if procedure.pk is None or procedure.is_quarantined:
            # A released record keeps the code that two people gave it.
            procedure.identity = record.code.identity
        procedure.name = record.content.name
        procedure.name_folded, procedure.name_sort_key = fold(record.content.name), sort_key(record.content.name)
        procedure.record_type, procedure.is_internal = record.content.record_type, record.content.is_internal
        procedure.source_key = record.source_key
        procedure.is_quarantined = bool(outcome.reason)
        fresh.append(procedure)
    Procedure.objects.bulk_create([p for p in fresh if p.pk is None])
    columns = ["name", "name_folded", "name_sort_key", "record_type", "is_internal", "source_key", "is_quarantined"]
    Procedure.objects.bulk_update([p for p in fresh if p.code in known], columns)
    return {p.code: p for p in fresh}


def _write(
    fresh: list[tuple[Outcome, ProcedureVersion | None]], procedures: dict[str, Procedure], at: datetime
) -> None:
    items = _items([outcome.intake for outcome, _ in fresh], procedures, at)
    fields = fields_for(outcome.intake.record.content for outcome, _ in fresh)
    versions = []
    for outcome, head in fresh:
        procedure = procedures[outcome.intake.record.code.published]
        item = items[procedure.pk]
        versions.append(_version(outcome, head, procedure, item, fields, at))
    ProcedureVersion.objects.bulk_create(versions)
    pairs = [(v, outcome.intake.record.content) for v, (outcome, _) in zip(versions, fresh, strict=True)]
    write_parts(pairs)
    SourceRecord.objects.bulk_create(
        SourceRecord(version=v, raw=zlib.compress(outcome.intake.line.raw, 6))
        for v, (outcome, _) in zip(versions, fresh, strict=True)
    )
    Defect.objects.bulk_create(
        Defect(version=v, code=found.code, count=found.count, detail=found.detail[:2000])
        for v, (outcome, _) in zip(versions, fresh, strict=True)
        for found in outcome.intake.defects
    )
    for outcome, _ in fresh:
        if outcome.reason:
            intake = outcome.intake
            procedure = procedures[intake.record.code.published]
            quarantine_raw(
                code=intake.record.code.published,
                reason=outcome.reason,
                digest=intake.digest,
                raw=intake.line.raw,
                file=intake.line.file,
                line=intake.line.number,
                procedure=procedure,
            )


def _version(
    outcome: Outcome,
    head: ProcedureVersion | None,
    procedure: Procedure,
    item: DecisionItem,
    fields: dict[str, int],
    at: datetime,
) -> ProcedureVersion:
    record = outcome.intake.record
    start, basis = _start(record, at.date())
    version = ProcedureVersion(
        procedure=procedure,
        ordinal=1,
        status=ProcedureVersion.Status.PUBLISHED,
        brought_by=item,
        valid_from=start,
        start_basis=basis,
        recorded_at=at,
        published_at=at,
        digest=outcome.intake.digest,
        source="portal",
        field_id=fields[record.content.field.code] if record.content.field else None,
    )
    set_columns(version, record.content)
    if head is not None:
        version.ordinal = (procedure.versions.order_by("-ordinal").first() or head).ordinal + 1
        whole = with_parts(ProcedureVersion.objects.filter(pk=head.pk)).get()
        outcome.changed_parts = changed_parts(content_of(whole), record.content)
        same_decision = head.brought_by_id == item.pk
        version.valid_before = make_room(procedure, start, at, corrects=head if same_decision else None)
    return version


def _start(record: PortalRecord, today: date) -> tuple[date, str]:
    """Return the first day of a text and what it rests on.

    ASSUMPTION: the portal gives no effective day, so the day of signing stands for it;
    where that is missing or still to come although the text is published, the day of
    publication, then the day of entry.
    """
    decision, basis = record.decision, ProcedureVersion.StartBasis
    if decision.signed_on is not None and decision.signed_on <= today:
        return decision.signed_on, basis.SIGNED
    if decision.published_on is not None and decision.published_on <= today:
        return decision.published_on, basis.PUBLISHED
    if record.entered_on is not None and record.entered_on <= today:
        return record.entered_on, basis.ENTERED
    return today, basis.ENTERED


def _items(intakes: list[Intake], procedures: dict[str, Procedure], at: datetime) -> dict[int, DecisionItem]:
    """Return procedure key → the item of its decision, creating decisions and items."""
    decisions = _decisions([intake.record for intake in intakes], at)
    wanted = {procedures[i.record.code.published].pk: decisions[_decision_key(i.record.decision)] for i in intakes}
    found = {
        (item.procedure_id, item.decision_id): item
        for item in DecisionItem.objects.filter(procedure__in=wanted, kind=DecisionItem.Kind.UNSTATED)
    }
    missing = [
        DecisionItem(
            decision=decision,
            procedure_id=procedure,
            kind=DecisionItem.Kind.UNSTATED,
            effective_on=decision.signed_on,
            recorded_at=at,
        )
        for procedure, decision in wanted.items()
        if (procedure, decision.pk) not in found
    ]
    for item in DecisionItem.objects.bulk_create(missing):
        found[item.procedure_id, item.decision_id] = item
    return {procedure: found[procedure, decision.pk] for procedure, decision in wanted.items()}


def _decision_key(decision: PortalDecision) -> str:
    if decision.source_key:
        return decision.source_key
    return f"{decision.issuer_code}|{decision.number or ''}|{decision.signed_on or ''}"[:80]


def _decisions(records: list[PortalRecord], at: datetime) -> dict[str, AnnouncementDecision]:
    wanted = {_decision_key(record.decision): record for record in records}
    found = {d.source_key: d for d in AnnouncementDecision.objects.filter(source_key__in=wanted)}
    missing = [_decision(key, record, at) for key, record in wanted.items() if key not in found]
    found.update((d.source_key, d) for d in AnnouncementDecision.objects.bulk_create(missing))
    return found


def _decision(key: str, record: PortalRecord, at: datetime) -> AnnouncementDecision:
    decision, number = record.decision, record.decision.number or ""
    kinds = AnnouncementDecision.Kind
    kind = decision.kind or record.content.record_type
    is_province = kind == kinds.SPECIFIC
    return AnnouncementDecision(
        source_key=key,
        number=number,
        number_normalised=normalise_number(number),
        number_is_on_pattern=number_is_on_pattern(number),
        issuer_code=decision.issuer_code,
        issuer_name=decision.issuer_name,
        signed_on=decision.signed_on,
        published_on=decision.published_on,
        kind=kind,
        route=AnnouncementDecision.Route.PROVINCE if is_province else AnnouncementDecision.Route.MINISTRY,
        recorded_at=at,
    )
