"""The administrator's desk: how the papers of a unit are headed, numbered and sealed, from which day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import record_administration
from motcua.agencies.selectors import unit_by_code, units_administered
from motcua.backoffice.officer_forms import day_field, reason_field, text_field
from motcua.core.phrases import Phrase, explain
from motcua.documents import heads
from motcua.rules.errors import RuleViolation

SHOWN = 200
NOT_IN_CARE = Phrase("Không có đơn vị nào mang mã này trong phạm vi của bạn.", "No unit in your care has this code.")
SET = Phrase("Văn bản của {unit} mang đầu đề này từ ngày {day:%d/%m/%Y}.", "{unit}: so from {day:%d/%m/%Y}.")


class LetterheadForm(forms.Form):
    """The head of one unit from a day on."""

    unit = text_field(Phrase("Mã đơn vị", "Code of the unit"), most=40)
    valid_from = day_field(Phrase("Từ ngày", "From"))
    governing_body = text_field(Phrase("Cơ quan chủ quản (dòng trên)", "Governing body (line above)"), required=False)
    unit_name = text_field(Phrase("Tên đơn vị in trên văn bản", "Name as printed"))
    office_mark = text_field(Phrase("Ký hiệu trong số văn bản, ví dụ TTPVHCC", "Mark in numbers"), most=30)
    place = text_field(Phrase("Địa danh, trước ngày tháng", "Place, before the date"), required=False, most=100)
    signer_title = text_field(Phrase("Chức danh người ký", "Title of the signer"), required=False, most=120)
    contact = text_field(Phrase("Liên hệ (chân trang)", "Contact (foot)"), required=False)
    reason = reason_field()
    seal = forms.FileField(label=Phrase("Hình con dấu (PNG)", "Picture of the seal (PNG)"), required=False)  # type: ignore[arg-type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()
        self.fields["office_mark"].initial = "TTPVHCC"


@officers_with(Duty.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """List the heads of the units in my care, and set one."""
    units = units_administered(request.postings)
    form = LetterheadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        unit = unit_by_code(given.pop("unit"), given["valid_from"])
        if unit is None or not units.filter(pk=unit.pk).exists():
            form.add_error("unit", str(NOT_IN_CARE))
        else:
            seal, reason = given.pop("seal"), given.pop("reason")
            try:
                with transaction.atomic():
                    heads.set_letterhead(unit_code=unit.code, seal=seal.read() if seal else None, **given)
                    record_administration(act="set_letterhead", by=request.user, reason=reason, unit=unit.code)
                messages.success(request, SET.format(unit=unit, day=given["valid_from"]))
                return redirect("backoffice:letterheads")
            except RuleViolation as refusal:
                form.add_error("seal", explain(refusal))
    known = heads.letterheads_of(units.values("code"), timezone.localdate())[:SHOWN]
    facts = {"form": form, "heads": known}
    return render(request, "backoffice/letterheads.html", facts, status=422 if form.errors else 200)
