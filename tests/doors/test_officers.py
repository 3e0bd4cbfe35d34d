"""The administrator's desk: officers, postings, leave cover, tokens."""

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.accounts.models import Account, AdministrationRecord, SystemToken
from motcua.accounts.selectors import token_of
from motcua.agencies.models import Posting
from motcua.procedures.models import Field

_spec = importlib.util.spec_from_file_location(
    "unit_factories", Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
)
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=3)
LATER = SOON + timedelta(days=7)


@pytest.fixture
def province():
    return factories.province(code="P1", name="Tỉnh Cảng")


@pytest.fixture
def commune(province):
    return factories.commune(code="C1", name="Xã Bến", parent=province)


@pytest.fixture
def officer(commune):
    account = factories.accounts.officer(username="uoc", full_name="Trần Văn Ước")
    factories.posting(["receive"], account=account, unit=commune, title="Công chức một cửa")
    return account


@pytest.fixture
def administrator(client, province):
    account = factories.accounts.officer(username="quan", full_name="Lê Quản Trị")
    factories.posting(["administer"], account=account, unit=province)
    client.force_login(account)
    return account


def test_the_list_finds_an_officer_without_accents(client, administrator, officer):
    page = client.get("/xu-ly/can-bo/", {"q": "tran van uoc"}).content.decode()

    assert "Trần Văn Ước" in page
    assert "Tiếp nhận và trả kết quả" in page
    assert "quan</td>" not in page


def test_the_list_needs_ten_queries_or_fewer(client, administrator, commune, django_assert_max_num_queries):
    for _ in range(30):
        factories.posting(unit=commune)

    with django_assert_max_num_queries(10):
        client.get("/xu-ly/can-bo/")


def test_an_officer_of_another_province_does_not_exist_here(client, administrator):
    stranger = factories.posting(unit=factories.province())

    assert stranger.account.username not in client.get("/xu-ly/can-bo/").content.decode()
    assert client.get(f"/xu-ly/can-bo/{stranger.account_id}/").status_code == 404
    assert client.post(f"/xu-ly/bo-tri/{stranger.pk}/thoi/").status_code == 404


def test_an_account_is_opened_and_its_password_shown_once(client, administrator):
    facts = {"username": "moi", "full_name": "Vũ Thị Mới", "reason": "QĐ 12/QĐ-UBND"}

    response = client.post("/xu-ly/can-bo/moi/", facts)

    account = Account.objects.get(username="moi")
    assert account.check_password(response.context["password"])
    assert AdministrationRecord.objects.get(about=account).by == administrator
    again = client.post("/xu-ly/can-bo/moi/", facts)
    assert "đã có người dùng" in again.content.decode()


def test_a_posting_is_added_with_its_reason(client, administrator, officer, commune):
    response = client.post(
        f"/xu-ly/can-bo/{officer.pk}/bo-tri/",
        {"unit": "C1", "title": "Công chức", "duties": ["settle", "sign"], "valid_from": SOON, "reason": "QĐ 7"},
    )

    assert response.status_code == 302, response.context["form"].errors
    posting = Posting.objects.get(title="Công chức")
    assert posting.duties == {"settle", "sign"}
    record = AdministrationRecord.objects.get(act="add_posting")
    assert (record.by, record.reason, record.facts["unit"]) == (administrator, "QĐ 7", "C1")


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        pytest.param("XYZ", "Không có đơn vị nào mang mã", id="an unknown unit"),
        pytest.param("P9", "ngoài phạm vi", id="a unit of another province"),
    ],
)
def test_a_posting_elsewhere_is_refused(client, administrator, officer, unit, sentence):
    factories.province(code="P9")

    response = client.post(
        f"/xu-ly/can-bo/{officer.pk}/bo-tri/",
        {"unit": unit, "title": "x", "duties": ["settle"], "valid_from": SOON, "reason": "QĐ 7"},
    )

    assert sentence in response.content.decode()
    assert Posting.objects.filter(account=officer).count() == 1


def test_nobody_gives_duties_to_oneself(client, administrator, province):
    response = client.post(
        f"/xu-ly/can-bo/{administrator.pk}/bo-tri/",
        {"unit": "P1", "title": "x", "duties": ["sign"], "valid_from": SOON, "reason": "tự giao"},
    )

    assert "không ai tự giao nhiệm vụ" in response.content.decode()
    assert not Posting.objects.with_duty("sign").exists()


def test_a_posting_ends_on_its_day_and_not_before_its_beginning(client, administrator, officer):
    posting = officer.postings.get()
    refused = client.post(f"/xu-ly/bo-tri/{posting.pk}/thoi/", {"on": "2019-01-01", "reason": "x"})
    assert "phải sau ngày bắt đầu" in refused.content.decode()

    client.post(f"/xu-ly/bo-tri/{posting.pk}/thoi/", {"on": SOON, "reason": "chuyển công tác"})

    posting.refresh_from_db()
    assert posting.valid_before == SOON


def test_leave_cover_lends_the_duties_for_its_days_only(client, administrator, officer):
    deputy = factories.accounts.officer(username="thay")
    posting = officer.postings.get()

    response = client.post(
        f"/xu-ly/bo-tri/{posting.pk}/lam-thay/",
        {"username": "thay", "valid_from": SOON, "valid_before": LATER, "reason": "nghỉ phép"},
    )

    assert response.status_code == 302, response.context["form"].errors
    cover = deputy.postings.get()
    assert (cover.covers_for, cover.duties) == (posting, posting.duties)
    assert (cover.valid_from, cover.valid_before) == (SOON, LATER)


def test_a_token_is_shown_once_and_opens_until_it_is_revoked(client, administrator, commune):
    facts = {
        "name": "Hệ thống tỉnh",
        "scopes": ["sync:write"],
        "agencies": "P1, C1",
        "expires_on": timezone.localdate() + timedelta(days=90),
        "reason": "kết nối",
    }
    secret = client.post("/xu-ly/he-thong-ket-noi/", facts).context["secret"]

    token = token_of(secret)
    assert token.agencies == ["P1", "C1"]
    assert secret not in client.get("/xu-ly/he-thong-ket-noi/").content.decode()
    assert secret not in str(SystemToken.objects.values())
    client.post(f"/xu-ly/he-thong-ket-noi/{token.pk}/thu-hoi/", {"reason": ""})
    assert token_of(secret) == token  # without a reason nothing is done
    client.post(f"/xu-ly/he-thong-ket-noi/{token.pk}/thu-hoi/", {"reason": "lộ khoá"})
    assert token_of(secret) is None


def test_one_works_in_one_posting_at_a_time(client, province):
    account = factories.accounts.officer()
    factories.posting(["receive"], account=account, unit=province)
    other = factories.posting(["administer"], account=account, unit=factories.province(), valid_from=date(2021, 1, 1))
    client.force_login(account)
    assert client.get("/xu-ly/can-bo/").status_code == 403

    client.post("/xu-ly/noi-lam-viec/", {"posting": other.pk})

    assert client.get("/xu-ly/can-bo/").status_code == 200
    assert client.post("/xu-ly/noi-lam-viec/", {"posting": "1", "next": "//evil.example"}).url == "/"


def test_skills_sender_and_leave_are_recorded_and_shown(client, administrator, officer, province):
    Field.objects.create(code="G15-TP07", name="Hộ tịch")
    there = f"/xu-ly/can-bo/{officer.pk}/"
    facts = {"unit": "C1", "title": "Dự phòng", "duties": ["receive"], "valid_from": SOON, "reason": "QĐ 7",
             "sent_by": "P1", "is_backup": "on", "fields_served": "G15-TP07"}  # fmt: skip
    assert client.post(f"{there}bo-tri/", facts).status_code == 302
    refused = client.post(f"{there}bo-tri/?lang=en", {**facts, "fields_served": "G99"}).content.decode()
    assert "No field has the code “G99”" in refused
    leave = {"valid_from": SOON, "valid_before": LATER, "reason": "nghỉ phép năm"}
    assert client.post(f"{there}nghi/", leave).status_code == 302
    assert "already recorded" in client.post(f"{there}nghi/?lang=en", leave).content.decode()

    page = client.get(f"{there}?lang=vi").content.decode()

    made = Posting.objects.get(title="Dự phòng")
    assert (made.sent_by, made.is_backup, made.skills) == (province, True, {"G15-TP07"})
    for words in ("do Tỉnh Cảng cử", "dự phòng", "lĩnh vực G15-TP07", "nghỉ phép năm"):
        assert words in page
