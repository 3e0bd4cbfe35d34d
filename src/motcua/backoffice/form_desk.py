"""E-forms of procedure control: what is in use, what is in the making, and the acts on one draft."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.backoffice.catalogue_desk import ADDRESS, CODE, CONTROL, DESK, NAME, TABS, day, officer
from motcua.backoffice.form_inputs import BeginInput, SubmitInput
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.procedures.eforms import services
from motcua.procedures.eforms.comparing import compare_forms
from motcua.procedures.eforms.editing import move_page, remove_page
from motcua.procedures.eforms.selectors import (
    form_before,
    forms_in_use,
    forms_of,
    open_drafts,
    why_not_publishable,
)
from motcua.procedures.models import FormDraft, Procedure
from motcua.procedures.phrases import phrase_of
from motcua.rules.errors import RuleViolation

FORMS = f"{ADDRESS}bieu-mau/"
CRUMBS = [DESK, (Phrase("Biểu mẫu điện tử", "E-forms"), FORMS)]
TONES = {"draft": "neutral", "submitted": "warn", "approved": "good", "withdrawn": "bad"}
DONE = {
    "submit": Phrase("Đã trình. Một người khác sẽ phê duyệt.", "Submitted. A second person will approve."),
    "approve": Phrase("Đã phê duyệt. Dùng từ ngày đã ghi.", "Approved. It is used from its day on."),
    "return": Phrase("Đã trả lại người soạn.", "Returned to its author."),
    "give_up": Phrase("Đã bỏ bản soạn này. Lịch sử được giữ lại.", "Given up. The history is kept."),
    "move": Phrase("Đã lưu thứ tự mới.", "The new order was saved."),
    "remove": Phrase("Đã bỏ trang.", "The page was removed."),
    "import": Phrase("Đã nhập biểu mẫu từ tệp.", "The form was taken over from the file."),
}
UNKNOWN = Phrase("Không có thủ tục mang mã này.", "No procedure has this code.")


def drafted(pk: int) -> FormDraft:
    """Return a form in the making with the people who worked on it."""
    related = ("procedure", "drafted_by", "submitted_by", "approved_by", "form")
    return get_object_or_404(FormDraft.objects.select_related(*related), pk=pk)


def seen(request: HttpRequest) -> int:
    """Return the state of the form that this person saw when pressing."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def crumbs_of(draft: FormDraft) -> list[Any]:
    return [*CRUMBS, (draft.procedure.identity, f"{FORMS}{draft.pk}/")]


@CONTROL
@require_http_methods(["GET", "POST"])
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms in the making and in use; begin the next form of a procedure."""
    form = BeginInput(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = Procedure.objects.filter(identity=form.cleaned_data["code"].strip(), is_quarantined=False).first()
        if found is None:
            form.add_error("code", str(UNKNOWN))
        else:
            try:
                draft = services.begin_form(procedure=found, by=officer(request), case_code=form.cleaned_data["case"])
            except RuleViolation as refusal:
                form.add_error("case", explain(refusal))
            else:
                return redirect(f"{FORMS}{draft.pk}/")
    page = Paginator(forms_in_use(), 50).get_page(request.GET.get("trang"))
    facts = {"tabs": TABS, "form": form, "drafts": _drafts(), "page": page, "table": _in_use(page)}
    return render(request, "backoffice/catalogue/forms.html", facts, status=422 if form.errors else 200)


def _drafts() -> Table:
    columns = [CODE, NAME, Column(Phrase("Trường hợp", "Case")), Column(Phrase("Tình trạng", "State"))]
    columns.append(Column(Phrase("Người soạn", "Drafted by")))
    rows = [
        (
            Cell(each.procedure.identity, f"{FORMS}{each.pk}/"),
            each.procedure.name,
            each.case_code or "–",
            Cell(phrase_of(FormDraft.Status, each.status), tone=TONES[each.status]),
            str(each.drafted_by),
        )
        for each in open_drafts()[:100]
    ]
    return Table(columns, rows, Phrase("Đang soạn", "In the making"), True)


def _in_use(page: Any) -> Table:
    columns = [CODE, NAME, Column(Phrase("Trường hợp", "Case")), Column(Phrase("Từ ngày", "From"))]
    rows = [
        (
            Cell(each.procedure.identity, f"/thu-tuc/{each.procedure.identity}/"),
            each.procedure.name,
            each.case_code or "–",
            day(each.valid_from),
        )
        for each in page
    ]
    return Table(columns, rows, Phrase("Đang dùng", "In use"), True)


@CONTROL
@require_safe
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages and questions of a draft, why it could not be published, and the acts open to this officer."""
    draft = drafted(pk)
    refusal = why_not_publishable(draft.pages)
    own = request.user.pk in (draft.drafted_by_id, draft.submitted_by_id)
    submitted = draft.status == FormDraft.Status.SUBMITTED
    facts = {
        "tabs": TABS,
        "crumbs": CRUMBS,
        "draft": draft,
        "status": phrase_of(FormDraft.Status, draft.status),
        "tone": TONES[draft.status],
        "fault": explain(refusal) if refusal else "",
        "may_edit": draft.status == FormDraft.Status.DRAFT,
        "may_approve": submitted and not own,
        "is_own": submitted and own,
        "may_return": submitted,
        "may_give_up": draft.status in (FormDraft.Status.DRAFT, FormDraft.Status.SUBMITTED),
        "submit": SubmitInput(initial={"valid_from": draft.valid_from or timezone.localdate()}),
    }
    return render(request, "backoffice/catalogue/form.html", facts)


@CONTROL
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one act on a form in the making; refusals are said in a sentence."""
    draft, by = drafted(pk), officer(request)
    name, _, about = request.POST.get("act", "").partition(":")
    reason = request.POST.get("reason", "")
    try:
        if name in ("up", "down", "remove"):
            pages = remove_page(draft.pages, about) if name == "remove" else move_page(draft.pages, about, _step(name))
            services.revise_form(draft=draft, pages=pages, by=by, revision=seen(request))
            name = name if name == "remove" else "move"
        elif name == "submit":
            chosen = SubmitInput(request.POST)
            on = chosen.cleaned_data["valid_from"] if chosen.is_valid() else timezone.localdate()
            services.submit_form(draft=draft, by=by, valid_from=on)
        elif name == "approve":
            services.approve_form(draft=draft, by=by)
        elif name == "return":
            services.return_form(draft=draft, by=by, reason=reason)
        elif name == "give_up":
            services.give_up_form(draft=draft, by=by, reason=reason)
        elif name == "import":
            file = request.FILES.get("file")
            content = file.read(services.LARGEST_FILE + 1) if file else b""
            services.import_form(draft=draft, file=content, by=by, revision=seen(request))
        else:
            raise Http404
        messages.success(request, str(DONE[name]))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(f"{FORMS}{pk}/")


def _step(name: str) -> int:
    return -1 if name == "up" else 1


@CONTROL
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the form as a file that another desk can import."""
    draft = drafted(pk)
    answer = HttpResponse(services.file_of(draft), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bieu-mau-{draft.pk}.json"'
    return answer


@CONTROL
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the draft changes against a published form: the one in use, or an earlier one."""
    draft = drafted(pk)
    known = list(forms_of(draft).only("pk", "valid_from", "valid_before", "procedure", "case_code"))
    chosen = request.GET.get("voi", "")
    before = next((each for each in known if str(each.pk) == chosen), None) or form_before(draft)
    facts = {
        "tabs": TABS,
        "crumbs": crumbs_of(draft),
        "draft": draft,
        "before": before,
        "known": known,
        "parts": compare_forms(before.ui if before else [], draft.pages),
    }
    return render(request, "backoffice/catalogue/form_changes.html", facts)
