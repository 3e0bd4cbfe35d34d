"""Warnings before a limit ends: raised by a round, told to officers, seen by somebody; leave cover for one's post."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.models import Account
from motcua.agencies import services as agency_services
from motcua.agencies.models import Posting
from motcua.agencies.selectors import posted_in
from motcua.backoffice.lists import moment
from motcua.backoffice.models import Alert, Assignment
from motcua.backoffice.officer_forms import CoverForm
from motcua.backoffice.scope import DESK, unit_ids_of
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import clock, sheet
from motcua.notices import services as notices
from motcua.notices.reaching import Reader
from motcua.rules.errors import RuleViolation

KINDS = {
    "near_limit": (Phrase("Sắp đến hạn", "Near the limit"), "warn"),
    "late": (Phrase("Đã quá hạn", "Late"), "bad"),
    "step_late": (Phrase("Quá hạn bước", "Step overdue"), "warn"),
    "consult_late": (Phrase("Cơ quan được hỏi chưa trả lời", "The agency asked has not answered"), "warn"),
}
SHOWN = 200
# Dossiers named in one message.
NAMED = 3


def raise_alerts(now: datetime | None = None) -> int:
    """Raise what is new for every unit; return how many. The same promised moment alerts once."""
    found = [
        Alert(dossier_number=each.number, unit_id=each.unit_id, kind=each.kind, due_at=each.due_at)
        for each in sheet.at_risk(now or clock.now())
    ]
    with transaction.atomic():
        newest = Alert.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        Alert.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
        new = list(Alert.objects.filter(pk__gt=newest).select_related("unit"))
        tell_officers(new, now or clock.now())
    return len(new)


def tell_officers(new: Sequence[Alert], now: datetime) -> int:
    """Tell who works on the dossiers, or else whoever settles in the unit, of new alerts; one message a person.

    Where nobody works in the unit the dossier lies with, its supervisors are told.
    """
    assigned: dict[str, Any] = {}
    numbers = [each.dossier_number for each in new]
    for row in Assignment.objects.filter(dossier_number__in=numbers, ended_at=None).select_related("account"):
        assigned[row.dossier_number] = row.account
    whose: dict[Any, list[Alert]] = defaultdict(list)
    there: dict[tuple[int, bool], list[Any]] = {}
    for each in new:
        # Art 19.5: the head of the one-stop unit is told of an agency that does not answer.
        to_head = each.kind == Alert.Kind.CONSULT_LATE
        own = None if to_head else assigned.get(each.dossier_number)
        if (each.unit_id, to_head) not in there:
            there[each.unit_id, to_head] = _officers_of(each.unit, now, to_head=to_head)
        for account in [own] if own is not None else there[each.unit_id, to_head]:
            # Who left no address still reads the list of alerts.
            if account.email or account.phone:
                whose[account].append(each)
    for account, alerts in whose.items():
        _tell(account, alerts, now)
    return len(whose)


def _officers_of(unit: Any, now: datetime, *, to_head: bool = False) -> list[Any]:
    held = list(posted_in(unit, now))
    workers, heads = {Duty.SETTLE, Duty.RECEIVE}, {Duty.SIGN, Duty.SUPERVISE}
    for duties in (heads, workers) if to_head else (workers, heads):
        found = {posting.account for posting in held if duties & posting.duties}
        if found:
            return sorted(found, key=lambda account: account.pk)
    return []


def _tell(account: Any, alerts: Sequence[Alert], now: datetime) -> None:
    first = [each.dossier_number for each in alerts[:NAMED]]
    names = ", ".join(first) + ("…" if len(alerts) > NAMED else "")
    notices.tell(
        event="limits_near",
        reader=Reader(account.email, account.phone, account.pk),
        facts={
            "count": len(alerts),
            "unit": alerts[0].unit.name,
            "numbers": names,
            "address": f"{settings.PUBLIC_URL}/xu-ly/canh-bao/",
        },
        key=f"alerts:{account.pk}:{max(each.pk for each in alerts)}",
        now=now,
    )


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
