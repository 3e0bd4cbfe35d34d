"""Charts of one period: funnel, age of what is pending, times with and without stops, provinces side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, asked, level_name
from motcua.insight.dashboard import MANAGERS
from motcua.reports import pictures
from motcua.reports.conditions import can_open
from motcua.reports.counting import ledger_of
from motcua.rules.errors import RuleViolation

STEPS = {
    "06a.c3": Phrase("Nhận giải quyết (kể cả kỳ trước chuyển sang)", "To be handled (with what was carried over)"),
    "06a.c7": Phrase("Đã giải quyết", "Settled"),
    "rated": Phrase("Đã giải quyết, có hạn trả", "Settled, with a due date"),
    "on-time.rate": Phrase("Đúng hạn hoặc trước hạn", "On time or early"),
    "unasked": Phrase("… và không phải bổ sung lần nào", "… and never asked to supplement"),
}
AGES = (
    Phrase("đến 30 ngày", "up to 30 days"), Phrase("31–90 ngày", "31–90 days"), Phrase("91–180 ngày", "91–180 days"),
    Phrase("trên 180 ngày", "over 180 days"),
)  # fmt: skip


@officers_with(*MANAGERS)
@require_safe
def charts_page(request: HttpRequest) -> HttpResponse:
    """Show the charts, each with its table."""
    ask = asked(request)
    facts: dict[str, Any] = {"ask": ask, "subjects": SUBJECTS, "problem": ask.problem}
    facts |= {"crumbs": [(Phrase("Báo cáo", "Reports"), ask.link("/dieu-hanh/bao-cao/"))]}
    try:
        with ledger_of(ask.request):
            facts |= {"funnel": _funnel(ask), "ages": _ages(ask), "spent": _spent(ask), "provinces": _provinces(ask)}
    except RuleViolation as refusal:
        facts["problem"] = explain(refusal)
    lead = Phrase(ask.request.window.vi, ask.request.window.en)
    return render(request, "insight/reports/charts.html", {**facts, "lead": lead})


def _funnel(ask: Asked) -> dict[str, Any]:
    steps = pictures.funnel(ask.request)
    whole = steps[0][1]
    title = Phrase("Từ nhận đến đúng hạn", "From receipt to on time")
    bars = [charts.Bar(STEPS[name], many, note=percent(many / whole, 1) if whole else "") for name, many in steps]
    columns = [Column(Phrase("Bước", "Step")), Column(Phrase("Hồ sơ", "Dossiers"), True),
               Column(Phrase("Phần", "Part"), True)]  # fmt: skip
    rows = [
        [STEPS[name],
         Cell(number(many), ask.link("/dieu-hanh/ho-so/", figure=name) if can_open(name) and many else ""),
         percent(many / whole, 1) if whole else "–"]
        for name, many in steps
    ]  # fmt: skip
    return {"chart": charts.bars(bars, title=title), "table": Table(columns, rows, title, quiet_caption=True)}


def _ages(ask: Asked) -> dict[str, Any]:
    found = pictures.ages(ask.request)
    title = Phrase("Tuổi hồ sơ đang giải quyết", "Age of what is pending")
    levels = pictures.levels_of(found)
    names = [name for name, _, _ in pictures.AGES]
    rows = [
        [level_name(level),
         *(Cell(number(many), _opened(ask, f"carried-over.{name}", level) if many else "")
           for name, many in zip(names, found[level], strict=False)),
         Cell(number(found[level][-1]), _opened(ask, "pending_overdue", level) if found[level][-1] else "")]
        for level in levels
    ]  # fmt: skip
    columns = [Column(Phrase("Cấp", "Level")), *(Column(age, True) for age in AGES),
               Column(Phrase("đang quá hạn", "overdue"), True)]  # fmt: skip
    parts = [(level_name(level), found[level][:-1]) for level in levels]
    chart = charts.stacked(parts, AGES, title=title) if parts else ""
    return {"chart": chart, "table": Table(columns, rows, title, quiet_caption=True)}


def _opened(ask: Asked, figure: str, level: Any) -> str:
    return ask.link("/dieu-hanh/ho-so/", figure=figure, level=level.value if level else "unknown")


def _spent(ask: Asked) -> dict[str, Any]:
    """Draw median with the span from lower quartile to 90th percentile, once with the stops and once without."""
    found = pictures.spent(ask.request)
    title = Phrase("Số ngày giải quyết", "Days of handling")
    kinds = (("gross", Phrase("cả thời gian dừng", "with stops"), 2), ("net", Phrase("trừ thời gian dừng", "net"), 1))
    marks, rows = [], []
    for level in pictures.levels_of(found):
        for kind, words, colour in kinds:
            low, middle, high = getattr(found[level], kind)
            label = f"{level_name(level)}, {words}"
            marks.append(charts.Interval(label, low, middle, high, colour))
            rows.append([label, *(number(value) for value in (low, middle, high))])
    heads = (
        Phrase("Phân vị 25", "Lower quartile"),
        Phrase("Trung vị", "Median"),
        Phrase("Phân vị 90", "90th percentile"),
    )
    columns = [Column(Phrase("Cấp", "Level")), *(Column(head, True) for head in heads)]
    chart = charts.intervals(marks, title=title) if marks else ""
    return {"chart": chart, "table": Table(columns, rows, title, quiet_caption=True)}


def _provinces(ask: Asked) -> dict[str, Any]:
    """Draw the late share of each province by month, all on one scale: the rates themselves lie too near 100."""
    months, found = pictures.late_by_month(ask.request)
    if len(months) < 2:
        return {}
    panels = [
        charts.Series(name, [late / rated * 100 if (late, rated) != (0, 0) else None
                             for late, rated in (cell or (0, 0) for cell in cells)])
        for name, cells in found.items()
    ]  # fmt: skip
    title = Phrase("Phần quá hạn theo tháng, từng tỉnh", "Late share by month, each province")
    columns = [Column(Phrase("Tỉnh", "Province")), *(Column(month, True) for month in months)]
    rows = [[name, *(f"{number(cell[0])}/{number(cell[1])}" if cell else "–" for cell in cells)]
            for name, cells in found.items()]  # fmt: skip
    return {
        "chart": charts.small_multiples(panels, months, show=lambda value: percent(value and value / 100, 1)),
        "table": Table(columns, rows, title, quiet_caption=True),
    }
