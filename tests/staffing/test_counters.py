"""The need at the counter follows the people served, not the numbers drawn."""

from datetime import date, datetime, timedelta

from motcua.agencies.models import Unit
from motcua.core.clock_zone import VIETNAM
from motcua.dossiers.models import Ticket, Visit
from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window
from motcua.staffing.counters import counter_day

MONDAY = Window(date(2023, 2, 6), date(2023, 2, 7))


def test_people_who_never_came_to_the_counter_need_no_officer(nation):
    unit = Unit.objects.get(code="H01.31")
    drawn = datetime(2023, 2, 6, 8, 5, tzinfo=VIETNAM)
    for place in range(12):
        visit = Visit.objects.create(unit=unit, arrived_at=drawn)
        came = place < 4
        Ticket.objects.create(
            visit=visit, unit=unit, day=drawn.date(), ordinal=place + 1, label=str(place), drawn_at=drawn,
            state="done" if came else "no_show",
            served_from=drawn if came else None, served_until=drawn + timedelta(minutes=15) if came else None,
        )  # fmt: skip

    with ledger.reader() as connection:
        day = counter_day(connection, unit, MONDAY)

    assert (day.origin, day.people, day.no_shows) == ("tickets", 4, 8)
    assert day.per_hour[2] == 8
    assert day.minutes == 15
