"""Enter a decision with its items, and carry out each item: draft a text, confirm or take back an end."""

import re
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.backoffice.catalogue_desk import ADDRESS, CONTROL, DESK, TABS, officer
from motcua.backoffice.catalogue_forms import DecisionForm, ItemForm, rows_of
from motcua.core.phrases import Phrase, explain
from motcua.procedures import services
from motcua.procedures.announcing import ENDINGS
from motcua.procedures.models import AnnouncementDecision, DecisionItem
from motcua.procedures.phrases import phrase_of
from motcua.rules.errors import RuleViolation

ItemRows = rows_of(ItemForm, extra=4)
ENTERED = Phrase("Đã nhập quyết định. Hãy soạn nội dung cho từng mục.", "Entered. Now draft the text of each item.")
CONFIRMED = Phrase("Đã xác nhận. Thủ tục chấm dứt từ ngày hiệu lực.", "Confirmed. The procedure ends on its day.")
TAKEN_BACK = Phrase("Đã rút việc chấm dứt. Nội dung trước tiếp tục áp dụng.", "Taken back. The earlier text runs on.")
ADDED = Phrase("Đã thêm mục vào quyết định.", "The items were added.")


def _item_drafts(rows: Any) -> list[services.ItemDraft]:
    return [
        services.ItemDraft(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            effective_on=row["effective_on"],
            successor_codes=tuple(re.findall(r"[^\s,;]+", row["successors"])),
        )
        for row in rows.cleaned_data
        if row.get("code")
    ]


@CONTROL
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a decision as its paper states it; nothing changes for readers yet."""
    form = DecisionForm(request.POST or None)
    rows = ItemRows(request.POST or None, prefix="muc")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        draft = services.DecisionDraft(**form.cleaned_data, items=tuple(_item_drafts(rows)))
        try:
            decision = services.enter_decision(draft=draft, by=officer(request))
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, str(ENTERED))
            return redirect(f"{ADDRESS}quyet-dinh/{decision.pk}/")
    facts = {"tabs": TABS, "crumbs": [DESK], "form": form, "rows": rows}
    return render(request, "backoffice/catalogue/enter.html", facts)


@CONTROL
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a decision with what can be done for each of its items."""
    found = get_object_or_404(AnnouncementDecision.objects.select_related("entered_by"), pk=pk)
    items = found.items.select_related("procedure", "confirmed_by").prefetch_related("versions").order_by("pk")
    facts = {
        "tabs": TABS,
        "crumbs": [DESK],
        "decision": found,
        "items": [_item_line(item) for item in items],
        "rows": ItemRows(prefix="muc"),
    }
    return render(request, "backoffice/catalogue/decision.html", facts)


def _item_line(item: DecisionItem) -> dict[str, Any]:
    ends = item.kind in ENDINGS
    return {
        "item": item,
        "kind": phrase_of(DecisionItem.Kind, item.kind),
        "ends": ends,
        "versions": list(item.versions.all()),
        "may_confirm": ends and item.confirmed_at is None and item.withdrawn_at is None,
        "may_take_back": ends and item.withdrawn_at is None,
    }


@CONTROL
@require_POST
def add_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Add items to a decision, all of them or none."""
    found = get_object_or_404(AnnouncementDecision, pk=pk)
    rows = ItemRows(request.POST, prefix="muc")
    try:
        with transaction.atomic():
            for draft in _item_drafts(rows) if rows.is_valid() else ():
                services.add_item(decision=found, draft=draft, by=officer(request))
        messages.success(request, str(ADDED))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{ADDRESS}quyet-dinh/{pk}/")


@CONTROL
@require_POST
def act_on_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the text an item brings, confirm the end it makes, or take that end back."""
    item = get_object_or_404(DecisionItem, pk=pk)
    act = request.POST.get("act", "")
    try:
        if act == "draft":
            version = services.draft_version(item=item, by=officer(request))
            return redirect(f"{ADDRESS}ban-thao/{version.pk}/")
        if act == "confirm":
            services.confirm_ending(item=item, by=officer(request))
            messages.success(request, str(CONFIRMED))
        elif act == "take_back":
            services.withdraw_ending(item=item, by=officer(request), reason=request.POST.get("reason", ""))
            messages.success(request, str(TAKEN_BACK))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{ADDRESS}quyet-dinh/{item.decision_id}/")
