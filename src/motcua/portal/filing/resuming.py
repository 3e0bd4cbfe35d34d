"""Uploads in pieces over a bad line: each answer says from which byte to go on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from motcua.accounts.gate import everyone
from motcua.core.phrases import explain
from motcua.documents.errors import WrongOffset
from motcua.documents.services import append_piece, begin_upload
from motcua.portal.filing import access, drafts
from motcua.portal.filing.papers import requirement_of
from motcua.rules.errors import RuleViolation


@everyone
@require_POST
def begin(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Announce a file for one paper of the draft."""
    draft = access.demand_draft(request, code, mark)
    requirement = requirement_of(draft, request.POST.get("paper", ""))
    name, size = request.POST.get("name", "")[:200], request.POST.get("size", "")
    if requirement is None or not size.isdecimal():
        raise Http404
    try:
        purpose = _purpose(mark, str(requirement.pk))
        session = begin_upload(name=name, size=int(size[:12]), owner=draft.owner, purpose=purpose)
    except RuleViolation as refusal:
        return JsonResponse({"error": explain(refusal)}, status=422)
    return JsonResponse({"mark": session.mark, "offset": session.offset})


@everyone
@require_POST
def piece(request: HttpRequest, code: str, mark: str, upload: str) -> HttpResponse:
    """Take the next piece; the last one gives the paper to the draft."""
    draft = access.demand_draft(request, code, mark)
    asked = request.GET.get("offset", "")
    offset = int(asked) if asked.isdecimal() and len(asked) < 13 else -1
    try:
        session: Any = append_piece(mark=upload, offset=offset, piece=request.body, owner=draft.owner)
        if session.upload is None:
            return JsonResponse({"offset": session.offset})
        requirement = requirement_of(draft, session.purpose.rpartition(" ")[2])
        if requirement is None or session.purpose != _purpose(mark, str(requirement.pk)):
            raise Http404
        drafts.give_upload(draft=draft, requirement=requirement, upload=session.upload)
    except WrongOffset as refusal:
        return JsonResponse({"offset": refusal.facts["expected"]}, status=409)
    except RuleViolation as refusal:
        return JsonResponse({"error": explain(refusal)}, status=422)
    return JsonResponse({"offset": session.offset, "done": True})


def _purpose(mark: str, requirement: str) -> str:
    return f"draft {mark} {requirement}"
