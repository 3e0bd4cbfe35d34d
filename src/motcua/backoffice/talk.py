"""Around a dossier: messages with the applicant, consultations, notes for colleagues, who works on it; papers."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.agencies.selectors import posted_in
from motcua.backoffice.dossier import frame_of
from motcua.backoffice.errors import NotAColleague
from motcua.backoffice.lists import moment
from motcua.backoffice.models import Assignment, InternalNote
from motcua.backoffice.scope import DESK, actor_of, dossier_of
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.documents import selectors as documents
from motcua.documents.services import pdf_of
from motcua.documents.serving import bytes_response, file_response
from motcua.dossiers import desk, sheet, talking
from motcua.dossiers.errors import NothingWritten
from motcua.rules.errors import RuleViolation

KINDS = {
    "receipt": Phrase("Giấy tiếp nhận", "Receipt"), "supplement": Phrase("Phiếu yêu cầu bổ sung", "Supplement request"),
    "refusal": Phrase("Phiếu từ chối", "Refusal"), "apology": Phrase("Phiếu xin lỗi", "Apology"),
    "stop": Phrase("Thông báo dừng", "Stop notice"), "control": Phrase("Phiếu kiểm soát quá trình", "Control slip"),
    "result": Phrase("Kết quả", "Result"), "result_slip": Phrase("Phiếu trả kết quả", "Result slip"),
    "fee_receipt": Phrase("Biên lai", "Fee receipt"), "hand_over": Phrase("Phiếu bàn giao", "Hand-over sheet"),
    "posting": Phrase("Phiếu gửi", "Posting slip"), "book": Phrase("Sổ theo dõi", "Tracking book"),
}  # fmt: skip
SHOWN = {"application/pdf", "image/png", "image/jpeg"}


@officers_with(*DESK)
@require_safe
def show(request: Any, number: str) -> HttpResponse:
    """Show the conversation, the consultations and the notes."""
    found = dossier_of(request, number, "Xem trao đổi về hồ sơ")
    colleagues = [(posting.account.username, str(posting.account)) for posting in posted_in(request.unit)]
    held = Assignment.objects.filter(dossier_number=found.number).select_related("account", "by").order_by("-pk")
    facts = {
        **frame_of(request, found),
        "letters": [(each, moment(each.written_at)) for each in talking.letters_of(found)],
        "consultations": [
            (each, moment(each.asked_at), moment(each.due_at), moment(each.answered_at))
            for each in sheet.consultations_of(found)
        ],
        "notes": InternalNote.objects.filter(dossier_number=found.number).select_related("author", "unit"),
        "colleagues": list(dict(colleagues).items()),
        "assignments": list(held),
    }
    return render(request, "backoffice/dossier_talk.html", facts)


def _back(number: str) -> HttpResponse:
    return redirect("backoffice:dossier_talk", number=number)


@officers_with(*DESK)
@require_POST
def write(request: Any, number: str) -> HttpResponse:
    """Write to the applicant, or a note for colleagues."""
    found = dossier_of(request, number)
    text = clean(request.POST.get("text", ""))
    try:
        if request.POST.get("to") == "applicant":
            address = f"{settings.PUBLIC_URL}/tra-cuu/?ma={found.number}"
            talking.write(dossier=found, actor=actor_of(request), text=text, address=address)
        elif text:
            InternalNote.objects.create(
                dossier_number=found.number, author=request.user, unit_id=request.unit.pk, text=text[:4000]
            )
        else:
            raise NothingWritten
        messages.success(request, str(Phrase("Đã ghi.", "Written down.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return _back(found.number)


@officers_with(*DESK)
@require_POST
def read(request: Any, number: str) -> HttpResponse:
    """Mark the applicant's messages as read."""
    found = dossier_of(request, number)
    talking.mark_read(dossier=found, by_applicant=False)
    return _back(found.number)


@officers_with(*DESK)
@require_POST
def assign(request: Any, number: str) -> HttpResponse:
    """Give the dossier to an officer of this unit; the earlier assignment stays on record."""
    found = dossier_of(request, number)
    try:
        give(
            numbers=[found.number], unit=request.unit, username=request.POST.get("username", ""), by=request.user,
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, str(Phrase("Đã phân công.", "Assigned.")))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return _back(found.number)


@transaction.atomic
def give(*, numbers: list[str], unit: Any, username: str, by: Any, reason: str = "") -> int:
    """Assign dossiers to an officer who is posted in `unit` today; return how many changed hands."""
    posting = posted_in(unit).filter(account__username=username.strip()).first()
    if posting is None:
        raise NotAColleague(username=username[:80])
    held = Assignment.objects.select_for_update().filter(dossier_number__in=numbers, unit=unit.pk, ended_at=None)
    same = set(held.filter(account=posting.account_id).values_list("dossier_number", flat=True))
    held.exclude(account=posting.account_id).update(ended_at=timezone.now())
    new = [number for number in numbers if number not in same]
    Assignment.objects.bulk_create(
        [
            Assignment(
                dossier_number=number, unit_id=unit.pk, account_id=posting.account_id, by=by, reason=clean(reason)[:300]
            )
            for number in new
        ],
        batch_size=500,
    )
    return len(new)


@officers_with(*DESK)
@require_safe
def papers(request: Any, number: str) -> HttpResponse:
    """Show what was given and issued; one of them in the viewer (`?xem=`)."""
    found = dossier_of(request, number, "Xem giấy tờ hồ sơ")
    uploads = list(documents.uploads_of(found.number))
    issued = list(documents.papers_of(found.number))
    results = list(documents.results_of(found.number))
    base = f"/xu-ly/ho-so/{found.number}/giay-to/"
    rows = [
        *((f"t-{u.mark}", u.name, u.content.media_type, moment(u.uploaded_at)) for u in uploads),
        *((f"k-{r.mark}", r.title, "application/pdf", moment(r.issued_at)) for r in results),
        *((f"v-{p.mark}", f"{KINDS.get(p.kind, p.kind)} {p.number}", "application/pdf", moment(p.issued_at))
          for p in issued),
    ]  # fmt: skip
    chosen = next((row for row in rows if row[0] == request.GET.get("xem")), None)
    chosen = chosen or next((row for row in rows if row[2] in SHOWN), None)
    facts = {
        **frame_of(request, found),
        "base": base,
        "given": desk.evidence_given(found),
        "rows": rows,
        "chosen": chosen,
        "is_picture": bool(chosen) and chosen[2].startswith("image/") if chosen else False,
        "is_shown": chosen is not None and chosen[2] in SHOWN,
    }
    return render(request, "backoffice/dossier_papers.html", facts)


@officers_with(*DESK)
@require_safe
def file(request: Any, number: str, key: str) -> HttpResponse:
    """Give one file of this dossier: shown in the page where that is harmless, else as a download."""
    found = dossier_of(request, number, "Mở giấy tờ hồ sơ")
    kind, _, mark = key.partition("-")
    inline = request.GET.get("tai") != "1"
    response = _file(kind, mark, found.number, inline)
    # The viewer of our own page may frame it; nobody else.
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _file(kind: str, mark: str, number: str, inline: bool) -> HttpResponse:
    if kind == "t":
        upload = documents.upload(mark)
        if upload is not None and upload.dossier_number == number:
            return file_response(upload.content, upload.name, inline=inline)
    elif kind == "k":
        result = documents.result(mark)
        if result is not None and result.dossier_number == number:
            return file_response(result.content, f"{number}.pdf", inline=inline)
    elif kind == "v":
        paper = documents.paper(mark)
        if paper is not None and paper.dossier_number == number:
            return bytes_response(pdf_of(paper), "application/pdf", f"{paper.number}.pdf", inline=inline)
    raise Http404
