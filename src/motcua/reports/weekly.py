"""Send the weekly briefing to those who asked for it, once per week and view."""

from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from motcua.agencies.selectors import postings_of
from motcua.core.phrases import Phrase
from motcua.notices import services as notices
from motcua.notices.models import Message
from motcua.reports.briefing import Briefing, briefing
from motcua.reports.briefing_paper import scope_words
from motcua.reports.models import KeptView
from motcua.reports.weeks import monday_of
from motcua.rules.errors import RuleViolation

EVENT = "briefing"
PAGE = "/dieu-hanh/tuan/"


def send_briefings(today: date | None = None) -> int:
    """Write the briefing of the week that ended last for every weekly view; return how many were new.

    A view whose person holds no posting any more, or left no e-mail address, gets none: figures of an office are
    for those who work there.
    """
    monday, sent = monday_of("", today), 0
    for view in KeptView.objects.filter(is_weekly=True).exclude(account__email="").select_related("account"):
        if not postings_of(view.account, today or timezone.localdate()):
            continue
        key = f"{EVENT}:{view.pk}:{monday}"
        if Message.objects.filter(key=key).exists():
            continue
        asked = asked_by(view)
        try:
            facts = facts_of(briefing(monday, asked["level"], asked["agency"]), view, asked)
        except RuleViolation:
            continue  # the view names an agency that no list knows any more; its page says so
        address, account = view.account.email, view.account
        notices.send(event=EVENT, channel="email", address=address, account=account, key=key, facts=facts)
        sent += 1
    return sent


def asked_by(view: KeptView) -> dict[str, str]:
    """Return the level and the agency that a view asks about."""
    words = parse_qs(urlsplit(view.address).query)
    return {name: words.get(name, [""])[0] for name in ("level", "agency")}


def facts_of(told: Briefing, view: KeptView, asked: dict[str, str]) -> dict[str, str]:
    """Return what the message is filled with: one line per heading, and where to read on."""
    with override("vi"):
        lines = {part.key: " ".join(str(Phrase(s.vi, s.en)) for s in part.sentences) or "–" for part in told.parts}
        scope = scope_words(told, view.name if asked["agency"] else "")
    first = told.request.window.first
    query = urlencode({"week": first.isoformat(), **{name: word for name, word in asked.items() if word}})
    return {**lines, "scope": scope, "week": f"{first:%d/%m/%Y}", "address": f"{settings.PUBLIC_URL}{PAGE}?{query}"}
