"""Bulk work at the desk: rehearsed, confirmed, done item by item, taken back in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.backoffice import bulk
from motcua.backoffice.models import BulkItem, BulkJob
from motcua.dossiers import services
from motcua.notices.models import Message
from tests.doors.backoffice_desk import address, at_desk, in_hand, make, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def ordered(client, numbers, what, **facts):
    answer = client.post("/xu-ly/hang-loat/moi/", {"act": what, "numbers": "\n".join(numbers), **facts})
    assert answer.status_code == 302, answer.content.decode()
    return BulkJob.objects.latest("pk")


def test_a_bulk_act_is_rehearsed_confirmed_and_done_item_by_item(client, office):
    good, bad, foreign = in_hand(office), make.received(office), in_hand(make.office())
    services.decide(number=bad.number, actor=office.signer)
    at_desk(client, office, "settle")
    job = ordered(client, [good.number, bad.number, foreign.number, "H99-1"], "propose", proposal="Đủ")
    assert bulk.run_due() == 4
    assert state(good) == "processing"
    page = client.get(f"/xu-ly/hang-loat/{job.pk}/")
    assert page.context["counted"]["will"] == 1
    text = page.content.decode()
    assert "Đã trình, chờ ký" in text
    # What cannot be done is looked at first.
    assert text.index(bad.number) < text.index(good.number)
    assert "đang ở đơn vị khác" in text
    client.post(f"/xu-ly/hang-loat/{job.pk}/xac-nhan/")
    assert bulk.run_due() == 0
    later = timezone.now() + timedelta(minutes=3)
    assert bulk.run_due(later) == 4
    assert state(good) == "proposed"
    outcomes = list(BulkItem.objects.filter(job=job).values_list("outcome", flat=True))
    assert outcomes == ["done", "refused", "refused", "refused"]
    assert bulk.run_due(later) == 0
    assert client.get(f"/xu-ly/hang-loat/{job.pk}/").status_code == 200
    assert client.get("/xu-ly/hang-loat/").status_code == 200


def test_a_bulk_act_is_taken_back_before_anything_left(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "settle")
    job = ordered(client, [dossier.number], "propose", proposal="Đủ")
    bulk.run_due()
    client.post(f"/xu-ly/hang-loat/{job.pk}/xac-nhan/")
    client.post(f"/xu-ly/hang-loat/{job.pk}/thu-hoi/")
    assert bulk.run_due(timezone.now() + timedelta(minutes=3)) == 0
    assert state(dossier) == "processing"


def test_a_bulk_act_that_began_cannot_be_taken_back(client, office):
    at_desk(client, office, "settle")
    job = ordered(client, [in_hand(office).number], "propose", proposal="Đủ")
    bulk.run_due()
    bulk.confirm(job=job, now=timezone.now() - timedelta(minutes=5))
    page = client.post(f"/xu-ly/hang-loat/{job.pk}/thu-hoi/", follow=True)
    assert "Không thu hồi được nữa" in page.content.decode()


def test_the_whole_list_is_chosen_with_its_filter(client, office):
    in_hand(office), in_hand(office, applicant=services.ApplicantFacts("Phạm Khác"))
    at_desk(client, office, "settle")
    queue = client.get("/xu-ly/?hang=appraise&tim=pham").content.decode()
    assert "Lọc trong 2 hồ sơ" in queue
    assert '<option value="propose" selected>' in queue
    page = client.post(
        "/xu-ly/hang-loat/moi/", {"act": "propose", "all": "1", "queue": "appraise", "query": "tim=pham"}
    )
    assert page.context["count"] == 1
    none = client.post("/xu-ly/hang-loat/moi/", {"act": "propose"}, follow=True)
    assert "Chưa chọn hồ sơ nào" in none.content.decode()
    assert client.post("/xu-ly/hang-loat/moi/", {"act": "decide", "all": "1"}).status_code == 404
    many = client.post(
        "/xu-ly/hang-loat/moi/",
        {"act": "propose", "numbers": "X1 " + " ".join(f"X{n}" for n in range(5001))},
        follow=True,
    )
    assert "vượt quá số cho phép" in many.content.decode()


def test_a_bulk_signature_signs_each_result(client, office):
    dossiers = [in_hand(office), in_hand(office)]
    at_desk(client, office, "sign")
    job = ordered(client, [one.number for one in dossiers], "decide", title="Trích lục", body="Cấp trích lục.")
    bulk.run_due()
    bulk.confirm(job=job, now=timezone.now() - timedelta(minutes=5))
    bulk.run_due()
    assert [state(one) for one in dossiers] == ["decided", "decided"]
    assert all(client.get(address(one, "giay-to/")).context["rows"] for one in dossiers)


def test_an_officer_who_left_does_nothing_in_bulk(client, office):
    dossier, me = in_hand(office), at_desk(client, office, "settle")
    job = ordered(client, [dossier.number], "propose", proposal="Đủ")
    me.postings.update(valid_before=timezone.localdate())
    bulk.run_due()
    assert "đã kết thúc" in BulkItem.objects.get(job=job).said_vi


def test_a_bulk_act_tells_nobody_before_its_grace_is_over_and_each_once_after(client, office):
    dossiers = [in_hand(office, applicant=services.ApplicantFacts("Lê Thu", phone="0912345678")) for _ in range(2)]
    for dossier in dossiers:
        services.propose(number=dossier.number, actor=office.appraiser)
    signer = make.units.posting({"sign"}, unit=office.department)
    numbers = [dossier.number for dossier in dossiers]
    facts = {"title": "Kết quả", "body": "Cấp bản sao."}

    def decided():
        return Message.objects.filter(event="decided").count()

    for takes_back in (True, False):
        job = bulk.order(act="decide", facts=facts, numbers=numbers, posting=signer, account=signer.account)
        bulk.run_due()
        job.refresh_from_db()
        bulk.confirm(job=job)
        bulk.run_due()
        assert decided() == 0
        if takes_back:
            bulk.take_back(job=job)
    bulk.run_due(timezone.now() + timedelta(minutes=5))
    bulk.run_due(timezone.now() + timedelta(minutes=9))
    assert decided() == 2
