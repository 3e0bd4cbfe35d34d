"""What was asked for in each request to supplement, for the review of a procedure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from motcua.core.clock_zone import VIETNAM
from motcua.dossiers.models import Event
from motcua.rules.lifecycle_acts import Act

_ANSWERS = frozenset({Act.SUPPLEMENT, Act.RESTART, Act.WITHDRAW, Act.STOP_UNANSWERED, Act.STOP_AT_REQUEST})


@dataclass(frozen=True, slots=True)
class Request:
    """One request: its lines, the how-manieth of its dossier, and when somebody answered (None: not yet)."""

    dossier: str
    ordinal: int
    items: tuple[str, ...]
    asked_at: datetime
    answered_at: datetime | None

    @property
    def days_waited(self) -> float | None:
        return None if self.answered_at is None else (self.answered_at - self.asked_at).total_seconds() / 86_400


def codes_asked(first: date, last: date, *, least: int, most: int) -> list[str]:
    """Return the codes of procedures with `least` requests or more from `first` to `last`, most first. One query."""
    begin = datetime.combine(first, time.min, VIETNAM)
    before = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    asked = Event.objects.filter(act=Act.REQUEST_SUPPLEMENT, occurred_at__gte=begin, occurred_at__lt=before)
    counted = asked.order_by().values_list("dossier__procedure_code").annotate(n=Count("pk")).filter(n__gte=least)
    return [code for code, _ in counted.order_by("-n", "dossier__procedure_code")[:most]]


def requests_of(procedure_code: str, first: date, last: date, most: int = 200_000) -> list[Request]:
    """Return the requests of a procedure's dossiers asked from `first` to `last`, in order. One query."""
    acts = Event.objects.filter(
        dossier__procedure_code=procedure_code, act__in=[Act.REQUEST_SUPPLEMENT, *sorted(_ANSWERS)]
    ).order_by("dossier_id", "ordinal")
    found: list[Request] = []
    open_one: Request | None = None
    asked: dict[str, int] = {}
    for number, act, at, facts in acts.values_list("dossier__number", "act", "occurred_at", "facts")[:most]:
        if act == Act.REQUEST_SUPPLEMENT:
            asked[number] = asked.get(number, 0) + 1
            open_one = Request(number, asked[number], tuple(facts.get("items", ())), at, None)
            found.append(open_one)
        elif open_one is not None and open_one.dossier == number:
            found[-1] = Request(number, open_one.ordinal, open_one.items, open_one.asked_at, at)
            open_one = None
    return [each for each in found if first <= each.asked_at.astimezone(VIETNAM).date() <= last]
