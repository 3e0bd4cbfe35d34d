"""The pages of an application: task list, one theme a page, autosave."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import everyone
from motcua.agencies.communes import communes_like
from motcua.core.phrases import Phrase
from motcua.portal.filing import access, drafts
from motcua.portal.filing.papers import PaperAsked, papers_asked
from motcua.portal.filing.prefill import Known, prefilled
from motcua.portal.filing.showing import faults_of, names_on, pages_of, show
from motcua.portal.filing.submitting import demand_form
from motcua.portal.models import Draft
from motcua.procedures.eforms.answers import read_page
from motcua.procedures.eforms.definition import fields_of
from motcua.procedures.eforms.drawing import PageShown, say

DONE = (Phrase("Đã xong", "Done"), "good")
TO_DO = (Phrase("Cần hoàn thành", "To complete"), "warn")
OPEN = (Phrase("Chưa bắt đầu", "Not started"), "neutral")


def crumbs_of(draft: Draft) -> list[tuple[Any, str]]:
    return [
        (Phrase("Thủ tục", "Procedures"), "/thu-tuc/"),
        (draft.version.name, reverse("portal:procedure", args=[draft.procedure_code])),
        (Phrase("Hồ sơ đang khai", "My application"), reverse("portal:tasks", args=[draft.procedure_code, draft.mark])),
    ]


def tasks_of(draft: Draft, form: dict[str, Any], asked: list[PaperAsked]) -> list[dict[str, Any]]:
    """Return every page with where it stands."""
    faults = {error.name.split(".")[0] for error in faults_of(form, draft.answers, timezone.localdate())}
    found: list[dict[str, Any]] = []
    for page in pages_of(form):
        state = OPEN if page["key"] not in draft.done else TO_DO if names_on(page) & faults else DONE
        address = reverse("portal:form_page", args=[draft.procedure_code, draft.mark, page["key"]])
        found.append({"title": say(page), "address": address, "state": state})
    if asked:
        missing, given = any(paper.is_missing for paper in asked), any(paper.given for paper in asked)
        state = (TO_DO if given else OPEN) if missing else DONE
        address = reverse("portal:papers_page", args=[draft.procedure_code, draft.mark])
        found.append({"title": Phrase("Giấy tờ kèm theo", "Papers"), "address": address, "state": state})
    return found


@everyone
@require_safe
def tasks(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Show the list of what is to do, and where one was."""
    if access.lost_session(request, code, mark):
        return redirect_to_login(request.get_full_path())
    draft = access.demand_draft(request, code, mark)
    if draft.filed_number:
        return redirect("portal:filed", draft.filed_number)
    asked = papers_asked(draft, access.account_of(request))
    found = tasks_of(draft, demand_form(draft.version, draft.case), asked)
    done = sum(1 for task in found if task["state"] is DONE)
    facts = {
        "draft": draft,
        "tasks": found,
        "done": done,
        "crumbs": crumbs_of(draft)[:2],
        "kept_days": drafts.KEPT.days,
    }
    return render(request, "portal/filing/tasks.html", facts)


@everyone
@require_http_methods(["GET", "POST"])
def form_page(request: HttpRequest, code: str, mark: str, key: str) -> HttpResponse:
    """Ask one theme; a POST keeps what was typed, always, and says what must be mended."""
    lost = access.lost_session(request, code, mark)
    if lost is not None:
        if request.method == "POST":
            _keep(lost, _page(lost, key), request.POST)
        return redirect_to_login(request.get_full_path())
    draft = access.demand_draft(request, code, mark)
    if draft.filed_number:
        return redirect("portal:filed", draft.filed_number)
    page = _page(draft, key)
    if request.method == "POST":
        return _answered(request, draft, page)
    return _drawn(request, draft, page, rows=_rows(request.GET.get("dong", "")))


def _page(draft: Draft, key: str) -> dict[str, Any]:
    found = next((page for page in pages_of(demand_form(draft.version, draft.case)) if page["key"] == key), None)
    if found is None:
        raise Http404
    return found


def _rows(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _keep(draft: Draft, page: dict[str, Any], posted: QueryDict, done: str = "") -> Draft:
    answers = read_page(page, posted.dict())  # type: ignore[arg-type]
    return drafts.answer(draft=draft, names=names_on(page), answers=answers, done=done)


def _answered(request: HttpRequest, draft: Draft, page: dict[str, Any]) -> HttpResponse:
    act, _, about = request.POST.get("act", "").partition(":")
    posted = request.POST.copy()
    if act == "remove":
        for name in [name for name in posted if name.startswith(f"{page.get('repeat', {}).get('name')}.{about}.")]:
            del posted[name]
    before = draft.answers
    draft = _keep(draft, page, posted, done=page["key"] if act == "" else "")
    if request.headers.get("HX-Request"):
        return _saved(request, draft, page, before)
    here = reverse("portal:form_page", args=[draft.procedure_code, draft.mark, page["key"]])
    if act == "add":
        return redirect(f"{here}?dong={_rows(about) + 1}#dong-{about}")
    if act in {"remove", "update"}:
        return redirect(here)
    if act == "find":
        return _drawn(request, draft, page, searches={about: posted.get(f"{about}.words", "")[:100]})
    form = demand_form(draft.version, draft.case)
    errors = faults_of(form, draft.answers, timezone.localdate(), page["key"])
    if errors:
        return _drawn(request, draft, page, errors=errors, status=422)
    return redirect("portal:tasks", draft.procedure_code, draft.mark) if act == "later" else _next(draft, page, request)


def _next(draft: Draft, page: dict[str, Any], request: HttpRequest) -> HttpResponse:
    """Go to the next page; from a change link, back to the check."""
    if request.GET.get("tu") == "kiem-tra":
        return redirect("portal:check", draft.procedure_code, draft.mark)
    keys = [one["key"] for one in pages_of(demand_form(draft.version, draft.case))]
    place = keys.index(page["key"]) + 1
    if place < len(keys):
        return redirect("portal:form_page", draft.procedure_code, draft.mark, keys[place])
    return redirect("portal:papers_page", draft.procedure_code, draft.mark)


def _drawn(request: HttpRequest, draft: Draft, page: dict[str, Any], status: int = 200, **more: Any) -> HttpResponse:
    form = demand_form(draft.version, draft.case)
    known: dict[str, Known] = {}
    if page["key"] not in draft.done:
        account = access.account_of(request)
        own = names_on(page)
        known = prefilled(draft, {n: f for n, f in fields_of(form).items() if n in own}, account)
    shown = show(form, page, draft.answers, known=known, **more)
    keys = [one["key"] for one in pages_of(form)]
    facts = {
        "draft": draft,
        "page": shown,
        "place": keys.index(page["key"]) + 1,
        "pages": len(keys) + 1,
        "crumbs": crumbs_of(draft),
        "from_check": request.GET.get("tu") == "kiem-tra",
    }
    return render(request, "portal/filing/page.html", facts, status=status)


def _saved(request: HttpRequest, draft: Draft, page: dict[str, Any], before: dict[str, Any]) -> HttpResponse:
    """Answer an autosave: “saved”, the questions that came or went, and the new total."""
    form = demand_form(draft.version, draft.case)
    was = {one.name: one.shown for one in show(form, page, before).fields}
    now: PageShown = show(form, page, draft.answers)
    changed = [one for one in now.fields if one.depends and one.shown != was[one.name]]
    facts = {"draft": draft, "page": now, "changed": changed, "saved_at": draft.changed_at}
    return render(request, "portal/filing/saved.html", facts)


@everyone
@require_safe
def communes_found(request: HttpRequest) -> HttpResponse:
    """Give the communes that match the words, as radio buttons for the picker."""
    name = request.GET.get("name", "")[:100]
    found = communes_like(request.GET.get(f"{name}.words", "")[:100])
    options = [(unit.code, unit.name, False) for unit in found]
    return render(request, "core/components/question_units.html", {"name": name, "options": options})


@everyone
@require_POST
def discard(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Forget an application at the person's wish."""
    drafts.discard(draft=access.demand_draft(request, code, mark))
    return redirect("portal:file", code)
