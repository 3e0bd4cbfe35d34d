"""The administrator's desk: tokens of connected systems."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from motcua.accounts import selectors, services
from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.models import SystemToken
from motcua.backoffice.officer_forms import TokenForm
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.rules.errors import RuleViolation


@officers_with(Duty.ADMINISTER)
def index(request: Any) -> HttpResponse:
    """List tokens; make one, whose secret is shown once."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            _, secret = services.issue_token(
                name=facts["name"],
                scopes=facts["scopes"],
                agencies=[clean(code) for code in facts["agencies"].split(",") if clean(code)],
                expires_at=timezone.make_aware(datetime.combine(facts["expires_on"], time.min)),
                by=request.user,
                reason=facts["reason"],
            )
            form = TokenForm()
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
    now = timezone.now()
    lines = [(token, _state(token, now)) for token in selectors.tokens()]
    return render(request, "backoffice/officers_tokens.html", {"form": form, "secret": secret, "lines": lines})


def _state(token: SystemToken, now: datetime) -> tuple[Phrase, str]:
    if token.revoked_at:
        return Phrase("Đã thu hồi", "Revoked"), "neutral"
    if token.expires_at <= now:
        return Phrase("Hết hạn", "Expired"), "neutral"
    return Phrase("Đang dùng", "In use"), "good"


@officers_with(Duty.ADMINISTER)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a token at once."""
    account: Any = request.user
    try:
        services.revoke_token(
            token=get_object_or_404(SystemToken, pk=pk), by=account, reason=request.POST.get("reason", "")
        )
        messages.success(request, str(Phrase("Đã thu hồi khoá.", "The token is revoked.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:tokens")
