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
from motcua.agencies.selectors import units_administered
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
NOT_IN_CARE = Phrase("“{code}” không phải mã đơn vị trong phạm vi của bạn.", "“{code}” is no unit in your care.")
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
    """List partners and dead letters; enrol one, whose secret is shown once."""
    form, secret = PartnerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = _enrolled(request, form)
        if secret:
            form = PartnerForm()
    dead = Paginator(selectors.dead_letters().order_by("pk"), PAGE).get_page(request.GET.get("trang"))
    partners = [(each, KINDS[PartnerKind(each["kind"])]) for each in selectors.outbox_by_partner()]
    facts = {"form": form, "secret": secret, "partners": partners, "dead": dead, "here": "post_room"}
    return render(request, "backoffice/post_room.html", facts, status=422 if form.errors else 200)


def _enrolled(request: Any, form: PartnerForm) -> str:
    """Enrol what the form says and return its secret, or put what is wrong on the form."""
    facts = form.cleaned_data
    codes = [clean(code) for code in facts["agencies"].split(",") if clean(code)]
    cared = set(units_administered(request.postings).filter(code__in=codes).values_list("code", flat=True))
    strange = [code for code in codes if code not in cared]
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


@officers_with(Duty.ADMINISTER)
@require_POST
def replay(request: Any, pk: int) -> HttpResponse:
    """Put what was given up for one partner back in its old place in the queue."""
    partner = get_object_or_404(Partner, pk=pk)
    count = services.send_again(partner=partner)
    messages.success(request, QUEUED.format(count=count, name=partner.name))
    return redirect("backoffice:post_room")


@officers_with(Duty.ADMINISTER)
@require_POST
def dismiss(request: Any, pk: int) -> HttpResponse:
    """Send a partner nothing any more."""
    partner = get_object_or_404(Partner, pk=pk, is_active=True)
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
