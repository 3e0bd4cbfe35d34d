"""The administrator's desk: what partners' codes mean here, from which day; one by one, or as a CSV file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import record_administration
from motcua.backoffice.care import NOT_IN_CARE, NOT_YOUR_SYSTEM, Care, care_of
from motcua.backoffice.officer_forms import day_field, reason_field, text_field
from motcua.core.csv_lines import csv_lines
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.exchange import partner_codes
from motcua.exchange.partner_codes import CodeKind
from motcua.rules.errors import RuleViolation

PAGE = 50
MOST_BYTES = 5_000_000
KINDS = {
    CodeKind.AGENCY: Phrase("Cơ quan", "Agency"),
    CodeKind.PROCEDURE: Phrase("Thủ tục", "Procedure"),
    CodeKind.FIELD: Phrase("Lĩnh vực", "Field"),
}
SET = Phrase("Mã “{code}” của {source} nghĩa là {ours} từ ngày {day:%d/%m/%Y}.", "“{code}” of {source} means {ours}.")
TAKEN_IN = Phrase("Đã đọc {read} dòng: {changed} đổi, {unchanged} giữ nguyên.", "{read} rows read: {changed} changed.")
NOT_TEXT = Phrase("Tệp phải là CSV mã UTF-8, không quá 5 MB.", "The file must be CSV in UTF-8, at most 5 MB.")
ENDS_BEFORE = Phrase("Ngày thôi phải sau ngày bắt đầu.", "The end must come after the beginning.")


class CodeForm(forms.Form):
    """The meaning of one code from a day on."""

    source = text_field(Phrase("Hệ thống gửi (source)", "Sending system (source)"), most=120)
    kind = forms.ChoiceField(
        label=Phrase("Loại mã", "Kind"),  # type: ignore[arg-type]
        choices=lambda: [(kind.value, str(phrase)) for kind, phrase in KINDS.items()],
    )
    partner_code = text_field(Phrase("Mã của đối tác", "Partner's code"), most=80)
    our_code = text_field(Phrase("Mã ở đây", "Our code"), most=80)
    valid_from = day_field(Phrase("Từ ngày", "From"))
    valid_before = day_field(Phrase("Đến trước ngày (có thể để trống)", "Until before (may be empty)"), required=False)
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        begins, ends = facts.get("valid_from"), facts.get("valid_before")
        if begins and ends and ends <= begins:
            self.add_error("valid_before", str(ENDS_BEFORE))
        return facts


class CodeFileForm(forms.Form):
    """A whole table."""

    file = forms.FileField(label=Phrase("Tệp CSV", "CSV file"))  # type: ignore[arg-type]
    reason = reason_field()


@officers_with(Duty.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """List the meanings of codes, set one, take in a file."""
    sends_file = request.method == "POST" and "take_in" in request.POST
    says_one = request.method == "POST" and not sends_file
    form = CodeForm(request.POST if says_one else None, initial={"valid_from": timezone.localdate()})
    file = CodeFileForm(request.POST if sends_file else None, request.FILES if sends_file else None, prefix="tep")
    done = (says_one and form.is_valid() and _set(request, form)) or (
        sends_file and file.is_valid() and _take_in(request, file)
    )
    if done:
        return redirect("backoffice:partner_codes")
    asked = _asked(request)
    facts = {
        "form": form,
        "file": file,
        "page": Paginator(partner_codes.codes_in(**asked), PAGE).get_page(request.GET.get("trang")),
        "kinds": {kind.value: phrase for kind, phrase in KINDS.items()},
        "sources": partner_codes.sources_of_codes(),
        "asked": asked,
        "here": "partner_codes",
    }
    return render(request, "backoffice/partner_codes.html", facts, status=422 if form.errors or file.errors else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: clean(request.GET.get(name, ""))[:120] for name in ("source", "kind", "text")}


def _outside(care: Care, source: str, kind: str, ours: str) -> str:
    """Return why an administrator may not say this, or nothing: a code moves the dossiers of its whole system."""
    if not care.holds_source(source):
        return NOT_YOUR_SYSTEM.format(name=source)
    if kind == CodeKind.AGENCY and not care.everything and care.strange([ours]):
        return NOT_IN_CARE.format(code=ours)
    return ""


def _set(request: Any, form: CodeForm) -> bool:
    facts = dict(form.cleaned_data)
    reason = facts.pop("reason")
    outside = _outside(care_of(request), facts["source"], facts["kind"], facts["our_code"])
    if outside:
        form.add_error("source", outside)
        return False
    with transaction.atomic():
        partner_codes.set_partner_code(**facts)
        said: dict[str, Any] = {name: str(value) for name, value in facts.items() if value}
        record_administration(act="set_partner_code", by=request.user, reason=reason, **said)
    messages.success(
        request,
        SET.format(code=facts["partner_code"], source=facts["source"], ours=facts["our_code"], day=facts["valid_from"]),
    )
    return True


def _take_in(request: Any, form: CodeFileForm) -> bool:
    given = form.cleaned_data["file"]
    try:
        if given.size > MOST_BYTES:
            raise UnicodeError
        text = given.read().decode("utf-8-sig")
    except UnicodeError:
        form.add_error("file", str(NOT_TEXT))
        return False
    care = care_of(request)
    try:
        named = {(row["source"], row["kind"], row["our_code"]) for row in partner_codes.read_codes(text)}
        for source, kind, ours in sorted(named) if not care.everything else ():
            if outside := _outside(care, source, kind, ours):
                form.add_error("file", outside)
                return False
        with transaction.atomic():
            counts: dict[str, Any] = {**partner_codes.take_in_codes(text)}
            record_administration(
                act="take_in_partner_codes", by=request.user, reason=form.cleaned_data["reason"], **counts
            )
    except RuleViolation as refusal:
        form.add_error("file", explain(refusal))
        return False
    messages.success(request, TAKEN_IN.format(**counts))
    return True


@officers_with(Duty.ADMINISTER)
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Give the table as it can be taken in again."""
    rows = csv_lines(partner_codes.code_rows(partner_codes.codes_in(**_asked(request))))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ma-doi-tac.csv"'
    return answer
