"""Open figures from the ledger: on time by level, both ways, as page, JSON and CSV."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase, explain
from motcua.core.selectors import is_simulated
from motcua.core.tables import Column, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.reports import catalogue
from motcua.reports.printing import printed
from motcua.reports.request import Request, request_of
from motcua.rules.errors import RuleViolation

REPORT = "on-time"


def usual_period(today: date | None = None) -> str:
    """Return the quarter that ended last; in the simulated nation its own quarter."""
    if is_simulated():
        return "2023Q1"
    day = today or timezone.localdate()
    quarter = (day.month - 1) // 3
    return f"{day.year}Q{quarter}" if quarter else f"{day.year - 1}Q4"


def _asked(request: HttpRequest) -> Request:
    return request_of(request.GET.get("period") or usual_period(), request.GET.get("window") or "statutory")


@everyone
@require_safe
def on_time(request: HttpRequest) -> HttpResponse:
    """Show the on-time rate of each level with numerator and denominator, and the national rate twice."""
    problem = ""
    try:
        asked = _asked(request)
    except RuleViolation as refusal:
        asked, problem = request_of(usual_period()), explain(refusal)
    report = catalogue.report(REPORT, asked)
    columns = [
        Column(Phrase("Cấp", "Level")), Column(Phrase("Đã giải quyết", "Settled"), True),
        Column(Phrase("Trước hạn", "Early"), True), Column(Phrase("Đúng hạn", "On time"), True),
        Column(Phrase("Quá hạn", "Late"), True), Column(Phrase("Không có hạn", "No due date"), True),
        Column(Phrase("Rút", "Withdrawn"), True), Column(Phrase("Tỷ lệ đúng hạn", "On-time rate"), True),
    ]  # fmt: skip
    rows = [_row(Phrase(row.vi, row.en), row.values) for row in report.rows]
    facts = {
        "problem": problem,
        "report": report,
        "period": asked.period.name,
        "lead": Phrase(f"{asked.period.vi}, {asked.window.vi}", f"{asked.period.en}, {asked.window.en}"),
        "national": report.facts["national"],
        "table": Table(columns, rows, Phrase(report.vi, report.en), quiet_caption=True),
        "notes": [Phrase(*note) for note in report.notes],
        "identities": [(Phrase(i.vi, i.en), i) for i in report.identities],
        "query": f"?period={asked.period.name}&window={request.GET.get('window') or 'statutory'}"
        if not problem
        else "",
        "crumbs": [(Phrase("Số liệu mở", "Open data"), "/so-lieu/")],
    }
    return render(request, "portal/on_time.html", facts)


def _row(name: Any, values: Any) -> list[Any]:
    counts = [number(values[key]) for key in ("settled", "early", "on_time", "late", "no_due_date", "withdrawn")]
    rate = values["rate"]
    return [name, *counts, f"{percent(rate.value)} ({number(rate.numerator)}/{number(rate.denominator)})"]


@everyone
@require_safe
def on_time_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the same figures as JSON or CSV; a period that is not understood is refused."""
    try:
        report = catalogue.report(REPORT, _asked(request))
    except RuleViolation as refusal:
        return HttpResponse(explain(refusal), status=400, content_type="text/plain; charset=utf-8")
    answer: HttpResponse
    if form == "json":
        answer = JsonResponse(report.as_dict(), json_dumps_params={"ensure_ascii": False})
    elif form == "csv":
        answer = HttpResponse(printed(report, "csv"), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="dung-han-{report.request.period.name}.{form}"'
    return answer
