"""Who is needed where: the country at a glance, and the plan as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, asked, level_name
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import Level
from motcua.staffing import documents, kept, workbooks
from motcua.staffing.breaches import Breach, breaches
from motcua.staffing.plan import Question, question_of
from motcua.staffing.words import forecast_in_words

PLANNERS = (Duty.PLAN, Duty.AUDIT, Duty.SUPERVISE)
SHOWN, MOST_WRONG = 12, 50
OFFICE = "application/vnd.openxmlformats-officedocument."
FILES = {
    "ke-hoach.xlsx": (workbooks.write_workbook, f"{OFFICE}spreadsheetml.sheet"),
    "ke-hoach.docx": (documents.write_document, f"{OFFICE}wordprocessingml.document"),
}
HERE = "/dieu-hanh/nhan-su/"
Answer = dict[str, Any]
Said = Phrase | Promise | str


def question_from(request: HttpRequest, ask: Asked, level: str = "") -> Question:
    """Return the question of the page's address; refuse odd numbers."""
    given = request.GET.get("officers", "").strip()
    officers = int(given) if given.isdecimal() else (0 if given else None)
    return question_of(
        ask.words["period"], window=ask.words["window"], level=level or ask.words["level"], officers=officers
    )


@officers_with(*PLANNERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show who has too many and who too few, and what one more or one fewer would change."""
    ask = asked(request)
    facts: dict[str, Any] = {}
    problem = ask.problem
    try:
        answer = kept.answer_of(question_from(request, ask))
        coming = answer["forecast"]
        facts = {"coming": forecast_in_words(coming) if coming else None}
        facts |= {"answer": answer, "levels": levels_table(answer, ask), **_extremes(answer, ask)}
    except RuleViolation as refusal:
        problem = explain(refusal)
    return render(
        request,
        "insight/staffing/overview.html",
        {"ask": ask, "subjects": SUBJECTS, "problem": problem, "files": file_links(ask), **_wrong(ask), **facts},
    )


def _wrong(ask: Asked) -> dict[str, Any]:
    found = breaches(timezone.localdate())
    return {"breaches": breaches_table(found[:MOST_WRONG], ask), "breaches_more": max(0, len(found) - MOST_WRONG)}


def breaches_table(found: list[Breach], ask: Asked) -> Table:
    """Return postings that break the rules, each leading to its unit."""
    columns = [
        Column(Phrase("Đơn vị", "Unit")),
        Column(Phrase("Cơ quan cử", "Sending agency")),
        Column(Phrase("Cán bộ", "Officer")),
        Column(Phrase("Trái quy định", "Breach")),
    ]
    own = Phrase("của đơn vị", "the unit’s own")
    rows = [
        Row([Cell(one.unit.name, ask.link(f"{HERE}{one.unit.code}/", level="")), one.sender.name if one.sender else own,
             one.officer or "–", one.what])
        for one in found
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Cử người trái quy định", "Postings against the rules"), quiet_caption=True)


def file_links(ask: Asked, **changes: str) -> list[tuple[str, str]]:
    return [(name, ask.link(f"{HERE}{name}", **changes)) for name in FILES]


def points(low: float, high: float) -> str:
    """Return a range of rates in words."""
    return f"{percent(low)} – {percent(high)}"


def levels_table(answer: Answer, ask: Asked) -> Table:
    """Return one row per level: units, rate now and after, officers now and after."""
    columns = [
        Column(Phrase("Cấp", "Level")),
        Column(Phrase("Đơn vị", "Units"), True),
        Column(Phrase("Đúng hạn nay", "On time now"), True),
        Column(Phrase("Sau điều chuyển", "After the moves"), True),
        Column(Phrase("Người nay", "Officers now"), True),
        Column(Phrase("Người sau", "Officers after"), True),
    ]
    rows = [
        Row(
            [
                Cell(level_name(Level(row["level"])), ask.link(f"{HERE}cap-huyen/", level=row["level"])),
                number(row["units"]),
                f"{percent(row['rate_now'])} ({number(row['on_time'])}/{number(row['rated'])})",
                percent(row["rate_after"]),
                number(row["officers_now"]),
                number(row["officers_after"]),
            ]
        )
        for row in answer["levels"]
        if row["in_scope"]
    ]
    return Table(columns, rows, Phrase("Theo cấp", "By level"), quiet_caption=True)


def _extremes(answer: Answer, ask: Asked) -> dict[str, Any]:
    few = sorted((u for u in answer["units"] if u["change"] > 0), key=lambda u: -u["gain_of_one_more"])[:SHOWN]
    many = [u for u in answer["units"] if u["change"] < 0]
    many = sorted(many, key=lambda u: (u["change"], u["loss_of_one_fewer"] or 0))[:SHOWN]
    bars = [charts.Bar(u["name"], u["gain_of_one_more"], colour=2) for u in few]
    title = Phrase("Thêm một người thì bớt bao nhiêu hồ sơ trễ", "Late dossiers saved by one more officer")
    return {
        "few": units_table(few, ask, "gain_of_one_more", title),
        "many": units_table(
            many, ask, "loss_of_one_fewer",
            Phrase("Bớt một người thì thêm bao nhiêu hồ sơ trễ", "Late dossiers caused by one officer fewer"),
        ),
        "few_chart": charts.bars(bars, title=title, show=lambda value: number(round(value, 1))) if bars else "",
    }  # fmt: skip


def units_table(units: list[Answer], ask: Asked, figure: str, meaning: Said) -> Table:
    """Return a table of units with officers now and proposed, and what one more (fewer) changes."""
    columns = [
        Column(Phrase("Đơn vị", "Unit")),
        Column(Phrase("Đúng hạn", "On time"), True),
        Column(Phrase("Người nay", "Now"), True),
        Column(Phrase("Đề xuất", "Proposed"), True),
        Column(meaning, True),
    ]
    rows = [
        Row(
            [
                Cell(u["name"], ask.link(f"{HERE}{u['code']}/", level="")),
                f"{percent(u['rate_now'])} ({number(u['on_time'])}/{number(u['rated'])})",
                number(u["present"]),
                f"{number(u['needed'])} ({u['change']:+d})",
                "–" if u[figure] is None else number(round(u[figure], 1)),
            ]
        )
        for u in units
    ]
    return Table(columns, rows, meaning, quiet_caption=True)


@officers_with(*PLANNERS)
@require_safe
def plan_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give the plan as a workbook or as a document to be approved."""
    if name not in FILES:
        raise Http404
    ask = asked(request)
    write, media = FILES[name]
    try:
        body = write(kept.answer_of(question_from(request, ask)))
    except RuleViolation as refusal:
        return render(
            request,
            "insight/staffing/overview.html",
            {"ask": ask, "subjects": SUBJECTS, "problem": explain(refusal), "files": file_links(ask)},
            status=422,
        )
    return HttpResponse(body, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
