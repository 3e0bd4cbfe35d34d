"""The post room's pages: enrolling a partner, dead letters sent again, partners' codes by day."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.accounts.models import AdministrationRecord, SystemToken
from motcua.accounts.services import issue_token
from motcua.agencies.kinds import UnitKind
from motcua.exchange import services
from motcua.exchange.models import Comparison, Delivery, DeliveryState, Partner, PartnerCode
from motcua.exchange.partner_codes import set_partner_code
from motcua.exchange.testing import webhook_receiver
from motcua.ledger import refresh
from motcua.ledger.files import take_in
from motcua.rules.levels import Level
from tests.exchange.test_outbox import make
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db
POST, CODES, COMPARE = "/xu-ly/gui-nhan/", "/xu-ly/ma-doi-tac/", "/xu-ly/doi-chieu/"
agencies = make.units  # the same counters as the dossiers, so that no name is given twice
HEAD = "source,kind,partner_code,our_code,valid_from,valid_before\n"


@pytest.fixture
def unit():
    return agencies.one_stop(code="H36.78", name="Trung tâm Phục vụ hành chính công phường Gửi")


@pytest.fixture
def desk(client, unit):
    centre = agencies.unit(Level.CENTRAL, UnitKind.MINISTRY, code="G90", name="Văn phòng Gửi")
    client.force_login(agencies.posting({"administer"}, unit=centre).account)
    return client


@pytest.fixture
def small_desk(client, unit):
    agencies.commune(code="C77", name="Xã Khác")
    client.force_login(agencies.posting({"administer"}, unit=unit).account)
    return client


def meanings():
    return list(PartnerCode.objects.said().order_by("valid_from").values_list("our_code", "valid_from", "valid_before"))


def test_a_partner_is_enrolled_for_units_in_care_and_its_secret_shown_once(desk, unit):
    with webhook_receiver() as receiver:
        facts = {
            "name": "Kho tỉnh", "kind": "webhook", "address": receiver.address, "agencies": unit.code, "reason": "CV 7",
        }  # fmt: skip
        assert desk.post(POST, {**facts, "agencies": "G01"}).status_code == 422
        assert not Partner.objects.exists()
        secret = desk.post(POST, facts).context["secret"]
        assert Partner.objects.get().secret == secret
        assert desk.post(POST, facts).status_code == 422, "the name is taken"
        receiver.allows = False
        assert desk.post(POST, {**facts, "name": "Khác"}).status_code == 422, "no handshake"
    assert secret not in desk.get(POST).content.decode()
    assert secret not in str(AdministrationRecord.objects.values())


def test_what_was_given_up_is_listed_and_sent_again_in_order(desk):
    with webhook_receiver() as receiver:
        partner = services.enrol_partner(name="Kho", kind="webhook", address=receiver.address, secret="s" * 20)
        number = make.received().number
        services.address_messages()
        Delivery.objects.update(state=DeliveryState.DEAD, attempts=9, last_error="đường truyền đứt")
        page = desk.get(POST).content.decode()
        assert number in page
        assert "đường truyền đứt" in page
        assert desk.post(f"{POST}{partner.pk}/gui-lai/").status_code == 302
        services.send_waiting(at=timezone.now())
        told = list(Delivery.objects.values_list("state", "attempts", "last_error"))
        assert [event["data"]["status"] for event in receiver.got] == [1, 2], told
    desk.post(f"{POST}{partner.pk}/thoi/", {"reason": ""})
    assert Partner.objects.get().is_active, "without a reason nothing is done"
    desk.post(f"{POST}{partner.pk}/thoi/", {"reason": "hết thoả thuận"})
    assert not Partner.objects.get().is_active


def test_a_code_means_one_thing_a_day_whatever_the_order_it_was_said_in():
    said = {"source": "H26-mcdt", "kind": "agency", "partner_code": "STP"}
    assert set_partner_code(**said, our_code="H26.15", valid_from=date(2023, 1, 8))
    assert set_partner_code(**said, our_code="H26.14", valid_from=date(2020, 1, 1))
    assert set_partner_code(**said, our_code="H26.16", valid_from=date(2024, 1, 1), valid_before=date(2025, 1, 1))
    assert not set_partner_code(**said, our_code="H26.14", valid_from=date(2020, 1, 1))
    assert meanings() == [
        ("H26.14", date(2020, 1, 1), date(2023, 1, 8)),
        ("H26.15", date(2023, 1, 8), date(2024, 1, 1)),
        ("H26.16", date(2024, 1, 1), date(2025, 1, 1)),
    ]


def test_codes_go_out_and_come_in_as_a_table(desk):
    def send(text):
        sent = SimpleUploadedFile("ma.csv", text.encode() if isinstance(text, str) else text)
        return desk.post(CODES, {"take_in": "1", "tep-file": sent, "tep-reason": "CV 9"})

    good = HEAD + "H26-mcdt,agency,STP,H26.14,01/01/2020,2023-01-08\nH26-mcdt,agency,STP,H26.15,2023-01-08,\n"
    for bad in (
        good + "H26-mcdt,colour,X,Y,2020-01-01,\n",
        good + "H26-mcdt,agency,X,Y,31/02/2020,\n",
        good + "H26-mcdt,agency,X,Y,2020-01-02,2020-01-01\n",
        "source,kind\n",
        b"\xff\xfe\x00",
    ):
        assert send(bad).status_code == 422
        assert not PartnerCode.objects.exists(), "all or nothing"
    assert send(good).status_code == 302
    assert [row[0] for row in meanings()] == ["H26.14", "H26.15"]
    table = b"".join(desk.get(f"{CODES}bang.csv").streaming_content).decode()
    assert send(table).status_code == 302
    assert AdministrationRecord.objects.latest("pk").facts == {"read": 2, "changed": 0, "unchanged": 2}
    one = {
        "source": "H26-mcdt", "kind": "agency", "partner_code": "STP", "our_code": "H26.17",
        "valid_from": "2024-01-01", "reason": "CV 10",
    }  # fmt: skip
    assert desk.post(CODES, {**one, "valid_before": "2023-01-01"}).status_code == 422
    assert desk.post(CODES, one).status_code == 302
    assert "H26.17" in desk.get(CODES, {"source": "H26-mcdt", "text": "stp"}).content.decode()


def test_a_partners_list_is_compared_and_what_is_missing_there_goes_again_in_order(desk):
    with webhook_receiver() as receiver:
        early = make.received()
        services.address_messages()
        partner = services.enrol_partner(name="Kho", kind="webhook", address=receiver.address, secret="s" * 20)
        late = make.received()
        services.send_waiting(at=timezone.now())
        assert {event["subject"] for event in receiver.got} == {late.number}, "from before it was enrolled: nothing"

        def compare(text):
            sent = SimpleUploadedFile("kho.csv", text.encode())
            return desk.post(COMPARE, {"whom": f"to:{partner.pk}", "file": sent}, follow=True)

        assert compare("a,b\n1,2\n").status_code == 422
        page = compare(f"dossier;status\n{late.number};2\nX9;4\n")
        made = page.context["made"]
        told = sorted((e["dossier"], e["difference"], e["todo"]) for e in made.differences)
        assert told == sorted([(early.number, "missing_there", "send"), ("X9", "missing_here", "ask")])
        assert made.counts["missing_there"] == made.counts["missing_here"] == 1
        table = b"".join(desk.get(f"{COMPARE}{made.pk}/bang.csv").streaming_content).decode()
        assert "X9,,,4,missing_here,ask,Họ có, ta không có" in table.replace('"', "")
        again = f"{COMPARE}{made.pk}/gui-lai/"
        desk.post(again, {"reason": ""})
        made.refresh_from_db()
        assert made.sent_again_at is None, "without a reason nothing goes"
        desk.post(again, {"reason": "CV 12"})
        desk.post(again, {"reason": "CV 12"})
        services.send_waiting(at=timezone.now())
        told = [(event["subject"], event["data"]["sequence"]) for event in receiver.got[2:]]
        assert told == [(early.number, 1), (early.number, 2)], "once, each in its order"
        page = compare(f"dossier;status\n{late.number};2\n{early.number};1\n")
        assert page.context["made"].counts["status_differs"] == 1
        day = f"{timezone.localdate()}"
        assert compare(f"day,received\n{day},2\n").context["differing"] == 0
        assert compare(f"day,received\n{day},3\n").context["differing"] == 1


def test_an_administrator_does_not_act_on_systems_of_other_units(small_desk, unit):
    with webhook_receiver() as receiver:
        national = services.enrol_partner(name="Quốc gia", kind="webhook", address=receiver.address, secret="s" * 20)
        own = services.enrol_partner(
            name="Phường", kind="webhook", address=receiver.address, secret="s" * 20, agencies=[unit.code]
        )
    for partner, still in ((national, True), (own, False)):
        small_desk.post(f"{POST}{partner.pk}/gui-lai/")
        small_desk.post(f"{POST}{partner.pk}/thoi/", {"reason": "thử"})
        partner.refresh_from_db()
        assert partner.is_active is still
    one = {"kind": "agency", "partner_code": "P", "our_code": unit.code, "valid_from": "2024-01-01", "reason": "CV"}
    until = timezone.now() + timedelta(days=9)
    for name, allowed in (("tinh", ["C77", unit.code]), ("phuong", [unit.code]), ("het", ["*"])):
        issue_token(name=name, scopes=["sync:write"], agencies=allowed, expires_at=until, by=None, reason="CV")
        done = small_desk.post(CODES, {**one, "source": name}).status_code
        assert done == (302 if name == "phuong" else 422), name
    assert small_desk.post(CODES, {**one, "source": "phuong", "our_code": "C77"}).status_code == 422
    sent = SimpleUploadedFile("ma.csv", (HEAD + f"tinh,agency,P,{unit.code},2024-01-01,\n").encode())
    assert small_desk.post(CODES, {"take_in": "1", "tep-file": sent, "tep-reason": "CV"}).status_code == 422
    tokens = "/xu-ly/he-thong-ket-noi/"
    asked = {"name": "moi", "scopes": ["sync:write"], "expires_on": f"{until:%Y-%m-%d}", "reason": "CV"}
    for codes in ("*", "C77", f"{unit.code},C77"):
        small_desk.post(tokens, {**asked, "agencies": codes})
    assert not SystemToken.objects.filter(name="moi").exists()
    for token in SystemToken.objects.all():
        small_desk.post(f"{tokens}{token.pk}/thu-hoi/", {"reason": "thử"})
        token.refresh_from_db()
        assert (token.revoked_at is not None) == (token.name == "phuong")


def test_a_system_without_a_token_is_in_care_by_the_agencies_it_told_of(small_desk, unit, tmp_path):
    rows = [
        event(1, dossier="D1", source="phuong", agency=unit.code, on="2023-01-05"),
        event(2, dossier="D2", source="phuong", agency="MÃ LẠ", on="2023-01-05"),
        event(3, dossier="D3", source="tinh", agency=unit.code, on="2023-01-05"),
        event(4, dossier="D4", source="tinh", agency="C77", on="2023-01-05"),
    ]
    take_in([write(tmp_path / "e.ndjson", rows)])
    refresh.refresh()
    page = small_desk.get(COMPARE)
    assert [value for value, _ in page.context["form"].fields["whom"].choices] == ["from:phuong"]
    sent = SimpleUploadedFile("ho.csv", b"dossier,status\nD1,2\nD9,4\n")
    made = small_desk.post(COMPARE, {"whom": "from:phuong", "file": sent}, follow=True).context["made"]
    assert made.counts["missing_here"] == made.counts["missing_there"] == 1
    small_desk.post(f"{COMPARE}{made.pk}/gui-lai/", {"reason": "CV"})
    made.refresh_from_db()
    assert made.sent_again_at is None, "what they send is not ours to send again"
    Comparison.objects.filter(pk=made.pk).update(source="tinh")
    assert small_desk.get(f"{COMPARE}{made.pk}/").status_code == 404


@pytest.mark.parametrize("address", [POST, CODES, COMPARE])
def test_only_the_administrator_enters(client, address, django_assert_max_num_queries):
    client.force_login(agencies.posting({"receive"}).account)
    assert client.get(address).status_code == 403
    client.force_login(agencies.posting({"administer"}).account)
    with django_assert_max_num_queries(11):
        assert client.get(address).status_code == 200
