"""The posting sheet of a procedure for the wall of the counter: A4, with a QR code to the text in force."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import explain
from motcua.documents.typesetting import draw, qr_svg
from motcua.portal.sheets import Sheet, Way, sheet_of
from motcua.procedures import selectors
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.quick_reading import whole_text
from motcua.rules.errors import RuleViolation

SOURCES = {
    "editor": "Danh mục của hệ thống này, theo quyết định công bố ghi trên.",
    "starter": "Nội dung khởi đầu của Motcua, không phải văn bản chính thức.",
}
SNAPSHOT = "Nguồn: Cổng Dịch vụ công quốc gia, bản chụp ngày 18/07/2026; không phải bản chính thức."


@everyone
@require_safe
def posting_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Give the sheet as PDF, in Vietnamese: it is a legal posting, whatever the reader's language."""
    with translation.override("vi"):
        try:
            version = selectors.demand_version(code)
        except RuleViolation as refusal:
            raise Http404(explain(refusal)) from refusal
        body = draw("common/procedure_sheet", _facts(version), timezone.localtime())
    answer = HttpResponse(body, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="niem-yet-{version.procedure.identity}.pdf"'
    return answer


def _facts(version: ProcedureVersion) -> dict[str, Any]:
    sheet = sheet_of(whole_text(version))
    content, code = sheet.content, version.procedure.identity
    return {
        "code": code,
        "name": content.name,
        "announcer": content.announcer.name or "–",
        "short": [["Thời hạn", sheet.limit], ["Phí, lệ phí", sheet.cost], ["Trực tuyến", str(sheet.online)]],
        "qr": qr_svg(f"{settings.PUBLIC_URL}/thu-tuc/{code}/"),
        "sections": [section for section in _sections(sheet, version) if section["lines"] or section.get("rows")],
        "source": SOURCES.get(version.source, SNAPSHOT),
        "complaints": "",
    }


def _sections(sheet: Sheet, version: ProcedureVersion) -> list[dict[str, Any]]:
    """Return the parts of Decree 63/2010 art 8.2 in the order a person asks."""
    content = sheet.content
    papers = [
        {"title": f"Thành phần hồ sơ{f': {group.name}' if group.name else ''}", "lines": [], "rows": _papers(group)}
        for group in sheet.papers
    ]
    decision = version.brought_by.decision if version.brought_by else None
    return [
        {"title": "Đối tượng thực hiện", "lines": [each.name for each in content.audiences]},
        {"title": "Yêu cầu, điều kiện", "lines": list(content.requirements)},
        *papers,
        {"title": "Cách thức, thời hạn, phí", "lines": [_way(way) for way in sheet.ways]},
        {"title": "Cơ quan giải quyết", "lines": [f"{role}: {'; '.join(names)}" for role, names in sheet.agencies]},
        {"title": "Kết quả", "lines": [each.name for each in content.outputs]},
        {"title": "Trình tự thực hiện", "lines": [f"{head} {text}".strip() for head, text in content.steps]},
        {"title": "Căn cứ pháp lý", "lines": [f"{each.code} {each.name}".strip() for each in content.legal_resources]},
        {"title": "Quyết định công bố", "lines": [f"Quyết định {decision}"] if decision else []},
    ]


def _papers(group: Any) -> list[list[str]]:
    marks = {True: " (bắt buộc)", False: " (nếu có)", None: ""}
    return [[p.name + marks[p.is_mandatory], str(p.originals), str(p.copies)] for p in group.papers]


def _way(way: Way) -> str:
    costs = "; ".join(f"{cost.kind}: {cost.text}{f' ({cost.note})' if cost.note else ''}" for cost in way.costs)
    case = f" – {way.case}" if way.case else ""
    return f"{way.method}{case}: {way.limit}{f'. {costs}' if costs else ''}{f'. {way.note}' if way.note else ''}"
