"""The first page of filing: is it for me, how long, how much, which case, at which office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.accounts.gate import everyone
from motcua.accounts.models import Account, Mandate
from motcua.accounts.selectors import mandates_of
from motcua.agencies.communes import commune, communes, communes_like
from motcua.core.phrases import Phrase, explain
from motcua.dossiers.forecasts import usual_time
from motcua.portal.filing import access, drafts
from motcua.portal.filing.places import offices_for
from motcua.portal.filing.submitting import prices_of
from motcua.portal.models import Draft
from motcua.portal.sheets import cost_in_short, limit_in_short
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.quick_reading import whole_text
from motcua.procedures.selectors import cases_of, demand_version
from motcua.rules.errors import RuleViolation

CHOOSE_CASE = Phrase("Chọn trường hợp của bạn.", "Choose your case.")
CHOOSE_PLACE = Phrase("Chọn xã, phường, đặc khu nơi bạn nộp.", "Choose the commune where you file.")


@everyone
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a person should know before filing; a POST begins the application."""
    try:
        version = demand_version(code)
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    if code != version.procedure.identity:
        return redirect("portal:file", version.procedure.identity)
    account = access.account_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST" and request.POST.get("act") != "find":
        begun = _begin(request, version, account, errors)
        if begun is not None:
            return begun
    facts = _facts(request, version, account, errors)
    return render(request, "portal/filing/start.html", facts, status=422 if errors else 200)


def _begin(
    request: HttpRequest, version: ProcedureVersion, account: Account | None, errors: dict[str, str]
) -> HttpResponse | None:
    cases = cases_of(version)
    case = next((one for one in cases if str(one.pk) == request.POST.get("case")), None)
    place = commune(request.POST.get("place", ""))
    if cases and case is None:
        errors["case"] = str(CHOOSE_CASE)
    if place is None:
        errors["place"] = str(CHOOSE_PLACE)
        return None
    if errors:
        return None
    key = request.COOKIES.get(access.COOKIE) or access.new_key()
    try:
        draft = drafts.begin(
            version=version,
            case=case,
            place=place,
            browser=access.digest(key),
            owner=account,
            mandate=_mandate(request, account),
        )
    except RuleViolation as refusal:
        errors["place"] = explain(refusal)
        return None
    response = redirect("portal:tasks", draft.procedure_code, draft.mark)
    access.remember(response, key)
    return response


def _mandate(request: HttpRequest, account: Account | None) -> Mandate | None:
    asked = request.POST.get("mandate", "")
    if account is None or not asked.isdecimal():
        return None
    return mandates_of(account).filter(pk=int(asked)).first()


def _facts(
    request: HttpRequest, version: ProcedureVersion, account: Account | None, errors: dict[str, str]
) -> dict[str, Any]:
    content, listed = whole_text(version), communes()
    words = request.POST.get("words", request.GET.get("noi", ""))[:100]
    chosen = request.POST.get("place", "") or request.GET.get("xa", "")
    place = commune(chosen) or (listed[0] if listed else None)
    offices = offices_for(version, place) if place else None
    return {
        "version": version,
        "procedure": version.procedure,
        "content": content,
        "online": drafts.offers_online(version),
        "limit": limit_in_short(content),
        "cost": cost_in_short([c for channel in content.channels if channel.method == "online" for c in channel.costs]),
        "prices": prices_of(version, None),
        "offices": offices,
        "usual": usual_time(version.procedure.identity, offices.resolving) if offices else None,
        "cases": [(str(one.pk), one.name, request.POST.get("case") == str(one.pk)) for one in cases_of(version)],
        "places": [(unit.code, unit.name, unit.code == chosen) for unit in listed or communes_like(words)],
        "searched": not listed,
        "words": words,
        "mandates": list(mandates_of(account)) if account else [],
        "begun": _begun(request, version.procedure.identity, account),
        "errors": errors,
        "kept_days": drafts.KEPT.days,
        "crumbs": [
            (Phrase("Thủ tục", "Procedures"), "/thu-tuc/"),
            (version.name, f"/thu-tuc/{version.procedure.identity}/"),
        ],
    }


def _begun(request: HttpRequest, code: str, account: Account | None) -> list[Draft]:
    """Return the applications for this procedure that wait at this browser or in this account."""
    found = Draft.objects.filter(procedure_code=code, filed_number="", expires_at__gt=timezone.now())
    if account is not None:
        found = found.filter(owner=account) | found.filter(owner=None, browser=access.browser_of(request) or "-")
    else:
        found = found.filter(owner=None, browser=access.browser_of(request) or "-")
    return list(found.select_related("place").order_by("-changed_at")[:5])
