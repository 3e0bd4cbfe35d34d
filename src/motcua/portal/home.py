"""The first page: one large search, life events, and for whom."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase
from motcua.procedures.changes import changes
from motcua.procedures.listings import audiences, life_events
from motcua.procedures.models import Audience, LifeEvent

EVENTS = (
    (LifeEvent.Kind.LIFE, Phrase("Theo sự kiện đời người", "By life event")),
    (LifeEvent.Kind.GROUP, Phrase("Theo nhóm dịch vụ của công dân", "By citizens' topic")),
    (LifeEvent.Kind.BUSINESS, Phrase("Theo sự kiện của doanh nghiệp", "By business event")),
)
MOST = 8
EXAMPLES = ("khai sinh", "cccd", "sổ đỏ", "gplx", "hộ kinh doanh")


def name_of(named: LifeEvent | Audience) -> Phrase:
    """Return the name of a life event or audience in the reader's language, Vietnamese where none was given."""
    return Phrase(named.name, named.name_en or named.name)


@everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show where to begin."""
    today = timezone.localdate()
    groups = [(title, [(each, name_of(each)) for each in life_events(today, kind)]) for kind, title in EVENTS]
    facts = {
        "groups": [(title, found) for title, found in groups if found],
        "audiences": [(each, name_of(each), count) for each, count in audiences(today)[:MOST]],
        "examples": EXAMPLES,
        "changes": changes(None, today + timedelta(days=1), limit=5),
    }
    return render(request, "portal/home.html", facts)
