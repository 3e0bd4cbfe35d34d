"""One dossier at this desk, in five pages: overview, clock, papers, talk, text in force."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.backoffice.act_forms import corrections_told
from motcua.backoffice.acts import act_phrase, open_acts
from motcua.backoffice.lists import CHANNELS, moment
from motcua.backoffice.models import Assignment
from motcua.backoffice.scope import DESK, dossier_of, masked, sees_numbers, state_phrase, tone_of
from motcua.core.phrases import Phrase, speaks_english
from motcua.core.tables import Column, Row, Table
from motcua.dossiers import clock, desk, selectors, sheet
from motcua.procedures.comparison import compare
from motcua.procedures.quick_reading import whole_text
from motcua.procedures.selectors import version_in_force
from motcua.reports.names import agency_names
from motcua.rules.charged_time import HOLDER_NAMES
from motcua.rules.lifecycle_situation import PromiseKind
from motcua.rules.time_limits import TimeLimit

PROMISES = {
    PromiseKind.ORIGINAL: Phrase("Hẹn lần đầu", "First promise"),
    PromiseKind.RESTARTED: Phrase("Tính lại sau bổ sung", "Restarted after the supplement"),
    PromiseKind.SECOND_APPOINTMENT: Phrase("Hẹn lần hai (nghĩa vụ tài chính)", "Second appointment (financial duty)"),
    PromiseKind.REAPPOINTED: Phrase("Xin lỗi, hẹn lại", "Apology, new appointment"),
    PromiseKind.CALENDAR_AMENDED: Phrase("Dời theo lịch làm việc", "Moved with the calendar"),
    PromiseKind.REOPENED: Phrase("Mở lại hồ sơ", "Reopened"),
}
LONG_NUMBER = re.compile(r"\d{9,13}")
STEPS = {
    "waiting": Phrase("Chưa đến lượt", "To come"), "active": Phrase("Đang làm", "Running"),
    "done": Phrase("Đã xong", "Done"), "skipped": Phrase("Bỏ qua", "Skipped"),
}  # fmt: skip
STEP_TONES = {"waiting": "neutral", "active": "info", "done": "good", "skipped": "neutral"}
# Facts of an act that a reader of the timeline wants to see; the rest is in the record.
TOLD = ("note", "proposal", "question", "answer", "output", "proof", "slip", "child", "product", "why_not_before")


def language() -> str:
    return "en" if speaks_english() else "vi"


def frame_of(request: Any, dossier: Any) -> dict[str, Any]:
    """Return what stands above each page of the dossier."""
    base = f"/xu-ly/ho-so/{dossier.number}/"
    now = clock.now()
    due = None if dossier.finished_at else dossier.current_due_at
    return {
        "dossier": dossier,
        "state": state_phrase(dossier.state),
        "tone": tone_of(dossier.state),
        "due_text": moment(dossier.current_due_at),
        "is_late": due is not None and due < now,
        "is_near": due is not None and now <= due <= selectors.near_until(now),
        "tabs": [
            (Phrase("Tổng quan", "Overview"), base),
            (Phrase("Đồng hồ", "Clock"), f"{base}dong-ho/"),
            (Phrase("Giấy tờ", "Papers"), f"{base}giay-to/"),
            (Phrase("Trao đổi", "Talk"), f"{base}trao-doi/"),
            (Phrase("Tin báo", "Notices"), f"{base}tin-bao/"),
            (Phrase("Quy định", "Text in force"), f"{base}quy-dinh/"),
        ],
        "crumbs": [(Phrase("Việc cần làm", "To do"), "/xu-ly/")],
    }


def entries_of(events: list[Any]) -> list[dict[str, Any]]:
    """Return the acts as the timeline shows them, the newest first."""
    found = []
    for event in reversed(events):
        items = "; ".join(str(item) for item in event.facts.get("items") or ())
        told = [str(event.facts[name]) for name in TOLD if event.facts.get(name)]
        corrected = dict(event.facts.get("corrections") or {})
        if corrected.get("identity_number"):
            corrected["identity_number"] = masked(str(corrected["identity_number"]), False)
        told += corrections_told(corrected)
        text = " · ".join(part for part in (event.paper_number, event.reason, items, *told) if part)
        who = str(event.account) if event.account else ""
        by = " – ".join(part for part in (who, event.post, str(event.unit) if event.unit else "") if part)
        tone = "bad" if event.facts.get("is_late") else ""
        found.append(
            {"at": moment(event.occurred_at), "title": act_phrase(event.act), "text": text, "by": by, "tone": tone}
        )
    return found


@officers_with(*DESK)
@require_safe
def show(request: Any, number: str) -> HttpResponse:
    """Show who asks what, what to do now, the steps, the parts and everything that was done."""
    found = dossier_of(request, number, "Xem hồ sơ")
    acts = open_acts(found, request.duties, request.unit)
    children = selectors.children_of(found) if found.has_children else []
    assigned = Assignment.objects.filter(dossier_number=found.number, ended_at=None).select_related("account", "unit")
    facts = {
        **frame_of(request, found),
        "acts": [(act, act_phrase(act), act == found.expected_act) for act in acts],
        "summary": _summary(request, found),
        "form_rows": _stated(request, found),
        "steps": [
            (
                Phrase(s.name_vi, s.name_en or s.name_vi),
                s,
                STEPS[s.state],
                STEP_TONES[s.state],
                moment(s.due_at),
                moment(s.done_at),
                bool(s.done_at and s.due_at and s.done_at > s.due_at),
            )
            for s in sheet.steps_of(found)
        ],
        "entries": entries_of(selectors.timeline(found)),
        "hand_overs": [(each, moment(each.given_at), moment(each.taken_at)) for each in desk.hand_overs_of(found)],
        "children": [(c, state_phrase(c.state), tone_of(c.state), moment(c.current_due_at)) for c in children],
        "assigned": list(assigned),
    }
    return render(request, "backoffice/dossier.html", facts)


def _summary(request: Any, found: Any) -> list[tuple[Any, Any]]:
    who, proxy, open_numbers = found.applicant, found.representative, sees_numbers(request)
    person = " · ".join(
        part for part in (who.name, masked(who.identity_number, open_numbers), who.phone, who.address) if part
    )
    rows = [
        (Phrase("Thủ tục", "Procedure"), f"{found.procedure_name} ({found.procedure_code})"),
        (Phrase("Trường hợp", "Case"), str(found.procedure_case.name) if found.procedure_case else ""),
        (Phrase("Người nộp", "Applicant"), person),
        (Phrase("Người đại diện", "Representative"),
         f"{proxy.name} · {masked(proxy.identity_number, open_numbers)}" if proxy else ""),
        (Phrase("Nội dung", "Summary"), found.summary),
        (Phrase("Cách nộp", "Channel"), CHANNELS.get(found.channel, "")),
        (Phrase("Nơi tiếp nhận", "Received at"), str(found.receiving_unit)),
        (Phrase("Nơi giải quyết", "Settled by"), str(found.resolving_unit)),
        (Phrase("Đang ở", "Lies with"), str(found.expected_unit or "")),
        (Phrase("Tiếp nhận lúc", "Received"), moment(found.received_at)),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _stated(request: Any, found: Any) -> list[tuple[str, str]]:
    """Return what the e-form states; long numbers of persons are masked like the identity number."""
    open_numbers = sees_numbers(request)
    plain = [(name, str(value)) for name, value in found.form_data.items() if not isinstance(value, dict | list)]
    return [(name, masked(value, open_numbers) if LONG_NUMBER.fullmatch(value) else value) for name, value in plain]


@officers_with(*DESK)
@require_safe
def clock_page(request: Any, number: str) -> HttpResponse:
    """Show why the dossier is due when it is: every line with its source, every promise, who had it how long."""
    found = dossier_of(request, number, "Xem đồng hồ hồ sơ")
    due = selectors.due_of(found)
    lines = due.due.lines if due.due else ()
    columns = [Column(Phrase("Ngày", "Day")), Column(Phrase("Vì sao", "Why")), Column(Phrase("Căn cứ", "Source"))]
    rows = [[f"{line.on:%d/%m/%Y}", Phrase(line.vi, line.en), line.source] for line in lines]
    charged = selectors.charged(found)
    names = agency_names({unit for _, unit in charged.seconds if unit})
    holders = [
        (f"{Phrase(*HOLDER_NAMES[holder])}{f': {names[unit]}' if unit else ''}", hours_of(seconds))
        for (holder, unit), seconds in charged.seconds.items()
    ]
    parts = selectors.late_parts(found) if found.has_children else []
    slipped = [each for each in selectors.slipped_parts(found) if each.part not in parts] if found.has_children else []
    facts = {
        **frame_of(request, found),
        "due": due,
        "computed": moment(due.at),
        "promised": moment(due.promised_at),
        "limit": due.limit.words(language()) if due.limit.is_countable else "–",
        "lines": Table(columns, rows, Phrase("Các dòng của đồng hồ", "Lines of the clock"), quiet_caption=True),
        "promises": [(PROMISES[PromiseKind(each.kind)], moment(each.at), each.ordinal) for each in due.promises],
        "holders": holders,
        "elapsed": hours_of(charged.elapsed),
        "late_parts": parts,
        "slipped": [(each, moment(each.planned_at), moment(each.ended_at)) for each in slipped],
    }
    return render(request, "backoffice/dossier_clock.html", facts)


def hours_of(seconds: int) -> str:
    """Return working time as days of eight hours and hours, to the tenth of an hour."""
    days, tenths = divmod(round(seconds / 360), 80)
    hours = f"{tenths / 10:g}" if speaks_english() else f"{tenths / 10:g}".replace(".", ",")
    if not days:
        return Phrase("{h} giờ làm việc", "{h} working hours").format(h=hours)
    if not tenths:
        return Phrase("{d} ngày làm việc", "{d} working days").format(d=days)
    return Phrase("{d} ngày {h} giờ làm việc", "{d} working days {h} hours").format(d=days, h=hours)


@officers_with(*DESK)
@require_safe
def text_page(request: Any, number: str) -> HttpResponse:
    """Show the text the dossier was filed under, and what has changed since."""
    found = dossier_of(request, number, "Xem quy định áp dụng cho hồ sơ")
    pinned = found.procedure_version
    present = version_in_force(found.procedure_code, timezone.localdate())
    changed = present is not None and present.pk != pinned.pk
    old = whole_text(pinned)
    asked = [*old.evidence, *(paper for case in old.cases for paper in case.evidence)]
    papers = [Row([paper.name, paper.code or "–"]) for paper in asked]
    columns = [Column(Phrase("Giấy tờ", "Paper")), Column(Phrase("Mã", "Code"))]
    facts = {
        **frame_of(request, found),
        "pinned": pinned,
        "present": present,
        "changed": changed,
        "parts": compare(old, whole_text(present)) if changed and present is not None else [],
        "limit": TimeLimit.parse(found.limit_text).words(language()) if found.limit_text else "–",
        "steps": [line for _, text in old.steps for line in text.splitlines() if line.strip()],
        "papers": Table(columns, papers, Phrase("Thành phần hồ sơ", "Papers asked for")),
    }
    return render(request, "backoffice/dossier_text.html", facts)
