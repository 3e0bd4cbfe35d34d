"""The administrator's desk: officers, their postings and leave cover; where I work now."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts import selectors as people
from motcua.accounts import services as account_services
from motcua.accounts.duties import ENGLISH, Duty
from motcua.accounts.gate import officers_with, signed_in
from motcua.accounts.models import Account
from motcua.agencies import selectors, services
from motcua.agencies.middleware import SESSION_KEY
from motcua.agencies.models import Posting
from motcua.backoffice.officer_forms import CoverForm, EndForm, LeaveForm, OfficerForm, PostingForm
from motcua.core.phrases import Phrase, explain
from motcua.rules.errors import RuleViolation

PAGE = 50
NOT_IN_CARE = Phrase("Đơn vị này ngoài phạm vi của bạn.", "This unit is not in your care.")
DONE = Phrase("Đã ghi nhận.", "Recorded.")
WORDS = {
    "open_account": Phrase("mở tài khoản", "opened the account"),
    "add_posting": Phrase("bố trí", "posted"),
    "end_posting": Phrase("thôi bố trí", "ended a posting"),
    "cover_leave": Phrase("cử làm thay", "set leave cover"),
    "grant_leave": Phrase("ghi ngày nghỉ", "recorded leave"),
    "issue_token": Phrase("cấp khoá", "issued a token"),
    "revoke_token": Phrase("thu hồi khoá", "revoked a token"),
}


def duty_names(posting: Posting) -> list[str]:
    """Return the duties of a posting in the reader's language, in the order of the list."""
    return [str(Phrase(str(duty.label), ENGLISH[duty])) for duty in Duty if duty in posting.duties]


def _in_my_care(request: Any) -> Any:
    """Return the officers whom this administrator sees: posted in the units in care, or nowhere yet."""
    units = selectors.units_administered(request.postings)
    posted = Posting.objects.filter(unit__in=units).values("account_id")
    return people.officers(request.GET.get("q", "")).filter(Q(pk__in=posted) | Q(postings=None)).distinct()


def _officer(request: Any, pk: int) -> Account:
    officer = get_object_or_404(Account, pk=pk, kind="officer")
    if officer.postings.exists():
        units = selectors.units_administered(request.postings)
        if not officer.postings.filter(unit__in=units).exists():
            raise Http404
    return officer


def _posting(request: Any, pk: int) -> Posting:
    """Return a posting in the units in care; one outside does not exist for this administrator."""
    units = selectors.units_administered(request.postings)
    found: Posting = get_object_or_404(Posting.objects.select_related("unit", "account").filter(unit__in=units), pk=pk)
    return found


@officers_with(Duty.ADMINISTER)
@require_GET
def index(request: Any) -> HttpResponse:
    """List and search officers with what they are posted to do today."""
    page = Paginator(_in_my_care(request), PAGE).get_page(request.GET.get("page"))
    today: dict[int, list[Posting]] = defaultdict(list)
    held = Posting.objects.in_force_on(timezone.localdate()).filter(account__in=[one.pk for one in page])
    for posting in held.select_related("unit"):
        today[posting.account_id].append(posting)
    lines = [(one, [(posting, duty_names(posting)) for posting in today[one.pk]]) for one in page]
    return render(request, "backoffice/officers.html", {"page": page, "lines": lines, "q": request.GET.get("q", "")})


@officers_with(Duty.ADMINISTER)
def new(request: Any) -> HttpResponse:
    """Open an officer's account; the first password is shown once."""
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = account_services.first_password()
        try:
            officer = account_services.open_officer_account(by=request.user, password=password, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            return render(request, "backoffice/officer_opened.html", {"officer": officer, "password": password})
    return render(request, "backoffice/officer_new.html", {"form": form})


@officers_with(Duty.ADMINISTER)
@require_GET
def show(request: Any, pk: int) -> HttpResponse:
    """Show an officer's postings of all times and what administrators did."""
    return _show(request, _officer(request, pk))


def _show(request: Any, officer: Account, **forms: Any) -> HttpResponse:
    day = timezone.localdate()
    held = Posting.objects.filter(account=officer).select_related("unit", "covers_for__account", "sent_by")
    lines = [(posting, duty_names(posting), posting.runs_on(day), _is_over(posting, day)) for posting in held]
    records = [(one, WORDS.get(one.act, one.act)) for one in people.administration_of(officer)[:50]]
    facts = {"officer": officer, "lines": lines, "records": records, "leaves": officer.leaves.all()[:20]}
    shown = {"form": forms.get("form") or PostingForm(), "leave_form": forms.get("leave_form") or LeaveForm()}
    return render(request, "backoffice/officer.html", {**facts, **shown})


def _is_over(posting: Posting, day: Any) -> bool:
    return posting.valid_before is not None and posting.valid_before <= day


@officers_with(Duty.ADMINISTER)
@require_POST
def add_posting(request: Any, pk: int) -> HttpResponse:
    """Post an officer to a unit in my care."""
    officer, form = _officer(request, pk), PostingForm(request.POST)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            unit = selectors.demand_unit(facts.pop("unit"), facts["valid_from"])
            sender = facts.pop("sent_by")
            facts["sent_by"] = selectors.demand_unit(sender, facts["valid_from"]) if sender else None
            facts["fields"] = facts.pop("fields_served")
            if not selectors.units_administered(request.postings).filter(pk=unit.pk).exists():
                form.add_error("unit", str(NOT_IN_CARE))
            else:
                services.post_officer(account=officer, unit=unit, by=request.user, **facts)
                messages.success(request, str(DONE))
                return redirect("backoffice:officer", pk=officer.pk)
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
    return _show(request, officer, form=form)


@officers_with(Duty.ADMINISTER)
@require_POST
def add_leave(request: Any, pk: int) -> HttpResponse:
    """Note days on which an officer is away."""
    officer, form = _officer(request, pk), LeaveForm(request.POST)
    if form.is_valid():
        try:
            services.grant_leave(account=officer, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, str(DONE))
            return redirect("backoffice:officer", pk=officer.pk)
    return _show(request, officer, leave_form=form)


@officers_with(Duty.ADMINISTER)
def end_posting(request: Any, pk: int) -> HttpResponse:
    """End a posting on a day."""
    posting = _posting(request, pk)

    def act(facts: dict[str, Any]) -> None:
        services.end_posting(posting=posting, by=request.user, **facts)

    title = Phrase("Thôi nhiệm vụ", "End the posting")
    return _act_on_posting(request, posting, EndForm(request.POST or None), title, act)


@officers_with(Duty.ADMINISTER)
def cover(request: Any, pk: int) -> HttpResponse:
    """Let another officer stand in during leave."""
    posting = _posting(request, pk)

    def act(facts: dict[str, Any]) -> None:
        by_whom = Account.objects.filter(username__iexact=facts.pop("username"), kind="officer").first()
        if by_whom is None:
            raise services.PostingNotPossible(
                why_vi="không có cán bộ nào mang tên đăng nhập đó.", why_en="no officer has that user name."
            )
        services.cover_leave(posting=posting, by_whom=by_whom, by=request.user, **facts)

    title = Phrase("Cử người làm thay", "Set leave cover")
    return _act_on_posting(request, posting, CoverForm(request.POST or None), title, act)


def _act_on_posting(
    request: Any, posting: Posting, form: Any, title: Phrase, act: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, str(DONE))
            return redirect("backoffice:officer", pk=posting.account_id)
    facts = {"form": form, "posting": posting, "duties": duty_names(posting), "title": title}
    return render(request, "backoffice/officer_posting.html", facts)


@signed_in
@require_POST
def work_in(request: Any) -> HttpResponse:
    """Choose in which of my postings I work now."""
    chosen = request.POST.get("posting", "")
    if any(str(posting.pk) == chosen for posting in request.postings):
        request.session[SESSION_KEY] = int(chosen)
        messages.success(request, str(Phrase("Đã chuyển nơi làm việc.", "You now work there.")))
    else:
        messages.error(request, str(Phrase("Bạn không được bố trí ở đó hôm nay.", "You are not posted there today.")))
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
