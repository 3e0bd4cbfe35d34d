"""Each partner's simulator over a real socket, with its faults."""

from urllib.request import urlopen

import pytest

from motcua.payments import selectors, services
from motcua.payments.models import Receipt
from motcua.payments.testing import SIMULATORS

from .factories import opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.payments.urls")]


@pytest.fixture(params=list(SIMULATORS))
def partner(request, live_server, settings):
    name = request.param
    where = live_server.url
    with SIMULATORS[name](secret="s3cret", notice_url=f"{where}/notice/{name}", due_url=f"{where}/due") as simulator:
        settings.PAYMENTS = {
            name: {"secret": "s3cret", "terminal": "T1", "address": simulator.address, "bin": "970403", "account": "11"}
        }
        yield name, simulator, f"{where}/back"


def pay(partner):
    name, simulator, back = partner
    _, start = services.start_payment(charge_id=opened().pk, partner=name, return_url=back)
    from urllib.parse import urlencode

    address = start.address or f"{simulator.address}?{urlencode({'code': start.code})}"
    with urlopen(address, timeout=20) as answer:
        return answer.read().decode()


@pytest.mark.parametrize(
    ("fault", "receipts", "inquiries"),
    [
        ("", 1, 0),
        ("late", 1, 0),
        ("double", 1, 0),
        ("ten", 1, 0),
        ("forged", 0, 1),
        ("wrong_amount", 0, 1),
        ("other_order", 0, 1),
        ("lost_notice", 0, 0),
    ],
)
def test_a_payment_with_this_fault(partner, fault, receipts, inquiries):
    partner[1].fault = fault
    shown = pay(partner)
    assert Receipt.objects.count() == receipts
    assert selectors.inquiries().count() == inquiries
    if partner[0] == "vnpay" and fault != "other_order":
        assert shown == ("paid" if receipts else "Waiting for the partner's confirmation. You need not pay again.")


def test_without_the_servers_notice_nothing_is_settled(partner):
    partner[1].fault = "lost_notice"
    pay(partner)
    assert selectors.amount_due("H26-1") == 58000


def test_a_repeated_notice_is_answered_as_repeated(partner):
    name, simulator, _ = partner
    simulator.fault = "double"
    pay(partner)
    member = {"vnpay": "RspCode", "paygov": "maLoi", "vietqr": "outcome"}[name]
    said = sorted(one[member] for one in simulator.heard)
    assert said == {"vietqr": ["repeated", "settled"]}.get(name, ["00", "02"])
