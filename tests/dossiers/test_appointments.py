"""Visits booked ahead: places follow from hours and officers; whoever comes in time is called in time."""

from datetime import date, datetime, time, timedelta

import pytest

from motcua.dossiers import appointments, clock, visits
from motcua.dossiers.appointments import BookedThatDay, NoSuchAppointment, SlotTaken, TooManyAppointments
from motcua.notices.models import Message
from motcua.rules.appointments import places, slots
from motcua.rules.calendar import VIETNAM
from tests.procedures.factories import account

from . import factories as f

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=VIETNAM)
NINE = MONDAY.replace(hour=9)


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def desk():
    return f.office().one_stop


def booked(unit, at=NINE, queue="A", **facts):
    return appointments.book(unit=unit, starts_at=at, queue=queue, **{"account": account("citizen"), **facts})


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param([(time(7), time(8))], ["07:00", "07:30"], id="whole slots"),
        pytest.param([(time(7), time(7, 45))], ["07:00"], id="a rest is not offered"),
        pytest.param([(time(7), time(7, 20))], [], id="too short"),
        pytest.param([(time(11), time(11, 30)), (time(13, 30), time(14))], ["11:00", "13:30"], id="lunch"),
    ],
)
def test_slots_follow_the_opening_hours(sessions, expected):
    assert [f"{slot.starts_at:%H:%M}" for slot in slots(date(2026, 3, 2), sessions)] == expected


@pytest.mark.parametrize(("officers", "expected"), [(0, 0), (1, 1), (3, 3), (8, 8)])
def test_half_of_the_counters_can_be_booked(officers, expected):
    assert places(officers) == expected


def test_a_slot_offers_a_place_for_each_officer_and_then_is_full(desk):
    free = {each.slot.starts_at: each.free for each in appointments.free_slots(desk, MONDAY.date())}
    assert free[NINE] == 1
    booked(desk)
    assert {each.slot.starts_at: each.free for each in appointments.free_slots(desk, MONDAY.date())}[NINE] == 0
    with pytest.raises(SlotTaken):
        booked(desk)


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(MONDAY - timedelta(hours=1), id="before opening"),
        pytest.param(MONDAY.replace(hour=12), id="at lunch"),
        pytest.param(MONDAY.replace(hour=9, minute=10), id="not a slot"),
        pytest.param(NINE - timedelta(days=1), id="a Sunday"),
        pytest.param(NINE + timedelta(days=40), id="too far ahead"),
    ],
)
def test_other_times_are_refused(desk, at):
    with pytest.raises(SlotTaken):
        booked(desk, at)


def test_a_double_click_books_once_and_a_second_visit_that_day_is_a_move(desk):
    citizen = account("citizen")
    first = booked(desk, account=citizen)
    assert booked(desk, account=citizen).pk == first.pk
    with pytest.raises(BookedThatDay):
        booked(desk, NINE + timedelta(minutes=30), account=citizen)
    moved = appointments.move(appointment=first, starts_at=NINE + timedelta(minutes=30))
    first.refresh_from_db()
    assert (first.state, moved.moved_from_id) == ("cancelled", first.pk)
    assert booked(desk).starts_at == NINE


def test_a_move_to_a_full_time_leaves_the_old_appointment(desk):
    booked(desk, NINE + timedelta(minutes=30))
    mine = booked(desk)
    with pytest.raises(SlotTaken):
        appointments.move(appointment=mine, starts_at=NINE + timedelta(minutes=30))
    mine.refresh_from_db()
    assert mine.state == "booked"


def test_nobody_hoards_appointments(desk):
    citizen = account("citizen")
    for days in (0, 1, 2):
        booked(desk, NINE + timedelta(days=days), account=citizen)
    with pytest.raises(TooManyAppointments):
        booked(desk, NINE + timedelta(days=3), account=citizen)


def test_each_step_is_told_once(desk):
    citizen = account("citizen")
    citizen.email = "hoa@vidu.vn"
    citizen.save()
    mine = booked(desk, account=citizen)
    appointments.cancel(appointment=mine)
    appointments.cancel(appointment=mine)
    assert list(Message.objects.order_by("pk").values_list("event", flat=True)) == [
        "appointment_booked",
        "appointment_cancelled",
    ]


def called(desk, at):
    with clock.at(at):
        return visits.call_next(unit=desk, actor=f.Actor.system("quầy"), counter="1", queue="A")


def test_who_comes_in_time_is_called_at_the_booked_time_and_not_before(desk):
    mine = booked(desk)
    with clock.at(NINE - timedelta(minutes=10)):
        first, second = (visits.arrive(unit=desk, queue="A") for _ in range(2))
        ticket = appointments.arrive(unit=desk, code=mine.code)
    assert ticket.booked_for == NINE
    assert called(desk, NINE - timedelta(minutes=5)).pk == first.pk
    assert called(desk, NINE).pk == ticket.pk
    assert called(desk, NINE).pk == second.pk
    mine.refresh_from_db()
    assert (mine.state, mine.ticket_id) == ("arrived", ticket.pk)


@pytest.mark.parametrize("minutes", [-45, 31], ids=["too early", "too late"])
def test_who_comes_out_of_time_waits_like_others(desk, minutes):
    mine = booked(desk)
    with clock.at(NINE + timedelta(minutes=minutes)):
        assert appointments.arrive(unit=desk, code=mine.code).booked_for is None


def test_a_wrong_code_draws_no_ticket(desk):
    mine = booked(desk)
    for unit, code in ((desk, "xxxx"), (f.office().one_stop, mine.code)):
        with pytest.raises(NoSuchAppointment):
            appointments.arrive(unit=unit, code=code)
    assert not visits.waiting_at(desk).exists()
