"""Pages of bulk acts: order, rehearsal, confirm, progress without JavaScript, what became of each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, When
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.gate import officers_with
from motcua.backoffice import bulk
from motcua.backoffice.bulk_acts import BULK, MOST, acts_open_to, bulk_phrase
from motcua.backoffice.lists import moment, narrowing_of, queue_of
from motcua.backoffice.models import BulkItem, BulkJob
from motcua.backoffice.scope import DESK, unit_ids_of
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.core.text import clean
from motcua.dossiers import selectors, sheet
from motcua.rules.errors import RuleViolation

STATES = {
    "rehearsing": Phrase("Đang diễn tập", "Rehearsing"), "rehearsed": Phrase("Chờ xác nhận", "To be confirmed"),
    "confirmed": Phrase("Đã xác nhận", "Confirmed"), "done": Phrase("Đã xong", "Done"),
    "taken_back": Phrase("Đã thu hồi", "Taken back"),
}  # fmt: skip
OUTCOMES = {
    "will": (Phrase("Sẽ làm được", "Will be done"), "info"), "refused": (Phrase("Không làm được", "Refused"), "bad"),
    "done": (Phrase("Đã làm", "Done"), "good"), "": (Phrase("Chưa xét", "Not tried yet"), "neutral"),
}  # fmt: skip
PAGE = 100


def chosen_numbers(request: Any) -> list[str]:
    """Return the ticked dossiers, or everything in the list the officer looked at."""
    if not request.POST.get("all"):
        return list(request.POST.getlist("number"))
    asked = QueryDict(request.POST.get("query", ""), mutable=True)
    asked["hang"] = request.POST.get("queue", asked.get("hang", ""))
    request.GET = asked
    found = selectors.queue(queue_of(request), unit_ids_of(request))
    wanted = sheet.narrowed(found, narrowing_of(asked, request.user)).order_by("id")
    return list(wanted.values_list("number", flat=True)[: MOST + 1])


def _act(request: Any) -> str:
    act = request.POST.get("act", "")
    if act not in dict(acts_open_to(request.duties)):
        raise Http404
    return str(act)


@officers_with(*DESK)
@require_POST
def new(request: Any) -> HttpResponse:
    """Ask what the act needs, then order it: `numbers` comes back from the form, one a line."""
    act = _act(request)
    asked = BULK[act]
    stated = "numbers" in request.POST
    numbers = request.POST["numbers"].split() if stated else chosen_numbers(request)
    given = {each.name: clean(request.POST.get(each.name, "")) for each in asked}
    missing = [each.name for each in asked if each.required and not given[each.name]]
    try:
        if not numbers or len(numbers) > MOST:
            bulk.order(act=act, facts={}, numbers=numbers, posting=request.posting, account=request.user)
        if stated and not missing:
            kept = {name: value for name, value in given.items() if value}
            job = bulk.order(act=act, facts=kept, numbers=numbers, posting=request.posting, account=request.user)
            return redirect("backoffice:bulk_job", pk=job.pk)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("backoffice:desk")
    fields = [(each, given[each.name], stated and each.name in missing) for each in asked]
    facts = {"act": act, "title": bulk_phrase(act), "fields": fields, "numbers": "\n".join(numbers),
             "count": len(numbers)}  # fmt: skip
    return render(request, "backoffice/bulk_new.html", facts, status=422 if stated else 200)


@officers_with(*DESK)
@require_safe
def index(request: Any) -> HttpResponse:
    """List my bulk jobs, the newest first."""
    jobs = BulkJob.objects.filter(account=request.user).annotate(
        total=Count("items"), done=Count("items", filter=Q(items__outcome="done"))
    )[:50]
    columns = [Column(Phrase("Việc", "Act")), Column(Phrase("Lúc", "At")), Column(Phrase("Tình trạng", "State")),
               Column(Phrase("Đã làm / tổng", "Done / all"), numeric=True)]  # fmt: skip
    rows = [
        [Cell(bulk_phrase(job.act), href=f"/xu-ly/hang-loat/{job.pk}/"), moment(job.made_at), STATES[job.state],
         f"{job.done} / {job.total}"]
        for job in jobs
    ]  # fmt: skip
    table = Table(columns, rows, Phrase("Việc hàng loạt", "Bulk acts"), quiet_caption=True)
    return render(request, "backoffice/bulk.html", {"table": table, "jobs": rows})


@officers_with(*DESK)
@require_safe
def show(request: Any, pk: int) -> HttpResponse:
    """Show how far a job is and what happens, or happened, to each dossier; the page renews itself."""
    job = get_object_or_404(BulkJob, pk=pk, account=request.user)
    counted = BulkItem.objects.filter(job=job).aggregate(
        total=Count("pk"), tried=Count("pk", filter=~Q(rehearsal="")), will=Count("pk", filter=Q(rehearsal="will")),
        handled=Count("pk", filter=~Q(outcome="")), done=Count("pk", filter=Q(outcome="done")),
        refused=Count("pk", filter=Q(outcome="refused")),
        refused_in_rehearsal=Count("pk", filter=Q(rehearsal="refused")),
    )  # fmt: skip
    # What was refused is what somebody has to look at, so it comes first.
    refused = Case(When(Q(outcome="refused") | Q(rehearsal="refused"), then=0), default=1)
    page = Paginator(BulkItem.objects.filter(job=job).order_by(refused, "pk"), PAGE).get_page(request.GET.get("trang"))
    columns = [Column(Phrase("Mã hồ sơ", "Number")), Column(Phrase("Kết quả", "Outcome")),
               Column(Phrase("Chi tiết", "Detail"))]  # fmt: skip
    rows = []
    for item in page:
        word, tone = OUTCOMES[item.outcome or item.rehearsal]
        said = Phrase(item.said_vi, item.said_en)
        rows.append(
            [Cell(item.dossier_number, href=f"/xu-ly/ho-so/{item.dossier_number}/"), Cell(word, tone=tone), said]
        )
    begun = job.starts_at is not None and job.starts_at <= timezone.now()
    facts = {
        "job": job, "title": bulk_phrase(job.act), "state": STATES[job.state], "counted": counted, "page": page,
        "table": Table(columns, rows, Phrase("Từng hồ sơ", "Each dossier"), quiet_caption=True), "begun": begun,
        "runs": job.state == "rehearsing" or (job.state == "confirmed" and begun),
        "moves": job.state in {"rehearsing", "confirmed"}, "starts": moment(job.starts_at),
        "may_take_back": job.state in {"rehearsing", "rehearsed"} or (job.state == "confirmed" and not begun),
    }  # fmt: skip
    return render(request, "backoffice/bulk_job.html", facts)


@officers_with(*DESK)
@require_POST
def confirm(request: Any, pk: int) -> HttpResponse:
    """Confirm after the rehearsal."""
    job = get_object_or_404(BulkJob, pk=pk, account=request.user)
    bulk.confirm(job=job)
    return redirect("backoffice:bulk_job", pk=job.pk)


@officers_with(*DESK)
@require_POST
def take_back(request: Any, pk: int) -> HttpResponse:
    """Take a job back before it starts."""
    job = get_object_or_404(BulkJob, pk=pk, account=request.user)
    try:
        bulk.take_back(job=job)
        messages.success(
            request, str(Phrase("Đã thu hồi: chưa hồ sơ nào bị ghi.", "Taken back: nothing was recorded."))
        )
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:bulk_job", pk=job.pk)
