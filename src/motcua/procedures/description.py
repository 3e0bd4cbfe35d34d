"""A version as the command, the API and pages describe it: every part, with its decision."""

from datetime import date
from decimal import Decimal
from typing import Any

from motcua.procedures import selectors
from motcua.procedures.contents import VersionContent
from motcua.procedures.models import DecisionItem, Procedure, ProcedureVersion
from motcua.procedures.reading import content_of

SOURCE_NOTES = {
    "portal": {
        "vi": "Nguồn: Cổng Dịch vụ công quốc gia; không phải bản chính thức.",
        "en": "Source: National Public Service Portal; not an official copy.",
    }
}


def describe(version: ProcedureVersion, on: date | None = None) -> dict[str, Any]:
    """Return the full text of `version` with its decision, period, successors and processes."""
    content = content_of(version)
    procedure = version.procedure
    return {
        "code": procedure.identity,
        "published_code": procedure.code,
        "version": version.ordinal,
        "status": version.status,
        "valid_from": version.valid_from,
        "valid_before": version.valid_before,
        "start_basis": version.start_basis,
        "recorded_at": version.recorded_at,
        "decision": describe_item(version.brought_by),
        **_content(content),
        "end": describe_end(procedure, on),
        "has_internal_process": selectors.internal_process(version, on=on) is not None,
        "has_form": selectors.form_of(version, on=on) is not None,
        "source": SOURCE_NOTES.get(version.source),
    }


def describe_item(item: DecisionItem | None) -> dict[str, Any] | None:
    """Return the decision behind an item; unknown days stay null."""
    if item is None:
        return None
    decision = item.decision
    return {
        "number": decision.number,
        "issuer_code": decision.issuer_code,
        "issuer": decision.issuer_name,
        "signed_on": decision.signed_on,
        "effective_on": item.effective_on or decision.effective_on,
        "published_on": decision.published_on,
        "kind": decision.kind,
        "item_kind": item.kind,
        "number_is_on_pattern": decision.number_is_on_pattern,
    }


def describe_end(procedure: Procedure, on: date | None = None) -> dict[str, Any] | None:
    """Return since when and by which decision a procedure ended, and what took over."""
    end = selectors.end_of(procedure, on)
    if end is None:
        return None
    names = dict(
        Procedure.objects.filter(identity__in=end.successor_codes, is_quarantined=False).values_list("identity", "name")
    )
    return {
        "kind": end.kind,
        "since": end.effective_on,
        "decision": describe_item(end),
        "successors": [{"code": code, "name": names.get(code, "")} for code in end.successor_codes],
    }


def describe_ended(procedure: Procedure, on: date | None = None) -> dict[str, Any] | None:
    """Return what is known of a procedure that is no longer in force, with its last text, or None."""
    end = describe_end(procedure, on)
    if end is None:
        return None
    last = procedure.versions.all().recorded().filter(superseded_at=None).order_by("-valid_from").first()
    return {
        "code": procedure.identity,
        "name": procedure.name,
        "in_force": False,
        "last_version": last.ordinal if last else None,
        "valid_from": last.valid_from if last else None,
        "valid_before": last.valid_before if last else None,
        "end": end,
    }


def _content(content: VersionContent) -> dict[str, Any]:
    whole = content.as_dict()
    whole["steps"] = [{"name": heading, "text": text} for heading, text in content.steps]
    for part in (*whole["cases"], *whole["channels"]):
        part["quantity"] = _number(part["quantity"])
        for cost in part.get("costs", ()):
            cost["amount"] = _number(cost["amount"])
    return whole


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
