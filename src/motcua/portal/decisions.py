"""Announcement decisions: the list and each with what it did."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase
from motcua.core.tables import Cell, Column, Table
from motcua.procedures import listings
from motcua.procedures.models import AnnouncementDecision, DecisionItem
from motcua.procedures.phrases import phrase_of

PER_PAGE = 40
HOME = (Phrase("Trang chủ", "Home"), "/")
NO_NUMBER = Phrase("(không số)", "(no number)")
UNKNOWN_DAY = Phrase("không rõ ngày", "undated")
ITEM_TONES = {"new": "good", "amended": "info", "replaced": "warn", "abolished": "bad"}


def day(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if value else UNKNOWN_DAY


def _rows(found: list[AnnouncementDecision]) -> list[tuple[Any, ...]]:
    return [
        (
            Cell(each.number.strip() or NO_NUMBER, f"/quyet-dinh/{each.pk}/"),
            each.issuer_name or "–",
            day(each.signed_on),
            phrase_of(AnnouncementDecision.Kind, each.kind),
            each.item_count,  # type: ignore[attr-defined]
        )
        for each in found
    ]


@everyone
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions, newest first, by words and by kind."""
    text, kind = request.GET.get("q", "")[:200], request.GET.get("kind", "")
    page = Paginator(
        listings.decisions(kind if kind in AnnouncementDecision.Kind.values else "", number=text), PER_PAGE
    ).get_page(request.GET.get("trang"))
    columns = [
        Column(Phrase("Số", "Number")),
        Column(Phrase("Cơ quan ban hành", "Issuer")),
        Column(Phrase("Ngày ký", "Signed")),
        Column(Phrase("Loại", "Kind")),
        Column(Phrase("Thủ tục", "Procedures"), numeric=True),
    ]
    facts = {
        "crumbs": [HOME],
        "page": page,
        "q": text,
        "kind": kind,
        "kinds": [(each.value, phrase_of(AnnouncementDecision.Kind, each.value)) for each in AnnouncementDecision.Kind],
        "table": Table(columns, _rows(list(page)), Phrase("Quyết định công bố", "Announcement decisions"), True),
    }
    return render(request, "portal/decisions.html", facts)


@everyone
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision and what it did to each procedure."""
    found = get_object_or_404(AnnouncementDecision.objects.prefetch_related("based_on", "legal_resources"), pk=pk)
    page = Paginator(found.items.select_related("procedure").order_by("kind", "procedure__identity"), 100).get_page(
        request.GET.get("trang")
    )
    rows = [
        (
            Cell(item.procedure.identity, f"/thu-tuc/{item.procedure.identity}/"),
            item.procedure.name,
            Cell(phrase_of(DecisionItem.Kind, item.kind), tone=ITEM_TONES.get(item.kind, "neutral")),
            day(item.effective_on),
            ", ".join(item.successor_codes) or "–",
        )
        for item in page
    ]
    columns = [
        Column(Phrase("Mã", "Code")),
        Column(Phrase("Thủ tục", "Procedure")),
        Column(Phrase("Việc", "Act")),
        Column(Phrase("Hiệu lực", "Effective")),
        Column(Phrase("Kế tiếp", "Successor")),
    ]
    summary = [
        (Phrase("Cơ quan ban hành", "Issuer"), found.issuer_name or "–"),
        (Phrase("Ngày ký", "Signed"), day(found.signed_on)),
        (Phrase("Ngày hiệu lực", "Effective"), day(found.effective_on)),
        (Phrase("Loại", "Kind"), phrase_of(AnnouncementDecision.Kind, found.kind)),
    ]
    facts = {
        "crumbs": [HOME, (Phrase("Quyết định công bố", "Announcement decisions"), "/quyet-dinh/")],
        "decision": found,
        "summary": summary,
        "bases": [(f"/quyet-dinh/{base.pk}/", base) for base in found.based_on.all()],
        "laws": list(found.legal_resources.all()),
        "page": page,
        "table": Table(columns, rows, Phrase("Các thủ tục", "Procedures"), True),
    }
    return render(request, "portal/decision.html", facts)
