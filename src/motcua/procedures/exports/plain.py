"""A procedure as plain members, the one shape of the JSON export and of the API."""

from typing import Any

from motcua.procedures.contents import CaseContent, ChannelContent, CostContent, EvidenceContent, VersionContent
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.models import ProcedureVersion


def decision_of(version: ProcedureVersion) -> dict[str, Any] | None:
    """Return the decision that brought a version into force, or None."""
    item = version.brought_by
    if item is None:
        return None
    decision = item.decision
    return {
        "id": decision.pk,
        "number": decision.number,
        "number_normalised": decision.number_normalised,
        "issuer_code": decision.issuer_code,
        "issuer_name": decision.issuer_name,
        "signed_on": decision.signed_on,
        "effective_on": decision.effective_on,
        "kind": item.kind,
    }


def head_of(version: ProcedureVersion) -> dict[str, Any]:
    """Return what identifies a version and says when it applies (half-open, as stored)."""
    return {
        "code": version.procedure.identity,
        "name": version.name,
        "version": version.ordinal,
        "record_type": version.record_type,
        "announcer": {"code": version.announcer_code, "name": version.announcer_name},
        "field": {"code": version.field.code, "name": version.field.name} if version.field else None,
        "online_level": version.online_level,
        "is_internal": version.is_internal,
        "valid_from": version.valid_from,
        "valid_before": version.valid_before,
        "recorded_at": version.recorded_at,
        "source": version.source,
    }


def plain(text: WholeText) -> dict[str, Any]:
    """Return a whole text as plain members; nothing published is left out."""
    content = text.content
    return {
        **head_of(text.version),
        "decision": decision_of(text.version),
        "levels": sorted(content.levels),
        "audiences": [{"code": a.code, "name": a.name, "kind": a.kind} for a in content.audiences],
        "life_events": [{"code": e.code, "name": e.name} for e in content.life_events],
        "agencies": [
            {"role": a.role, "code": a.code, "name": a.name, "is_class": a.is_class} for a in content.agencies
        ],
        "is_shared_service": content.is_shared_service,
        "is_non_territorial": content.is_non_territorial,
        "is_offline_only": content.is_offline_only,
        "cases": [_case(place, case) for place, case in enumerate(content.cases)],
        "channels": [_channel(channel) for channel in content.channels],
        "evidence": [_paper(paper) for paper in content.evidence],
        "requirements": list(content.requirements),
        "outputs": [{"code": o.code, "name": o.name} for o in content.outputs],
        "legal_resources": [{"number": r.code, "title": r.name} for r in content.legal_resources],
        "steps": [{"heading": heading, "text": body} for heading, body in content.steps],
        "texts": content.texts,
    }


def _case(place: int, case: CaseContent) -> dict[str, Any]:
    return {
        "ordinal": place,
        "kind": case.kind,
        "code": case.code,
        "name": case.name,
        "time_limit": _limit(case),
        "evidence": [_paper(paper) for paper in case.evidence],
    }


def _channel(channel: ChannelContent) -> dict[str, Any]:
    return {
        "method": channel.method,
        "case": channel.case,
        "time_limit": _limit(channel),
        "note": channel.note,
        "costs": [_cost(cost) for cost in channel.costs],
    }


def _limit(held: CaseContent | ChannelContent) -> dict[str, Any]:
    return {"quantity": held.quantity, "unit": held.unit, "text": held.time_text}


def _cost(cost: CostContent) -> dict[str, Any]:
    return {
        "kind": cost.kind,
        "state": cost.state,
        "amount": cost.amount,
        "currency": cost.currency,
        "note": cost.note,
    }


def _paper(paper: EvidenceContent) -> dict[str, Any]:
    return {
        "code": paper.code,
        "name": paper.name,
        "originals": paper.originals,
        "copies": paper.copies,
        "is_mandatory": paper.is_mandatory,
        "alternative_group": paper.alternative_group,
        "has_electronic_form": paper.has_electronic_form,
        "templates": list(paper.templates),
    }


def competent_of(content: VersionContent) -> list[tuple[str, str]]:
    """Return (code, name) of who decides; who carries it out or announced it where nobody is named."""
    for role in ("competent", "executing"):
        found = [(a.code, a.name) for a in content.agencies if a.role == role and a.name.strip()]
        if found:
            return list(dict.fromkeys(found))
    return [(content.announcer.code, content.announcer.name or content.announcer.code or "Không nêu")]
