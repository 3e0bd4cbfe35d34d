"""The tracking book (Mẫu 06 of 2018, Mẫu 07 of 2025): a page, and a numbered PDF when it is closed."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.phrases import explain
from motcua.counter.desk import READERS
from motcua.counter.errors import BadDays
from motcua.counter.phrases import RETURN_WAYS
from motcua.counter.workplace import day_bounds, may_act, state_of, units_of
from motcua.documents.services import issue_paper
from motcua.dossiers import clock, desk
from motcua.rules.errors import RuleViolation

PER_PAGE = 60
MOST = 2000


def days_of(given: Any) -> tuple[date, date]:
    """Return first and last day (both inclusive) as asked; this month's days without a question."""
    today = timezone.localdate()
    first, last = given.get("tu") or today.replace(day=1).isoformat(), given.get("den") or today.isoformat()
    try:
        found = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise BadDays(text=f"{first} – {last}"[:40]) from error
    if found[1] < found[0]:
        raise BadDays(text=f"{first} – {last}")
    return found


def _rows(request: Any, given: Any) -> tuple[Any, date, date]:
    first, last = days_of(given)
    start, before = day_bounds(first)[0], day_bounds(last + timedelta(days=1))[0]
    return desk.book(units_of(request), start, before, given.get("thu-tuc", "").strip()), first, last


@officers_with(*READERS)
@require_safe
def index(request: Any) -> HttpResponse:
    """Show the book of a stretch of days."""
    try:
        found, first, last = _rows(request, request.GET)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        found, first, last = _rows(request, {})
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    rows = [
        (page.start_index() + place, one, state_of(one), RETURN_WAYS.get(one.return_way, one.return_way))
        for place, one in enumerate(page)
    ]
    facts = {"page": page, "rows": rows, "first": first, "last": last, "may_act": may_act(request)}
    return render(request, "counter/book.html", {**facts, "code": request.GET.get("thu-tuc", "")})


@officers_with(Duty.RECEIVE)
@require_POST
def close(request: Any) -> HttpResponse:
    """Issue the book of these days as a numbered PDF by the form in force on its first day."""
    try:
        found, first, last = _rows(request, request.POST)
        rows = [_line(place, one) for place, one in enumerate(found[:MOST], start=1)]
        facts = {"rows": rows, "period": f"{first:%d/%m/%Y} – {last:%d/%m/%Y}", "officer": str(request.user)}
        paper = issue_paper(kind="book", unit=request.unit, facts=facts, issued_at=clock.now(), received_on=first)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("counter:book")
    return redirect("counter:paper", mark=paper.mark)


def _line(place: int, one: Any) -> dict[str, Any]:
    who = one.applicant
    return {
        "ordinal": place,
        "number": one.number,
        "procedure": one.procedure_name,
        "applicant": who.name,
        "contact": ", ".join(filter(None, [who.address, who.phone])),
        "agency": one.resolving_unit.name,
        "received_at": one.received_at,
        "promised_at": one.current_due_at,
        "returned_at": one.returned_at,
        "way": RETURN_WAYS[one.return_way].vi if one.return_way in RETURN_WAYS else one.return_way,
    }
