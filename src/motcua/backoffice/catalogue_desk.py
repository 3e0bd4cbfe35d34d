"""The desk of procedure control: what waits, what is late, what is flawed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase
from motcua.core.tables import Cell, Column, Row, Table
from motcua.procedures.listings import quality_counts, quality_list
from motcua.procedures.models import DecisionItem, ProcedureVersion
from motcua.procedures.phrases import phrase_of
from motcua.procedures.selectors import today
from motcua.procedures.watching import WatchLine, publication_watch
from motcua.rules.catalogue_defects import DEFECTS

CONTROL = officers_with(Duty.PROCEDURE_CONTROL)
ADDRESS = "/xu-ly/danh-muc/"
DESK = (Phrase("Danh mục", "Catalogue"), ADDRESS)
TABS = [
    (Phrase("Bàn làm việc", "Desk"), ADDRESS),
    (Phrase("Nhập quyết định", "Enter a decision"), f"{ADDRESS}quyet-dinh/moi/"),
    (Phrase("Biểu mẫu", "E-forms"), f"{ADDRESS}bieu-mau/"),
    (Phrase("Lấy ý kiến", "Consultations"), f"{ADDRESS}lay-y-kien/"),
    (Phrase("Chất lượng", "Quality"), f"{ADDRESS}chat-luong/"),
    (Phrase("Tìm kiếm", "Search"), f"{ADDRESS}tim-kiem/"),
    (Phrase("Cách ly", "Quarantine"), f"{ADDRESS}cach-ly/"),
]
WHAT = {
    "announce": Phrase("Công bố trước ngày hiệu lực", "Announce before effect"),
    "enter": Phrase("Nhập cơ sở dữ liệu", "Enter the database"),
}
STATES = {
    "late": (Phrase("Đã trễ", "Late"), "bad"),
    "soon": (Phrase("Sắp đến hạn", "Soon"), "warn"),
    "open": (Phrase("Còn hạn", "Open"), "info"),
}
CODE, NAME = Column(Phrase("Mã", "Code")), Column(Phrase("Thủ tục", "Procedure"))
NOTHING = Phrase("Không rõ", "Unknown")


def officer(request: HttpRequest) -> Any:
    """Return the officer who acts; the gate lets nobody else in."""
    return request.user


def day(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if value else NOTHING


def _drafts() -> dict[str, list[ProcedureVersion]]:
    """Return texts that are not yet published, by status, from one query."""
    status = ProcedureVersion.Status
    waiting = ProcedureVersion.objects.filter(
        status__in=[status.DRAFT, status.SUBMITTED, status.APPROVED], superseded_at=None
    ).defer("texts")
    found = waiting.select_related("procedure", "drafted_by", "brought_by__decision").order_by("valid_from", "pk")
    groups: dict[str, list[ProcedureVersion]] = {"draft": [], "submitted": [], "approved": []}
    for version in found:
        groups[version.status].append(version)
    return groups


def _version_table(versions: list[ProcedureVersion], caption: Phrase) -> Table:
    columns = [CODE, NAME, Column(Phrase("Hiệu lực", "Effective")), Column(Phrase("Người soạn", "Drafted by"))]
    columns.append(Column(Phrase("Quyết định", "Decision")))
    rows = [
        (
            Cell(each.procedure.identity, f"{ADDRESS}ban-thao/{each.pk}/"),
            each.name,
            day(each.valid_from),
            str(each.drafted_by or "–"),
            str(each.brought_by.decision) if each.brought_by else "–",
        )
        for each in versions
    ]
    return Table(columns, rows, caption, True)


def _watch_table(lines: list[WatchLine]) -> Table:
    columns = [
        Column(Phrase("Quyết định", "Decision")),
        Column(Phrase("Cơ quan", "Issuer")),
        Column(Phrase("Việc phải làm", "Duty")),
        Column(Phrase("Hạn", "Deadline")),
        Column(Phrase("Còn (ngày)", "Days left"), numeric=True),
        Column(Phrase("Tình trạng", "State")),
    ]
    rows = [
        Row(
            (
                Cell(str(line.decision), f"{ADDRESS}quyet-dinh/{line.decision.pk}/"),
                line.decision.issuer_name or "–",
                WHAT[line.what],
                day(line.deadline.on),
                line.days_left,
                Cell(STATES[line.state][0], tone=STATES[line.state][1]),
            ),
            line.state if line.state in ("late", "soon") else "",
        )
        for line in lines
    ]
    return Table(columns, rows, Phrase("Thời hạn công bố, công khai", "Deadlines of publication"), True)


@CONTROL
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the control office today."""
    groups = _drafts()
    endings = DecisionItem.objects.filter(
        kind__in=[DecisionItem.Kind.REPLACED, DecisionItem.Kind.ABOLISHED], confirmed_at=None, withdrawn_at=None
    ).select_related("procedure", "decision")
    lines = publication_watch()
    facts = {
        "tabs": TABS,
        "submitted": _version_table(groups["submitted"], Phrase("Chờ phê duyệt", "Waiting for approval")),
        "drafts": _version_table(groups["draft"], Phrase("Dự thảo", "Drafts")),
        "approved": _version_table(groups["approved"], Phrase("Chờ ngày hiệu lực", "Waiting for their day")),
        "endings": [(each, phrase_of(DecisionItem.Kind, each.kind)) for each in endings[:50]],
        "late": sum(line.state == "late" for line in lines),
        "soon": sum(line.state == "soon" for line in lines),
        "watch": _watch_table(lines[:40]),
        "watch_total": len(lines),
        "today": today(),
    }
    return render(request, "backoffice/catalogue/desk.html", facts)


def defect_name(code: str) -> Any:
    kind = DEFECTS.get(code)
    return Phrase(kind.vi, kind.en) if kind else code


@CONTROL
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """List the flaws of the texts that stand, by kind, with the procedures of the chosen kind."""
    counts = quality_counts()
    code = request.GET.get("loai", "")
    code = code if code in counts else next(iter(counts), "")
    page = Paginator(quality_list(code), 50).get_page(request.GET.get("trang"))
    columns = [CODE, NAME, Column(Phrase("Số lần", "Times"), numeric=True), Column(Phrase("Chi tiết", "Detail"))]
    rows = [
        (
            Cell(each.version.procedure.identity, f"/thu-tuc/{each.version.procedure.identity}/"),
            each.version.procedure.name,
            each.count,
            each.detail[:160] or "–",
        )
        for each in page
    ]
    options = [
        {"label": defect_name(each), "count": n, "chosen": each == code, "href": f"?loai={each}"}
        for each, n in counts.items()
    ]
    facts = {
        "tabs": TABS,
        "groups": [{"name": Phrase("Loại lỗi", "Kind of flaw"), "options": options, "open": True}],
        "chosen": defect_name(code),
        "page": page,
        "table": Table(columns, rows, defect_name(code), True),
    }
    return render(request, "backoffice/catalogue/quality.html", facts)
