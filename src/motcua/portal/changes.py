"""What changed in a week, as a page, as Atom (RFC 4287) and as JSON Feed 1.1."""

from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase
from motcua.portal.moments import read_day
from motcua.procedures.changes import Change, changes
from motcua.procedures.models import DecisionItem
from motcua.procedures.phrases import phrase_of

ATOM = "http://www.w3.org/2005/Atom"
TITLE = Phrase("Thay đổi của danh mục thủ tục hành chính", "Changes of the catalogue of procedures")
FEED_LENGTH = 100
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@everyone
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show what took effect in the week of `?tuan=DAY`, this week by default."""
    today = timezone.localdate()
    first = monday_of(read_day(request.GET.get("tuan", "")) or today)
    found = changes(first, first + WEEK)
    by_kind = [
        (phrase_of(DecisionItem.Kind, kind), [change for change in found if change.kind == kind])
        for kind in DecisionItem.Kind.values
    ]
    facts = {
        "first": first,
        "last": first + WEEK - timedelta(days=1),
        "groups": [(title, group) for title, group in by_kind if group],
        "total": len(found),
        "previous": f"?tuan={(first - WEEK).isoformat()}",
        "following": f"?tuan={(first + WEEK).isoformat()}",
        "latest": [] if found else changes(None, today + timedelta(days=1), limit=10),
        "crumbs": [(Phrase("Trang chủ", "Home"), "/")],
    }
    return render(request, "portal/changes.html", facts)


def _moment(change: Change) -> datetime:
    """Return when the change became news: its day, or the recording if that was later."""
    began = timezone.make_aware(datetime.combine(change.happened_on, time.min))
    return max(began, change.recorded_at)


def _sentence(change: Change) -> str:
    words = f"{phrase_of(DecisionItem.Kind, change.kind)}: {change.procedure.name}"
    words += f" ({change.procedure.identity}), {Phrase('từ ngày', 'from')} {change.happened_on:%d/%m/%Y}"
    if change.decision is not None:
        words += f", {Phrase('Quyết định', 'Decision')} {change.decision}"
    if change.successor_codes:
        words += f"; {Phrase('kế tiếp', 'successor')}: {', '.join(change.successor_codes)}"
    return words + "."


def _entries() -> list[dict[str, Any]]:
    found = changes(None, timezone.localdate() + timedelta(days=1), limit=FEED_LENGTH)
    return [
        {
            "id": f"{settings.PUBLIC_URL}/thu-tuc/{change.procedure.identity}/#{change.kind}-{change.happened_on}",
            "url": f"{settings.PUBLIC_URL}/thu-tuc/{change.procedure.identity}/",
            "title": f"{phrase_of(DecisionItem.Kind, change.kind)}: {change.procedure.name}",
            "content_text": _sentence(change),
            "date_published": _moment(change).isoformat(timespec="seconds"),
        }
        for change in found
    ]


@everyone
@require_safe
def json_feed(request: HttpRequest) -> JsonResponse:
    """Give the last changes as JSON Feed 1.1."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": str(TITLE),
        "home_page_url": f"{settings.PUBLIC_URL}/thay-doi/",
        "feed_url": f"{settings.PUBLIC_URL}/thay-doi/feed.json",
        "language": request.GET.get("lang", "vi"),
        "items": _entries(),
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = "application/feed+json; charset=utf-8"
    return answer


@everyone
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Give the last changes as an Atom feed."""
    entries = _entries()
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    updated = max((entry["date_published"] for entry in entries), default=timezone.now().isoformat(timespec="seconds"))
    _text(feed, "title", str(TITLE))
    _text(feed, "id", f"{settings.PUBLIC_URL}/thay-doi/")
    _text(feed, "updated", updated)
    _text(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Motcua")
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=f"{settings.PUBLIC_URL}/thay-doi/atom.xml")
    for entry in entries:
        node = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _text(node, "id", entry["id"])
        _text(node, "title", entry["title"])
        _text(node, "updated", entry["date_published"])
        _text(node, "summary", entry["content_text"])
        ElementTree.SubElement(node, f"{{{ATOM}}}link", href=entry["url"])
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _text(parent: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = value
