"""Figures that others published: enter them, see which of their own equations fail, withdraw what was typed wrongly."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.insight.asking import SUBJECTS
from motcua.insight.dashboard import MANAGERS
from motcua.insight.moments import day
from motcua.reports import published, services
from motcua.reports.catalogue import REPORTS
from motcua.reports.definition import Counted
from motcua.reports.errors import PublishedNeedsSource
from motcua.reports.models import PublishedTable
from motcua.reports.published_text import read_text
from motcua.rules.errors import RuleViolation

HERE = "/dieu-hanh/bao-cao/da-cong-bo/"
CRUMBS = [(Phrase("Báo cáo", "Reports"), "/dieu-hanh/bao-cao/")]
# Reports whose columns carry equations of their own; others have nothing to hold a published table to.
CHECKED = [name for name, each in REPORTS.items() if isinstance(each, Counted) and each.equations]
ENTERED = Phrase("Đã lưu bảng số liệu công bố.", "The published table is kept.")
WITHDRAWN = Phrase("Đã rút bảng.", "The table is withdrawn.")


@officers_with(*MANAGERS)
@require_http_methods(["GET", "POST"])
def tables(request: Any) -> HttpResponse:
    """List published tables with what fails in them; take a new one in."""
    problem = ""
    if request.method == "POST":
        try:
            kept = _enter(request)
        except RuleViolation as refusal:
            problem = explain(refusal)
        else:
            messages.success(request, str(ENTERED))
            return redirect("insight:published_table", pk=kept.pk)
    given = request.POST
    facts = {
        "subjects": SUBJECTS,
        "crumbs": CRUMBS,
        "problem": problem,
        "given": {name: given.get(name, "") for name in FIELDS},
        "reports": [(name, Phrase(*REPORTS[name].title), name == given.get("report", "on-time")) for name in CHECKED],
        "kept": _list(PublishedTable.objects.filter(withdrawn_at=None)[:100]),
    }
    return render(request, "insight/reports/published.html", facts, status=422 if problem else 200)


FIELDS = ("report", "publisher", "title", "address", "published_on", "text", "national")


def _enter(request: Any) -> PublishedTable:
    given = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        published_on = date.fromisoformat(given["published_on"])
    except ValueError:
        raise PublishedNeedsSource from None
    return services.enter_published(
        publisher=given["publisher"], title=given["title"], address=given["address"], published_on=published_on,
        given=read_text(given["report"], given["text"], given["national"]), by=request.user,
    )  # fmt: skip


def _list(found: Any) -> Table | None:
    columns = [
        Column(Phrase("Bảng", "Table")), Column(Phrase("Bên công bố", "Publisher")), Column(Phrase("Ngày", "Day")),
        Column(Phrase("Đẳng thức sai", "Equations that fail"), True),
    ]  # fmt: skip
    rows = []
    for one in found:
        findings = published.check(one.given)["findings"]
        failing = sum(not finding["holds"] for finding in findings)
        verdict = f"{failing} / {len(findings)}"
        rows.append(
            Row([Cell(one.title, f"{HERE}{one.pk}/"), one.publisher, day(one.published_on), verdict],
                "late" if failing else "")
        )  # fmt: skip
    return Table(columns, rows, Phrase("Bảng đã lưu", "Tables kept"), quiet_caption=True) if rows else None


@officers_with(*MANAGERS)
@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published table with every equation it can be held to, the failing ones first."""
    found = get_object_or_404(PublishedTable.objects.select_related("entered_by"), pk=pk)
    answer = published.check(found.given)
    findings = sorted(answer["findings"], key=lambda one: one["holds"])
    columns = [
        Column(Phrase("Đẳng thức", "Equation")), Column(Phrase("Vế trái", "Left"), True),
        Column(Phrase("Vế phải", "Right"), True), Column(Phrase("Kết quả", "Verdict")),
    ]  # fmt: skip
    holds = {True: Phrase("đúng", "holds"), False: Phrase("SAI", "FAILS")}
    rows = [
        Row([Phrase(one["vi"], one["en"]), _said(one["left"]), _said(one["right"]),
             Cell(holds[one["holds"]], tone="good" if one["holds"] else "bad")], "" if one["holds"] else "late")
        for one in findings
    ]  # fmt: skip
    facts = {
        "subjects": SUBJECTS,
        "crumbs": [*CRUMBS, (Phrase("Số liệu đã công bố", "Published figures"), HERE)],
        "found": found,
        "published_on": day(found.published_on),
        "sound": answer["sound"],
        "any": bool(findings),
        "findings": Table(columns, rows, Phrase("Kiểm tra", "Checks"), quiet_caption=True),
        "figures": _figures(found.given),
        "not_given": answer["not_given"],
    }
    return render(request, "insight/reports/published_table.html", facts)


def _said(value: Any) -> str:
    """Return a number as Vietnam writes it; a share keeps its decimals."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value).replace(".", ",")


def _figures(given: dict[str, Any]) -> Table:
    keys = list(dict.fromkeys(key for row in given["rows"] for key in row if key not in ("name", "key")))
    heads = {column.key: Phrase(column.vi, column.en) for column in REPORTS[given.get("report", "on-time")].heads}
    columns = [Column(Phrase("Dòng", "Row")), *(Column(heads.get(key, EXTRA.get(key, key)), True) for key in keys)]
    rows = [
        [row.get("name", row.get("key", "–")), *(_said(row[key]) if key in row else "–" for key in keys)]
        for row in given["rows"]
    ]
    return Table(columns, rows, Phrase("Số liệu như đã công bố", "Figures as published"), quiet_caption=True)


EXTRA = {
    "percent": Phrase("Tỷ lệ (%)", "Rate (%)"),
    "numerator": Phrase("Tử số", "Numerator"),
    "denominator": Phrase("Mẫu số", "Denominator"),
}


@officers_with(*MANAGERS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a table that was entered wrongly."""
    get_object_or_404(PublishedTable, pk=pk)
    try:
        services.withdraw_published(table=pk, reason=request.POST.get("reason", ""))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("insight:published_table", pk=pk)
    messages.success(request, str(WITHDRAWN))
    return redirect(HERE)
