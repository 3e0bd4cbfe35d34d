"""The page of papers: upload, take back, or point to where the State already has one."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase, explain
from motcua.portal.filing import access, drafts
from motcua.portal.filing.pages import crumbs_of
from motcua.portal.filing.papers import papers_asked, requirement_of
from motcua.portal.models import Draft
from motcua.procedures.models import EvidenceRequirement
from motcua.rules.errors import RuleViolation

KEPT = Phrase("Đã nhận “{name}”.", "“{name}” was received.")


@everyone
@require_http_methods(["GET", "POST"])
def papers_page(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Show the papers asked for; a POST gives or takes back one of them."""
    if access.lost_session(request, code, mark):
        return redirect_to_login(request.get_full_path())
    draft = access.demand_draft(request, code, mark)
    if draft.filed_number:
        return redirect("portal:filed", draft.filed_number)
    errors: dict[str, str] = {}
    if request.method == "POST":
        requirement = requirement_of(draft, request.POST.get("paper", ""))
        try:
            if requirement is not None:
                _act(request, draft, requirement)
        except RuleViolation as refusal:
            errors[f"giay-{requirement.pk if requirement else ''}"] = explain(refusal)
        if not errors:
            here = redirect("portal:papers_page", code, mark)
            here["Location"] += f"#giay-{requirement.pk}" if requirement else ""
            return here
    asked = papers_asked(draft, access.account_of(request))
    rows = [(paper, errors.get(paper.key, "")) for paper in asked]
    facts = {
        "draft": draft,
        "rows": rows,
        "errors": errors,
        "crumbs": crumbs_of(draft),
        "anonymous": draft.owner_id is None,
    }
    return render(request, "portal/filing/papers.html", facts, status=422 if errors else 200)


def _act(request: HttpRequest, draft: Draft, requirement: EvidenceRequirement) -> None:
    act, _, about = request.POST.get("act", "").partition(":")
    if act == "remove" and about.isdecimal():
        drafts.take_back(draft=draft, paper_id=int(about))
        return
    if act == "reuse":
        asked = papers_asked(draft, access.account_of(request))
        offers = {
            offer.source: offer for paper in asked if paper.requirement.pk == requirement.pk for offer in paper.offers
        }
        # A source that was not offered to this person is not taken: it may be somebody else's dossier.
        if about in offers:
            drafts.reuse(draft=draft, requirement=requirement, source=about, name=offers[about].label)
        return
    files = request.FILES.getlist("file")
    if not files:
        raise NoFile
    for file in files:
        given = drafts.give_file(draft=draft, requirement=requirement, name=file.name or "", content=file.read())
        messages.success(request, KEPT.format(name=given.name))


class NoFile(RuleViolation):
    """No file was chosen. Choose one, then press “Upload”."""

    code = "no_file"
    vi = "Bạn chưa chọn tệp. Hãy chọn tệp rồi bấm “Tải lên”."
