"""What is done to a dossier at the counter: receive, ask, refuse, take papers, collect, note an incident."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.agencies.selectors import posted_in
from motcua.core.phrases import Phrase, explain
from motcua.counter import money, taking_in
from motcua.counter.errors import ReasonMissing
from motcua.counter.phrases import INCIDENTS
from motcua.counter.workplace import actor_of, dossier_of, new_key
from motcua.documents.editing import DOCX
from motcua.documents.services import store_upload
from motcua.documents.serving import bytes_response
from motcua.documents.typesetting import qr_svg
from motcua.dossiers import services
from motcua.dossiers.services import EvidenceFacts
from motcua.rules.errors import RuleViolation

DONE = Phrase("Đã ghi nhận.", "Recorded.")
ASKED = Phrase("Đã ghi, chờ người phụ trách duyệt.", "Noted; somebody in charge has to approve it.")
TAKEN = Phrase("Đã nhận giấy tờ bổ sung.", "The papers were taken.")
PAID = Phrase("Đã thu tiền, biên lai ở mục giấy tờ.", "The money was taken; the receipt is among the papers.")


def _do(request: Any, number: str, act: Callable[[Any], Any], said: Phrase = DONE) -> HttpResponse:
    """Carry one act out whole; say what happened, and go back to the dossier."""
    dossier = dossier_of(request, number)
    try:
        with transaction.atomic():
            act(dossier)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, str(said))
    return redirect("counter:dossier", number=dossier.number)


def key_of(request: Any, act: str) -> str:
    return f"counter:{act}:{request.POST.get('key', '')[:64] or new_key()}"


@officers_with(Duty.RECEIVE)
@require_POST
def receive(request: Any, number: str) -> HttpResponse:
    """Receive an application that was filed online or by post, and print its receipt."""
    dossier = dossier_of(request, number)
    actor = actor_of(request)
    try:
        taking_in.receive(
            dossier=dossier, actor=actor, unit=request.unit, officer=str(request.user), key=key_of(request, "receive")
        )
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("counter:dossier", number=dossier.number)
    return redirect("counter:received", number=dossier.number)


@officers_with(Duty.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any, number: str) -> HttpResponse:
    """Ask for what is missing, or refuse; both are printed and state everything once."""
    dossier = dossier_of(request, number)
    refuses = request.resolver_match.url_name == "refuse"
    if request.method == "POST":
        items = () if refuses else tuple(request.POST.get("items", "").splitlines())
        missing = taking_in.Missing(request.POST.get("reason", ""), items, request.POST.get("guidance", ""))
        key = key_of(request, "refuse" if refuses else "ask")
        given = {"dossier": dossier, "missing": missing, "unit": request.unit, "account": request.user}
        try:
            if request.POST.get("as") == "docx":
                content, name = taking_in.draft(refuses=refuses, **given), f"{dossier.number}.docx"
                return bytes_response(content, DOCX, name, inline=False)
            if refuses:
                taking_in.refuse(actor=actor_of(request), key=key, **given)
            else:
                taking_in.ask(actor=actor_of(request), key=key, again=request.POST.get("again", ""), **given)
            return redirect("counter:received", number=dossier.number)
        except RuleViolation as refusal:
            messages.error(request, explain(refusal))
    facts = {"dossier": dossier, "refuses": refuses, "key": request.POST.get("key") or new_key(), "typed": request.POST}
    asked_before = bool(dossier.situation.get("supplements"))
    return render(request, "counter/ask.html", {**facts, "asked_before": asked_before})


@officers_with(Duty.RECEIVE)
@require_POST
def supplement(request: Any, number: str) -> HttpResponse:
    """Take the papers that were asked for; complete or still to be checked."""
    lines = [line.strip() for line in request.POST.get("names", "").splitlines() if line.strip()]
    complete = request.POST.get("complete") == "yes"

    def act(dossier: Any) -> None:
        given = [EvidenceFacts(line, form="original") for line in lines]
        for file in request.FILES.getlist("files"):
            upload = store_upload(
                name=file.name, content=file.read(), owner=request.user, dossier_number=dossier.number
            )
            given.append(EvidenceFacts(upload.name, form="electronic", file_key=upload.mark))
        services.supplement(
            number=dossier.number, actor=actor_of(request), evidence=given, complete=complete,
            key=key_of(request, "supplement"),
        )  # fmt: skip

    return _do(request, number, act, TAKEN)


@officers_with(Duty.RECEIVE)
@require_POST
def restart(request: Any, number: str) -> HttpResponse:
    """Confirm that the papers given are complete."""
    key, actor = key_of(request, "restart"), actor_of(request)
    return _do(request, number, lambda dossier: services.restart(number=dossier.number, actor=actor, key=key))


@officers_with(Duty.RECEIVE)
@require_POST
def collect(request: Any, number: str) -> HttpResponse:
    """Take a fee that is due, or note the exemption with its reason."""
    way, reason = request.POST.get("pay", ""), request.POST.get("exempt_reason", "")

    def act(dossier: Any) -> None:
        charge = money.due_charge(dossier.number)
        if charge is None:
            return
        money.settle(
            charge_id=charge.id, dossier=dossier, unit=request.unit, way=way, amount=charge.amount, reason=reason,
            by=request.user,
        )  # fmt: skip

    if way == "qr":
        return _show_code(request, number)
    return _do(request, number, act, PAID if way in ("cash", "card") else DONE)


def _show_code(request: Any, number: str) -> HttpResponse:
    """Show the code by which the applicant transfers what is due."""
    dossier = dossier_of(request, number)
    charge = money.due_charge(dossier.number)
    try:
        code = money.code_to_scan(charge.id) if charge else ""
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        code = ""
    if not code:
        return redirect("counter:dossier", number=dossier.number)
    picture = mark_safe(qr_svg(code))  # noqa: S308 - one path of digits, drawn by us
    return render(request, "counter/scan.html", {"dossier": dossier, "charge": charge, "picture": picture})


@officers_with(Duty.RECEIVE)
@require_POST
def control_slip(request: Any, number: str) -> HttpResponse:
    """Print the process-control slip with every hand-over so far."""
    dossier = dossier_of(request, number)
    try:
        paper = taking_in.print_control_slip(dossier=dossier, unit=request.unit)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return redirect("counter:dossier", number=dossier.number)
    return redirect("counter:paper", mark=paper.mark)


@officers_with(Duty.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: Any, number: str) -> HttpResponse:
    """Note that a paper was lost or something is wrong; a second person approves the remedy (art 21)."""
    dossier = dossier_of(request, number)
    if request.method == "POST":
        try:
            _note_incident(request, dossier)
            messages.success(request, str(ASKED))
            return redirect("counter:dossier", number=dossier.number)
        except RuleViolation as refusal:
            messages.error(request, explain(refusal))
    chiefs = [one for one in posted_in(request.unit, duty=Duty.SUPERVISE) if one.account_id != request.user.pk]
    facts = {"dossier": dossier, "chiefs": chiefs, "incidents": list(INCIDENTS.items()), "typed": request.POST}
    return render(request, "counter/incident.html", {**facts, "key": request.POST.get("key") or new_key()})


def _note_incident(request: Any, dossier: Any) -> None:
    kind = INCIDENTS.get(request.POST.get("kind", ""))
    what, remedy = request.POST.get("what", "").strip(), request.POST.get("remedy", "").strip()
    if kind is None or not what or not remedy:
        raise ReasonMissing
    services.ask_correction(
        number=dossier.number,
        actor=actor_of(request),
        reason=f"{kind.vi}: {what}",
        corrections={"remedy": remedy},
        key=key_of(request, "incident"),
    )
