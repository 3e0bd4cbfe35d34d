"""The reports: the list, one report with its choice of period and agency, its files, and the map of provinces."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import duties_of, officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell
from motcua.core.tables import Column as Head
from motcua.core.tables import Table as Grid
from motcua.core.templatetags.motcua import number, percent
from motcua.insight import province_tiles
from motcua.insight.asking import SUBJECTS, Asked, asked
from motcua.insight.dashboard import MANAGERS
from motcua.insight.report_editions import SENDERS
from motcua.reports import catalogue, selectors
from motcua.reports.conditions import can_open
from motcua.reports.printing import FORMS, narrative, printed
from motcua.reports.provinces import by_province
from motcua.reports.tables import Column, Percent, Rate, Row, Table
from motcua.rules.errors import RuleViolation

LIST = "/dieu-hanh/bao-cao/"
# Of each report, the columns drawn as parts of a bar per level.
DRAWN = {
    "on-time": ("early", "on_time", "late", "no_due_date", "withdrawn"),
    "carried-over": ("age_30", "age_90", "age_180", "age_more"),
    "causes": ("again", "once", "stopped", "moved", "untold"),
    "online": ("online", "direct", "postal"),
    "06a": ("c8", "c9", "c10", "c12", "c13"),
}
# Green is kept in time, red is late, grey is neither; other parts take the colours in turn.
COLOURS = {"on-time": (1, 4, 5, 6, 2), "06a": (1, 4, 5, 6, 2), "carried-over": (4, 1, 2, 5)}


@officers_with(*MANAGERS)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List every report with its legal source, and those sent last."""
    ask = asked(request)
    known = [
        (each, Phrase(*each.title), ask.link(f"{LIST}{name}/")) for name, each in catalogue.REPORTS.items()
    ]  # fmt: skip
    facts = {"ask": ask, "subjects": SUBJECTS, "known": known, "sent": selectors.editions()[:10]}
    more = {"map": ask.link(f"{LIST}ban-do/"), "charts": ask.link(f"{LIST}bieu-do/")}
    return render(request, "insight/reports/list.html", {**facts, **more})


@officers_with(*MANAGERS)
@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    """Show one report: figures that open their dossiers, equations, sources, files."""
    ask = asked(request)
    table, problem = _table(name, ask)
    facts: dict[str, Any] = {"ask": ask, "subjects": SUBJECTS, "problem": problem, "crumbs": _crumbs(ask)}
    if table is None:
        return render(request, "insight/reports/report.html", {**facts, "title": Phrase("Báo cáo", "Report")})
    facts |= {
        "title": Phrase(table.vi, table.en),
        "lead": Phrase(
            f"{table.request.period.vi}, {table.request.window.vi}. {table.source}",
            f"{table.request.period.en}, {table.request.window.en}. {table.source}",
        ),
        "report": table,
        "heads": _heads(table),
        "lines": [(row, _cells(ask, table, row)) for row in table.rows],
        "unit": Phrase(*table.unit),
        "identities": [(i, Phrase(i.vi, i.en)) for i in table.identities],
        "notes": [Phrase(*note) for note in table.notes],
        "chart": _chart(table),
        "files": [(form.upper(), ask.link(f"{LIST}{name}/tep/{form}")) for form in (*FORMS, "json")],
        "may_send": bool(duties_of(request) & {duty.value for duty in SENDERS}),
        "sent": selectors.editions_of(name, table.request).defer(*selectors.DETAIL),
        "national": table.facts.get("national"),
    }
    return render(request, "insight/reports/report.html", facts)


def _crumbs(ask: Asked) -> list[tuple[Any, str]]:
    return [(Phrase("Báo cáo", "Reports"), ask.link(LIST))]


def _table(name: str, ask: Asked) -> tuple[Table | None, str]:
    if name not in catalogue.REPORTS:
        raise Http404
    try:
        return catalogue.report(name, ask.request), ask.problem
    except RuleViolation as refusal:
        return None, explain(refusal)


def _heads(table: Table) -> list[list[dict[str, Any]]]:
    """Return the rows of the head, merged as the form has them."""
    merged = any(column.under for column in table.columns)
    first: list[dict[str, Any]] = []
    second: list[dict[str, Any]] = []
    last: tuple[str, str] | None = None
    for column in table.columns:
        name = Phrase(column.vi, column.en)
        if column.under is None:
            first.append({"text": name, "rows": 2 if merged else 1, "span": 1, "num": column.kind != "text"})
        else:
            if column.under == last:
                first[-1]["span"] += 1
            else:
                first.append({"text": Phrase(*column.under), "rows": 1, "span": 1, "num": False})
            second.append({"text": name, "rows": 1, "span": 1, "num": True})
        last = column.under
    return [first, second] if merged else [first]


def _cells(ask: Asked, table: Table, row: Row) -> list[tuple[Column, Any, Cell]]:
    return [(column, Phrase(column.vi, column.en), _cell(ask, table, column, row)) for column in table.columns]


def _cell(ask: Asked, table: Table, column: Column, row: Row) -> Cell:
    if column.kind == "text":
        own = row.values.get(column.key)
        return Cell(row.ordinal if column.key == "ordinal" else own or Phrase(row.vi, row.en))
    value = row.values.get(column.key)
    if value is None:
        return Cell("–")
    if isinstance(value, Rate):
        return Cell(rate_words(value), _opened(ask, table, column, row) if value.numerator else "")
    if isinstance(value, Percent):
        return Cell(
            f"{round(value, 2) or 0.0:+.2f}".replace(".", ",") if column.kind == "points" else percent(value / 100)
        )
    text = number(round(value, 1)) if column.kind == "days" else number(value)
    return Cell(text, _opened(ask, table, column, row) if value else "")


def _opened(ask: Asked, table: Table, column: Column, row: Row) -> str:
    """Return the address of the dossiers behind a cell; nothing where they are not dossiers (a decision, a day)."""
    figure = f"{table.name}.{column.key}"
    return ask.link("/dieu-hanh/ho-so/", figure=figure, **row.opens) if can_open(figure) else ""


def rate_words(rate: Rate) -> str:
    """Return a share with its parts, and its range where it was counted on few."""
    told = f"{percent(rate.exact and float(rate.exact))} ({number(rate.numerator)}/{number(rate.denominator)})"
    if rate.range is None:
        return told
    low, high = (percent(end, 0) for end in rate.range)
    return f"{told} [{low} – {high}]"


def _chart(table: Table) -> Any:
    drawn = DRAWN.get(table.name)
    lines = [row for row in table.rows if row.depth == 0 and row.key != "total"]
    if not drawn or not lines:
        return None
    columns = [column for column in table.columns if column.key in drawn]
    names = [Phrase(_full(column, 0), _full(column, 1)) for column in columns]
    rows = [(Phrase(row.vi, row.en), [row.values[column.key] for column in columns]) for row in lines]
    return charts.stacked(rows, names, title=Phrase(table.vi, table.en), colours=COLOURS.get(table.name, ()))


def _full(column: Column, language: int) -> str:
    own = (column.vi, column.en)[language]
    return f"{column.under[language]}: {own}" if column.under else own


@officers_with(*MANAGERS)
@require_safe
def file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Give one report as a file; what was not understood of the question is refused, not replaced."""
    ask = asked(request)
    table, problem = _table(name, ask)
    if table is None or problem:
        return HttpResponse(problem, status=400, content_type="text/plain; charset=utf-8")
    return file_of(table, form)


def file_of(table: Table, form: str) -> HttpResponse:
    """Return a report as a download."""
    answer: HttpResponse
    if form == "json":
        answer = JsonResponse(table.as_dict(), json_dumps_params={"ensure_ascii": False})
    elif form in FORMS:
        compared = form == "docx" and narrative.can_compare(table)
        earlier = catalogue.report(table.name, narrative.request_before(table)) if compared else None
        answer = HttpResponse(printed(table, form, earlier), content_type=FORMS[form][0])
    else:
        raise Http404
    name = f"{table.name}-{table.request.period.name}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@officers_with(*MANAGERS)
@require_safe
def province_map(request: HttpRequest) -> HttpResponse:
    """Draw the provinces of the window's world with their on-time rates, and the same as a table."""
    ask = asked(request)
    provinces = by_province(ask.request)
    heads = [
        Head(Phrase("Tỉnh", "Province")), Head(Phrase("Đúng hạn", "On time"), True),
        Head(Phrase("Đang giải quyết quá hạn", "Pending and overdue"), True),
    ]  # fmt: skip

    def page_of(code: str) -> str:
        return ask.link(f"{LIST}on-time/", agency=code)

    lines = [
        (
            Cell(each.name, page_of(each.code)),
            rate_words(each.rate),
            rate_words(each.overdue),
        )
        for each in provinces
    ]
    facts = {
        "ask": ask,
        "subjects": SUBJECTS,
        "crumbs": _crumbs(ask),
        "chart": province_tiles.draw(ask.request.window.last, provinces, page_of),
        "table": Grid(heads, lines, Phrase("Đúng hạn theo tỉnh", "On time by province"), quiet_caption=True),
        "lead": Phrase(ask.request.window.vi, ask.request.window.en),
    }
    return render(request, "insight/reports/map.html", facts)
