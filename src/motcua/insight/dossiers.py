"""From a figure to its dossiers, and from a dossier to its events and the text of law that made its class."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain, speaks_english
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number
from motcua.exchange.outcomes import Flag, Outcome
from motcua.insight.asking import SUBJECTS, Asked, agency_names, asked, level_name
from motcua.insight.dashboard import MANAGERS
from motcua.insight.moments import day, moment
from motcua.reports import behind, story
from motcua.reports.conditions import name_of
from motcua.reports.counting import ledger_of
from motcua.rules.errors import RuleViolation
from motcua.rules.national_status import NATIONAL_STATUSES, NationalStatus
from motcua.rules.settlement import Settlement

HERE = "/dieu-hanh/ho-so/"
NARROWING = ("procedure", "field", "source")


@officers_with(*MANAGERS)
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind one figure, a page at a time."""
    unknown = request.GET.get("level") == "unknown"
    ask = asked(request, level="") if unknown else asked(request)
    figure, after = request.GET.get("figure", "late"), request.GET.get("after", "")
    narrowed = {name: request.GET.get(name, "") for name in NARROWING}
    narrowing = behind.Narrowing(**narrowed, level_unknown=unknown)
    lines: list[behind.DossierLine] = []
    many, problem = None, ask.problem
    try:
        with ledger_of(ask.request):
            lines = behind.dossiers_behind(ask.request, figure, narrowing, after=after)
            many = behind.count_behind(ask.request, figure, narrowing)
    except RuleViolation as refusal:
        problem = explain(refusal)
    keep = {"figure": figure, **narrowed, **({"level": "unknown"} if unknown else {})}
    facts = {
        "ask": ask,
        "subjects": SUBJECTS,
        "problem": problem,
        "figure_name": name_of(figure),
        "many": many,
        "lines": _table(ask, lines) if lines else None,
        "following": ask.link(HERE, **keep, after=lines[-1].number) if len(lines) == behind.PAGE else "",
        "back": ask.link("/dieu-hanh/"),
        "narrowed": [code for code in (ask.words["agency"], *narrowed.values()) if code and code != "-"],
    }
    return render(request, "insight/dossiers.html", facts)


def address_of(ask: Asked, dossier: str) -> str:
    """Return the page of one dossier, asked as the list was."""
    return ask.link(f"{HERE}{quote(dossier, safe='')}/", level="", agency="")


def _table(ask: Asked, lines: list[behind.DossierLine]) -> Table:
    columns = [
        Column(Phrase("Mã hồ sơ", "Number")), Column(Phrase("Thủ tục", "Procedure")),
        Column(Phrase("Cơ quan", "Agency")), Column(Phrase("Cấp", "Level")), Column(Phrase("Tiếp nhận", "Received")),
        Column(Phrase("Hẹn trả", "Due")), Column(Phrase("Kết thúc", "Ended")), Column(Phrase("Loại", "Class")),
        Column(Phrase("Nguồn", "Source")),
    ]  # fmt: skip
    names = agency_names([line.agency for line in lines])
    rows = [
        Row(
            [
                Cell(line.number, address_of(ask, line.number)), line.procedure or "–", names[line.agency],
                level_name(line.level), day(line.received_at), day(line.due_at), day(line.ended_at),
                Phrase(line.settlement.vi, line.settlement.en), line.source,
            ],
            "late" if line.settlement is Settlement.LATE else "",
        )
        for line in lines
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Hồ sơ", "Dossiers"), quiet_caption=True)


@officers_with(*MANAGERS)
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show one dossier of the ledger: facts, why it has its class, events, and the text it fell under."""
    ask = asked(request)
    facts: dict[str, Any] = {"ask": ask, "subjects": SUBJECTS, "code": code, "crumbs": _crumbs(ask)}
    try:
        found = story.story_of(code, ask.request.as_known_on)
    except RuleViolation as refusal:
        return render(request, "insight/dossier.html", {**facts, "problem": explain(refusal)}, status=404)
    facts |= {
        "story": found,
        "lead": Phrase(found.line.settlement.vi, found.line.settlement.en),
        "summary": _summary(ask, found),
        "why": [Phrase(*sentence) for sentence in story.why(found)],
        "events": _events(found),
        "law": _law(found),
        "lines": _due_lines(found),
        "decision": decision_address(found),
    }
    return render(request, "insight/dossier.html", facts)


def _crumbs(ask: Asked) -> list[tuple[Any, str]]:
    return [(Phrase("Tổng quan", "Overview"), ask.link("/dieu-hanh/"))]


def _summary(ask: Asked, found: story.Story) -> list[tuple[Any, Any]]:
    line = found.line
    name = agency_names([line.agency])[line.agency]
    return [
        (Phrase("Cơ quan", "Agency"), f"{name} ({line.agency})" if line.agency else name),
        (Phrase("Cấp lúc tiếp nhận", "Level when received"), level_name(line.level)),
        (Phrase("Thủ tục", "Procedure"), line.procedure or "–"),
        (Phrase("Hệ thống gửi", "Sending system"), line.source or "–"),
        (Phrase("Tiếp nhận", "Received"), moment(line.received_at)),
        (Phrase("Hẹn trả lần đầu", "First promise"), moment(found.first_due_at)),
        (Phrase("Hẹn trả hiện nay", "Promise now"), moment(line.due_at)),
        (Phrase("Xử lý xong", "Settled"), moment(found.finished_at)),
        (Phrase("Trả kết quả", "Returned"), moment(found.returned_at)),
        (Phrase("Thời gian dừng", "Time stopped"), _days(found.paused_seconds)),
        (Phrase("Số lần yêu cầu bổ sung", "Requests for supplement"), number(line.supplements or 0)),
    ]


def _days(seconds: int) -> str:
    return Phrase("{n} ngày", "{n} days").format(n=number(round(seconds / 86400, 1)))


def _events(found: story.Story) -> Table:
    columns = [
        Column(Phrase("Thứ tự", "Order"), True), Column(Phrase("Trạng thái", "Status")),
        Column(Phrase("Xảy ra", "Happened")), Column(Phrase("Ghi nhận", "Recorded")),
        Column(Phrase("Hẹn trả trong sự kiện", "Promise in the event")), Column(Phrase("Nguồn", "Source")),
        Column(Phrase("Khi nhận", "On arrival")),
    ]  # fmt: skip
    rows = [
        [number(each.sequence), _status(each), moment(each.occurred_at), moment(each.recorded_at), day(each.due_at),
         each.source, _arrival(each)]
        for each in found.told
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Sự kiện", "Events"), quiet_caption=True)


def _status(each: story.Told) -> str:
    if each.status not in NATIONAL_STATUSES:
        return each.status_text or str(Phrase("trạng thái lạ", "unknown status"))
    entry = NATIONAL_STATUSES[NationalStatus(each.status)]
    return f"{each.status}. {Phrase(entry.vi, entry.en)}"


def _arrival(each: story.Told) -> str:
    remarks = [str(flag.phrase) for flag in Flag if flag & each.flags]
    return "; ".join([str(Outcome(each.outcome).phrase), *remarks])


def _law(found: story.Story) -> list[tuple[Any, Any]]:
    """Return the text the dossier fell under: version, decision, limit, and what the text gives."""
    if found.text is None:
        return []
    version, language = found.text.version, "en" if speaks_english() else "vi"
    since = f"{day(version.valid_from)} – {day(version.valid_before) if version.valid_before else '…'}"
    rows: list[tuple[Any, Any]] = [
        (Phrase("Thủ tục", "Procedure"), f"{version.name} ({version.procedure.code})"),
        (Phrase("Hiệu lực", "In force"), since),
        (Phrase("Thời hạn theo văn bản", "Limit in the text"), found.text.limit.words(language)),
    ]
    if version.brought_by:
        rows.insert(1, (Phrase("Quyết định công bố", "Announced by"), str(version.brought_by.decision)))
    if found.text.due is not None:
        rows.append((Phrase("Hạn tính theo văn bản", "Due by the text"), moment(found.text.due.at)))
    return rows


def _due_lines(found: story.Story) -> Table | None:
    if found.text is None or found.text.due is None:
        return None
    columns = [Column(Phrase("Ngày", "Day")), Column(Phrase("Lý do", "Reason")), Column(Phrase("Căn cứ", "Source"))]
    rows = [[day(line.on), Phrase(line.vi, line.en), line.source] for line in found.text.due.lines]
    return Table(columns, rows, Phrase("Cách tính hạn", "How it is due"), quiet_caption=True)


def decision_address(found: story.Story) -> str:
    """Return the public page of the decision that put the text in force, if it is known."""
    brought = found.text.version.brought_by if found.text else None
    return reverse("portal:decision", args=[brought.decision_id]) if brought else ""
