"""Page `/dieu-hanh/ra-soat/`: what a procedure costs people, and what-if."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Column, Row, Table
from motcua.core.templatetags.motcua import number, percent
from motcua.insight.asking import SUBJECTS, Asked, asked, level_name
from motcua.insight.dashboard import MANAGERS
from motcua.insight.review_hints import TABS
from motcua.review import costs, what_if
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import Level

CHOICES = {
    "cut_limit": Phrase("Cắt giảm thời hạn", "Cut the time limit"),
    "drop_paper": Phrase("Bỏ một giấy tờ", "Drop a paper"),
    "merge_steps": Phrase("Nhập các bước", "Merge steps"),
    "parallel_steps": Phrase("Làm song song các bước", "Run steps side by side"),
    "move_to_communes": Phrase("Chuyển thủ tục về cấp xã", "Move the procedure to communes"),
    "merge_units": Phrase("Gộp đơn vị", "Merge units"),
    "open_saturday": Phrase("Mở cửa sáng thứ bảy", "Open on Saturday morning"),
    "add_officers": Phrase("Thêm người", "Add officers"),
    "day_off": Phrase("Thông báo một ngày nghỉ", "Announce a day off"),
}
# What each change asks for: name, label, hint; the first must be given, a procedure narrows the others.
PERCENT = ("percent", Phrase("Giảm bao nhiêu phần trăm", "Cut by percent"), Phrase("ví dụ 30", "for example 30"))
PROCEDURE = ("procedure", Phrase("Mã thủ tục", "Procedure code"), "")
PAPER = ("paper", Phrase("Giấy tờ bỏ đi", "Paper to drop"), "")
STEPS = (
    "steps", Phrase("Các bước", "Steps"),
    Phrase("mã bước trong quy trình nội bộ, cách nhau dấu phẩy", "keys of the internal process, by commas"),
)  # fmt: skip
UNITS = ("units", Phrase("Các đơn vị", "Units"), Phrase("mã đơn vị, cách nhau dấu phẩy", "codes, by commas"))
OFFICERS = ("officers", Phrase("Thêm mấy người", "Officers added"), "")
PRESENT = ("present", Phrase("Đang có mấy người", "Officers now"), "")
DAY = ("on", Phrase("Ngày nghỉ", "Day off"), Phrase("năm-tháng-ngày", "year-month-day"))
FIELDS = {
    "cut_limit": (PERCENT, PROCEDURE),
    "drop_paper": (PAPER, PROCEDURE),
    "merge_steps": (STEPS, PROCEDURE),
    "parallel_steps": (STEPS, PROCEDURE),
    "move_to_communes": (PROCEDURE,),
    "merge_units": (UNITS,),
    "open_saturday": (PROCEDURE,),
    "add_officers": (OFFICERS, PRESENT),
    "day_off": (DAY,),
}
NAMES = ("kind", *dict.fromkeys(name for fields in FIELDS.values() for name, *_ in fields))
LISTED = ("steps", "units")


@officers_with(*MANAGERS)
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Answer what a procedure costs, and replay the period under the change that the form names."""
    ask = asked(request)
    given = {name: request.GET.get(name, "").strip() for name in NAMES}
    kind = given["kind"] if given["kind"] in CHOICES else next(iter(CHOICES))
    code, problem = request.GET.get("cost", "").strip(), ask.problem
    cost: dict[str, Any] | None = None
    replayed: dict[str, Any] | None = None
    try:
        if code:
            cost = costs.as_dict(costs.cost_of(code))
        if given["kind"] and (request.GET.get("go") or any(given[name] for name, *_ in FIELDS[kind])):
            changes = what_if.checked([_change(given, ask.words["level"])])
            replayed = what_if.as_dict(what_if.replay(ask.request.window, changes))
    except RuleViolation as refusal:
        problem = problem or explain(refusal)
    facts = {
        "ask": ask, "subjects": SUBJECTS, "tabs": TABS,
        "problem": problem, "code": code, "kind": kind, "choices": _choices(ask),
        "levels_known": [(level.value, level_name(level)) for level in Level],
        "fields": [(name, label, hint, given[name]) for name, label, hint in FIELDS[kind]],
        "cost": cost, "replayed": replayed, "levels": _levels(replayed) if replayed else None,
        "said": [Phrase(c["vi"], c["en"]) for c in [*replayed["changes"], *replayed["assumptions"]]]
        if replayed else [],
    }  # fmt: skip
    return render(request, "insight/review/review.html", facts)


def _change(given: dict[str, str], level: str) -> dict[str, Any]:
    """Return the change as a file would name it; what is empty is left out."""
    change: dict[str, Any] = {"kind": given["kind"]}
    change |= {name: given[name] for name in ("procedure", "on", "paper") if given[name]}
    change |= {
        name: [part.strip() for part in given[name].split(",") if part.strip()] for name in LISTED if given[name]
    }
    change |= {name: _number(given[name]) for name in ("officers", "present") if given[name]}
    if given["percent"]:
        share = _number(given["percent"])
        change["share"] = share / 100 if isinstance(share, float) else share
    return change | ({"level": level} if level else {})


def _choices(ask: Asked) -> list[tuple[str, Phrase, str]]:
    return [(kind, label, ask.link("/dieu-hanh/ra-soat/", kind=kind)) for kind, label in CHOICES.items()]


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _levels(replayed: dict[str, Any]) -> Table:
    columns = [
        Column(Phrase("Cấp", "Level")),
        Column(Phrase("Đã ghi", "Recorded"), True),
        Column(Phrase("Thận trọng", "Cautious"), True),
        Column(Phrase("Lạc quan", "Hopeful"), True),
        Column(Phrase("Hồ sơ", "Dossiers"), True),
    ]

    def share(cell: dict[str, int]) -> str:
        return percent(cell["numerator"] / cell["denominator"]) if cell["denominator"] else "–"

    rows = [
        Row([_name(row["level"]), *(share(row[name]) for name in ("recorded", "cautious", "hopeful")),
             number(row["recorded"]["denominator"])])
        for row in replayed["on_time"]
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Tỷ lệ đúng hạn", "On-time rate"), quiet_caption=True)


def _name(level: str) -> str:
    if level == "all":
        return str(Phrase("Tất cả", "All"))
    return level_name(None if level == "unknown" else Level(level))
