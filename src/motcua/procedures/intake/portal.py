"""One answer of the national portal's detail API as plain content, decision and facts.

Reads what is there and keeps the wording; raises UnreadableRecord where the shape is
not the portal's, so that the record goes to quarantine with its raw text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from motcua.core.clock_zone import VIETNAM
from motcua.procedures.contents import CaseContent, Named, VersionContent
from motcua.procedures.intake import portal_parts as parts
from motcua.procedures.intake.shape import UnreadableRecord, items, text
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.vocabulary import GROUP_KINDS, LIFE_EVENTS
from motcua.rules.catalogue_defects import CatalogueFacts
from motcua.rules.procedure_codes import CodeReading, read_code

RECORD_TYPES = {"STANDARD": "standard", "SPECIFIC": "specific", "STANDARD_INTERNAL": "internal", "INTERNAL": "internal"}
LEVELS = {
    "isMinistry": PracticeLevel.CENTRAL,
    "isProvince": PracticeLevel.PROVINCE,
    "isWard": PracticeLevel.COMMUNE,
    "isVertical": PracticeLevel.VERTICAL,
    "isOtherAgency": PracticeLevel.OTHER,
    "isUndetermined": PracticeLevel.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class PortalDecision:
    """The decision a record names; unknown parts stay empty."""

    source_key: str
    number: str | None
    kind: str
    issuer_code: str
    issuer_name: str
    signed_on: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """One record, read whole."""

    source_key: str
    code: CodeReading
    content: VersionContent
    decision: PortalDecision
    entered_on: date | None
    facts: CatalogueFacts


def read_record(record: dict[str, Any]) -> PortalRecord:
    """Read one JSON object; raise UnreadableRecord with the reason."""
    detail = record.get("detail")
    if not isinstance(detail, dict):
        raise UnreadableRecord("detail")
    code = read_code(text(record, "code") or text(detail, "code"))
    content = _content(record, detail)
    decision = _decision(detail)
    return PortalRecord(
        source_key=text(detail, "id")[:80],
        code=code,
        content=content,
        decision=decision,
        entered_on=day_of(detail.get("createdAt"), "createdAt"),
        facts=_facts(record, detail, code, content, decision),
    )


def day_of(moment: object, key: str) -> date | None:
    """Return the day in Vietnam of a moment in milliseconds; None stays None."""
    if moment is None or moment == "":
        return None
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise UnreadableRecord(key)
    try:
        return datetime.fromtimestamp(moment / 1000, UTC).astimezone(VIETNAM).date()
    except (OverflowError, OSError, ValueError) as failure:
        raise UnreadableRecord(key) from failure


def _decision(detail: dict[str, Any]) -> PortalDecision:
    proposal = detail.get("procedureProposal") or {}
    if not isinstance(proposal, dict):
        raise UnreadableRecord("procedureProposal")
    agency = proposal.get("issuingAgency") or {}
    number = proposal.get("proposalNumber")
    return PortalDecision(
        source_key=text(proposal, "id")[:80],
        number=None if number is None else str(number),
        kind=RECORD_TYPES.get(text(proposal, "proposalType"), ""),
        issuer_code=text(detail, "departmentPromulgateCode"),
        issuer_name=text(agency, "name") or text(detail, "departmentPromulgateName"),
        signed_on=day_of(proposal.get("decisionDate"), "decisionDate"),
        published_on=day_of(proposal.get("publicationDate"), "publicationDate"),
    )


def _content(record: dict[str, Any], detail: dict[str, Any]) -> VersionContent:
    channels = tuple(parts.channel(method) for method in items(detail, "executionMethods"))
    is_full = bool(detail.get("isFullProcess"))
    has_online = any(channel.method == "online" for channel in channels)
    fields = parts.named(detail, "categoriesDetails")
    requirement = text(detail, "requirementsAndConditions")
    return VersionContent(
        name=text(detail, "name") or text(record, "name"),
        record_type=RECORD_TYPES.get(text(detail, "type"), "standard"),
        field=fields[0] if fields else None,
        announcer=Named(text(detail, "departmentPromulgateCode"), text(detail, "departmentPromulgateName")),
        levels=tuple(level.value for key, level in LEVELS.items() if detail.get(key)),
        audiences=parts.named(detail, "subjectTypesDetails"),
        online_level="full" if is_full else "partial" if has_online else "none",
        is_internal=bool(detail.get("isInternal")),
        is_shared_service=bool(detail.get("isSharedService")),
        is_non_territorial=bool(detail.get("isNonTerritorial")),
        is_offline_only=bool(detail.get("isOfflineOnly")),
        steps=tuple((text(step, "name"), text(step, "description")) for step in items(detail, "executionSteps")),
        channels=channels,
        cases=_cases(detail),
        requirements=(requirement,) if requirement.strip() else (),
        outputs=parts.named(detail, "resultsDetails"),
        legal_resources=parts.named(detail, "legalBasisesDetails"),
        agencies=parts.agencies(detail),
        life_events=_life_events(record, detail),
        texts=_texts(detail, requirement),
    )


def _cases(detail: dict[str, Any]) -> tuple[CaseContent, ...]:
    cases = [parts.case(case) for case in items(detail, "cases")]
    return (*cases, *(parts.paper_group(group) for group in items(detail, "executionCases")))


def _life_events(record: dict[str, Any], detail: dict[str, Any]) -> tuple[Named, ...]:
    folders = record.get("life_event_folders") or []
    if not isinstance(folders, list):
        raise UnreadableRecord("life_event_folders")
    events = [Named(str(f), LIFE_EVENTS[f][1] if f in LIFE_EVENTS else str(f), kind="life") for f in folders]
    for group in items(detail, "serviceGroupsDetails"):
        events.append(Named(text(group, "id"), text(group, "name"), kind=GROUP_KINDS.get(text(group, "type"), "group")))
    return tuple({event.code: event for event in events}.values())


def _texts(detail: dict[str, Any], requirement: str) -> dict[str, Any]:
    description = text(detail, "description")
    kept = {
        "addresses": text(detail, "dossierReceivingAddresses"),
        "note": text(detail, "note"),
        "keywords": text(detail, "keywords"),
        # The portal repeats the conditions here; only what differs is a text of its own.
        "description": "" if description == requirement else description,
        "returning": [
            {"type": text(way, "type"), "at": [str(place) for place in way.get("value") or []]}
            for way in items(detail, "returningMethods")
        ],
        "state": text(detail, "state"),
        "formality": text(detail, "formalityType"),
    }
    return {key: value for key, value in kept.items() if value}


def _facts(
    record: dict[str, Any], detail: dict[str, Any], code: CodeReading, content: VersionContent, decision: PortalDecision
) -> CatalogueFacts:
    fees = [fee for method in items(detail, "executionMethods") for fee in items(method, "fees")]
    return CatalogueFacts(
        code=code,
        other_codes=tuple(text(detail, key) for key in ("code", "codeNotation") if key in detail),
        name=content.name,
        is_full_online=content.online_level == "full",
        is_offline_only=content.is_offline_only,
        is_internal=content.is_internal,
        record_type=content.record_type,
        decision_kind=decision.kind,
        methods=tuple(channel.method for channel in content.channels),
        channel_keys=tuple(parts.fingerprint(method) for method in items(detail, "executionMethods")),
        times=tuple((channel.quantity, channel.time_text) for channel in content.channels),
        fees=tuple((parts.amount(fee.get("value")), text(fee, "description")) for fee in fees),
        steps=sum(bool(heading.strip() or body.strip()) for heading, body in content.steps),
        legal=len(content.legal_resources),
        results=len(content.outputs),
        agencies=sum(agency.role == "executing" for agency in content.agencies),
        papers=sum(len(case.evidence) for case in content.cases),
        audiences=len(content.audiences),
        levels=content.levels,
        case_codes=tuple(case.code for case in content.cases if case.kind == "case"),
        missing_references=parts.missing_references(detail),
        decision_number=decision.number,
        signed_on=decision.signed_on,
        published_on=decision.published_on,
        texts=tuple(_all_texts(record)),
    )


def _all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _all_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all_texts(inner)
