"""A person's store of papers: results to download, to verify, to share for a while and take back."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import everyone, signed_in
from motcua.accounts.models import Account
from motcua.accounts.services import give_consent
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.documents import selectors
from motcua.documents.models import IssuedResult
from motcua.documents.serving import file_response
from motcua.documents.verification import verify_pdf
from motcua.dossiers.own import dossiers_of_account, own_dossier
from motcua.portal.errors import ShareNotPossible
from motcua.portal.models import ShareGrant
from motcua.rules.errors import RuleViolation

LONGEST_DAYS = 90
LARGEST = 30 * 1024 * 1024
SHARED = Phrase("Đã tạo liên kết chia sẻ.", "The link was made.")
REVOKED = Phrase("Đã thu hồi. Liên kết không còn mở được.", "Taken back. The link no longer opens.")
NO_FILE = Phrase("Hãy chọn tệp PDF.", "Choose a PDF file.")
TOO_BIG = Phrase("Tệp quá 30 MB.", "The file is over 30 MB.")


def results_owned(account: Account) -> list[IssuedResult]:
    """Return every signed result of a person's own dossiers, newest first."""
    numbers = list(dossiers_of_account(account).exclude(finished_at=None).values_list("number", flat=True)[:500])
    return list(IssuedResult.objects.filter(dossier_number__in=numbers).order_by("-issued_at"))


@signed_in
@require_safe
def store(request: HttpRequest) -> HttpResponse:
    """Show one's results and the links given to others."""
    account: Any = request.user
    shares = ShareGrant.objects.filter(owner=account).select_related("result")[:100]
    now = timezone.now()
    facts = {
        "results": results_owned(account),
        "shares": [(share, share.revoked_at is None and share.expires_at > now) for share in shares],
        "longest": LONGEST_DAYS,
    }
    return render(request, "portal/store.html", facts)


def _owned(request: HttpRequest, mark: str) -> IssuedResult:
    found = selectors.result(mark)
    if found is None or own_dossier(request.user, found.dossier_number) is None:  # type: ignore[arg-type]
        raise Http404
    return found


@signed_in
@require_safe
def result(request: HttpRequest, mark: str) -> HttpResponse:
    """Give one's own signed result."""
    found = _owned(request, mark)
    return file_response(found.content, f"{found.title}.pdf")


@signed_in
@require_POST
def share(request: HttpRequest, mark: str) -> HttpResponse:
    """Let somebody see one result for a while; the consent is kept with its end."""
    found, recipient = _owned(request, mark), clean(request.POST.get("recipient", ""))[:200]
    days = request.POST.get("days", "")
    try:
        if not recipient or not days.isdecimal() or not 1 <= int(days[:4]) <= LONGEST_DAYS:
            raise ShareNotPossible
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("portal:store")
    now, account = timezone.now(), request.user
    until = now + timedelta(days=int(days))
    ShareGrant.objects.create(
        owner=account,
        result=found,
        recipient=recipient,
        given_at=now,
        expires_at=until,  # type: ignore[misc]
    )
    give_consent(account=account, purpose=f"Xem {found.title}"[:200], recipient=recipient, expires_at=until)  # type: ignore[arg-type]
    messages.success(request, str(SHARED))
    return redirect("portal:store")


@signed_in
@require_POST
def revoke(request: HttpRequest, mark: str) -> HttpResponse:
    """Take a link back at once."""
    mine = ShareGrant.objects.filter(owner=request.user, mark=mark)  # type: ignore[misc]
    if not mine.exists():
        raise Http404
    mine.filter(revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, str(REVOKED))
    return redirect("portal:store")


@everyone
@require_safe
def shared(request: HttpRequest, mark: str) -> HttpResponse:
    """Give a shared result while its link runs; an ended link and an unknown one are the same: not there."""
    grant = ShareGrant.objects.filter(mark=mark, revoked_at=None, expires_at__gt=timezone.now())
    found = grant.select_related("result__content").first()
    if found is None or found.result.revoked_at is not None:
        raise Http404
    grant.update(seen=F("seen") + 1)
    return file_response(found.result.content, f"{found.result.title}.pdf")


@everyone
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, mark: str = "") -> HttpResponse:
    """Say whether a paper is genuine: by the mark in its QR code, or by looking at the file itself."""
    found = selectors.result(mark) if mark else None
    paper = selectors.paper(mark) if mark and found is None else None
    if mark and found is None and paper is None:
        raise Http404
    facts: dict[str, Any] = {"mark": mark, "result": found, "paper": paper, "answer": None, "error": "", "known": None}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST:
            facts["error"] = str(TOO_BIG if file else NO_FILE)
        else:
            content = file.read()
            facts["answer"] = verify_pdf(content)
            facts["same"] = found is not None and _same(found, content)
    return render(request, "portal/verify.html", facts, status=422 if facts["error"] else 200)


def _same(found: IssuedResult, content: bytes) -> bool:
    return sha256(content).hexdigest() == found.content.sha256
