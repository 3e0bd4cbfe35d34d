"""The desk: queues named by the act expected, narrowed, with chosen columns, page by page; search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.backoffice.bulk_acts import MOST, acts_open_to
from motcua.backoffice.models import Assignment, SavedView
from motcua.backoffice.scope import DESK, masked, sees_numbers, state_phrase, tone_of, unit_ids_of
from motcua.core.phrases import Phrase
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.text import clean
from motcua.dossiers import clock, selectors, sheet
from motcua.dossiers.selectors import QUEUES, Queue, near_until

SIZE = 50
CHANNELS = {1: Phrase("Trực tiếp", "Direct"), 2: Phrase("Trực tuyến", "Online"), 3: Phrase("Bưu chính", "Postal")}
# Names of the query: short, Vietnamese, stable, because saved views keep them.
KEPT = ("hang", "thu-tuc", "tim", "kenh", "han-truoc", "nhan-tu", "cua-toi", "cot")


def moment(value: datetime | None) -> str:
    """Return a moment as an officer reads it; unknown stays an en dash."""
    return date_format(timezone.localtime(value), "d/m/Y H:i") if value else "–"


@dataclass(frozen=True, slots=True)
class Shown:
    """One column an officer may choose."""

    label: Phrase
    cell: Callable[[Any, dict[str, str]], Any]


COLUMNS: dict[str, Shown] = {
    "thu-tuc": Shown(Phrase("Thủ tục", "Procedure"), lambda d, _: d.procedure_name or d.procedure_code),
    "nguoi-nop": Shown(Phrase("Người nộp", "Applicant"), lambda d, _: d.applicant.name),
    "trang-thai": Shown(Phrase("Trạng thái", "State"), lambda d, _: Cell(state_phrase(d.state), tone=tone_of(d.state))),
    "han": Shown(Phrase("Hẹn trả", "Due"), lambda d, _: moment(d.current_due_at)),
    "han-buoc": Shown(Phrase("Hạn bước", "Step due"), lambda d, _: moment(d.step_due_at)),
    "nhan": Shown(Phrase("Tiếp nhận", "Received"), lambda d, _: moment(d.received_at)),
    "don-vi": Shown(Phrase("Đang ở", "Lies with"), lambda d, _: str(d.expected_unit or "–")),
    "kenh": Shown(Phrase("Cách nộp", "Channel"), lambda d, _: CHANNELS.get(d.channel, "–")),
    "noi-dung": Shown(Phrase("Nội dung", "Summary"), lambda d, _: d.summary or "–"),
    "can-bo": Shown(Phrase("Cán bộ thụ lý", "Assigned to"), lambda d, names: names.get(d.number, "–")),
}
# Shown also when empty: the acts this desk is for. The counter's queues appear when something lies there.
ALWAYS = frozenset(Queue) - {Queue.RECEIVE, Queue.FORWARD, Queue.RETURN, Queue.CHECK_SUPPLEMENT}
USUAL = ("thu-tuc", "nguoi-nop", "trang-thai", "han", "can-bo")


def first_queue(request: Any) -> Queue:
    """Return the queue in which this officer is expected to act first."""
    if Duty.SIGN in request.duties:
        return Queue.SIGN
    return Queue.APPRAISE if Duty.SETTLE in request.duties else Queue.LATE


def queue_of(request: Any) -> Queue:
    named = request.GET.get("hang", "")
    return Queue(named) if named in set(Queue) else first_queue(request)


def narrowing_of(asked: QueryDict, account: Any) -> sheet.Narrowing:
    """Return what the query narrows to; what cannot be read narrows nothing."""
    mine = None
    if asked.get("cua-toi"):
        mine = list(Assignment.objects.filter(account=account, ended_at=None).values_list("dossier_number", flat=True))
    channel = asked.get("kenh", "")
    return sheet.Narrowing(
        procedure=clean(asked.get("thu-tuc", "")),
        text=clean(asked.get("tim", ""))[:100],
        channel=int(channel) if channel in {"1", "2", "3"} else None,
        due_before=_start(asked.get("han-truoc", "")),
        received_from=_start(asked.get("nhan-tu", "")),
        numbers=mine,
    )


def _start(day: str) -> datetime | None:
    try:
        known = parse_date(day) if day else None
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(known, time())) if known else None


def assigned_names(numbers: Sequence[str]) -> dict[str, str]:
    """Return who works on each of these dossiers."""
    held = Assignment.objects.filter(dossier_number__in=numbers, ended_at=None).select_related("account")
    return {each.dossier_number: str(each.account) for each in held}


def table_of(rows: Sequence[Any], chosen: Sequence[str], caption: Any) -> Table:
    """Return the rows as a table; late ones and those near their limit are marked at the edge."""
    names = assigned_names([each.number for each in rows]) if "can-bo" in chosen else {}
    now = clock.now()
    near = near_until(now)
    columns = [Column(Phrase("Mã hồ sơ", "Number")), *(Column(COLUMNS[name].label) for name in chosen)]
    lines = []
    for each in rows:
        due = None if each.finished_at else each.current_due_at
        edge = "" if due is None or due > near else "late" if due < now else "soon"
        first = Cell(each.number, href=f"/xu-ly/ho-so/{each.number}/")
        lines.append(Row([first, *(COLUMNS[name].cell(each, names) for name in chosen)], edge))
    return Table(columns, lines, caption, quiet_caption=True)


def chosen_columns(asked: QueryDict) -> list[str]:
    picked = [name for name in asked.getlist("cot") if name in COLUMNS]
    return picked or list(USUAL)


def kept_query(asked: QueryDict) -> str:
    """Return the part of a query that makes a list, without the page."""
    pairs = [(name, value) for name in KEPT for value in asked.getlist(name) if value]
    return urlencode(pairs)


@officers_with(*DESK)
@require_safe
def index(request: Any) -> HttpResponse:
    """Show one queue with the counters of all of them."""
    ids, now = unit_ids_of(request), clock.now()
    counts = selectors.counts(ids, now)
    name = queue_of(request)
    if "hang" not in request.GET and not counts[name]:
        # An empty first queue is no greeting: begin where something waits.
        name = next((each for each in (Queue.TAKE_OVER, Queue.APPRAISE, Queue.SIGN) if counts[each]), name)
    narrowing = narrowing_of(request.GET, request.user)
    found = sheet.narrowed(selectors.queue(name, ids, now), narrowing)
    page = sheet.page_by_due(found, request.GET.get("sau", ""), SIZE)
    asked = request.GET.copy()
    asked["hang"] = str(name)
    chosen, kept = chosen_columns(request.GET), kept_query(asked)
    table = table_of(page.rows, chosen, QUEUES[name].phrase)
    facts = {
        "queues": [(each, QUEUES[each].phrase, counts[each]) for each in QUEUES if counts[each] or each in ALWAYS],
        "queue": name,
        "title": QUEUES[name].phrase,
        "count": counts[name],
        "table": table,
        "lines": [(row.number, *line) for row, line in zip(page.rows, table.lines(), strict=True)],
        # The act this queue waits for stands chosen.
        "bulk_acts": [(act, phrase, act in QUEUES[name].acts) for act, phrase in acts_open_to(request.duties)],
        "most": MOST,
        "first": f"?{kept}" if request.GET.get("sau") else "",
        "following": f"?{kept}&{urlencode({'sau': page.following})}" if page.following else "",
        "kept": kept,
        "columns": [(key, shown.label, key in chosen) for key, shown in COLUMNS.items()],
        "text": request.GET.get("tim", ""),
        "channel": request.GET.get("kenh", ""),
        "procedure": request.GET.get("thu-tuc", ""),
        "received_from": request.GET.get("nhan-tu", ""),
        "due_before": request.GET.get("han-truoc", ""),
        "mine": bool(request.GET.get("cua-toi")),
        "narrowed": narrowing != sheet.Narrowing(),
        "views": list(SavedView.objects.filter(account=request.user)),
        "channels": [(str(key), label) for key, label in CHANNELS.items()],
    }
    return render(request, "backoffice/desk.html", facts)


@officers_with(*DESK)
@require_POST
def save_view(request: Any) -> HttpResponse:
    """Keep the present list under a name; the same name again replaces it."""
    name, query = clean(request.POST.get("name", ""))[:80], kept_query(QueryDict(request.POST.get("query", "")))
    if not name:
        messages.error(request, str(Phrase("Hãy đặt tên cho danh sách.", "Give the list a name.")))
    else:
        SavedView.objects.update_or_create(account=request.user, name=name, defaults={"query": query[:600]})
        messages.success(request, str(Phrase("Đã lưu danh sách.", "The list is saved.")))
    return redirect(f"/xu-ly/?{query}")


@officers_with(*DESK)
@require_POST
def forget_view(request: Any, pk: int) -> HttpResponse:
    """Remove one of my saved lists."""
    get_object_or_404(SavedView, pk=pk, account=request.user).delete()
    messages.success(request, str(Phrase("Đã xoá danh sách đã lưu.", "The saved list is removed.")))
    return redirect("backoffice:desk")


@officers_with(*DESK)
@require_safe
def search(request: Any) -> HttpResponse:
    """Find dossiers of my units by number, name, identity number or words; a look by identity number is recorded."""
    text = clean(request.GET.get("q", ""))[:100]
    found = selectors.search(text, unit_ids_of(request)) if text else []
    open_numbers = sees_numbers(request)
    if text.isdigit() and len(text) >= 9 and found:
        log_view(request.user, text, "Tìm hồ sơ theo số định danh", what="search", unit_code=request.unit.code)
    columns = [
        Column(Phrase("Mã hồ sơ", "Number")), Column(Phrase("Người nộp", "Applicant")),
        Column(Phrase("Số định danh", "Identity number")), Column(Phrase("Thủ tục", "Procedure")),
        Column(Phrase("Trạng thái", "State")), Column(Phrase("Hẹn trả", "Due")),
    ]  # fmt: skip
    rows = [
        Row([
            Cell(each.number, href=f"/xu-ly/ho-so/{each.number}/"), each.applicant.name,
            masked(each.applicant.identity_number, open_numbers) or "–", each.procedure_name or each.procedure_code,
            Cell(state_phrase(each.state), tone=tone_of(each.state)), moment(each.current_due_at),
        ])
        for each in found
    ]  # fmt: skip
    table = Table(columns, rows, Phrase("Hồ sơ tìm thấy", "Dossiers found"), quiet_caption=True)
    return render(request, "backoffice/search.html", {"q": text, "table": table, "found": found, "most": 50})
