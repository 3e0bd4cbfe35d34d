"""Pages of `/dieu-hanh/quy-trinh/`: where time goes, and the map of one procedure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, agency_names, asked
from motcua.insight.dashboard import MANAGERS
from motcua.procedures.models import Procedure
from motcua.review import comparison, conformance, procedure_map
from motcua.review.asked_papers import AskedPapers, asked_papers
from motcua.review.bottlenecks import HOLDERS, Bottlenecks, Place, bottlenecks
from motcua.review.games import Game
from motcua.review.picture import draw, hours
from motcua.review.scope import Scope
from motcua.rules.errors import RuleViolation
from motcua.rules.national_status import NATIONAL_STATUSES

PROCESSES, REVIEW = "/dieu-hanh/quy-trinh/", "/dieu-hanh/ra-soat/"


def _scope(ask: Asked, procedure: str = "") -> Scope:
    return Scope(ask.request.window, procedure, ask.words["agency"], ask.words["level"])


def _status(activity: str) -> str:
    """Return an activity of the ledger in the reader's language."""
    for entry in NATIONAL_STATUSES.values():
        if entry.vi == activity:
            return str(Phrase(entry.vi, entry.en))
    return activity


@officers_with(*MANAGERS)
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """Show where the time of dossiers goes, by holder, procedure and unit, and cases to read."""
    ask = asked(request)
    facts: dict[str, Any] = {}
    problem = ask.problem
    try:
        facts = _where(ask, bottlenecks(_scope(ask), 12))
    except RuleViolation as refusal:
        problem = problem or explain(refusal)
    return render(
        request, "insight/review/processes.html", {"ask": ask, "subjects": SUBJECTS, "problem": problem, **facts}
    )


def _where(ask: Asked, found: Bottlenecks) -> dict[str, Any]:
    names = dict(
        Procedure.objects.filter(code__in=[place.procedure for place in found.places]).values_list("code", "name")
    )
    units = agency_names([place.unit for place in found.units])
    return {
        "found": found,
        "holders": _holders(found.hours),
        "places": _table(found.places, Phrase("Thủ tục", "Procedure"), lambda place: Cell(
            f"{names.get(place.procedure, '')} ({place.procedure})", ask.link(f"{PROCESSES}{place.procedure}/"))),
        "units": _table(found.units, Phrase("Cơ quan", "Agency"), lambda place: Cell(units[place.unit])),
        "games": _games(found.games),
    }  # fmt: skip


def _holders(by_holder: dict[str, float]) -> Any:
    total = sum(by_holder.values()) or 1
    bars = [
        charts.Bar(HOLDERS[name], value / total * 100, note=f"{number(round(value / 24))} {Phrase('ngày', 'days')}")
        for name, value in by_holder.items()
    ]
    title = Phrase("Thời gian nằm ở đâu", "Where the time is")
    return charts.bars(bars, title=title, show=lambda value: percent(value / 100, 1), top=100)


def _table(places: tuple[Place, ...], label: Phrase, first: Any) -> Table:
    columns = [
        Column(label),
        Column(Phrase("Đang ở", "While")),
        Column(Phrase("Hồ sơ", "Dossiers"), True),
        Column(Phrase("Trung vị", "Median"), True),
        Column("90 %", True),
        Column(Phrase("Phần", "Share"), True),
    ]
    rows = [
        Row([first(p), _status(p.activity), number(p.dossiers), hours(p.median_hours * 3600),
             hours(p.p90_hours * 3600), percent(p.share, 1)])
        for p in places
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Nơi hồ sơ chờ lâu nhất", "Where dossiers wait longest"), quiet_caption=True)


def _games(found: tuple[Game, ...]) -> Table:
    columns = [
        Column(Phrase("Dấu hiệu", "Sign")),
        Column(Phrase("Hồ sơ", "Dossiers"), True),
        Column(Phrase("Trên tổng số", "Of"), True),
        Column(Phrase("Ví dụ để đọc", "Examples to read")),
    ]
    rows = [Row([g.name, number(g.dossiers), number(g.of), ", ".join(g.examples[:3]) or "–"]) for g in found]
    return Table(columns, rows, Phrase("Hồ sơ nên đọc", "Cases to read"), quiet_caption=True)


@officers_with(*MANAGERS)
@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """Show the map of one procedure, its variants, its conformance, and its units side by side."""
    ask = asked(request)
    facts: dict[str, Any] = {}
    problem = ask.problem
    try:
        facts = _one(code, procedure_map.map_of(_scope(ask, code)), asked_papers(code, ask.request.window))
    except RuleViolation as refusal:
        problem = problem or explain(refusal)
    named = Procedure.objects.filter(code=code).values_list("name", flat=True).first()
    shown = {"ask": ask, "subjects": SUBJECTS, "problem": problem, "code": code, "name": named or code, **facts}
    return render(request, "insight/review/process.html", {**shown, "back": ask.link(PROCESSES)})


def _one(code: str, found: procedure_map.ProcedureMap, asked: AskedPapers) -> dict[str, Any]:
    arcs = Table(
        [Column(Phrase("Từ", "From")), Column(Phrase("Đến", "To")), Column(Phrase("Lần", "Times"), True),
         Column(Phrase("Trung vị", "Median"), True), Column("90 %", True)],
        [Row([_status(a.before), _status(a.after), number(a.count), hours(a.median_s), hours(a.p90_s)])
         for a in found.map.arcs[:20]],
        Phrase("Bước nối bước", "What follows what"), quiet_caption=True,
    )  # fmt: skip
    variants = Table(
        [Column(Phrase("Đường đi", "Path")), Column(Phrase("Hồ sơ", "Dossiers"), True),
         Column(Phrase("Trung vị", "Median"), True)],
        [Row([" → ".join(map(_status, v.path)), number(v.count), hours(v.median_s)]) for v in found.map.variants[:8]],
        Phrase("Các đường đi", "Variants"), quiet_caption=True,
    )  # fmt: skip
    title = str(Phrase("Bản đồ quy trình", "Process map"))
    return {
        "picture": draw(found.map, title=f"{title} {code}", name=_status),
        "map": found.map,
        "arcs": arcs,
        "variants": variants,
        "holders": _holders(found.hours),
        "games": _games(found.games),
        "units": _units(found.units[:12]),
        "best": comparison.best_tenth(found.units),
        "steps": _steps(conformance.of_procedure(code)),
        "asked": asked,
        "papers": _papers(asked),
    }


def _units(units: tuple[comparison.UnitFigures, ...]) -> Table:
    names = agency_names([unit.agency for unit in units])
    said = {"worse": Phrase("Chậm hơn", "Slower"), "better": Phrase("Nhanh hơn", "Faster"), "": Phrase("–", "–")}
    columns = [
        Column(Phrase("Cơ quan", "Agency")),
        Column(Phrase("Quá hạn / tính", "Late / rated"), True),
        Column(Phrase("Dự kiến quá hạn", "Late expected"), True),
        Column(Phrase("Khoảng 95 %", "95 % range"), True),
        Column(Phrase("Ngày, trung vị", "Days, median"), True),
        Column(Phrase("Khác biệt", "Difference")),
    ]
    rows = [
        Row([names[u.agency], f"{number(u.late)} / {number(u.rated)}", number(round(u.expected, 1)),
             f"{percent(u.range[0], 0)} – {percent(u.range[1], 0)}", number(round(u.median_days, 1)),
             said[u.stands_out]])
        for u in units
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Các đơn vị cùng thủ tục", "Units, same procedure"), quiet_caption=True)


def _papers(found: AskedPapers) -> Table | None:
    if not found.requests:
        return None
    columns = [
        Column(Phrase("Giấy tờ", "Paper")),
        Column(Phrase("Lượt yêu cầu", "Requests"), True),
        Column(Phrase("Phần", "Share"), True),
        Column(Phrase("Hồ sơ", "Dossiers"), True),
        Column(Phrase("Ngày chờ, trung vị", "Days waited, median"), True),
        Column(Phrase("Ví dụ để đọc", "Examples to read")),
    ]
    rows = [
        Row([paper.name, number(paper.requests), percent(paper.requests / found.requests, 0), number(paper.dossiers),
             _hours(paper.median_days), ", ".join(paper.examples)])
        for paper in found.papers[:12]
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Giấy tờ bị yêu cầu bổ sung", "Papers asked for again"), quiet_caption=True)


def _steps(steps: tuple[conformance.StepFigures, ...]) -> Table | None:
    if not steps:
        return None
    columns = [Column(Phrase("Bước", "Step")), Column(Phrase("Lượt", "Runs"), True)]
    columns += [Column(name, True) for name in conformance.KINDS.values()]
    columns += [Column(Phrase("Giờ: cho phép · trung vị", "Hours: allowed · median"), True)]
    rows = [
        Row([Phrase(s.vi, s.en), number(s.runs), number(s.skipped), number(s.repeated), number(s.out_of_order),
             number(s.too_slow), f"{_hours(s.allowed_hours)} · {_hours(s.median_hours)}"])
        for s in steps
    ]  # fmt: skip
    return Table(columns, rows, Phrase("So với quy trình nội bộ", "Against the internal process"), quiet_caption=True)


def _hours(value: float | None) -> str:
    return "–" if value is None else number(round(value, 1))
