"""Booking pages: anybody looks, log-in to book, only one's own; the kiosk knows who is expected."""

from datetime import datetime

import pytest
from django.core import signing

from motcua.accounts.models import Account
from motcua.demo import offices, people
from motcua.dossiers import clock
from motcua.dossiers.models.appointment import Appointment
from motcua.rules.calendar import VIETNAM

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def desk():
    places = offices.open_offices()
    people.open_accounts(places)
    return places.counter


@pytest.fixture
def citizen(client):
    account = Account.objects.create_user(username="hoa", full_name="Nguyễn Thị Hoa")
    client.force_login(account)
    return account


def booked(client, desk, hour=9, **facts):
    at = MONDAY.replace(hour=hour).isoformat()
    return client.post(f"/dat-lich/{desk.code}/", {"gio": at, "viec": "A", **facts})


def test_anybody_sees_offices_and_free_times_with_few_queries(client, desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert desk.name in client.get("/dat-lich/").content.decode()
    with django_assert_max_num_queries(10):
        assert "09:00" in client.get(f"/dat-lich/{desk.code}/?viec=B").content.decode()
    assert booked(client, desk)["Location"].startswith("/dang-nhap/")


def test_a_visit_is_booked_taken_to_the_calendar_moved_and_cancelled(client, desk, citizen):
    answer = booked(client, desk)
    one = Appointment.objects.get()
    assert answer["Location"] == f"/lich-hen/{one.mark}/"
    assert one.code in client.get(answer["Location"]).content.decode()
    file = client.get(f"/lich-hen/{one.mark}.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20261130T020000Z" in file.content
    moved = client.post(f"/dat-lich/{desk.code}/?doi={one.mark}", {"gio": MONDAY.replace(hour=10).isoformat()})
    client.post(f"{moved['Location']}huy/")
    assert list(Appointment.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "cancelled"]
    assert "Đã hủy" in client.get("/lich-hen/").content.decode()


@pytest.mark.parametrize("at", ["", "mai", "2026-11-30T09:00:00", "2026-11-30T03:00:00+07:00"])
def test_a_time_nobody_offered_is_refused(client, desk, citizen, at):
    assert client.post(f"/dat-lich/{desk.code}/", {"gio": at}).status_code == 422
    assert not Appointment.objects.exists()


def test_other_peoples_appointments_do_not_exist(client, desk, citizen):
    booked(client, desk)
    mark = Appointment.objects.get().mark
    client.force_login(Account.objects.create_user(username="khac"))
    for address in (f"/lich-hen/{mark}/", f"/lich-hen/{mark}.ics"):
        assert client.get(address).status_code == 404
    assert client.post(f"/lich-hen/{mark}/huy/").status_code == 404
    assert client.post(f"/dat-lich/{desk.code}/?doi={mark}", {"gio": MONDAY.isoformat()}).status_code in (404, 422)
    assert Appointment.objects.get().state == "booked"


def test_the_kiosk_knows_who_is_expected(client, desk, citizen):
    booked(client, desk)
    one = Appointment.objects.get()
    kiosk = f"/mot-cua/lay-so/{signing.dumps(desk.pk, salt='kiosk')}/"
    assert "Hôm nay tại đây không có lịch hẹn" in client.post(kiosk, {"code": "x", "queue": "booked"}).content.decode()
    with clock.at(MONDAY.replace(hour=8, minute=50)):
        page = client.post(kiosk, {"code": one.code}).content.decode()
    assert "Lịch hẹn 09:00" in page
