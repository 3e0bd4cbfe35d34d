"""Records kept out of the catalogue: why, the raw answer, and the way in by two people."""

import contextlib
import json
import zlib

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.backoffice.catalogue_desk import ADDRESS, CODE, CONTROL, DESK, TABS, day, defect_name, officer
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.procedures import services
from motcua.procedures.listings import quarantine
from motcua.procedures.models import QuarantinedRecord
from motcua.rules.errors import RuleViolation
from motcua.rules.procedure_codes import read_code

HERE = f"{ADDRESS}cach-ly/"
LONGEST_RAW = 20_000
STATES = {
    True: (Phrase("Chờ người thứ hai", "Waits for a second person"), "warn"),
    False: (Phrase("Đang cách ly", "In quarantine"), "neutral"),
}
DONE = {
    "propose": Phrase("Đã đề xuất. Một người khác sẽ quyết định.", "Proposed. A second person will decide."),
    "release": Phrase("Đã đưa vào danh mục.", "Let into the catalogue."),
    "decline": Phrase("Đã trả lại đề xuất; bản ghi vẫn cách ly.", "Given back; the record stays in quarantine."),
}


@CONTROL
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the records that were read but not let in, each with its reason."""
    page = Paginator(quarantine(), 50).get_page(request.GET.get("trang"))
    columns = [
        CODE,
        Column(Phrase("Lý do", "Reason")),
        Column(Phrase("Tệp", "File")),
        Column(Phrase("Dòng", "Line"), numeric=True),
        Column(Phrase("Ghi nhận", "Recorded")),
        Column(Phrase("Tình trạng", "State")),
    ]
    rows = [
        (
            Cell(f"“{each.code}”", f"{HERE}{each.pk}/"),
            defect_name(each.reason),
            each.file_name or "–",
            each.line,
            day(each.recorded_at),
            Cell(STATES[each.proposed_by_id is not None][0], tone=STATES[each.proposed_by_id is not None][1]),
        )
        for each in page
    ]
    facts = {"tabs": TABS, "page": page, "table": Table(columns, rows, Phrase("Cách ly", "Quarantine"), True)}
    return render(request, "backoffice/catalogue/quarantine.html", facts)


@CONTROL
@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record with its raw answer and what can be done with it."""
    related = ("procedure", "proposed_by", "released_by")
    held = get_object_or_404(QuarantinedRecord.objects.select_related(*related), pk=pk)
    procedure = held.procedure
    facts = {
        "tabs": TABS,
        "crumbs": [DESK, (Phrase("Cách ly", "Quarantine"), HERE)],
        "record": held,
        "reason": defect_name(held.reason),
        "name": procedure.name if procedure else "",
        "suggested": held.proposed_code or read_code(held.code).identity,
        "raw": _readable(bytes(held.raw)),
        "is_open": held.released_at is None,
        "is_own": held.proposed_by_id == officer(request).pk,
    }
    return render(request, "backoffice/catalogue/quarantined.html", facts)


@CONTROL
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a release, carry it out, or give the proposal back."""
    held = get_object_or_404(QuarantinedRecord, pk=pk)
    what, by, reason = request.POST.get("act", ""), officer(request), request.POST.get("reason", "")
    try:
        if what == "propose":
            services.propose_release(record=held, code=request.POST.get("code", ""), reason=reason, by=by)
        elif what == "release":
            services.release(record=held, by=by)
        elif what == "decline":
            services.decline_release(record=held, by=by, reason=reason)
        if what in DONE:
            messages.success(request, str(DONE[what]))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{HERE}{pk}/")


def _readable(raw: bytes) -> str:
    """Return the raw answer laid out for reading; as it is where it is no JSON."""
    text = zlib.decompress(raw).decode("utf-8", errors="replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return text if len(text) <= LONGEST_RAW else f"{text[:LONGEST_RAW]}\n…"
