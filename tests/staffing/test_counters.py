"""The need at the counter follows the people served, not the numbers drawn."""

from datetime import date, datetime, timedelta

import pytest

from motcua.accounts.duties import Duty
from motcua.agencies.models import Unit
from motcua.agencies.presence import roll_of
from motcua.agencies.services import post_officer
from motcua.core.clock_zone import VIETNAM
from motcua.documents.models import FileContent, Upload
from motcua.dossiers.models import Ticket, Visit
from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window
from motcua.rules.parameters import staffing as law
from motcua.staffing.counters import counter_day
from tests.accounts import factories as accounts

MONDAY = Window(date(2023, 2, 6), date(2023, 2, 7))


def test_pages_scanned_outside_a_serving_lengthen_it(nation):
    unit = Unit.objects.get(code="H01.31")
    officer = accounts.officer()
    post_officer(account=officer, unit=unit, title="x", duties=["receive"], valid_from=date(2023, 1, 1), by=None,
                 reason="QĐ")  # fmt: skip
    drawn = datetime(2023, 2, 6, 8, 0, tzinfo=VIETNAM)
    visit = Visit.objects.create(unit=unit, arrived_at=drawn)
    Ticket.objects.create(
        visit=visit, unit=unit, day=drawn.date(), ordinal=1, label="1", drawn_at=drawn, state="served",
        officer=officer, served_from=drawn, served_until=drawn + timedelta(minutes=10),
    )  # fmt: skip
    for number, (minute, pages) in enumerate(((5, 4), (30, 6), (31, None))):
        kept = FileContent.objects.create(sha256=str(number), size=1, media_type="x", pages=pages, scan="clean")
        given = Upload.objects.create(content=kept, name="x.pdf", owner=officer)
        Upload.objects.filter(pk=given.pk).update(uploaded_at=drawn + timedelta(minutes=minute))

    with ledger.reader() as connection:
        day = counter_day(connection, roll_of(unit, Duty.RECEIVE), MONDAY)

    assert (day.scanned.pages, day.scanned.outside) == (11, 7)
    assert day.minutes == pytest.approx(10 + 7 * law.SCANNING_SECONDS_A_PAGE / 60)


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
        day = counter_day(connection, roll_of(unit, Duty.RECEIVE), MONDAY)

    assert (day.origin, day.people, day.no_shows) == ("tickets", 4, 8)
    assert day.per_hour[2] == 8
    assert day.minutes == 15
