"""Say how it was, and send feedback: rating after the return, petitions with their public answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.gate import everyone, signed_in
from motcua.agencies.communes import commune, communes, communes_like
from motcua.core.phrases import Phrase, explain
from motcua.dossiers.own import own_dossier
from motcua.dossiers.voice import selectors, services
from motcua.portal.paying import CRUMB, demand_own
from motcua.rules.errors import RuleViolation
from motcua.rules.petitions import Weight, limit_for

ASPECTS = {
    "attitude": Phrase("Thái độ phục vụ", "How you were treated"),
    "guidance": Phrase("Hướng dẫn rõ ràng", "How clear the guidance was"),
    "time": Phrase("Thời gian giải quyết", "How long it took"),
    "ease": Phrase("Thuận tiện khi nộp, nhận", "How easy it was to file and receive"),
}
MARKS = (
    (5, Phrase("Rất hài lòng", "Very content")),
    (4, Phrase("Hài lòng", "Content")),
    (3, Phrase("Bình thường", "Neither")),
    (2, Phrase("Chưa hài lòng", "Not content")),
    (1, Phrase("Rất không hài lòng", "Not content at all")),
)
KINDS = {
    "feedback": Phrase("Phản ánh: có việc làm chưa đúng", "Feedback: something was not right"),
    "suggestion": Phrase("Kiến nghị: quy định nên sửa", "Suggestion: a rule should change"),
    "stop": Phrase("Đề nghị dừng giải quyết hồ sơ", "Ask to stop the work on a dossier"),
    "correction": Phrase("Đề nghị đính chính hồ sơ, kết quả", "Ask to correct a dossier or a result"),
}
THANKS = Phrase("Cảm ơn bạn đã đánh giá.", "Thank you for your judgement.")
SENT = Phrase(
    "Đã gửi. Cơ quan phân loại trong {sort} ngày làm việc, trả lời trong {plain} ngày, việc phức tạp {involved} ngày.",
    "Sent. It is sorted within {sort} working days and answered within {plain}, or {involved} if it is involved.",
)
LIMITS = {weight.value: limit_for(weight).quantity for weight in Weight}


@signed_in
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Ask how it was, once the result was returned."""
    dossier, error = demand_own(request, number), ""
    if request.method == "POST":
        scores = {name: _score(request.POST.get(name, "")) for name in ASPECTS}
        try:
            services.rate(dossier=dossier, scores=scores, remark=request.POST.get("remark", ""))
        except RuleViolation as refusal:
            error = explain(refusal)
        else:
            messages.success(request, str(THANKS))
            return redirect("portal:own", dossier.number)
    facts = {
        "dossier": dossier,
        "rated": selectors.rating_of(dossier),
        "aspects": list(ASPECTS.items()),
        "marks": MARKS,
        "error": error,
        "crumbs": [(CRUMB, reverse("portal:track")), (dossier.number, reverse("portal:own", args=[dossier.number]))],
    }
    return render(request, "portal/rate.html", facts, status=422 if error else 200)


def _score(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


@everyone
@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """Show answered petitions to everybody, without their authors, and one's own to oneself."""
    mine: Any = request.user
    facts = {
        "page": Paginator(selectors.public_petitions(), 20).get_page(request.GET.get("trang")),
        "mine": list(selectors.petitions_of(mine)[:30]) if mine.is_authenticated else [],
        "kinds": KINDS,
        "limits": LIMITS,
    }
    return render(request, "portal/petitions.html", facts)


@signed_in
@require_http_methods(["GET", "POST"])
def petition(request: HttpRequest) -> HttpResponse:
    """Send feedback or a suggestion, about a dossier of one's own or to a commune."""
    given = request.POST if request.method == "POST" else request.GET
    account: Any = request.user
    number = given.get("ho-so", "")[:60]
    dossier = own_dossier(account, number) if number else None
    place, listed = commune(given.get("place", "")), communes()
    kind, text, error = given.get("kind", "feedback"), given.get("text", "")[:6000], ""
    if kind not in KINDS:
        kind = "feedback"
    if request.method == "POST" and given.get("act") != "find":
        unit = dossier.resolving_unit if dossier else place
        if unit is None:
            error = str(Phrase("Hãy chọn nơi nhận phản ánh.", "Choose to whom you write."))
        else:
            try:
                services.send_petition(author=account, unit=unit, kind=kind, text=text, dossier=dossier)
            except RuleViolation as refusal:
                error = explain(refusal)
            else:
                messages.success(request, SENT.format(**LIMITS))
                return redirect("portal:petitions")
    facts = {
        "dossier": dossier,
        "places": [(unit.code, unit.name, unit == place) for unit in listed or communes_like(given.get("words", ""))],
        "searched": not listed,
        "words": given.get("words", "")[:100],
        "kinds": [(code, label, code == kind) for code, label in KINDS.items() if dossier or code in OPEN_KINDS],
        "text": text,
        "error": error,
        "limits": LIMITS,
    }
    return render(request, "portal/petition.html", facts, status=422 if error else 200)


OPEN_KINDS = frozenset({"feedback", "suggestion"})
