"""Warnings before a limit ends: raised by a round, seen by somebody of the unit; and leave cover for one's own post."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.accounts.models import Account
from motcua.agencies import services as agency_services
from motcua.agencies.models import Posting
from motcua.backoffice.lists import moment
from motcua.backoffice.models import Alert
from motcua.backoffice.officer_forms import CoverForm
from motcua.backoffice.scope import DESK, unit_ids_of
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import clock, sheet
from motcua.rules.errors import RuleViolation

KINDS = {
    "near_limit": (Phrase("Sắp đến hạn", "Near the limit"), "warn"),
    "late": (Phrase("Đã quá hạn", "Late"), "bad"),
    "step_late": (Phrase("Quá hạn bước", "Step overdue"), "warn"),
}
SHOWN = 200


def raise_alerts(now: datetime | None = None) -> int:
    """Raise what is new for every unit; return how many. The same promised moment alerts once."""
    found = [
        Alert(dossier_number=each.number, unit_id=each.unit_id, kind=each.kind, due_at=each.due_at)
        for each in sheet.at_risk(now or clock.now())
    ]
    before = Alert.objects.count()
    Alert.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
    return Alert.objects.count() - before


@officers_with(*DESK)
@require_safe
def index(request: Any) -> HttpResponse:
    """List alerts of my units that nobody has seen yet, the most urgent first."""
    waiting = Alert.objects.filter(unit__in=unit_ids_of(request), seen_at=None).select_related("unit")
    alerts = [(each, *KINDS[each.kind], moment(each.due_at)) for each in waiting[:SHOWN]]
    return render(request, "backoffice/alerts.html", {"alerts": alerts, "most": SHOWN})


@officers_with(*DESK)
@require_POST
def seen(request: Any) -> HttpResponse:
    """Mark the ticked alerts as seen, with who saw them."""
    chosen = [int(pk) for pk in request.POST.getlist("alert") if pk.isdigit()]
    mine = Alert.objects.filter(pk__in=chosen, unit__in=unit_ids_of(request), seen_at=None)
    count = mine.update(seen_by=request.user, seen_at=timezone.now())
    messages.success(request, Phrase("Đã đánh dấu {n} cảnh báo.", "{n} alerts marked.").format(n=count))
    return redirect("backoffice:alerts")


@officers_with(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: Any) -> HttpResponse:
    """Let a colleague stand in for my posting on given days; it begins and ends by itself."""
    form = CoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            deputy = Account.objects.filter(username__iexact=given.pop("username"), kind="officer").first()
            if deputy is None:
                raise agency_services.PostingNotPossible(
                    why_vi="không có cán bộ nào mang tên đăng nhập đó.", why_en="no officer has that user name."
                )
            held = Posting.objects.get(pk=request.posting.pk)
            agency_services.cover_leave(posting=held, by_whom=deputy, by=request.user, **given)
            messages.success(request, str(Phrase("Đã cử người làm thay.", "Leave cover is set.")))
            return redirect("backoffice:cover_mine")
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
    covers = Posting.objects.filter(covers_for__account=request.user).select_related("account", "unit", "covers_for")
    mine = [one for one in request.postings if one.covers_for_id]
    since = timezone.localdate() - timedelta(days=90)
    facts = {"form": form, "covers": covers.filter(valid_before__gte=since), "standing_in": mine,
             "posting": request.posting}  # fmt: skip
    return render(request, "backoffice/cover.html", facts, status=422 if form.errors else 200)
