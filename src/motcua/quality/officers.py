"""The indices of Circular 01/2018 for each officer, from the dossiers of this installation.

Events of other systems do not name officers, so only own dossiers count. Index 1: settled before, on or after the
promised day, of every dossier in which the officer took part. Index 2: the steps he ended, against their own limits.
Index 3: requests for supplement as contacts. Index 4 needs ballots and is skipped.
UNVERIFIED: index 7 takes a rating of attitude below `CONTENT_FROM` as the justified complaint; unrated dossiers
are left out.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from motcua.core.clock_zone import VIETNAM
from motcua.dossiers.officers_work import Handled, OfficerWork, officers_work
from motcua.reports.counting import ledger_of, unit_of
from motcua.reports.request import Request
from motcua.rules.handling_indices import Rating, contact_points, rate_officer

CONTENT_FROM = 3


@dataclass(frozen=True, slots=True)
class RatedOfficer:
    """One officer with his indices, and on how many dossiers and steps they stand."""

    name: str
    units: tuple[str, ...]
    dossiers: int
    steps: int
    rating: Rating


def rated_officers(request: Request) -> list[RatedOfficer]:
    """Return the officers who took part in dossiers settled in the window, those of the asked agency, by name."""
    days = request.window.days
    began, ended = (datetime.combine(each, time(), VIETNAM) for each in (days.start, days.before) if each is not None)
    with ledger_of(request):
        unit = unit_of(request) if request.agency_code else None
    return [_rated(work) for work in officers_work(began, ended, unit)]


def _rated(work: OfficerWork) -> RatedOfficer:
    handled = list(work.dossiers.values())
    points = {
        1: [_time(each) for each in handled if each.due_at is not None],
        2: [2 if done < due else 1 if done == due else 0 for due, done in work.steps],
        3: [contact_points(each.supplements) for each in handled],
        7: [_attitude(each) for each in handled if each.attitude is not None and each.due_at is not None],
    }
    return RatedOfficer(work.name, tuple(sorted(work.units)), len(handled), len(work.steps), rate_officer(points))


def _time(handled: Handled) -> int:
    """Return 2 when settled before the promised day (moment, where the limit is in hours), 1 on it, 0 after."""
    due, done = handled.due_at, handled.finished_at
    assert due is not None  # noqa: S101 - the caller leaves out what was never promised
    left, right = (done, due) if handled.in_hours else (timezone.localdate(done), timezone.localdate(due))
    return 2 if left < right else 1 if left == right else 0


def _attitude(handled: Handled) -> int:
    if (handled.attitude or 0) < CONTENT_FROM:
        return 0
    return 2 if _time(handled) == 2 else 1
