"""One page, one question, and the test run of a form in the making; up and down are buttons, nothing is dragged."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.backoffice.catalogue_desk import CONTROL, TABS, officer
from motcua.backoffice.form_desk import FORMS, crumbs_of, drafted, seen
from motcua.backoffice.form_inputs import TYPES, FieldInput, PageInput
from motcua.core.phrases import Phrase, explain
from motcua.procedures.eforms import editing, services
from motcua.procedures.eforms.answers import asked, computed, errors_of, read_page
from motcua.procedures.eforms.definition import fields_of
from motcua.procedures.eforms.drawing import FieldShown, draw, draw_field
from motcua.procedures.eforms.selectors import why_not_publishable
from motcua.procedures.models import FormDraft
from motcua.rules.errors import RuleViolation

SAVED = Phrase("Đã lưu.", "Saved.")
MOST_ROWS = 5


def _kept(request: HttpRequest, draft: FormDraft, pages: list[dict[str, Any]], form: Any = None) -> FormDraft | None:
    """Save the pages; a refusal is written on the form, or said above the page where there is none."""
    try:
        held = services.revise_form(draft=draft, pages=pages, by=officer(request), revision=seen(request))
    except RuleViolation as refusal:
        if form is None:
            messages.error(request, explain(refusal))
        else:
            form.add_error(None, explain(refusal))
        return None
    messages.success(request, str(SAVED))
    return held


@CONTROL
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
    """Write the heading of a page (a new one without `key`), and order its questions."""
    draft = drafted(pk)
    now = _page(draft, key) if key else None
    name, _, about = request.POST.get("act", "").partition(":")
    if name in ("up", "down", "remove"):
        return _moved(request, draft, key, name, about)
    form = PageInput(request.POST or None, initial=PageInput.typed(now) if now else None)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            pages = editing.put_page(draft.pages, facts, key)
        except RuleViolation as refusal:
            form.add_error("key", explain(refusal))
        else:
            if _kept(request, draft, pages, form):
                return redirect(f"{FORMS}{pk}/trang/{facts['key']}/")
    context = {
        "tabs": TABS,
        "crumbs": crumbs_of(draft),
        "draft": draft,
        "form": form,
        "page": now,
        "types": TYPES,
        "lists": _lists(now) if now else [],
        "shown": _drawn(draft, now) if now else None,
    }
    return render(request, "backoffice/catalogue/form_page.html", context, status=422 if form.errors else 200)


def _page(draft: FormDraft, key: str) -> dict[str, Any]:
    try:
        return editing.page_of(draft.pages, key)
    except editing.PlaceUnknown as refusal:
        raise Http404 from refusal


def _lists(now: dict[str, Any]) -> list[tuple[Any, bool, list[tuple[dict[str, Any], Phrase]]]]:
    """Return the questions of the page and of its group as (heading, in group, questions with their type)."""
    found = [(Phrase("Câu hỏi", "Questions"), False, now["fields"])]
    if "repeat" in now:
        found.append((Phrase(now["repeat"]["vi"], now["repeat"]["en"]), True, now["repeat"]["fields"]))
    return [(name, inner, [(each, TYPES[each["type"]]) for each in fields]) for name, inner, fields in found]


def _moved(request: HttpRequest, draft: FormDraft, key: str, name: str, about: str) -> HttpResponse:
    try:
        if name == "remove":
            pages = editing.remove_field(draft.pages, key, about)
        else:
            pages = editing.move_field(draft.pages, key, about, -1 if name == "up" else 1)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        _kept(request, draft, pages)
    return redirect(f"{FORMS}{draft.pk}/trang/{key}/")


@CONTROL
@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, pk: int, key: str, name: str = "") -> HttpResponse:
    """Write one question (a new one without `name`), seen beside it as people will see it."""
    draft = drafted(pk)
    _page(draft, key)
    try:
        now, in_group = editing.find_field(draft.pages, key, name) if name else ({}, "nhom" in request.GET)
    except editing.PlaceUnknown as refusal:
        raise Http404 from refusal
    others = {each: one for each, one in fields_of({"ui": draft.pages}).items() if each != name}
    initial = FieldInput.typed(now) if now else None
    form = FieldInput(request.POST or None, others={} if in_group else others, initial=initial)
    valid = request.method == "POST" and form.is_valid()
    if request.headers.get("HX-Request"):
        return render(request, "backoffice/catalogue/form_preview.html", {"one": _one(form.facts() if valid else now)})
    if valid:
        try:
            pages = editing.put_field(draft.pages, key, form.facts(), name=name, in_group=in_group)
        except RuleViolation as refusal:
            form.add_error("name", explain(refusal))
        else:
            if _kept(request, draft, pages, form):
                return redirect(f"{FORMS}{pk}/trang/{key}/")
    crumbs = [*crumbs_of(draft), (key, f"{FORMS}{pk}/trang/{key}/")]
    facts = {"tabs": TABS, "crumbs": crumbs, "draft": draft, "form": form, "now": now, "one": _one(now)}
    return render(request, "backoffice/catalogue/form_field.html", facts, status=422 if form.errors else 200)


def _one(facts: dict[str, Any]) -> FieldShown | None:
    return _without_list(draw_field(facts, facts["name"], None, "")) if facts else None


def _without_list(item: FieldShown) -> FieldShown:
    """Let the editor type a commune's code: the list belongs to the page people fill in."""
    return replace(item, widget="text") if item.widget == "unit" else item


def _drawn(draft: FormDraft, now: dict[str, Any]) -> Any:
    return draw({"ui": draft.pages}, now, {}, with_units=_without_list)


@CONTROL
@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the whole form in as a person would, to see what is asked, refused and filed; nothing is kept."""
    draft = drafted(pk)
    refusal = why_not_publishable(draft.pages)
    answers: dict[str, Any] = {}
    errors: list[Any] = []
    result: dict[str, Any] | None = None
    definition = {} if refusal else services.definition_of(draft.pages)
    if definition and request.method == "POST":
        for one in draft.pages:
            answers |= read_page(one, request.POST.dict())
        answers = {name: value for name, value in answers.items() if value != []}
        if request.POST.get("act") == "check":
            errors = errors_of(definition, answers, today=timezone.localdate())
            result = None if errors else {**asked(definition, answers), **computed(definition, answers)}
    rows = min(int(request.GET.get("dong", "2")) if request.GET.get("dong", "2").isdecimal() else 2, MOST_ROWS)
    shown = [
        draw(definition, one, answers, with_units=_without_list, errors=errors, rows=rows)
        for one in (draft.pages if definition else [])
    ]
    facts = {
        "tabs": TABS,
        "crumbs": crumbs_of(draft),
        "draft": draft,
        "fault": explain(refusal) if refusal else "",
        "pages": shown,
        "errors": shown[0].errors if shown and errors else (),
        "result": result,
    }
    return render(request, "backoffice/catalogue/form_run.html", facts, status=422 if errors else 200)
