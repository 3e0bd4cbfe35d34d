"""Who serves at a unit on one day: the usual day's need, and the people who are there, by name."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.agencies.models import Posting
from motcua.agencies.presence import OnHand, Roll, on_hand
from motcua.staffing.counters import OPENS_MINUTE, CounterDay
from motcua.staffing.rosters import NamedRoster, Person, field_sets, name_shifts


@dataclass(frozen=True)
class DutyDay:
    """The shifts of one day; `roster` is None where nobody is posted to receive, so nobody can be named."""

    on: date
    there: OnHand
    roster: NamedRoster | None


def duty_day(roll: Roll, day: CounterDay, on: date) -> DutyDay:
    """Return who works which shift; officers on leave are left out, back-ups come where officials lack."""
    there = on_hand(roll, on)
    if not (there.present or there.backups or there.away):
        return DutyDay(on, there, None)
    people = [_person(one) for one in there.present] + [_person(one, is_backup=True) for one in there.backups]
    needs = {fields: day.needed_for(fields) for fields in field_sets(list(day.by_field), people)}
    return DutyDay(on, there, name_shifts(needs, people, day.offered, opens_at_minute=OPENS_MINUTE))


def _person(posting: Posting, *, is_backup: bool = False) -> Person:
    return Person(str(posting.account), posting.skills, is_backup)


def as_dict(found: DutyDay) -> dict[str, Any]:
    """Return the day as plain values."""
    roster = found.roster
    return {
        "on": found.on,
        "away": [str(one.account) for one in found.there.away],
        "backups": [str(one.account) for one in found.there.backups],
        "shifts": [
            {"shift": shift.name, "officer": person.name, "backup": person.is_backup, "fields": sorted(person.skills)}
            for person, shift in (roster.worked if roster else [])
        ],
        "short": [
            {"from": one.begin, "before": one.end, "fields": sorted(one.fields), "missing": one.missing}
            for one in (roster.short if roster else [])
        ],
        "has_postings": roster is not None,
    }
