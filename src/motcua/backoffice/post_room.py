"""The administrator's desk: systems that get our events, what waits for them, what was given up; send it again."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import record_administration
from motcua.backoffice.care import NOT_IN_CARE, NOT_YOUR_SYSTEM, care_of
from motcua.backoffice.officer_forms import reason_field, text_field
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.exchange import selectors, services
from motcua.exchange.models import Partner, PartnerKind
from motcua.rules.errors import RuleViolation

PAGE = 50
KINDS = {
    PartnerKind.WEBHOOK: Phrase("Webhook (CloudEvents, có chữ ký)", "Webhook (CloudEvents, signed)"),
    PartnerKind.NATIONAL_PORTAL: Phrase("Phương thức Cổng Dịch vụ công quốc gia", "Dialect of the national portal"),
}
TAKEN = Phrase("Đã có đối tác mang tên này.", "There is a partner of this name.")
ENROLLED = Phrase("Đã đăng ký {name}.", "{name} is enrolled.")
QUEUED = Phrase("{count} tin được xếp lại hàng chờ gửi tới {name}.", "{count} messages wait again for {name}.")
ENDED = Phrase("Không gửi gì cho {name} nữa.", "{name} gets nothing any more.")


class PartnerForm(forms.Form):
    """A system that will get our events."""

    name = text_field(Phrase("Tên hệ thống", "Name of the system"), most=90)
    kind = forms.ChoiceField(
        label=Phrase("Cách gửi", "How to speak to it"),  # type: ignore[arg-type]
        choices=lambda: [(kind.value, str(phrase)) for kind, phrase in KINDS.items()],
    )
    address = forms.URLField(label=Phrase("Địa chỉ nhận", "Address"), max_length=500, assume_scheme="https")  # type: ignore[arg-type]
    secret = text_field(Phrase("Khoá bí mật (để trống: hệ thống tự tạo)", "Secret (empty: made by us)"), required=False)
    agencies = text_field(
        Phrase("Mã cơ quan có hồ sơ được gửi, cách nhau dấu phẩy", "Codes of the agencies, by commas"), most=2000
    )
    reason = reason_field()

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if Partner.objects.filter(name=name).exists():
            raise forms.ValidationError(str(TAKEN))
        return name


@officers_with(Duty.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """List partners and, of those in care, dead letters; enrol one, whose secret is shown once."""
    form, secret = PartnerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = _enrolled(request, form)
        if secret:
            form = PartnerForm()
    care = care_of(request)
    partners = [
        (each, KINDS[PartnerKind(each["kind"])], care.holds(each["agencies"])) for each in selectors.outbox_by_partner()
    ]
    mine = [each["id"] for each, _, is_mine in partners if is_mine]
    letters = selectors.dead_letters().filter(partner__in=mine).order_by("pk")
    dead = Paginator(letters, PAGE).get_page(request.GET.get("trang"))
    facts = {"form": form, "secret": secret, "partners": partners, "dead": dead, "here": "post_room"}
    return render(request, "backoffice/post_room.html", facts, status=422 if form.errors else 200)


def _enrolled(request: Any, form: PartnerForm) -> str:
    """Enrol what the form says and return its secret, or put what is wrong on the form."""
    facts = form.cleaned_data
    codes = [clean(code) for code in facts["agencies"].split(",") if clean(code)]
    strange = care_of(request).strange(codes)
    if strange or not codes:
        form.add_error("agencies", NOT_IN_CARE.format(code=", ".join(strange)))
        return ""
    secret = facts["secret"] or secrets.token_urlsafe(32)
    told = {name: facts[name] for name in ("name", "kind", "address")}
    try:
        with transaction.atomic():
            services.enrol_partner(**told, secret=secret, agencies=codes)
            record_administration(
                act="enrol_partner",
                by=request.user,
                reason=facts["reason"],
                partner=told["name"],
                kind=told["kind"],
                address=told["address"],
                agencies=codes,
            )
    except RuleViolation as refusal:
        form.add_error("address", explain(refusal))
        return ""
    messages.success(request, ENROLLED.format(name=facts["name"]))
    return secret


def _in_care(request: Any, pk: int) -> Partner | None:
    """Return a partner in use; a message and nothing where it serves agencies outside the administrator's care."""
    partner = get_object_or_404(Partner, pk=pk, is_active=True)
    if care_of(request).holds(partner.agencies):
        return partner
    messages.error(request, NOT_YOUR_SYSTEM.format(name=partner.name))
    return None


@officers_with(Duty.ADMINISTER)
@require_POST
def replay(request: Any, pk: int) -> HttpResponse:
    """Put what was given up for one partner back in its old place in the queue."""
    partner = _in_care(request, pk)
    if partner is None:
        return redirect("backoffice:post_room")
    count = services.send_again(partner=partner)
    messages.success(request, QUEUED.format(count=count, name=partner.name))
    return redirect("backoffice:post_room")


@officers_with(Duty.ADMINISTER)
@require_POST
def dismiss(request: Any, pk: int) -> HttpResponse:
    """Send a partner nothing any more."""
    partner = _in_care(request, pk)
    if partner is None:
        return redirect("backoffice:post_room")
    name = partner.name
    try:
        with transaction.atomic():
            record_administration(
                act="dismiss_partner", by=request.user, reason=request.POST.get("reason", ""), partner=name
            )
            services.dismiss_partner(partner=partner)
        messages.success(request, ENDED.format(name=name))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:post_room")
