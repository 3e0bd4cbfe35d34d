"""What the desk tells officers and applicants: alerts, messages, notices that did not arrive."""

from datetime import timedelta

import pytest

from motcua.backoffice import alerts, talk
from motcua.backoffice.models import Alert, InternalNote
from motcua.dossiers import services
from motcua.dossiers.models import Dossier
from motcua.notices.models import Message
from motcua.rules.time_limits import TimeLimit
from tests.doors.backoffice_desk import address, at_desk, in_hand, make, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def test_a_message_reaches_the_applicant_and_a_note_does_not(client, office):
    facts = services.ApplicantFacts("Lê Thu", identity_number="001188000999", email="thu@example.vn")
    dossier = in_hand(office, applicant=facts)
    at_desk(client, office, "settle")
    client.post(address(dossier, "trao-doi/viet/"), {"to": "applicant", "text": "Mời ông/bà liên hệ"})
    client.post(address(dossier, "trao-doi/viet/"), {"to": "colleagues", "text": "Cần hỏi lại phòng Quản lý"})
    client.post(address(dossier, "trao-doi/viet/"), {"to": "colleagues", "text": " "})
    assert Message.objects.filter(address="thu@example.vn", event="message").count() == 1
    assert "liên hệ" not in Message.objects.get(event="message").body
    assert InternalNote.objects.get().text == "Cần hỏi lại phòng Quản lý"
    assert client.post(address(dossier, "trao-doi/da-doc/")).status_code == 302


def test_alerts_come_once_before_the_limit_and_are_seen_by_name(client, office):
    dossier = in_hand(office, limit="3wd")
    assert alerts.raise_alerts() == 0
    near = Dossier.objects.get(pk=dossier.pk).current_due_at - timedelta(hours=2)
    assert alerts.raise_alerts(near) == 1
    assert alerts.raise_alerts(near) == 0
    me = at_desk(client, office, "supervise")
    assert dossier.number in client.get("/xu-ly/canh-bao/").content.decode()
    client.post("/xu-ly/canh-bao/da-xem/", {"alert": [Alert.objects.get().pk]})
    assert Alert.objects.get().seen_by == me
    assert dossier.number not in client.get("/xu-ly/canh-bao/").content.decode()


def test_an_alert_is_told_to_who_works_on_the_dossier_once(client, office):
    first, second, third = (in_hand(office, limit="3wd") for _ in range(3))
    me, other = (posted({"settle"}, office.department) for _ in range(2))
    for number, account in enumerate((me, other), start=1):
        account.email = f"can-bo-{number}@example.vn"
        account.save()
    talk.give(numbers=[first.number], unit=office.department, username=me.username, by=me)
    near = first.current_due_at - timedelta(hours=1)
    alerts.raise_alerts(near)
    alerts.raise_alerts(near)
    told = {message.account: message.body for message in Message.objects.filter(event="limits_near")}
    assert set(told) == {me, other}
    # Mine by assignment; those of nobody in particular go to everybody who settles there.
    assert first.number in told[me]
    assert first.number not in told[other]
    assert all(third.number in body and second.number in body for body in told.values())
    assert Message.objects.filter(event="limits_near").count() == 2


def test_the_notices_of_a_dossier_are_on_its_page(client, office, django_assert_max_num_queries):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu", email="thu@example.vn"))
    at_desk(client, office, "settle")
    with django_assert_max_num_queries(10):
        page = client.get(address(dossier, "tin-bao/")).content.decode()
    assert f"Đã tiếp nhận hồ sơ {dossier.number}" in page
    assert "Chờ gửi" in page


def test_who_was_not_reached_is_listed_until_somebody_tells_him(client, office, django_assert_max_num_queries):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu"))
    stranger = in_hand(make.office())
    me = at_desk(client, office, "settle")
    with django_assert_max_num_queries(10):
        page = client.get("/xu-ly/tin-bao/").content.decode()
    assert dossier.number in page
    assert stranger.number not in page
    lost = Message.objects.get(dossier_number=dossier.number, event="received")
    empty = client.post(f"/xu-ly/tin-bao/{lost.pk}/", {"act": "told", "how": " "}, follow=True)
    assert "Hãy ghi đã báo" in empty.content.decode()
    client.post(f"/xu-ly/tin-bao/{lost.pk}/", {"act": "told", "how": "gọi điện"})
    lost.refresh_from_db()
    assert (lost.told_by, lost.told_how) == (me, "gọi điện")
    left = client.get("/xu-ly/tin-bao/").context["lines"]
    assert [line["message"].event for line in left] == ["registered"]
    assert client.post(f"/xu-ly/tin-bao/{Message.objects.get(dossier_number=stranger.number, event='received').pk}/",
                       {"act": "told", "how": "x"}).status_code == 404  # fmt: skip


def test_a_message_that_was_given_up_can_be_sent_again(client, office):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu", email="thu@example.vn"))
    at_desk(client, office, "settle")
    message = Message.objects.get(dossier_number=dossier.number, event="received")
    refused = client.post(f"/xu-ly/tin-bao/{message.pk}/", {"act": "again"}, follow=True)
    assert "không có gì phải xử lý" in refused.content.decode()
    Message.objects.filter(pk=message.pk).update(state="failed", tries=6)
    client.post(f"/xu-ly/tin-bao/{message.pk}/", {"act": "again"})
    message.refresh_from_db()
    assert (message.state, message.tries) == ("waiting", 0)


def test_the_head_of_the_one_stop_unit_is_told_of_an_agency_that_does_not_answer(client, office):
    dossier, other = in_hand(office), make.office()
    chief = posted({"supervise"}, office.one_stop)
    chief.email = "truong@example.vn"
    chief.save()
    services.consult(
        number=dossier.number, actor=office.appraiser, to_unit=other.department, question="Quy hoạch?",
        limit=TimeLimit.parse("2h"), silence="waits",
    )  # fmt: skip
    due = dossier.consultations.get().due_at
    alerts.raise_alerts(due + timedelta(minutes=1))
    alerts.raise_alerts(due + timedelta(minutes=2))
    late = Alert.objects.get(kind="consult_late")
    assert (late.unit, late.dossier_number) == (office.one_stop, dossier.number)
    assert dossier.number in Message.objects.get(account=chief).body
    client.force_login(chief)
    assert "Cơ quan được hỏi chưa trả lời" in client.get("/xu-ly/canh-bao/").content.decode()
