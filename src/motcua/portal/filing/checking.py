"""The last pages: check the answers, state that they are true, file, and the page with the number."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.gate import everyone, signed_in
from motcua.core.phrases import explain
from motcua.core.templatetags.motcua import number as grouped
from motcua.documents.typesetting import draw, qr_svg
from motcua.dossiers.own import own_dossier, papers_given, tracking_code
from motcua.dossiers.promises import limit_of
from motcua.payments.selectors import amount_due, charges_for
from motcua.portal.errors import NotFinished, TextChanged
from motcua.portal.filing import access
from motcua.portal.filing.pages import crumbs_of, tasks_of
from motcua.portal.filing.papers import papers_asked
from motcua.portal.filing.places import offices_for
from motcua.portal.filing.showing import answer_text, pages_of, statements_of
from motcua.portal.filing.submitting import demand_form, follow_text, prices_of, submit
from motcua.procedures.eforms.answers import asked, computed
from motcua.procedures.eforms.drawing import say
from motcua.rules.errors import RuleViolation


def told(form: dict[str, Any], answers: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the answers page by page, as (question, answer); what is not asked is not shown."""
    known, sums = asked(form, answers), computed(form, answers)
    sections = []
    for page in pages_of(form):
        rows = [(say(one), answer_text(one, known[one["name"]])) for one in page["fields"] if one["name"] in known]
        if "repeat" in page:
            for place, row in enumerate(known.get(page["repeat"]["name"], []), 1):
                cells = [answer_text(one, row.get(one["name"])) for one in page["repeat"]["fields"]]
                rows.append((f"{say(page['repeat'])} {place}", " · ".join(cells)))
        if "computed" in page:
            rows.append((say(page["computed"]), str(grouped(sums.get(page["computed"]["name"], 0)))))
        sections.append({"key": page["key"], "title": say(page), "rows": rows})
    return sections


@everyone
@require_safe
def check(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Show everything that will be filed, each part with its change link."""
    if access.lost_session(request, code, mark):
        return redirect_to_login(request.get_full_path())
    draft = access.demand_draft(request, code, mark)
    if draft.filed_number:
        return redirect("portal:filed", draft.filed_number)
    form = demand_form(draft.version, draft.case)
    papers = papers_asked(draft, access.account_of(request))
    facts = {
        "draft": draft,
        "sections": told(form, draft.answers),
        "papers": papers,
        "statements": [(one["name"], say(one)) for one in statements_of(form)],
        "unfinished": [task for task in tasks_of(draft, form, papers) if task["state"][1] != "good"],
        "offices": offices_for(draft.version, draft.place),
        "prices": prices_of(draft.version, draft.case),
        "crumbs": crumbs_of(draft),
    }
    return render(request, "portal/filing/check.html", facts)


@everyone
@require_POST
def file(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """File the application; only here a person has to be logged in."""
    account = access.account_of(request)
    back = reverse("portal:check", args=[code, mark])
    if account is None:
        if access.lost_session(request, code, mark) is None:
            access.demand_draft(request, code, mark)
        return redirect_to_login(back)
    draft = access.demand_draft(request, code, mark)
    try:
        number = submit(draft=draft, account=account, stated=set(request.POST.getlist("stated")))
    except TextChanged as refusal:
        follow_text(draft=draft)
        messages.warning(request, explain(refusal))
        return redirect("portal:tasks", code, mark)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("portal:tasks" if isinstance(refusal, NotFinished) else "portal:check", code, mark)
    return redirect("portal:filed", number)


@signed_in
@require_safe
def filed(request: HttpRequest, number: str) -> HttpResponse:
    """Show the number and what happens now; the page is true whenever it is opened again."""
    dossier = own_dossier(request.user, number)  # type: ignore[arg-type]
    if dossier is None:
        raise Http404
    address = request.build_absolute_uri(reverse("portal:track"))
    facts = {
        "dossier": dossier,
        "code": tracking_code(dossier.number),
        "limit": limit_of(dossier),
        "charges": charges_for(dossier.number),
        "due": amount_due(dossier.number),
        "qr": qr_svg(f"{address}?ma={dossier.number}"),
    }
    return render(request, "portal/filing/filed.html", facts)


@signed_in
@require_safe
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """Give the application as it was filed, as PDF."""
    dossier = own_dossier(request.user, number)  # type: ignore[arg-type]
    if dossier is None:
        raise Http404
    with translation.override("vi"):
        form = demand_form(dossier.procedure_version, dossier.procedure_case)
        sections = [{"title": each["title"], "rows": each["rows"]} for each in told(form, dossier.form_data)]
        sections.append({"title": "Giấy tờ kèm theo", "rows": [[p.name, _where(p)] for p in papers_given(dossier)]})
        sections.append({"title": "Cam đoan", "rows": [[say(one), "Có"] for one in statements_of(form)]})
    facts = {
        "number": dossier.number,
        "procedure": dossier.procedure_name,
        "code": dossier.procedure_code,
        "office": dossier.receiving_unit.name,
        "filed_at": f"{timezone.localtime(dossier.registered_at):%H:%M ngày %d/%m/%Y}",
        "qr": qr_svg(f"{request.build_absolute_uri(reverse('portal:track'))}?ma={dossier.number}"),
        "sections": [each for each in sections if each["rows"]],
    }
    body = draw("common/application", facts, timezone.localtime(dossier.registered_at))
    answer = HttpResponse(body, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="ho-so-{dossier.number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _where(paper: Any) -> str:
    if paper.reused_from:
        return f"Dùng lại: {paper.reused_from}"
    return "Tệp đính kèm" if paper.file_key else "Bản giấy"
