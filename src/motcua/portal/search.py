"""Search of the catalogue: what a person types, why each procedure was found, and filters with counts."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.phrases import phrase_of
from motcua.procedures.search.editing import record_miss
from motcua.procedures.search.entries import Hit, Reason, Why
from motcua.procedures.search.facets import NAMES, Facet
from motcua.procedures.search.finding import find, suggest

PER_PAGE = 20
SUGGESTIONS = 7
ONLINE_TONES = {"full": "good", "partial": "info"}
WHY = {
    Why.WORDS: Phrase("có các chữ “{typed}”", "holds the words “{typed}”"),
    Why.SYNONYM: Phrase("“{typed}” còn gọi là “{taken_as}”", "“{typed}” is also called “{taken_as}”"),
    Why.TYPO: Phrase("hiểu “{typed}” là “{taken_as}”", "“{typed}” read as “{taken_as}”"),
    Why.CODE: Phrase("đúng mã {taken_as}", "has the code {taken_as}"),
    Why.DECISION: Phrase("theo Quyết định {taken_as}", "announced by Decision {taken_as}"),
    Why.LIFE_EVENT: Phrase("thuộc sự kiện “{typed}”", "belongs to the event “{typed}”"),
    Why.SUBJECT: Phrase("lĩnh vực, cơ quan hoặc từ khóa: “{typed}”", "field, body or keyword: “{typed}”"),
    Why.LEVEL: Phrase("thực hiện ở {taken_as}", "done at level {taken_as}"),
}


def reason(each: Reason) -> str:
    """Return one reason as words."""
    taken_as = each.taken_as or each.typed
    if each.kind == Why.LEVEL:
        taken_as = str(phrase_of(PracticeLevel, taken_as)).lower()
    return WHY[each.kind].format(typed=each.typed, taken_as=taken_as)


def _card(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "entry": entry,
        "levels": [phrase_of(PracticeLevel, level) for level in entry.levels],
        "online": phrase_of(ProcedureVersion.OnlineLevel, entry.online) if entry.online else "",
        "online_tone": ONLINE_TONES.get(entry.online, "neutral"),
        "why": [reason(each) for each in hit.why],
    }


class Numbers(Paginator[Any]):
    """Page numbers of an answer that was already cut into pages."""

    def __init__(self, total: int, size: int) -> None:
        super().__init__([], size)
        self.count = total


def _groups(facets: Sequence[Facet], query: QueryDict) -> list[dict[str, Any]]:
    """Return the facets as links; a chosen option's link takes it away."""
    return [
        {
            "name": facet.title,
            "open": facet.name in ("level", "online") or any(option.chosen for option in facet.options),
            "options": [
                {
                    "label": option.label,
                    "count": option.count,
                    "chosen": option.chosen,
                    "href": _address(query, facet.name, "" if option.chosen else option.value),
                }
                for option in facet.options
            ],
        }
        for facet in facets
    ]


def _address(query: QueryDict, key: str, value: str) -> str:
    changed = query.copy()
    changed.pop("trang", None)
    changed.pop(key, None)
    if value:
        changed[key] = value
    return f"?{changed.urlencode()}"


@everyone
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List the procedures found, with filters that count."""
    text = request.GET.get("q", "").strip()[:300]
    chosen = {name: request.GET.getlist(name) for name in NAMES if request.GET.get(name)}
    number = request.GET.get("trang", "1")
    answer = find(text, chosen, page=int(number) if number.isdecimal() else 1, size=PER_PAGE)
    if text and not answer.total and not chosen:
        record_miss(text)
    facts = {
        "q": text,
        "kept": [(name, value) for name, values in chosen.items() for value in values],
        "answer": answer,
        "page": Page([], answer.page, Numbers(answer.total, PER_PAGE)),
        "cards": [_card(hit) for hit in answer.results],
        "groups": _groups(answer.facets, request.GET),
        "chosen": chosen,
    }
    return render(request, "portal/search.html", facts)


@everyone
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Give the list under the search field while somebody types."""
    text = request.GET.get("q", "").strip()[:300]
    found = suggest(text, limit=SUGGESTIONS) if len(text) > 1 else []
    return render(request, "portal/suggestions.html", {"hits": found})
