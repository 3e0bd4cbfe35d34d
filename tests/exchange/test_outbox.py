"""What leaves the house: every event, in order, with its true status."""

import importlib.util
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers import services as dossiers
from motcua.exchange import outbox, selectors, services, webhooks
from motcua.exchange.dialect.client import PortalClient
from motcua.exchange.dialect.words import dossier_from_event, event_from_dossier
from motcua.exchange.messages import status_event
from motcua.exchange.models import Delivery, OutboxMessage
from motcua.exchange.testing import national_portal, webhook_receiver
from motcua.ledger import own, refresh
from motcua.ledger import selectors as ledger
from motcua.payments import books
from motcua.payments import services as payments
from motcua.rules.lifecycle_situation import Promise, Situation
from motcua.rules.lifecycle_states import STATES, State

_spec = importlib.util.spec_from_file_location(
    "dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)
SOON = timedelta(days=3)


@pytest.fixture
def receiver():
    with webhook_receiver() as fake:
        yield fake


@pytest.mark.django_db
def test_every_act_is_announced_once_in_order_and_signed(receiver):
    services.enrol_partner(name="Tỉnh", kind="webhook", address=receiver.address, secret="s3cret-of-both")
    dossier = make.received()
    assert services.send_waiting(at=datetime.now(UTC) + SOON) == {"delivered": 2, "failed": 0, "dead": 0}
    assert [event["data"]["status"] for event in receiver.got] == [1, 2]
    assert {event["type"] for event in receiver.got} == {"vn.motcua.dossier.status.v1"}
    assert {event["subject"] for event in receiver.got} == {dossier.number}
    header, body = receiver.signed[0]
    assert webhooks.is_genuine("s3cret-of-both", header, body, int(time.time()))
    assert not webhooks.is_genuine("another", header, body, int(time.time()))
    assert not webhooks.is_genuine("s3cret-of-both", header, body, int(time.time()) + 3600)
    assert services.send_waiting(at=datetime.now(UTC) + SOON)["delivered"] == 0


@pytest.mark.django_db
def test_a_receiver_that_did_not_agree_gets_nothing(receiver):
    receiver.allows = False
    with pytest.raises(services.PartnerRefused) as refusal:
        services.enrol_partner(name="Tỉnh", kind="webhook", address=receiver.address, secret="s")
    assert "Tỉnh" in refusal.value.sentence("vi")


@pytest.mark.django_db
def test_a_failure_holds_back_the_later_events_of_its_dossier_only(receiver):
    services.enrol_partner(name="Tỉnh", kind="webhook", address=receiver.address, secret="s")
    make.received()
    receiver.fail_with = 503
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert services.send_waiting(at=now) == {"delivered": 0, "failed": 1, "dead": 0}
    for _ in services.WAITS:
        now += SOON
        counts = services.send_waiting(at=now)
    assert counts["dead"] == 1
    assert [letter.attempts for letter in selectors.dead_letters()] == [len(services.WAITS) + 1]
    receiver.fail_with = 0
    assert services.send_waiting(at=now + SOON)["delivered"] == 0, "the second event waits for the first"
    make.registered()
    assert services.send_waiting(at=now + SOON)["delivered"] == 1, "another dossier does not"
    assert services.replay(at=now) == 1
    assert services.send_waiting(at=now + SOON)["delivered"] == 2
    assert [event["data"]["sequence"] for event in receiver.got] == [1, 1, 2]
    assert Delivery.objects.exclude(state="delivered").count() == 0


@pytest.mark.django_db
def test_a_refused_act_announces_nothing():
    dossier = make.registered()
    before = OutboxMessage.objects.count()
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the refusal is, nothing may leave
        dossiers.decide(number=dossier.number, actor=make.office().signer)
    assert OutboxMessage.objects.count() == before


@pytest.mark.django_db
def test_the_portal_gets_the_dossier_and_its_progress():
    with national_portal() as portal:
        services.enrol_partner(name="Cổng", kind="national_portal", address=portal.address, secret="s")
        dossier = make.received()
        assert services.send_waiting(at=datetime.now(UTC) + SOON)["delivered"] == 2
        told = portal.dossiers[dossier.number]
        assert (told["TrangThaiHoSo"], told["ChuHoSo"]) == (2, "Nguyễn Thị Hoa")
        assert told["NgayHenTra"]
        assert told["NgayKetThucXuLy"] == ""
        assert [line["TrangThai"] for line in portal.progress] == [1, 2]
        portal.forgets_lookups = True
        client = PortalClient(portal.address, "H26", "s")
        client.send_dossier(told)
        client.send_progress([{"MaHoSo": dossier.number, "TrangThai": 2}] * 23)
        assert portal.calls[-6:] == ["TraCuuHoSo", "DongBoHoSoMC", "DongBoHoSoMC", *["CapNhatTienDoHoSoMC"] * 3]


def test_no_identity_is_made_up_for_the_portal():
    payload = event_of(Situation(state=State.RECEIVED, ordinal=1))
    entry = dossier_from_event({**payload, "field": None, "applicant_kind": 1}, {"ChuHoSo": "A", "SoDinhDanh": "n/a"})
    assert "DinhDanhCHS" not in entry
    assert "MaLinhVuc" not in entry


def event_of(situation):
    return status_event(
        source="us", number="H26-1", situation=situation, occurred_at=datetime(2026, 3, 2, tzinfo=UTC),
        procedure="1.000001", agency="H26", channel=1, in_hours=False,
    )  # fmt: skip


moments = st.one_of(st.none(), st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001


@given(st.sampled_from(list(State)), moments, moments, moments, moments)
def test_no_state_is_ever_sent_as_a_better_one(state, received, due, finished, returned):
    situation = Situation(
        state=state, ordinal=3, received_at=received, finished_at=finished, returned_at=returned,
        promises=(Promise("original", due, 1),),
    )  # fmt: skip
    sent = event_of(situation)
    assert sent["status"] == STATES[state].national
    if STATES[state].national not in (9, 10):
        assert sent["finished_at"] is None
        assert sent["returned_at"] is None
    told = dossier_from_event({**sent, "field": None, "applicant_kind": 1}, {})
    assert told["TrangThaiHoSo"] == STATES[state].national
    back = event_from_dossier("us", told, 1, "2026-03-02T00:00:00+00:00")
    assert back["status"] == sent["status"]
    assert (back["finished_at"] is None) == (sent["finished_at"] is None)


@pytest.mark.django_db
def test_own_dossiers_flow_into_the_ledger_once():
    dossier = make.received()
    assert refresh.refresh()["own_events"] == 2
    assert refresh.refresh()["own_events"] == 0
    with ledger.reader() as connection:
        rows = connection.execute("SELECT dossier, status, received_at IS NOT NULL, due_at IS NOT NULL FROM dossier")
        assert rows.fetchall() == [(dossier.number, 2, True, True)]
    assert own.STEP > 0


@pytest.mark.django_db
def test_the_ledger_knows_when_we_learnt_of_our_own_acts():
    dossier = make.received()
    recorded = list(OutboxMessage.objects.order_by("pk").values_list("event__recorded_at", flat=True))
    refresh.refresh()
    with ledger.reader() as connection:
        rows = connection.execute("SELECT recorded_at FROM events WHERE dossier = ? ORDER BY 1", [dossier.number])
        known = [row[0].replace(tzinfo=UTC) for row in rows.fetchall()]
    assert known == recorded
    with ledger.reader(as_known_on=recorded[0] - timedelta(seconds=1)) as connection:
        assert connection.execute("SELECT count(*) FROM fact_dossier").fetchone() == (0,)


@pytest.mark.django_db
def test_a_payment_is_told_and_counts_as_paid_online_whatever_comes_after(receiver):
    services.enrol_partner(name="Tỉnh", kind="webhook", address=receiver.address, secret="s")
    office, free = make.office(), make.received()
    dossier = make.registered(office)
    lines = [{"name": "Lệ phí", "kind": "charge", "amount": 50_000}]
    asked = {"unit_code": "H56", "moment": "receipt", "lines": lines, "opened_at": timezone.now()}
    online = payments.open_charge(dossier_number=dossier.number, **asked)
    dossiers.receive(number=dossier.number, actor=office.clerk)
    counter = payments.open_charge(dossier_number=dossier.number, **asked)
    waived = payments.open_charge(dossier_number=dossier.number, **asked)
    payments.open_charge(dossier_number="no dossier here", **asked)
    books.settle(online, "vietqr", timezone.now())
    payments.pay_at_counter(charge_id=counter.pk, way="cash", amount=50_000)
    payments.exempt(charge_id=waived.pk, reason="hộ nghèo")
    payments.refund(charge_id=online.pk, amount=20_000, reason="thu thừa")
    told = [
        (m.payload["sequence"], m.payload["fee_due"], m.payload["fee_paid_online"])
        for m in OutboxMessage.objects.filter(dossier_number=dossier.number)
    ]
    assert told == [
        (1, None, None), (2, 50_000, 0), (3, 50_000, 0), (4, 100_000, 0), (5, 150_000, 0), (6, 150_000, 50_000),
        (7, 150_000, 50_000), (8, 100_000, 50_000), (9, 80_000, 30_000),
    ]  # fmt: skip
    refresh.refresh()
    with ledger.reader() as connection:
        found = connection.execute("SELECT dossier, status, fee_due, fee_paid_online, flags FROM dossier").fetchall()
    flags = {number: bits for number, *_, bits in found}
    assert sorted(row[:4] for row in found) == sorted(
        [(dossier.number, 2, 80_000, 30_000), (free.number, 2, None, None)]
    )
    assert flags[dossier.number] == flags[free.number], "telling of money is nothing odd"
    services.send_waiting(at=datetime.now(UTC) + SOON)
    of_it = [event["data"]["sequence"] for event in receiver.got if event["subject"] == dossier.number]
    assert of_it == [*range(1, 10)]
    entry = dossier_from_event(*portal_of(dossier.number))
    assert [line["Gia"] for line in entry["DanhSachLePhi"]] == [50_000, 50_000]


def portal_of(number):
    message = OutboxMessage.objects.filter(dossier_number=number).last()
    return outbox.complete(message), outbox.portal_facts(message)
