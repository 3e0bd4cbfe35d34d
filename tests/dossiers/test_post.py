"""Return by post: a carrier over a real socket, its faults, and the hand-out act at delivery."""

import json
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest

from motcua.dossiers import services as acts
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.parcel import Parcel
from motcua.dossiers.post import services
from motcua.dossiers.post.http_post import SIGNED, signature
from motcua.dossiers.post.selectors import parcels_of_units, steps_of
from motcua.dossiers.post.testing import PostSimulator
from motcua.notices.models import Message

from . import factories as f

pytestmark = pytest.mark.django_db
WHERE = {"receiver": "Nguyễn Thị Hoa", "phone": "0900000001", "address": "Số 1, tổ 2, phường Xuân Hoà"}


@pytest.fixture
def carrier(settings):
    with PostSimulator(secret="only-for-tests") as simulator:
        settings.CARRIERS = {"post": simulator.settings}
        yield simulator


@pytest.fixture
def office():
    return f.office()


@pytest.fixture
def dossier(office):
    return f.decided(of=office)


def sent(dossier, office, **facts):
    return services.send_by_post(number=dossier.number, actor=office.clerk, **{**WHERE, **facts})


def test_a_parcel_travels_and_its_delivery_is_the_hand_out(carrier, dossier, office):
    parcel = sent(dossier, office)
    assert (parcel.state, parcel.tracking_number) == ("ordered", "EM100000001VN")
    dossier.refresh_from_db()
    assert dossier.state == "decided"
    seen = [services.follow(parcel=Parcel.objects.get()).state for _ in range(3)]
    assert seen == ["travelling", "travelling", "delivered"]
    event = dossier.events.order_by("ordinal").last()
    assert (event.act, event.facts["way"], event.facts["taken_by"]) == ("return_output", "post", "Nguyễn Thị Hoa")
    dossier.refresh_from_db()
    assert dossier.state == "returned"
    assert str(steps_of(Parcel.objects.get())[0].phrase) == "Đã phát"


def test_the_applicant_is_told_the_number_once(carrier, dossier, office):
    Dossier.objects.get(number=dossier.number)
    sent(dossier, office)
    services.follow_parcels()
    told = Message.objects.filter(event="parcel_sent")
    assert ["EM100000001VN" in each.body for each in told] == [True]


def test_a_double_click_sends_one_parcel(carrier, dossier, office):
    assert sent(dossier, office).pk == sent(dossier, office).pk
    assert len(carrier.orders) == 1


@pytest.mark.parametrize("fault", ["down", "nonsense", "forgets"])
def test_a_carrier_that_does_not_answer_is_asked_again_with_the_same_reference(carrier, dossier, office, fault):
    carrier.fault = fault
    parcel = sent(dossier, office)
    assert (parcel.state, bool(parcel.trouble)) == ("ordering", True)
    carrier.fault = ""
    services.follow_parcels()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.trouble, len(carrier.orders)) == ("ordered", "", 1)


def test_an_answer_that_was_lost_makes_no_second_parcel(carrier, dossier, office):
    parcel = sent(dossier, office)
    Parcel.objects.update(state="ordering", tracking_number="")
    services.follow_parcels()
    parcel.refresh_from_db()
    assert (parcel.tracking_number, len(carrier.orders)) == ("EM100000001VN", 1)


def test_a_parcel_sent_back_may_be_sent_again(carrier, dossier, office):
    carrier.road = ("accepted", "attempt_failed", "returned")
    sent(dossier, office)
    for _ in range(3):
        services.follow_parcels()
    dossier.refresh_from_db()
    assert (Parcel.objects.get().state, dossier.state) == ("returned", "decided")
    assert list(parcels_of_units([office.one_stop.pk]))
    carrier.road = ("accepted", "delivered")
    assert sent(dossier, office, address="Số 9").tracking_number == "EM100000002VN"


def test_a_result_handed_out_meanwhile_is_not_handed_out_twice(carrier, dossier, office):
    sent(dossier, office)
    acts.return_output(number=dossier.number, actor=office.clerk, taken_by="Hoa", identity_checked=True)
    for _ in range(3):
        services.follow_parcels()
    assert Parcel.objects.get().state == "delivered"
    assert dossier.events.filter(act="return_output").count() == 1


def test_a_carrier_whose_clock_is_ahead_is_not_believed(carrier, dossier, office):
    parcel = sent(dossier, office)
    step = {"thoiGian": "2099-01-01T00:00:00+07:00", "trangThai": "delivered"}
    carrier.orders[parcel.tracking_number]["hanhTrinh"] = [step]
    carrier.road = ()
    services.follow_parcels()
    assert dossier.events.order_by("ordinal").last().occurred_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param({"address": " ", "phone": ""}, services.AddressMissing, id="no address"),
        pytest.param({"carrier": "drone"}, services.NoCarrier, id="a carrier nobody knows"),
    ],
)
def test_what_the_post_could_not_bring_is_refused(carrier, dossier, office, facts, refusal):
    with pytest.raises(refusal):
        sent(dossier, office, **facts)
    assert not Parcel.objects.exists()


def test_a_dossier_without_result_is_not_sent(carrier, office):
    with pytest.raises(services.NothingToSend):
        sent(f.received(of=office), office)


def test_nothing_is_sent_where_no_carrier_is_configured(dossier, office, settings):
    settings.CARRIERS = ""
    with pytest.raises(services.NoCarrier):
        sent(dossier, office)


def test_a_request_with_a_wrong_signature_is_turned_away(carrier):
    request = Request(f"{carrier.settings['address']}/orders", json.dumps({}).encode(), {SIGNED: signature(b"", "x")})
    with pytest.raises(OSError, match="403") as refused:
        urlopen(request)
    refused.value.close()
    assert carrier.orders == {}
