"""The weekly briefing as a page and as a paper: every sentence opens its dossiers."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.insight.asking import SUBJECTS
from motcua.insight.dashboard import MANAGERS
from motcua.reports import briefing_paper
from motcua.reports.briefing import Briefing, Sentence, briefing
from motcua.reports.names import agency_names
from motcua.reports.weeks import WEEK, monday_of
from motcua.rules.errors import RuleViolation

HERE = "/dieu-hanh/tuan/"
Told = tuple[Briefing | None, date, dict[str, str], str]


def _told(request: HttpRequest) -> Told:
    """Return the briefing that is asked for, its Monday, the words of the question, and what was not understood."""
    words = {name: request.GET.get(name, "").strip() for name in ("level", "agency")}
    problem = ""
    try:
        monday = monday_of(request.GET.get("week", ""))
    except RuleViolation as refusal:
        monday, problem = monday_of(), explain(refusal)
    try:
        return briefing(monday, **words), monday, words, problem
    except RuleViolation as refusal:
        return None, monday, words, explain(refusal)


def _scope(words: dict[str, str]) -> str:
    return agency_names([words["agency"]])[words["agency"]] if words["agency"] else ""


@officers_with(*MANAGERS)
@require_safe
def weekly(request: HttpRequest) -> HttpResponse:
    """Show what changed in a week, where, why, and what to do."""
    told, monday, words, problem = _told(request)
    kept = {name: word for name, word in words.items() if word}
    facts: dict[str, Any] = {
        "subjects": SUBJECTS,
        "problem": problem,
        "week": monday.isoformat(),
        "words": words,
        "earlier": f"{HERE}?{urlencode({'week': (monday - WEEK).isoformat(), **kept})}",
        "later": f"{HERE}?{urlencode({'week': (monday + WEEK).isoformat(), **kept})}",
        "paper": f"{HERE}ban-tin.pdf?{urlencode({'week': monday.isoformat(), **kept})}",
        "address": request.get_full_path(),
    }
    if told is not None:
        window = told.request.window
        facts |= {
            "lead": Phrase(window.vi, window.en),
            "scope": briefing_paper.scope_words(told, _scope(words)),
            "parts": [
                (Phrase(part.vi, part.en), [(Phrase(s.vi, s.en), _link(told, s)) for s in part.sentences])
                for part in told.parts
            ],
        }
    return render(request, "insight/weekly.html", facts)


def _link(told: Briefing, sentence: Sentence) -> str:
    """Return the page that opens the dossiers a sentence counted; nothing where it counted none."""
    if not sentence.opens:
        return "" if sentence.page.endswith("/ho-so/") else sentence.page
    asked = told.request
    window = f"{asked.window.first}..{asked.window.last}"
    words = {"period": asked.period.name, "window": window, "level": asked.level.value if asked.level else ""}
    words |= {"agency": asked.agency_code, **sentence.opens}
    return f"{sentence.page}?{urlencode({name: word for name, word in words.items() if word})}"


@officers_with(*MANAGERS)
@require_safe
def weekly_paper(request: HttpRequest) -> HttpResponse:
    """Give the briefing as PDF; what was not understood is refused, not replaced."""
    told, monday, words, problem = _told(request)
    if told is None or problem:
        return HttpResponse(problem, status=400, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(briefing_paper.write(told, scope=_scope(words)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="ban-tin-tuan-{monday}.pdf"'
    return answer
