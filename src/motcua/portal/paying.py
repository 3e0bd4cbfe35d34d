"""Paying the charges of one's own dossier; the partner's server settles, the browser's return only shows."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import everyone, signed_in
from motcua.core.phrases import Phrase, explain
from motcua.documents.typesetting import qr_svg
from motcua.dossiers.own import own_dossier
from motcua.payments import selectors, services
from motcua.payments.partners.registry import PARTNERS, has_simulators, ready
from motcua.rules.errors import RuleViolation

LARGEST_NOTICE = 64 * 1024
CRUMB = Phrase("Hồ sơ của tôi", "My dossiers")


def demand_own(request: HttpRequest, number: str) -> Any:
    """Return one's own dossier; anybody else's does not exist."""
    found = own_dossier(request.user, number)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is due and how it can be paid; a POST begins one payment."""
    dossier = demand_own(request, number)
    charges = selectors.charges_for(dossier.number)
    facts: dict[str, Any] = {
        "dossier": dossier,
        "charges": charges,
        "due": sum(charge.amount for charge in charges if charge.state == "due"),
        "partners": ready(),
        "simulated_money": has_simulators(),
        "error": "",
        "crumbs": [(CRUMB, reverse("portal:track")), (dossier.number, reverse("portal:own", args=[dossier.number]))],
    }
    if request.method == "POST":
        charge = next((each for each in charges if str(each.id) == request.POST.get("charge")), None)
        if charge is None:
            raise Http404
        try:
            return _begin(request, charge.id, request.POST.get("partner", ""), facts)
        except RuleViolation as refusal:
            facts["error"] = explain(refusal)
    return render(request, "portal/pay.html", facts, status=422 if facts["error"] else 200)


def _begin(request: HttpRequest, charge_id: int, partner: str, facts: dict[str, Any]) -> HttpResponse:
    back = request.build_absolute_uri(reverse("portal:paid", args=[facts["dossier"].number]))
    attempt, begun = services.start_payment(
        charge_id=charge_id,
        partner=partner,
        return_url=back,
        client_address=request.META.get("REMOTE_ADDR", "127.0.0.1"),
    )
    if begun.address.startswith("/"):
        return redirect(begun.address)
    facts |= {"attempt": attempt, "address": begun.address, "partner": PARTNERS[partner]}
    # The code is a picture to scan, and its text for people who cannot.
    facts |= {"transfer": begun.code, "qr": qr_svg(begun.code) if begun.code else ""}
    return render(request, "portal/pay_on.html", facts)


@signed_in
@require_safe
def paid(request: HttpRequest, number: str) -> HttpResponse:
    """Show our own state to a payer who comes back; what the browser brings is not read."""
    dossier = demand_own(request, number)
    charges = selectors.charges_for(dossier.number)
    facts = {
        "dossier": dossier,
        "charges": charges,
        "due": sum(charge.amount for charge in charges if charge.state == "due"),
        "crumbs": [(CRUMB, reverse("portal:track")), (dossier.number, reverse("portal:own", args=[dossier.number]))],
    }
    return render(request, "portal/paid.html", facts)


@csrf_exempt
@everyone
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, partner: str) -> HttpResponse:
    """Hear a partner's server; its signature is its pass."""
    if partner not in PARTNERS:
        raise Http404
    try:
        heard = services.receive_notice(partner=partner, content=_content(request))
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    return JsonResponse(heard.answer.body, status=heard.answer.status)


@csrf_exempt
@everyone
@require_POST
def due(request: HttpRequest) -> HttpResponse:
    """Answer PayGov's question what is due under a reference."""
    try:
        answer = selectors.due_by_reference(_content(request))
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    return JsonResponse(answer.body, status=answer.status)


def _content(request: HttpRequest) -> dict[str, Any]:
    """Return the members of a notice, from the query, a form or JSON; what cannot be read is empty."""
    if request.method == "GET":
        return dict(request.GET.items())
    if request.content_type != "application/json":
        return dict(request.POST.items())
    try:
        found = json.loads(request.body) if len(request.body) <= LARGEST_NOTICE else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
