"""One dossier told whole, as plain values: for the command, the API and exports."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.dossiers import selectors
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.selectors import KnownDossier
from motcua.procedures.selectors import version_in_force
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_states import STATES, State


def _local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def tell(known: KnownDossier) -> dict[str, Any]:
    """Return everything that was known about a dossier at `known.known_at`."""
    dossier, now = known.dossier, known.situation
    state = now.state or State.REGISTERED
    then = _stated_then(known)
    return {
        "number": dossier.number,
        "known_at": _local(known.known_at),
        "state": str(state),
        "state_vi": STATES[state].vi,
        "state_en": STATES[state].en,
        "status": STATES[state].national,
        "procedure": _text(dossier),
        "changed_since": _changed_since(dossier, known.known_at),
        "applicant": {"name": then.get("applicant", dossier.applicant.name), "kind": dossier.applicant.kind},
        "receiving_unit": _unit(dossier.receiving_unit),
        "resolving_unit": _unit(dossier.resolving_unit),
        "channel": dossier.channel,
        "summary": then.get("summary", dossier.summary),
        "registered_at": _local(now.registered_at),
        "received_at": _local(now.received_at),
        "finished_at": _local(now.finished_at),
        "first_finished_at": _local(now.first_finished_at),
        "returned_at": _local(now.returned_at),
        "due": _due(known),
        "charged": [
            {"holder": str(holder), "unit": unit, "working_seconds": seconds}
            for (holder, unit), seconds in selectors.charged(dossier, known.holdings).seconds.items()
        ],
        "parent": dossier.parent.number if dossier.parent else None,
        "children": [child.number for child in selectors.children_of(dossier)] if dossier.has_children else [],
        "events": [_event(event) for event in known.events],
        "record_is_whole": selectors.is_whole(dossier),
    }


def _stated_then(known: KnownDossier) -> dict[str, Any]:
    """Return what the dossier stated before the corrections that were recorded later."""
    if known.dossier.last_ordinal == len(known.events):
        return {}
    later = known.dossier.events.filter(act=Act.CORRECT, recorded_at__gt=known.known_at).order_by("-ordinal")
    then: dict[str, Any] = {}
    for event in later:
        then |= event.facts.get("before", {})
    return then


def _unit(unit: Any) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def _text(dossier: Dossier) -> dict[str, Any]:
    version = dossier.procedure_version
    return {
        "code": dossier.procedure_code,
        "name": version.name,
        "version": version.ordinal,
        "valid_from": version.valid_from,
        "valid_before": version.valid_before,
        "case": dossier.procedure_case.name if dossier.procedure_case else None,
        "texts": version.texts,
    }


def _changed_since(dossier: Dossier, at: datetime) -> dict[str, Any] | None:
    """Return the version now in force where it is not the pinned one; None while nothing changed."""
    present = version_in_force(dossier.procedure_code, timezone.localdate(at), at)
    if present is None or present.pk == dossier.procedure_version_id:
        return None
    return {"version": present.ordinal, "valid_from": present.valid_from, "name": present.name}


def _due(known: KnownDossier) -> dict[str, Any]:
    due = known.due
    return {
        "due_at": _local(due.at),
        "promised_at": _local(due.promised_at),
        "portal_due_at": _local(due.portal_at),
        "limit": str(due.limit) if due.limit.is_countable else None,
        "stands_still": due.is_standing_still,
        "promises": [{"kind": each.kind, "at": _local(each.at), "act": each.ordinal} for each in due.promises],
        "lines": [line.as_dict() for line in due.due.lines] if due.due else [],
    }


def _event(event: Event) -> dict[str, Any]:
    entry = ACTS[Act(event.act)]
    return {
        "ordinal": event.ordinal,
        "act": event.act,
        "act_vi": entry.vi,
        "act_en": entry.en,
        "occurred_at": _local(event.occurred_at),
        "recorded_at": _local(event.recorded_at),
        "by": str(event.account) if event.account else event.post,
        "post": event.post,
        "unit": event.unit.code if event.unit else None,
        "reason": event.reason,
        "facts": event.facts,
        "state": event.state,
        "status": event.national_status,
        "paper_number": event.paper_number,
        "hash": event.hash,
    }
