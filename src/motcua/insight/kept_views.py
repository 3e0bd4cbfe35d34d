"""Views that people keep: save the page one is on, share it in the unit, have its briefing sent weekly, drop it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.insight.asking import SUBJECTS
from motcua.insight.dashboard import MANAGERS
from motcua.reports import selectors, services
from motcua.rules.errors import RuleViolation

HERE = "/dieu-hanh/cach-xem/"
SAVED = Phrase("Đã lưu cách xem “{name}”.", "The view “{name}” is saved.")
DROPPED = Phrase("Đã bỏ cách xem.", "The view is dropped.")


@officers_with(*MANAGERS)
@require_safe
def kept(request: Any) -> HttpResponse:
    """List one's own views and those shared in the unit."""
    views = list(selectors.kept_views(request.user, request.unit))
    facts = {
        "subjects": SUBJECTS,
        "own": [view for view in views if view.account_id == request.user.pk],
        "shared": [view for view in views if view.account_id != request.user.pk],
        "has_mail": bool(request.user.email),
    }
    return render(request, "insight/kept_views.html", facts)


@officers_with(*MANAGERS)
@require_POST
def keep(request: Any) -> HttpResponse:
    """Keep a page under a name; the same name again replaces it."""
    given = request.POST
    try:
        view = services.save_view(
            account=request.user, name=given.get("name", ""), address=given.get("address", ""),
            unit=request.unit if request.unit else None, shared="shared" in given, weekly="weekly" in given,
        )  # fmt: skip
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, SAVED.format(name=view.name))
    return redirect(HERE)


@officers_with(*MANAGERS)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a view of one's own; somebody else's stays."""
    if services.drop_view(account=request.user, view=pk):  # type: ignore[arg-type]
        messages.success(request, str(DROPPED))
    return redirect(HERE)
