"""Searches that found nothing, and the synonyms an editor keeps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.backoffice.catalogue_desk import ADDRESS, CONTROL, TABS, officer
from motcua.backoffice.catalogue_forms import SynonymForm
from motcua.core.phrases import Phrase, explain
from motcua.procedures.models import SearchMiss, SearchSynonym
from motcua.procedures.search import editing
from motcua.rules.errors import RuleViolation

HERE = f"{ADDRESS}tim-kiem/"
ADDED = Phrase("Đã thêm. Từ nay câu tìm này được hiểu.", "Added. From now on this line is understood.")
RETIRED = Phrase("Đã ngừng dùng từ đồng nghĩa.", "The synonym was retired.")
SETTLED = Phrase("Đã xử lý câu tìm.", "The line was settled.")


@CONTROL
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """List what people typed in vain, and add synonyms."""
    form = SynonymForm(request.POST or None, initial={"phrase": request.GET.get("tu", ""), "kind": "colloquial"})
    if request.method == "POST" and form.is_valid():
        try:
            editing.add_synonym(**form.cleaned_data, by=officer(request))
        except RuleViolation as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, str(ADDED))
            return redirect(HERE)
    facts = {
        "tabs": TABS,
        "form": form,
        "misses": Paginator(editing.misses(), 40).get_page(request.GET.get("trang")),
        "synonyms": editing.synonyms()[:200],
    }
    return render(request, "backoffice/catalogue/search.html", facts)


@CONTROL
@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a synonym out of use; it stays on record."""
    try:
        editing.retire_synonym(synonym=get_object_or_404(SearchSynonym, pk=pk), by=officer(request))
        messages.success(request, str(RETIRED))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect(HERE)


@CONTROL
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line off the list until somebody types it in vain again."""
    editing.settle_miss(miss=get_object_or_404(SearchMiss, pk=pk))
    messages.success(request, str(SETTLED))
    return redirect(HERE)
