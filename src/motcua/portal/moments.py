"""The point in time a reader asks for: `?on=` a day in law, `?known_at=` a day of our knowledge."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

from motcua.core.phrases import Phrase

WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
NOT_A_DAY = Phrase(
    "“{text}” không phải là một ngày nên trang này cho thấy nội dung hôm nay. Hãy ghi ngày như 01/07/2025.",
    "“{text}” is not a day, so this page shows today's text. Write a day like 2025-07-01.",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day asked for, the moment of knowledge, and what was wrong with the question."""

    on: date
    known_at: datetime | None = None
    is_asked: bool = False
    problem: str = ""


def read_day(text: str) -> date | None:
    """Return the day of `2025-07-01` or `01/07/2025`, or None."""
    for shape in WRITTEN:
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def end_of_day(day: date) -> datetime:
    """Return the moment at which `day` is over in Vietnam."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def moment_of(request: HttpRequest) -> Moment:
    """Return the point in time of the query string; what cannot be read is said, not guessed."""
    on, known_at, problem = timezone.localdate(), None, ""
    asked_on, asked_known = request.GET.get("on", "").strip(), request.GET.get("known_at", "").strip()
    if asked_on:
        day = read_day(asked_on)
        on, problem = (day, "") if day else (on, NOT_A_DAY.format(text=asked_on))
    if asked_known:
        day = read_day(asked_known)
        known_at = end_of_day(day) if day else None
        problem = problem or ("" if day else NOT_A_DAY.format(text=asked_known))
    return Moment(on, known_at, bool((asked_on or asked_known) and not problem), problem)
