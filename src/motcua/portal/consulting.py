"""Texts open for comment: read what would change, say something, read the office's answers."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase, explain
from motcua.procedures.consultations import selectors, services
from motcua.procedures.eforms.drawing import say
from motcua.procedures.models import Consultation, ConsultationComment
from motcua.procedures.phrases import phrase_of
from motcua.rules.errors import RuleViolation

CRUMB = Phrase("Lấy ý kiến", "Consultations")
WHOLE = Phrase("Toàn bộ dự thảo", "The whole draft")
THANKS = Phrase(
    "Đã nhận ý kiến của bạn. Ý kiến được công khai sau khi cán bộ kiểm tra và được trả lời.",
    "Your comment was received. It is shown once an officer has checked it, and it will be answered.",
)
TONES = {"waiting": "wait", "shown": "good", "held": "warn"}


def standing_of(held: Consultation) -> tuple[Phrase, str]:
    """Return where a consultation stands today."""
    today = timezone.localdate()
    if held.closed_at is not None:
        return Phrase("Đã kết thúc, có kết luận", "Closed, with a conclusion"), "good"
    if today < held.opens_on:
        return Phrase("Chưa mở", "Not open yet"), "neutral"
    if held.takes_comments(today):
        return Phrase("Đang nhận ý kiến", "Open for comment"), "info"
    return Phrase("Hết hạn, đang tổng hợp trả lời", "Over, being answered"), "wait"


@everyone
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """List the texts open for comment, then those that are over, with how many comments were answered."""
    page = Paginator(selectors.public_consultations(), 20).get_page(request.GET.get("trang"))
    rows = [(each, *standing_of(each)) for each in page]
    return render(request, "portal/consultations.html", {"page": page, "rows": rows})


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one text with what would change, every shown comment and its answer; a POST comments."""
    held = get_object_or_404(selectors.public_consultations(), pk=pk)
    error = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            services.comment(
                consultation_id=held.pk,
                author=request.user,
                text=request.POST.get("text", ""),
                point=request.POST.get("point", ""),
                signed_as=request.POST.get("signed_as", ""),
            )
        except RuleViolation as refusal:
            error = explain(refusal)
        else:
            messages.success(request, str(THANKS))
            return redirect(f"{reverse('portal:consultation', args=[pk])}#y-kien")
    facts = {
        "held": held,
        "standing": standing_of(held),
        "last": held.closes_before - timedelta(days=1),
        "may_comment": held.takes_comments(timezone.localdate()),
        "points": [(point["part"], say(point), point["removed"], point["added"]) for point in held.points],
        "comments": _told(held, selectors.public_comments(held)),
        "own": _own(held, request.user),
        "text": request.POST.get("text", ""),
        "signed_as": request.POST.get("signed_as", ""),
        "point": request.POST.get("point", ""),
        "error": error,
        "crumbs": [(CRUMB, reverse("portal:consultations"))],
    }
    return render(request, "portal/consultation.html", facts, status=422 if error else 200)


def _told(held: Consultation, found: Any) -> list[tuple[ConsultationComment, str]]:
    names = {point["part"]: say(point) for point in held.points}
    return [(each, names.get(each.point, str(WHOLE))) for each in found]


def _own(held: Consultation, user: Any) -> list[tuple[ConsultationComment, Phrase, str]]:
    """Return what this person wrote and is not shown to everybody."""
    if not user.is_authenticated:
        return []
    mine = selectors.comments_by(held, user).exclude(state="shown")
    return [(each, phrase_of(ConsultationComment.State, each.state), TONES[each.state]) for each in mine]
