"""One dossier as the counter sees it: who, which papers, when promised, what may be done now."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.core.phrases import Phrase
from motcua.counter.desk import READERS
from motcua.counter.money import due_charge, ways_ready
from motcua.counter.phrases import INCIDENTS, PAPER_FORMS, PAPER_KINDS, PAY_WAYS, RETURN_WAYS, STATE_TONES
from motcua.counter.workplace import dossier_of, may_act, new_key, state_of
from motcua.documents import selectors as documents
from motcua.dossiers import desk, selectors
from motcua.payments.selectors import charges_for
from motcua.rules.lifecycle_acts import ACTS, Act

WHY = "Xử lý hồ sơ tại quầy"
PRINTED_AT_ONCE = ("receipt", "supplement", "refusal")
_RECEIVABLE = {"registered"}
_ASKABLE = {"registered", "received", "processing"}
_REFUSABLE = {"registered", "supplement_before_reception"}
_SUPPLEMENTABLE = {"supplement_before_reception", "awaiting_supplement"}
_HANDABLE = {"received"}
_HAND_OUT = {"decided", "refused"}


def possible(dossier: Any) -> dict[str, bool]:
    """Return which acts of the counter the state allows; the service has the last word."""
    state = dossier.state
    return {
        "receive": state in _RECEIVABLE,
        "ask": state in _ASKABLE,
        "refuse": state in _REFUSABLE,
        "supplement": state in _SUPPLEMENTABLE,
        "restart": state == "supplement_given",
        "hand_over": state in _HANDABLE and dossier.expected_act == "hand_over" and not dossier.has_children,
        "hand_out": state in _HAND_OUT and dossier.parent_id is None,
        "incident": state != "registered",
    }


def entries(events: list[Any]) -> list[dict[str, Any]]:
    """Return the acts as the timeline shows them, the newest first."""
    found = []
    for event in reversed(events):
        entry = ACTS[Act(event.act)]
        items = event.facts.get("items") or []
        text = " · ".join(filter(None, [event.paper_number, event.reason, "; ".join(map(str, items))]))
        by = f"{event.account or ''} {event.post}".strip()
        found.append({"at": event.occurred_at, "title": Phrase(entry.vi, entry.en), "text": text, "by": by})
    return found


def asked_items(events: list[Any]) -> list[str]:
    """Return what the last request to supplement named: the papers that the applicant most likely brings."""
    asked = [event for event in events if event.act == Act.REQUEST_SUPPLEMENT]
    return [str(item) for item in asked[-1].facts.get("items") or []] if asked else []


@officers_with(*READERS)
@require_safe
def show(request: Any, number: str) -> HttpResponse:
    """Show one dossier; the look at personal data is recorded."""
    found = dossier_of(request, number)
    _note_view(request, found)
    charges = charges_for(found.number)
    situation = selectors.situation_of(found)
    promise, events = situation.current_promise, selectors.timeline(found)
    facts = {
        **_common(found),
        "can": possible(found) if may_act(request) else {},
        "promised_at": promise.at if promise else None,
        "stands_still": situation.open_pause is not None,
        "lines": _lines(found) if request.GET.get("cach-tinh") else None,
        "entries": entries(events),
        "asked": asked_items(events),
        "given": [(paper, PAPER_FORMS.get(paper.form, paper.form)) for paper in desk.evidence_given(found)],
        "children": [(c, state_of(c)) for c in selectors.children_of(found)] if found.has_children else [],
        "charges": charges,
        "pay_ways": [(way, PAY_WAYS[way]) for way in ways_ready() if way != "later"],
        "due_charge": next((one for one in charges if one.state == "due"), None),
        "key": new_key(),
        "incidents": list(INCIDENTS.items()),
    }
    return render(request, "counter/dossier.html", facts)


def _lines(found: Any) -> list[str]:
    """Return how the promised day was counted, line by line, in the reader's language."""
    counted = selectors.due_of(found).due
    lines = counted.lines if counted else ()
    return [f"{line.on:%d/%m/%Y}: {Phrase(line.vi, line.en)} ({line.source})" for line in lines]


def _note_view(request: Any, found: Any) -> None:
    subject = found.applicant.identity_number or found.number
    log_view(request.user, subject, WHY, what=f"hồ sơ {found.number}"[:200], unit_code=request.unit.code)


def _common(found: Any) -> dict[str, Any]:
    issued = [(paper, PAPER_KINDS.get(paper.kind, paper.kind)) for paper in documents.papers_of(found.number)]
    return {
        "dossier": found,
        "state": state_of(found),
        "tone": STATE_TONES.get(found.state, "neutral"),
        "return_way": RETURN_WAYS.get(found.return_way, found.return_way),
        "papers": issued,
    }


@officers_with(*READERS)
@require_safe
def received(request: Any, number: str) -> HttpResponse:
    """Show that an application is in (or was asked for more, or refused), with its paper ready to print."""
    found = dossier_of(request, number)
    printed = documents.papers_of(found.number).filter(kind__in=PRINTED_AT_ONCE).last()
    charge = due_charge(found.number)
    facts = {**_common(found), "paper": printed, "charge": charge, "may_act": may_act(request)}
    facts["can_scan"] = "qr" in ways_ready()
    return render(request, "counter/received.html", facts)
