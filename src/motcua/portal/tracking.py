"""Following a dossier: by number and code without account, or one's own dossiers in full."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts import attempts
from motcua.accounts.errors import TooManyAttempts
from motcua.accounts.gate import everyone, signed_in
from motcua.core.phrases import Phrase, explain
from motcua.documents.selectors import results_of
from motcua.documents.services import store_upload
from motcua.dossiers import own, promises, selectors, talking
from motcua.dossiers import services as acts
from motcua.dossiers.actors import Actor
from motcua.dossiers.post.selectors import STATES as PARCEL_STATES
from motcua.dossiers.post.selectors import parcels_of, steps_of
from motcua.dossiers.services import EvidenceFacts
from motcua.notices.selectors import messages_of
from motcua.notices.states import CHANNELS
from motcua.notices.states import STATES as NOTICE_STATES
from motcua.payments.selectors import charges_for
from motcua.portal.filing.drafts import drafts_of
from motcua.portal.paying import demand_own
from motcua.portal.telling import Line, lines_of, turn_of
from motcua.rules.calendar import in_vietnam
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_states import STATES, TERMINAL, State

NOT_FOUND = Phrase(
    "Mã hồ sơ và mã tra cứu không khớp. Hãy xem lại hai mã trên giấy tiếp nhận hoặc trang xác nhận nộp.",
    "The number and the tracking code do not belong together. Look at both on the receipt or the confirmation page.",
)
TOO_MANY = Phrase(
    "Bạn đã nhập sai quá nhiều lần. Hãy chờ {minutes} phút rồi thử lại, hoặc đăng nhập để xem hồ sơ của mình.",
    "Too many wrong tries. Wait {minutes} minutes and try again, or sign in to see your own dossiers.",
)
GIVEN = Phrase(
    "Đã nhận giấy tờ bổ sung. Cơ quan sẽ kiểm tra.", "Your papers were received. The office will check them."
)
WITHDRAWN = Phrase("Hồ sơ đã được rút.", "The dossier was withdrawn.")
ASKING = frozenset({State.AWAITING_SUPPLEMENT, State.SUPPLEMENT_BEFORE_RECEPTION})
HOME = (Phrase("Hồ sơ của tôi", "My dossiers"), "/tra-cuu/")


@everyone
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Look up one dossier by its two codes; people who are logged in see their own dossiers."""
    number = (request.POST.get("ma") or request.GET.get("ma", "")).strip()[:60]
    facts: dict[str, Any] = {"number": number, "error": "", "found": None, "mine": [], "drafts": []}
    if request.user.is_authenticated:
        if request.method == "GET" and number and own.own_dossier(request.user, number):
            return redirect("portal:own", number.upper())
        facts |= {"mine": list(own.dossiers_of_account(request.user)[:50]), "drafts": drafts_of(request.user)}
        facts["mine"] = [(each, STATES[State(each.state)], _tone(each.state), turn_of(each)) for each in facts["mine"]]
    if request.method == "POST":
        try:
            found = _followed(request, number)
        except TooManyAttempts as refusal:
            facts["error"] = TOO_MANY.format(**refusal.facts)
            answer = render(request, "portal/track.html", facts, status=429)
            answer["Retry-After"] = str(60 * refusal.facts["minutes"])
            return answer
        if found is None:
            facts["error"] = str(NOT_FOUND)
        else:
            # Without authentication: the code and the degree of completion, nothing else (TT 01/2018 art 16.2.d).
            facts["found"] = {"number": found.number, "degree": own.degree_of_completion(found.state)}
    return render(request, "portal/track.html", facts, status=404 if facts["error"] else 200)


def _followed(request: HttpRequest, number: str) -> Any:
    """Look up by the two codes; wrong ones are counted like wrong passwords, so that nobody tries codes out.

    The count is of this number from this address: a stranger's tries do not shut out the applicant.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    name = f"tracking:{number.upper()}:{address}"
    attempts.refuse_if_too_many(name, address)
    found = own.followed(number, request.POST.get("maso", "")[:40])
    if found is None:
        attempts.note_failure(name, address)
    return found


def _tone(state: str) -> str:
    if state in ASKING or state == State.AWAITING_DUTY:
        return "wait"
    if state in {State.DECIDED, State.RETURNED, State.CLOSED}:
        return "good"
    return "bad" if state in {State.REFUSED, State.RECEPTION_REFUSED} else "neutral" if state in TERMINAL else "info"


@dataclass(frozen=True, slots=True)
class DueShown:
    """The promise as a person reads it."""

    promised_at: datetime | None
    first_at: datetime | None
    days_left: int
    is_late: bool
    stands_still: bool


@signed_in
@require_safe
def own_page(request: HttpRequest, number: str) -> HttpResponse:
    """Tell one's own dossier: where it is, whose turn it is, how long still, and what one can do."""
    dossier = demand_own(request, number)
    facts = _facts(dossier)
    if any(not letter.from_applicant and letter.read_at is None for letter in facts["letters"]):
        talking.mark_read(dossier=dossier, by_applicant=True)
    return render(request, "portal/own.html", facts)


def _facts(dossier: Any, error: str = "") -> dict[str, Any]:
    events = selectors.timeline(dossier)
    state = State(dossier.state)
    lines: list[Line] = lines_of(events)
    charges = charges_for(dossier.number)
    return {
        "dossier": dossier,
        "state": STATES[state],
        "tone": _tone(dossier.state),
        "turn": turn_of(dossier),
        "due": _due(dossier),
        "lines": lines,
        "asked": next((e.facts.get("items", []) for e in reversed(events) if e.act == Act.REQUEST_SUPPLEMENT), [])
        if state in ASKING
        else [],
        "may_withdraw": state in ACTS[Act.WITHDRAW].moves,
        "may_rate": state in {State.RETURNED, State.CLOSED},
        "charges": charges,
        "amount_due": sum(charge.amount for charge in charges if charge.state == "due"),
        "results": list(results_of(dossier.number)) if dossier.finished_at else [],
        "parcels": _parcels(dossier) if dossier.finished_at else [],
        "letters": talking.letters_of(dossier),
        "told": [(each, CHANNELS[each.channel], *NOTICE_STATES[each.state]) for each in messages_of(dossier.number)],
        "code": own.tracking_code(dossier.number),
        "degree": own.degree_of_completion(dossier.state),
        "error": error,
        "crumbs": [HOME],
        "name": dossier.procedure_name,
    }


def _parcels(dossier: Any) -> list[Any]:
    return [(one, *PARCEL_STATES[one.state], steps_of(one)) for one in parcels_of(dossier)]


def _due(dossier: Any) -> DueShown | None:
    situation = selectors.situation_of(dossier)
    current = situation.current_promise
    if current is None:
        return None
    now, first = timezone.now(), situation.promises[0].at
    ended = dossier.finished_at or now
    left = 0
    if current.at is not None and current.at > now and dossier.finished_at is None:
        calendar = promises.calendar_of(dossier.resolving_unit)
        left = calendar.working_days(in_vietnam(now).date(), in_vietnam(current.at).date())
    late = bool(current.at and current.at < ended) or bool(situation.reappointments)
    return DueShown(current.at, first, left, late, situation.open_pause is not None)


@signed_in
@require_POST
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Give the papers that were asked for; the office then checks whether they are complete."""
    dossier = demand_own(request, number)
    files, note = request.FILES.getlist("file"), request.POST.get("note", "")[:2000]
    try:
        given = [
            store_upload(
                name=file.name or "", content=file.read(), owner=request.user, dossier_number=dossier.number,
                purpose="supplement",
            )
            for file in files[:40]
        ]  # fmt: skip
        acts.supplement(
            number=dossier.number,
            actor=Actor.applicant(request.user),  # type: ignore[arg-type]
            evidence=[EvidenceFacts(name=each.name, file_key=each.mark, is_digitised=True) for each in given],
            complete=False,
            note=note,
            key=f"portal-{request.POST.get('once', '')[:40]}" if request.POST.get("once") else None,
        )
    except RuleViolation as refusal:
        return render(request, "portal/own.html", _facts(demand_own(request, number), explain(refusal)), status=422)
    messages.success(request, str(GIVEN))
    return redirect("portal:own", dossier.number)


@signed_in
@require_POST
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Write to the office that has one's own dossier."""
    dossier = demand_own(request, number)
    try:
        talking.write(dossier=dossier, actor=Actor.applicant(request.user), text=request.POST.get("text", "")[:8000])  # type: ignore[arg-type]
    except RuleViolation as refusal:
        return render(request, "portal/own.html", _facts(dossier, explain(refusal)), status=422)
    return redirect(reverse("portal:own", args=[dossier.number]) + "#trao-doi")


@signed_in
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take one's own dossier back."""
    dossier = demand_own(request, number)
    if request.POST.get("sure") != "yes":
        return redirect(reverse("portal:own", args=[dossier.number]) + "#rut")
    try:
        reason = request.POST.get("reason", "")[:500]
        acts.withdraw(number=dossier.number, actor=Actor.applicant(request.user), reason=reason, key="portal-withdraw")  # type: ignore[arg-type]
    except RuleViolation as refusal:
        return render(request, "portal/own.html", _facts(demand_own(request, number), explain(refusal)), status=422)
    messages.success(request, str(WITHDRAWN))
    return redirect("portal:own", dossier.number)
