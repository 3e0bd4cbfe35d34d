"""Results: the list to hand out, the check of who takes them, the slip with the signature."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.core.phrases import Phrase, explain
from motcua.counter import papers
from motcua.counter.acts import key_of
from motcua.counter.desk import READERS
from motcua.counter.dossier import WHY, possible
from motcua.counter.errors import FeeStillDue, IdentityNotChecked, NameMissing, OnItsWay
from motcua.counter.phrases import RETURN_WAYS
from motcua.counter.workplace import actor_of, dossier_of, new_key, state_of, units_of
from motcua.dossiers import clock, desk, services
from motcua.dossiers.post import registry
from motcua.dossiers.post import services as post
from motcua.dossiers.post.selectors import STATES, parcels_of, parcels_of_units, steps_of
from motcua.payments.selectors import amount_due
from motcua.rules.errors import RuleViolation

PER_PAGE = 40
SENT = Phrase("Đã giao bưu chính. Mã bưu gửi {parcel}.", "Given to the post. Parcel {parcel}.")
TOLD_LATER = Phrase(
    "Đã ghi nhận. Bưu chính chưa trả lời, hệ thống sẽ tự báo lại.", "Noted. The post did not answer; it is told again."
)
DONE = Phrase("Đã trả kết quả. In phiếu trả để người nhận ký.", "Handed out. Print the slip for the signature.")


@officers_with(*READERS)
@require_safe
def index(request: Any) -> HttpResponse:
    """List the results that wait for people, where each lies, and how it is to be returned."""
    units = units_of(request)
    page = Paginator(desk.to_hand_out(units), PER_PAGE).get_page(request.GET.get("trang"))
    rows = [
        (one, state_of(one), RETURN_WAYS.get(one.return_way, one.return_way), one.expected_unit_id in units)
        for one in page
    ]
    parcels = [(one, *STATES[one.state]) for one in parcels_of_units(units)[:PER_PAGE]]
    return render(request, "counter/returning.html", {"page": page, "rows": rows, "parcels": parcels})


@officers_with(Duty.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: Any, number: str) -> HttpResponse:
    """Hand one result out: who takes it, identity compared, fee paid, slip printed."""
    dossier = dossier_of(request, number)
    if request.method == "POST":
        try:
            paper = _hand_out(request, dossier)
            messages.success(request, str(DONE))
            return redirect("counter:handed_out", number=dossier.number, mark=paper.mark)
        except RuleViolation as refusal:
            messages.error(request, explain(refusal))
    else:
        subject = dossier.applicant.identity_number or dossier.number
        log_view(request.user, subject, WHY, what=f"trả kết quả {dossier.number}"[:200], unit_code=request.unit.code)
    proxy = dossier.representative
    facts = {
        "dossier": dossier,
        "state": state_of(dossier),
        "can": possible(dossier)["hand_out"],
        "amount_due": amount_due(dossier.number),
        "taker": request.POST.get("taken_by") or (proxy or dossier.applicant).name,
        "identity": request.POST.get("taker_identity", ""),
        "way": RETURN_WAYS.get(dossier.return_way, dossier.return_way),
        "key": request.POST.get("key") or new_key(),
        "parcels": [(one, *STATES[one.state], steps_of(one)) for one in parcels_of(dossier)],
        "may_post": bool(registry.ready()) and not parcels_of(dossier).filter(state__in=post.OPEN).exists(),
    }
    return render(request, "counter/hand_out.html", facts)


def _hand_out(request: Any, dossier: Any) -> Any:
    taker, identity = request.POST.get("taken_by", "").strip(), request.POST.get("taker_identity", "").strip()
    by_post = request.POST.get("way") == "post"
    if not by_post and parcels_of(dossier).filter(state__in=post.OPEN).exists():
        raise OnItsWay
    if not taker:
        raise NameMissing
    if not by_post and not request.POST.get("identity_checked"):
        raise IdentityNotChecked
    due = amount_due(dossier.number)
    if due:
        raise FeeStillDue(number=dossier.number, amount=f"{due:,}".replace(",", "."))
    moment, key = clock.now(), key_of(request, "hand_out")
    facts = papers.slip_facts(dossier, taker, identity, str(request.user), moment)

    def act(paper_number: str) -> Any:
        return services.return_output(
            number=dossier.number, actor=actor_of(request), way="post" if by_post else "counter", taken_by=taker,
            identity_checked=not by_post, key=key, paper_number=paper_number,
        )  # fmt: skip

    return papers.act_with_paper(
        dossier=dossier, kind="result_slip", unit=request.unit, facts=facts, act=act, moment=moment
    )


@officers_with(Duty.RECEIVE)
@require_POST
def send(request: Any, number: str) -> HttpResponse:
    """Give the result to the post; it counts as handed out once the post has delivered it."""
    dossier = dossier_of(request, number)
    try:
        due = amount_due(dossier.number)
        if due:
            raise FeeStillDue(number=dossier.number, amount=f"{due:,}".replace(",", "."))
        parcel = post.send_by_post(
            number=dossier.number,
            actor=actor_of(request),
            receiver=request.POST.get("receiver", ""),
            phone=request.POST.get("phone", ""),
            address=request.POST.get("address", ""),
        )
        said = SENT.format(parcel=parcel.tracking_number) if parcel.tracking_number else str(TOLD_LATER)
        messages.success(request, said)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("counter:hand_out", number=dossier.number)


@officers_with(*READERS)
@require_safe
def handed_out(request: Any, number: str, mark: str) -> HttpResponse:
    """Show that a result went out, with the slip to sign."""
    return render(request, "counter/handed_out.html", {"dossier": dossier_of(request, number), "mark": mark})
