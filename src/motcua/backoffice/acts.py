"""One act on one dossier: its small form, the refusal as a sentence, and who may be asked for it."""

import secrets
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts.gate import officers_with
from motcua.backoffice.act_forms import FORMS
from motcua.backoffice.acting import DRAFTED, Doing, do, draft
from motcua.backoffice.scope import DESK, actor_of, dossier_of
from motcua.core.phrases import Phrase, explain
from motcua.documents.editing import DOCX
from motcua.dossiers import clock, sheet
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_states import State

# An interlinked dossier is settled by its parts.
_BY_PARTS = frozenset({Act.PROPOSE, Act.DECIDE, Act.REFUSE_AFTER_APPRAISAL, Act.SEND_BACK, Act.COMPLETE_STEP})
MAIN = (Act.TAKE_OVER, Act.ANSWER_CONSULTATION, Act.RESTART, Act.PROPOSE, Act.DECIDE, Act.HAND_OVER)
OWN_PROCESS = "quy trình nội bộ của thủ tục"
RARE = frozenset({Act.ASK_CORRECTION, Act.STOP_AT_REQUEST, Act.STOP_UNANSWERED, Act.LAPSE_CONSULTATION})


def act_phrase(act: str) -> Phrase:
    entry = ACTS[Act(act)]
    return Phrase(entry.vi, entry.en)


def open_acts(dossier: Any, duties: Collection[str], unit: Any) -> list[Act]:
    """Return the acts this officer may try now, the expected one first; the service has the last word."""
    held = {str(duty) for duty in duties}
    found = [act for act in FORMS if ACTS[act].who & held and State(dossier.state) in ACTS[act].moves]
    return sorted((act for act in found if _fits(act, dossier, unit)), key=lambda act: _rank(act, dossier))


def _rank(act: Act, dossier: Any) -> int:
    # Whoever is asked came to answer.
    if act in {dossier.expected_act, Act.ANSWER_CONSULTATION}:
        return -1
    return MAIN.index(act) if act in MAIN else len(MAIN) + (act in RARE)


def _fits(act: Act, dossier: Any, unit: Any) -> bool:
    situation = dossier.situation
    handed = bool(situation.get("handed_at"))
    if dossier.has_children and act in _BY_PARTS:
        return False
    if act is Act.TAKE_OVER:
        return handed and (dossier.expected_unit is None or sheet.is_within(dossier.expected_unit, unit))
    if act is Act.HAND_OVER:
        return not handed and not dossier.has_children
    if act is Act.ANSWER_CONSULTATION:
        return sheet.is_asked(dossier, unit)
    if act is Act.LAPSE_CONSULTATION:
        return sheet.is_silent(dossier, clock.now())
    if act in {Act.CORRECT, Act.DECLINE_CORRECTION}:
        return bool(situation.get("corrections_asked"))
    if act is Act.REAPPOINT:
        return dossier.current_due_at is not None and not situation.get("reappointments")
    return act is not Act.COMPLETE_STEP or dossier.step_due_at is not None


def source_phrase(source: str) -> Phrase:
    """Return the legal source of an act as each language cites it."""
    told = source
    for english, own in (("arts ", "điều "), ("art ", "điều "), ("internal process of the procedure", OWN_PROCESS)):
        told = told.replace(english, own)
    return Phrase(told, source)


@officers_with(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Any, number: str, act: str) -> HttpResponse:
    """Show the form of one act, or do it."""
    found = dossier_of(request, number, "Thao tác trên hồ sơ" if request.method != "POST" else "")
    if act not in FORMS or not ACTS[Act(act)].who & {str(duty) for duty in request.duties}:
        raise Http404
    known = Act(act)
    stated: dict[str, Any] = {"dossier": found, "unit": request.unit, "account": request.user}
    if request.method == "POST":
        form = FORMS[known](request.POST, request.FILES, **stated)
        if form.is_valid() and request.POST.get("as") == "docx" and known in DRAFTED:
            return _draft(request, known, found, form)
        if form.is_valid() and _done(request, known, found, form):
            return redirect("backoffice:dossier", number=found.number)
    else:
        form = FORMS[known](initial={"key": secrets.token_urlsafe(12)}, **stated)
    entry = ACTS[known]
    facts = {
        "dossier": found, "form": form, "title": act_phrase(act), "act": act, "source": source_phrase(entry.source),
        "draft": getattr(form, "draft", None), "paper": bool(entry.paper),
        "drafted": known in DRAFTED,
    }  # fmt: skip
    return render(request, "backoffice/act.html", facts, status=422 if form.errors else 200)


def _doing(request: Any, act: Act, dossier: Any, form: Any) -> Doing:
    given = dict(form.cleaned_data)
    key = f"desk:{act}:{given.pop('key') or secrets.token_urlsafe(12)}"
    return Doing(dossier, actor_of(request), request.unit, request.user, key, given)


def _draft(request: Any, act: Act, dossier: Any, form: Any) -> HttpResponse:
    content = draft(act, _doing(request, act, dossier, form))
    name = f"{ACTS[act].paper}-{dossier.number}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _done(request: Any, act: Act, dossier: Any, form: Any) -> bool:
    try:
        event = do(act, _doing(request, act, dossier, form))
    except RuleViolation as refusal:
        form.add_error(None, explain(refusal))
        return False
    done = Phrase("Đã ghi nhận: {act}.", "Recorded: {act}.").format(act=act_phrase(act))
    paper = Phrase(" Văn bản số {n}.", " Paper {n}.").format(n=event.paper_number) if event.paper_number else ""
    messages.success(request, f"{done}{paper}")
    return True
