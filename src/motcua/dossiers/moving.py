"""When the working calendar is amended, the promised dates of open dossiers follow, each with its reason.

Effect registered with `calendars.services`; a preview counts, applying records an act on each.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, time

from motcua.calendars.services import CalendarChange
from motcua.dossiers import promises
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.corrections import move_appointment
from motcua.rules.calendar import VIETNAM, WorkingCalendar
from motcua.rules.lifecycle_situation import from_json
from motcua.rules.lifecycle_states import RUNNING

BATCH = 2000


def move_appointments(change: CalendarChange, applying: bool) -> Mapping[str, int]:
    """Return, by unit, how many open dossiers get another date; record it on each when applying."""
    moved: Counter[str] = Counter()
    actor = Actor.system("lịch làm việc")
    for dossier in _touched(change):
        if _moves(dossier, change):
            moved[dossier.resolving_unit.code] += 1
            if applying and change.amendment_id is not None:
                move_appointment(
                    number=dossier.number, reason=change.reason, amendment=change.amendment_id, actor=actor
                )
    return moved


def _touched(change: CalendarChange) -> Iterator[Dossier]:
    """Give open dossiers that are due on the first changed day or later, parts before wholes."""
    first = datetime.combine(change.first_day, time(0), VIETNAM)
    due_later = Dossier.objects.filter(is_open=True, finished_at=None, current_due_at__gte=first)
    found = due_later.select_related("resolving_unit").order_by("has_children", "id")
    codes = change.agency_codes
    for dossier in found.iterator(chunk_size=BATCH):
        if codes is None or dossier.resolving_unit.code in codes or set(_above(dossier)) & codes:
            yield dossier


def _above(dossier: Dossier) -> tuple[str, ...]:
    return tuple(promises.codes_above(dossier.resolving_unit))


def _moves(dossier: Dossier, change: CalendarChange) -> bool:
    situation = from_json(dossier.situation)
    current = situation.current_promise
    if situation.state not in RUNNING or current is None or situation.reappointments:
        # A date that was given by hand in an apology does not follow the calendar.
        return False
    if dossier.has_children:
        return any(_moves(child, change) for child in promises.children_in_order(dossier))
    limit = promises.limit_of(dossier)
    code, within = dossier.resolving_unit.code, _above(dossier)
    calendars: list[WorkingCalendar] = [change.before(code, within), change.after(code, within)]
    before, after = (promises.by_decree(situation, limit, calendar) for calendar in calendars)
    return before != after
