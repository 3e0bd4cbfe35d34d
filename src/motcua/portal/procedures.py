"""The page of one procedure: what a person asks, in the order they ask it, on any day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase, explain
from motcua.portal.moments import Moment, moment_of
from motcua.portal.sheets import sheet_of
from motcua.procedures import selectors
from motcua.procedures.contents import VersionContent
from motcua.procedures.errors import ProcedureUnknown
from motcua.procedures.exports.schema_org import data_block, government_service
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.models import DecisionItem, Procedure, ProcedureVersion
from motcua.procedures.phrases import phrase_of
from motcua.procedures.quick_reading import whole_text

ANCHORS = (
    ("cho-toi", Phrase("Dành cho tôi?", "Is it for me?")),
    ("giay-to", Phrase("Mang theo gì", "What to bring")),
    ("chi-phi", Phrase("Chi phí", "Cost")),
    ("thoi-han", Phrase("Thời hạn", "How long")),
    ("noi-nop", Phrase("Nộp ở đâu", "Where and how")),
    ("ket-qua", Phrase("Kết quả", "What I get")),
    ("can-cu", Phrase("Căn cứ pháp lý", "Law")),
    ("cac-buoc", Phrase("Các bước", "Steps")),
    ("lich-su", Phrase("Lịch sử", "History")),
)
HOME = (Phrase("Trang chủ", "Home"), "/")
SEARCH = (Phrase("Thủ tục", "Procedures"), "/thu-tuc/")


@everyone
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show the text in force on the day asked for, or what became of the procedure."""
    moment = moment_of(request)
    version = selectors.version_in_force(code, moment.on, moment.known_at)
    try:
        found = version.procedure if version else selectors.demand_procedure(code)
    except ProcedureUnknown as refusal:
        facts = {"sentence": explain(refusal), "near": refusal.facts["near"], "code": code}
        return render(request, "portal/procedure_unknown.html", facts, status=404)
    history = _history(found)
    facts = {
        "procedure": found,
        "moment": moment,
        "crumbs": [HOME, SEARCH],
        "history": [_entry(each, moment) for each in history],
        "comparable": [each for each in history if each.superseded_at is None],
        **_ending(found, version, moment),
    }
    shown = version or next((each for each in history if each.superseded_at is None), None)
    if shown is not None:
        facts |= _text(shown, moment, is_in_force=version is not None)
    return render(request, "portal/procedure.html", facts)


def _history(procedure: Procedure) -> list[ProcedureVersion]:
    versions = procedure.versions.all().recorded().select_related("brought_by__decision", "field", "procedure")
    return list(versions.order_by("-valid_from", "-ordinal"))


def _text(version: ProcedureVersion, moment: Moment, *, is_in_force: bool) -> dict[str, Any]:
    content = whole_text(version)
    form = selectors.form_of(version, on=moment.on) if is_in_force and not moment.is_asked else None
    sheet = sheet_of(content)
    return {
        "version": version,
        "is_in_force": is_in_force,
        "sheet": sheet,
        "methods": list(dict.fromkeys(str(way.method) for way in sheet.ways)),
        "anchors": ANCHORS,
        "last_day": version.valid_before - timedelta(days=1) if version.valid_before else None,
        "file_address": f"/nop-ho-so/{version.procedure.identity}/",
        "content": content,
        "form": form,
        "decision": version.brought_by.decision if version.brought_by else None,
        "source": version.source,
        "structured": _structured(version, content) if is_in_force and not moment.is_asked else "",
    }


def _structured(version: ProcedureVersion, content: VersionContent) -> SafeString:
    """Return what search engines read: the block escapes its own markup."""
    told = government_service(WholeText(version.procedure.identity, version, content), settings.PUBLIC_URL)
    return mark_safe(data_block(told))  # noqa: S308


def _ending(procedure: Procedure, version: ProcedureVersion | None, moment: Moment) -> dict[str, Any]:
    """Return what ended the procedure and who took over; asked only where an end is known."""
    if version is not None and version.valid_before is None:
        return {"ending": None, "successors": []}
    ending = selectors.end_of(procedure, moment.on)
    if ending is None:
        return {"ending": None, "successors": []}
    return {
        "ending": ending,
        "ending_kind": phrase_of(DecisionItem.Kind, ending.kind),
        "successors": selectors.successors_of(procedure, moment.on),
    }


def _entry(version: ProcedureVersion, moment: Moment) -> dict[str, Any]:
    """Return one line of the history; corrected texts stay visible as such."""
    item = version.brought_by
    is_past = version.superseded_at is not None
    runs = not is_past and version.valid_from is not None and version.valid_from <= moment.on
    runs = runs and (version.valid_before is None or version.valid_before > moment.on)
    return {
        "version": version,
        "item": item,
        "kind": phrase_of(DecisionItem.Kind, item.kind) if item else None,
        "decision": item.decision if item else None,
        "runs": runs,
        "is_corrected": is_past,
        "start_basis": phrase_of(ProcedureVersion.StartBasis, version.start_basis),
    }
