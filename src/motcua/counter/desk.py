"""Today's work at the counter, and the jump from a number that was scanned or typed."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.core.phrases import Phrase
from motcua.counter.workplace import may_act, state_of, units_of
from motcua.dossiers import clock, selectors, visits
from motcua.dossiers.queues import Queue, queue

READERS = (Duty.RECEIVE, Duty.SUPERVISE)
PER_PAGE = 40
AT_MY_COUNTER = ("serving", "called")
NOT_FOUND = Phrase(
    "Không có hồ sơ nào ở đây khớp với “{text}”. Hãy kiểm tra mã, số định danh hoặc bớt chữ.",
    "No dossier here matches “{text}”. Check the number, the identity number, or use fewer words.",
)
_NUMBER = re.compile(r"^\d{9,13}$")


@officers_with(*READERS)
@require_safe
def index(request: Any) -> HttpResponse:
    """Show what is to be done now, the most urgent first."""
    units, now = units_of(request), clock.now()
    counts = selectors.counts(units, now)
    waiting = list(visits.waiting_at(request.unit)) if request.unit else []
    alarms = [way for way in selectors.undelivered(None, now).filter(from_unit__in=units)[:20] if _is_late(way, now)]
    facts = {
        "counts": {str(name): number for name, number in counts.items()},
        "mine": next((t for t in waiting if t.officer_id == request.user.pk and t.state in AT_MY_COUNTER), None),
        "people": sum(ticket.state == "waiting" for ticket in waiting),
        "to_receive": queue(Queue.RECEIVE, units, now)[:8],
        "alarms": alarms,
        "may_act": may_act(request),
        "after_three": timezone.localtime(now).hour >= 15,
    }
    return render(request, "counter/desk.html", facts)


def _is_late(way: Any, now: Any) -> bool:
    return (now - way.given_at).total_seconds() > 24 * 3600 or (
        way.forward_before is not None and now > way.forward_before
    )


@officers_with(*READERS)
@require_safe
def jump(request: Any) -> HttpResponse:
    """Go to the dossier of a number, whatever was scanned; else list what matches."""
    text = number_in(request.GET.get("q", ""))
    found = selectors.search(text, units_of(request), 50) if text else []
    if len(found) == 1 and found[0].number == text.upper():
        return redirect("counter:dossier", number=found[0].number)
    if _NUMBER.match(text) and found:
        log_view(request.user, text, "Tìm hồ sơ theo số định danh", what="danh sách hồ sơ", unit_code=request.unit.code)
    if text and not found:
        messages.warning(request, NOT_FOUND.format(text=text))
    rows = [(one, state_of(one)) for one in found]
    return render(request, "counter/found.html", {"q": text, "rows": rows})


def number_in(typed: str) -> str:
    """Return the number inside what a scanner typed: the code itself, or the address in the QR code of a receipt."""
    text = typed.strip()[:300]
    if text.startswith(("http://", "https://")):
        asked = parse_qs(urlsplit(text).query)
        return (asked.get("ma") or [text.rstrip("/").rpartition("/")[2]])[0].strip()
    return text


LISTS = {
    "cho-tiep-nhan": (Queue.RECEIVE, Phrase("Hồ sơ chờ tiếp nhận", "Dossiers to receive"),
                      Phrase("Nộp trực tuyến hoặc qua bưu chính. Kiểm tra rồi tiếp nhận trong ngày làm việc.",
                             "Filed online or by post. Check and receive them within the working day.")),
    "cho-bo-sung": (Queue.WAITING_FOR_CITIZEN, Phrase("Chờ người nộp", "Waiting for the applicant"),
                    Phrase("Đã yêu cầu bổ sung hoặc thực hiện nghĩa vụ tài chính.",
                           "Asked for papers or for a financial duty.")),
    "kiem-tra-bo-sung": (Queue.CHECK_SUPPLEMENT, Phrase("Kiểm tra giấy tờ bổ sung", "Check supplements"),
                         Phrase("Giấy tờ đã nộp, chờ xác nhận đủ.", "Papers were given and wait to be checked.")),
    "sap-den-han": (Queue.NEAR_LIMIT, Phrase("Hồ sơ sắp đến hạn tại đây", "Dossiers near the limit here"),
                    Phrase("Hẹn trả trước hết ngày làm việc tới.", "Promised by the end of the next working day.")),
    "qua-han": (Queue.LATE, Phrase("Hồ sơ quá hạn tại đây", "Late dossiers here"),
                Phrase("Đã quá ngày hẹn trả.", "Past the promised day.")),
}  # fmt: skip


@officers_with(*READERS)
@require_safe
def listing(request: Any, name: str) -> HttpResponse:
    """List one queue of this counter."""
    which, title, lead = LISTS[name]
    now = clock.now()
    page = Paginator(queue(which, units_of(request), now), PER_PAGE).get_page(request.GET.get("trang"))
    rows = [(one, state_of(one), one.current_due_at is not None and one.current_due_at < now) for one in page]
    crumbs = [(Phrase("Một cửa", "Counter"), reverse("counter:desk"))]
    facts = {"page": page, "rows": rows, "title": title, "lead": lead, "crumbs": crumbs}
    return render(request, "counter/listing.html", facts)
