"""The legal deadlines of publication, watched for the control office (rules.publication)."""

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.calendars.selectors import working_calendar
from motcua.procedures.models import AnnouncementDecision
from motcua.procedures.selectors import today
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.parameters.publication_terms import Announcer
from motcua.rules.publication import Deadline, announce_by, enter_by

SOON_DAYS = 5


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One deadline of one decision. `state`: late, soon, open, met or met_late."""

    decision: AnnouncementDecision
    what: str  # announce or enter
    deadline: Deadline
    met_on: date | None
    state: str
    days_left: int


def publication_watch(
    on: date | None = None, *, signed_since: date | None = None, with_met: bool = False
) -> list[WatchLine]:
    """Return deadlines that are late or still open on `on`, most pressing first.

    Looks at decisions signed in the last 120 days unless told otherwise. A decision
    without a day of signing or of effect has no deadline that could be computed.
    """
    day = on or today()
    since = signed_since or day - timedelta(days=120)
    decisions = AnnouncementDecision.objects.filter(withdrawn_at=None, signed_on__gte=since, signed_on__lte=day)
    calendar = working_calendar()
    lines = [line for decision in decisions for line in _lines(decision, calendar, day)]
    if not with_met:
        lines = [line for line in lines if not line.state.startswith("met")]
    return sorted(lines, key=lambda line: (line.deadline.on, line.decision.pk))


def _lines(decision: AnnouncementDecision, calendar: WorkingCalendar, on: date) -> list[WatchLine]:
    if decision.signed_on is None:
        return []
    announcer = Announcer(decision.route)
    announce = announce_by(announcer, calendar, effective_on=decision.effective_on, promulgated_on=None)
    found = [_line(decision, "announce", announce, decision.signed_on, on)] if announce else []
    enter = enter_by(announcer, calendar, signed_on=decision.signed_on)
    return [*found, _line(decision, "enter", enter, decision.published_on, on)]


def _line(decision: AnnouncementDecision, what: str, deadline: Deadline, met_on: date | None, on: date) -> WatchLine:
    left = deadline.days_left(on)
    if met_on is not None:
        state = "met" if deadline.is_met_by(met_on, on) else "met_late"
    else:
        state = "late" if left < 0 else "soon" if left <= SOON_DAYS else "open"
    return WatchLine(decision, what, deadline, met_on, state, left)
