"""The administrator's desk: compare with a partner's own list or counts, take the differences along, send again."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import record_administration
from motcua.backoffice.care import Care, care_of
from motcua.core.csv_lines import csv_lines
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Column, Table
from motcua.exchange import comparing, services
from motcua.exchange.models import Comparison, Partner
from motcua.exchange.outbox import own_source
from motcua.ledger.reconciling import reconcile
from motcua.ledger.sources import source_names
from motcua.rules.errors import RuleViolation

PAGE, SHOWN, MOST_BYTES = 50, 20, 20_000_000
TO, FROM = "to:", "from:"
TOO_LARGE = Phrase("Tệp quá 20 MB; hãy dùng lệnh motcua sync reconcile.", "Over 20 MB; use motcua sync reconcile.")
QUEUED = Phrase("{count} sự kiện được xếp hàng gửi lại cho {name}.", "{count} events wait to go to {name} again.")
COUNTS = {
    "ours": Phrase("Phía ta", "Ours"),
    "theirs": Phrase("Phía họ", "Theirs"),
    **comparing.DIFFERENCES,
}
HEADS = (
    Column(Phrase("Hồ sơ hoặc ngày", "Dossier or day")),
    Column(Phrase("Phía ta", "Ours"), True),
    Column(Phrase("Phía họ", "Theirs"), True),
    Column(Phrase("Khác ở đâu", "What differs")),
    Column(Phrase("Việc cần làm", "To do")),
)


class ComparisonForm(forms.Form):
    """With whom, and their file."""

    whom = forms.ChoiceField(label=Phrase("Hệ thống", "System"))  # type: ignore[arg-type]
    file = forms.FileField(label=Phrase("Tệp CSV của họ", "Their CSV file"))  # type: ignore[arg-type]

    def __init__(self, care: Care, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gets, sends = Phrase("nhận sự kiện từ ta", "gets our events"), Phrase("gửi cho ta", "sends to us")
        self.fields["whom"].choices = [  # type: ignore[attr-defined]
            *((f"{TO}{each.pk}", f"{each.name} – {gets}") for each in _partners(care)),
            *((f"{FROM}{name}", f"{name} – {sends}") for name in _sources(care)),
        ]

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(str(TOO_LARGE))
        return given


def _partners(care: Care) -> list[Partner]:
    return [each for each in Partner.objects.filter(is_active=True) if care.holds(each.agencies)]


def _sources(care: Care) -> list[str]:
    return [name for name in source_names() if name != own_source() and care.holds_source(name)]


@officers_with(Duty.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """List the comparisons made; make one from a file."""
    care = care_of(request)
    form = ComparisonForm(care, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = _made(request, form)
        if made is not None:
            return redirect("backoffice:comparison", pk=made.pk)
    made_before = Comparison.objects.select_related("partner", "made_by").defer("differences")
    mine = [each for each in made_before[: 10 * SHOWN] if _may_see(care, each)][:SHOWN]
    facts = {"form": form, "made": [(each, _differing(each)) for each in mine], "here": "post_room"}
    return render(request, "backoffice/comparisons.html", facts, status=422 if form.errors else 200)


def _may_see(care: Care, made: Comparison) -> bool:
    if made.partner:
        return care.holds(made.partner.agencies)
    return care.holds_source(made.source) if made.source else care.everything


def _differing(made: Comparison) -> int:
    return sum(made.counts.get(kind, 0) for kind in comparing.DIFFERENCES)


def _made(request: Any, form: ComparisonForm) -> Comparison | None:
    whom, given = form.cleaned_data["whom"], form.cleaned_data["file"]
    partner = Partner.objects.get(pk=whom.removeprefix(TO)) if whom.startswith(TO) else None
    source = "" if partner else whom.removeprefix(FROM)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "theirs.csv"
            path.write_bytes(given.read())
            found = comparing.compare_outbox(partner, path) if partner else reconcile(path, source=source)
    except RuleViolation as refusal:
        form.add_error("file", explain(refusal).replace(str(path), given.name))
        return None
    return services.keep_comparison(found=found, file_name=given.name, partner=partner, source=source, by=request.user)


def _one(request: Any, pk: int) -> Comparison:
    made = get_object_or_404(Comparison.objects.select_related("partner", "made_by"), pk=pk)
    if not _may_see(care_of(request), made):
        raise Http404
    return made


@officers_with(Duty.ADMINISTER)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one comparison found."""
    made = _one(request, pk)
    page = Paginator(made.differences, PAGE).get_page(request.GET.get("trang"))
    lines = [
        (
            each.get("dossier") or each.get("day"),
            "–" if each["ours"] is None else each["ours"],
            "–" if each["theirs"] is None else each["theirs"],
            comparing.DIFFERENCES[each["difference"]],
            comparing.TODO[each["todo"]],
        )
        for each in page.object_list
    ]
    facts = {
        "made": made,
        "counts": [(COUNTS[name], many) for name, many in made.counts.items()],
        "differing": _differing(made),
        "page": page,
        "table": Table(HEADS, lines, Phrase("Khác nhau", "Differences"), quiet_caption=True),
        "to_send": len({each["dossier"] for each in made.differences if each["todo"] == "send"}),
        "here": "post_room",
    }
    return render(request, "backoffice/comparison.html", facts)


@officers_with(Duty.ADMINISTER)
@require_safe
def table(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give the differences as a table to send to the partner."""
    made = _one(request, pk)
    rows = csv_lines(comparing.difference_rows(made.differences))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="doi-chieu-{made.pk}.csv"'
    return answer


@officers_with(Duty.ADMINISTER)
@require_POST
def send_again(request: Any, pk: int) -> HttpResponse:
    """Put what the partner lacks back into the queue."""
    made = _one(request, pk)
    try:
        with transaction.atomic():
            count = services.send_what_differs(comparison=made)
            record_administration(
                act="send_again", by=request.user, reason=request.POST.get("reason", ""), comparison=made.pk,
                partner=made.partner.name if made.partner else "", events=count,
            )  # fmt: skip
        messages.success(request, QUEUED.format(count=count, name=made.partner.name if made.partner else ""))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("backoffice:comparison", pk=made.pk)
