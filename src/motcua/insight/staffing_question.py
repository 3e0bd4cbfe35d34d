"""The report's question: why is a level where it is, and which moves of officers raise it, to what, at what price?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, asked, level_name
from motcua.insight.staffing import HERE, PLANNERS, Answer, file_links, points, question_from
from motcua.procedures.models import Procedure
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import Level
from motcua.staffing import kept

MOVES_SHOWN = 20


@officers_with(*PLANNERS)
@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """Answer the question for one level, the district unless another is asked."""
    ask, facts = asked(request), {}
    level = ask.words["level"] or Level.DISTRICT.value
    problem = ask.problem
    try:
        answer = kept.answer_of(question_from(request, ask, level))
        facts = _facts(answer, ask)
    except RuleViolation as refusal:
        problem = explain(refusal)
    facts |= {
        "ask": ask,
        "subjects": SUBJECTS,
        "problem": problem,
        "level": level_name(Level(level)),
        "level_code": level,
        "files": file_links(ask, level=level),
        "officers": request.GET.get("officers", ""),
    }
    return render(request, "insight/staffing/question.html", facts)


def _facts(answer: Answer, ask: Asked) -> dict[str, Any]:
    scope, price = answer["scope"], answer["price"]
    after, gain = scope["interval_after"], scope["interval_gain"]
    return {
        "answer": answer,
        "scope": scope,
        "price": price,
        "months": price["officer_months_moved"] + max(price["officer_months_added"], 0),
        "range_now": points(scope["interval_now"]["low"], scope["interval_now"]["high"]),
        "assumed": sum(row["present_from"] == "assumed" for row in answer["units"]),
        "range_after": points(after["low"], after["high"]),
        "gain_low": number(round(100 * gain["low"], 2)),
        "gain_high": number(round(100 * gain["high"], 2)),
        "before_after": _before_after(scope),
        "moves": _moves(answer, ask),
        "moves_more": max(0, len(answer["moves"]) - MOVES_SHOWN),
        "curve": _curve(answer),
        "stubborn": _stubborn(answer),
        "played": _played(answer),
        "back_test": answer["validation"]["back_test"],
        "ceiling": answer["not_mended_by_staff"]["rate_with_unlimited_officers"],
        "assumptions": [Phrase(row["vi"], row["en"]) for row in answer["assumptions"]],
    }


def _before_after(scope: Answer) -> Any:
    def late(key: str, label: Phrase, colour: int) -> charts.Interval:
        high, middle, low = (100 * (1 - scope[key][end]) for end in ("low", "median", "high"))
        return charts.Interval(label, low, middle, high, colour)

    rows = [
        late("interval_now", Phrase("Trễ với người hiện có", "Late with present officers"), 2),
        late("interval_after", Phrase("Trễ sau khi điều chuyển", "Late after the moves"), 1),
    ]
    title = Phrase("Tỷ lệ trễ, khoảng 90 % mô phỏng", "Late share, 90 % of simulations")
    return charts.intervals(rows, title=title, show=lambda value: f"{number(round(value, 2))} %")


def _moves(answer: Answer, ask: Asked) -> Table:
    columns = [
        Column(Phrase("TT", "No."), True),
        Column(Phrase("Từ", "From")),
        Column(Phrase("Đến", "To")),
        Column(Phrase("Bớt trễ nơi đến", "Saved there"), True),
        Column(Phrase("Thêm trễ nơi đi", "Caused here"), True),
        Column(Phrase("Lợi", "Net"), True),
    ]
    rows = [
        Row([number(row["order"]), *(_unit(row[end], ask) for end in ("from", "to")),
             *(number(round(row[key], 1)) for key in ("fewer_late", "more_late", "net"))])
        for row in answer["moves"][:MOVES_SHOWN]
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Điều chuyển theo thứ tự lợi ích", "Moves, best first"), quiet_caption=True)


def _unit(of: dict[str, str], ask: Asked) -> Cell:
    return Cell(of["name"], ask.link(f"{HERE}{of['code']}/", level=""))


def _curve(answer: Answer) -> dict[str, Any]:
    rows = answer["curve"]
    labels = [number(row["officers_added"]) for row in rows]
    title = Phrase("Hồ sơ trễ bớt được theo số người thêm", "Late dossiers saved by officers added")
    series = [charts.Series(title, [row["fewer_late"] for row in rows])]
    columns = [
        Column(Phrase("Người thêm", "Officers added"), True),
        Column(Phrase("Bớt hồ sơ trễ", "Fewer late"), True),
        Column(Phrase("Đúng hạn", "On time"), True),
    ]
    table = [
        (label, number(round(row["fewer_late"])), percent(row["rate"])) for label, row in zip(labels, rows, strict=True)
    ]
    return {"chart": charts.line(series, labels, title=title), "table": Table(columns, table)}


def _stubborn(answer: Answer) -> Table:
    found = answer["not_mended_by_staff"]["procedures"]
    names = dict(Procedure.objects.filter(code__in=[row["procedure"] for row in found]).values_list("code", "name"))
    columns = [
        Column(Phrase("Thủ tục", "Procedure")),
        Column(Phrase("Trễ", "Late"), True),
        Column(Phrase("Vẫn trễ dù đủ người", "Late with enough officers"), True),
    ]
    rows = [
        Row([Cell(f"{names.get(row['procedure'], '')} ({row['procedure']})", f"/thu-tuc/{row['procedure']}/"),
             f"{number(row['late'])}/{number(row['rated'])}", number(row["late_anyway"])])
        for row in found
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Thêm người không chữa được", "Not mended by staff"), quiet_caption=True)


def _played(answer: Answer) -> Table:
    columns = [
        Column(Phrase("Đơn vị", "Unit")),
        Column(Phrase("Người", "Officers"), True),
        Column(Phrase("Trễ theo công thức", "Late by formula"), True),
        Column(Phrase("Trễ khi mô phỏng từng hồ sơ", "Late when each dossier is played"), True),
    ]
    rows = [
        (row["code"], number(row["officers"]), percent(row["late_by_formula"], 1), percent(row["late_when_played"], 1))
        for row in answer["validation"]["played"]
    ]
    return Table(columns, rows, Phrase("Công thức và mô phỏng", "Formula and simulation"), quiet_caption=True)
