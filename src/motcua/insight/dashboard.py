"""The manager's first page: how many, how many on time, and where the late ones come from."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import duties_of, officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, agency_names, asked, level_name
from motcua.insight.staffing import PLANNERS
from motcua.insight.standing import against_before, beside
from motcua.ledger.selectors import STANDARD
from motcua.reports import behind
from motcua.reports.conditions import condition_of
from motcua.reports.counting import count, ledger_of, scan
from motcua.reports.definitions.on_time import NAMED_LEVELS, national, rate_of
from motcua.reports.names import procedure_names
from motcua.reports.request import Request
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import Level

MANAGERS = (Duty.PLAN, Duty.AUDIT, Duty.SUPERVISE, Duty.PROCEDURE_CONTROL)
DIMENSIONS = ("agency", "procedure")
COLOURS: dict[Level | None, int] = {level: n for n, level in enumerate((*NAMED_LEVELS, Level.VERTICAL), 1)}
OPENED = ("received", "settled", "late", "pending", "pending_overdue", "near_limit")


@officers_with(*MANAGERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the figures of one period, whole or of one level or agency."""
    ask = asked(request)
    facts: dict[str, Any]
    try:
        with ledger_of(ask.request):
            facts = _facts(ask)
        facts["may_plan"] = bool(duties_of(request) & set(PLANNERS))
    except RuleViolation as refusal:
        ask = Asked(ask.request, explain(refusal), ask.words)
        facts = {}
    return render(request, "insight/overview.html", {"ask": ask, "subjects": SUBJECTS, **facts})


def _facts(ask: Asked) -> dict[str, Any]:
    asked_for = ask.request
    with ledger_of(asked_for) as connection:
        rows = count(connection, asked_for, by=("level",))
        days = behind.handling_days(connection, asked_for)
        late_units, late_procedures = (behind.late_by(connection, asked_for, name, 12) for name in DIMENSIONS)
        months = behind.months(connection, asked_for)
        near = _near(connection, asked_for)
    total = {name: sum(row[name] for row in rows) for name in STANDARD}
    by_level = {row["level"]: row for row in rows}
    rate = rate_of(total)
    return {
        "total": total,
        "rate": rate,
        "before": against_before(asked_for, rate),
        "near": sum(near.values()),
        "beside": beside(ask),
        "national": national(by_level)["national"] if not asked_for.level and not asked_for.agency_code else None,
        "levels": _levels(ask, by_level, days, near),
        "units": _shares(ask, "agency", late_units),
        "procedures": _shares(ask, "procedure", late_procedures),
        "trend": _trend(months),
        "links": {name: ask.link("/dieu-hanh/ho-so/", figure=name) for name in (*STANDARD, "near_limit")},
        "further": _further(ask, by_level),
        "kept": ask.link("/dieu-hanh/cach-xem/"),
    }


def _further(ask: Asked, by_level: dict[Any, dict[str, Any]]) -> dict[str, str]:
    """Return where the page leads: what would raise the lowest level, why dossiers are late, the charts."""
    rates = {level: rate_of(by_level[level]).value for level in NAMED_LEVELS if level in by_level}
    known = {level: value for level, value in rates.items() if value is not None}
    lowest = min(known, key=lambda level: known[level], default=None)
    return {
        "raise": ask.link("/dieu-hanh/nhan-su/cap-huyen/", level=lowest.value) if lowest else "",
        "causes": ask.link("/dieu-hanh/bao-cao/causes/"),
        "charts": ask.link("/dieu-hanh/bao-cao/bieu-do/"),
    }


def _near(connection: Any, asked_for: Request) -> dict[Level | None, int]:
    """Return how many dossiers fall due within the next days, by level."""
    sums = {"n": f"count(*) FILTER ({condition_of('near_limit', asked_for)})"}
    return {row["level"]: int(row["n"]) for row in scan(connection, asked_for, by=("level",), sums=sums)}


def _levels(
    ask: Asked,
    by_level: dict[Any, dict[str, Any]],
    days: dict[Level | None, tuple[float, float]],
    near: dict[Level | None, int],
) -> dict[str, Any]:
    rows, bars = [], []
    for level in (*NAMED_LEVELS, Level.VERTICAL, None):
        if level not in by_level:
            continue
        figures, rate = by_level[level], rate_of(by_level[level])
        name, key = level_name(level), level.value if level else ""
        median, high = days.get(level, (None, None))
        place = key or "unknown"
        opened = {name: ask.link("/dieu-hanh/ho-so/", level=place, figure=name) for name in OPENED}
        rows.append(
            Row(
                [
                    Cell(name, ask.link("/dieu-hanh/", level=key) if key else ""),
                    *(Cell(number(figures[figure]), opened[figure]) for figure in OPENED if figure != "near_limit"),
                    Cell(number(near.get(level, 0)), opened["near_limit"]),
                    f"{percent(rate.value)} ({number(rate.numerator)}/{number(rate.denominator)})",
                    "–" if median is None or high is None else f"{number(round(median, 1))} · {number(round(high, 1))}",
                ]
            )
        )
        if rate.denominator:
            late = rate.denominator - rate.numerator
            note = f"{number(late)}/{number(rate.denominator)}"
            bars.append(charts.Bar(name, late / rate.denominator * 100, note=note, colour=COLOURS.get(level, 1)))
    columns = [
        Column(Phrase("Cấp", "Level")),
        Column(Phrase("Tiếp nhận", "Received"), True),
        Column(Phrase("Đã giải quyết", "Settled"), True),
        Column(Phrase("Quá hạn", "Late"), True),
        Column(Phrase("Đang giải quyết", "Pending"), True),
        Column(Phrase("Đang quá hạn", "Overdue"), True),
        Column(Phrase("Sắp đến hạn", "Near the limit"), True),
        Column(Phrase("Đúng hạn", "On time"), True),
        Column(Phrase("Ngày: trung vị · 90 %", "Days: median · 90 %"), True),
    ]
    title = Phrase("Tỷ lệ đúng hạn theo cấp", "On-time rate by level")
    late_title = Phrase("Quá hạn trên 100 hồ sơ đã giải quyết", "Late per 100 settled dossiers")
    return {
        "table": Table(columns, rows, title, quiet_caption=True),
        # The rates all lie between 94 and 100: what differs, and what can be mended, is the rest.
        "chart": charts.bars(bars, title=late_title, show=_decimal),
        "chart_title": late_title,
    }


def _shares(ask: Asked, dimension: str, shares: list[behind.Share]) -> dict[str, Any]:
    codes = [s.code for s in shares]
    names = procedure_names(codes) if dimension == "procedure" else agency_names(codes)
    rows = [
        Row(
            [
                Cell(names[s.code] or Phrase("Chưa rõ thủ tục", "Procedure unknown"), _page_of(ask, dimension, s.code)),
                Cell(
                    number(s.late),
                    ask.link("/dieu-hanh/ho-so/", figure="late", **{dimension: s.code or "-"}) if s.code else "",
                ),
                number(s.rated),
                percent(s.rate),
                percent(s.cumulated, 0),
            ]
        )
        for s in shares
    ]
    label = Phrase("Cơ quan", "Agency") if dimension == "agency" else Phrase("Thủ tục", "Procedure")
    columns = [
        Column(label),
        Column(Phrase("Quá hạn", "Late"), True),
        Column(Phrase("Đã giải quyết", "Settled"), True),
        Column(Phrase("Đúng hạn", "On time"), True),
        Column(Phrase("Cộng dồn", "Running share"), True),
    ]
    title = Phrase("Hồ sơ quá hạn đến từ đâu", "Where late dossiers come from")
    return {"table": Table(columns, rows, title, quiet_caption=True), "any": bool(rows)}


def _page_of(ask: Asked, dimension: str, code: str) -> str:
    """Return the same screen of a unit, or the process map of a procedure."""
    if not code:
        return ""
    return ask.link("/dieu-hanh/", agency=code) if dimension == "agency" else ask.link(f"/dieu-hanh/quy-trinh/{code}/")


def _trend(months: list[tuple[str, Level | None, int, int]]) -> Any:
    """Draw late dossiers per 100 settled by month, one line for each level."""
    labels = sorted({month for month, *_ in months})
    if len(labels) < 2:
        return None
    late = {(month, level): late / rated * 100 for month, level, late, rated in months}
    shown = [level for level in (*NAMED_LEVELS, Level.VERTICAL, None) if any(key[1] == level for key in late)]
    series = [
        charts.Series(level_name(level), [late.get((month, level)) for month in labels], COLOURS.get(level, 6))
        for level in shown
    ]
    title = Phrase("Quá hạn trên 100 hồ sơ đã giải quyết, theo tháng", "Late per 100 settled dossiers, by month")
    return charts.line(series, labels, title=title, show=_decimal)


def _decimal(value: float) -> str:
    return str(number(round(value, 2)))
