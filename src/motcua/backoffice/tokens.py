"""The administrator's desk: tokens of connected systems."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from motcua.accounts import selectors, services
from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.models import SystemToken
from motcua.backoffice.care import NOT_IN_CARE, NOT_YOUR_SYSTEM, Care, care_of
from motcua.backoffice.officer_forms import TokenForm
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.rules.errors import RuleViolation


@officers_with(Duty.ADMINISTER)
def index(request: Any) -> HttpResponse:
    """List tokens; make one for agencies in care, whose secret is shown once."""
    form, secret, care = TokenForm(request.POST or None), "", care_of(request)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        agencies = [clean(code) for code in facts["agencies"].split(",") if clean(code)]
        strange = care.strange(agencies)
        if strange:
            form.add_error("agencies", NOT_IN_CARE.format(code=", ".join(strange)))
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = services.issue_token(
                name=facts["name"],
                scopes=facts["scopes"],
                agencies=agencies,
                expires_at=timezone.make_aware(datetime.combine(facts["expires_on"], time.min)),
                by=request.user,
                reason=facts["reason"],
            )
            form = TokenForm()
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
    now = timezone.now()
    lines = [(token, _state(token, now), _is_mine(request, care, token)) for token in selectors.tokens()]
    return render(request, "backoffice/officers_tokens.html", {"form": form, "secret": secret, "lines": lines})


def _is_mine(request: Any, care: Care, token: SystemToken) -> bool:
    """Return whether an administrator may close a token: one of the own making, or for agencies in care only."""
    return token.created_by_id == request.user.pk or care.holds(token.agencies)


def _state(token: SystemToken, now: datetime) -> tuple[Phrase, str]:
    if token.revoked_at:
        return Phrase("Đã thu hồi", "Revoked"), "neutral"
    if token.expires_at <= now:
        return Phrase("Hết hạn", "Expired"), "neutral"
    return Phrase("Đang dùng", "In use"), "good"


@officers_with(Duty.ADMINISTER)
@require_POST
def revoke(request: Any, pk: int) -> HttpResponse:
    """Close a token at once."""
    token = get_object_or_404(SystemToken, pk=pk)
    if not _is_mine(request, care_of(request), token):
        messages.error(request, NOT_YOUR_SYSTEM.format(name=token.name))
        return redirect("backoffice:tokens")
    try:
        services.revoke_token(token=token, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, str(Phrase("Đã thu hồi khoá.", "The token is revoked.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:tokens")
