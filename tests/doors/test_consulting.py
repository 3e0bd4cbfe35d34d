"""Drafts open for comment: anybody reads, log-in to write, the office checks and answers, nothing overwritten."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.procedures.models import Consultation, ConsultationComment, DecisionItem, ProcedureVersion

from . import catalogue_rows as rows
from .officers import officer_with

pytestmark = pytest.mark.django_db
DESK = "/xu-ly/danh-muc/"
WORDS = "Nên nhận bản điện tử thay cho bản giấy."


@pytest.fixture
def held(client):
    """Open a draft that changes one condition."""
    client.force_login(officer_with("procedure_control"))
    living = rows.small_catalogue()
    item = DecisionItem.objects.filter(procedure=living, kind="amended").get()
    client.post(f"{DESK}muc/{item.pk}/", {"act": "draft"})
    draft = ProcedureVersion.objects.get(status="draft")
    changed = {"r-TOTAL_FORMS": "1", "r-INITIAL_FORMS": "1", "r-0-text": "Tàu có đăng kiểm còn hạn"}
    client.post(f"{DESK}ban-thao/{draft.pk}/dieu-kien/", changed)
    today = timezone.localdate()
    days = {"opens_on": today.isoformat(), "last_on": (today + timedelta(days=20)).isoformat()}
    answer = client.post(f"{DESK}lay-y-kien/ban-thao/{draft.pk}/", days)
    made = Consultation.objects.get()
    assert answer["Location"] == f"{DESK}lay-y-kien/{made.pk}/"
    client.logout()
    return made


def citizen(client, name="hoa"):
    account = Account.objects.create_user(username=name)
    client.force_login(account)
    return account


def page(client, held):
    return client.get(f"/lay-y-kien/{held.pk}/").content.decode()


def office(client, held, act, text=""):
    client.force_login(officer_with("procedure_control"))
    answer = client.post(f"{DESK}lay-y-kien/{held.pk}/viec/", {"act": act, "text": text})
    return [str(message) for message in get_messages(answer.wsgi_request)][-1]


def test_anybody_reads_what_would_change_with_few_queries(client, held, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert held.title in client.get("/lay-y-kien/").content.decode()
    with django_assert_max_num_queries(10):
        assert "<ins>Tàu có đăng kiểm còn hạn</ins>" in page(client, held)
    assert client.post(f"/lay-y-kien/{held.pk}/", {"text": WORDS})["Location"].startswith("/dang-nhap/")


def test_a_comment_is_checked_shown_without_the_account_and_answered(client, held):
    citizen(client, "ten-dang-nhap-bi-mat")
    client.post(f"/lay-y-kien/{held.pk}/", {"text": WORDS, "point": "requirements", "signed_as": "Hội chủ tàu"})
    assert "Chờ duyệt" in page(client, held)
    client.logout()
    assert WORDS not in page(client, held)
    one = ConsultationComment.objects.get()
    assert "Đã trả lời" not in office(client, held, f"answer:{one.pk}", "Cơ quan tiếp thu ý kiến này.")
    office(client, held, f"show:{one.pk}")
    office(client, held, f"answer:{one.pk}", "Cơ quan tiếp thu ý kiến này.")
    client.logout()
    shown = page(client, held)
    assert all(text in shown for text in (WORDS, "Hội chủ tàu", "Cơ quan tiếp thu ý kiến này.", "Yêu cầu, điều kiện"))
    assert "ten-dang-nhap-bi-mat" not in shown


def test_a_comment_held_back_is_read_by_its_author_only_with_the_reason(client, held):
    author = citizen(client)
    client.post(f"/lay-y-kien/{held.pk}/", {"text": WORDS})
    one = ConsultationComment.objects.get()
    assert "nêu lý do" in office(client, held, f"hold:{one.pk}")
    office(client, held, f"hold:{one.pk}", "Nêu tên người khác")
    assert "Nêu tên người khác" not in page(client, held)
    client.force_login(author)
    assert "Nêu tên người khác" in page(client, held)


def test_what_cannot_be_kept_stays_in_the_form_with_a_sentence(client, held):
    citizen(client)
    answer = client.post(f"/lay-y-kien/{held.pk}/", {"text": "ngắn", "signed_as": "Hoa"})
    assert answer.status_code == 422
    assert all(text in answer.content.decode() for text in ("từ 10 đến 5.000 ký tự", "ngắn", 'value="Hoa"'))
    assert not ConsultationComment.objects.exists()


def test_it_is_closed_after_its_last_day_with_a_conclusion_everybody_reads(client, held):
    assert "Đã hẹn nhận ý kiến" in office(client, held, "close", "Giữ nguyên dự thảo.")
    today = timezone.localdate()
    Consultation.objects.update(opens_on=today - timedelta(days=9), closes_before=today)
    assert "kết thúc" in office(client, held, "close", "Giữ nguyên dự thảo.")
    client.logout()
    assert "Giữ nguyên dự thảo." in page(client, held)
    assert 'name="text"' not in page(client, held)


def test_one_not_begun_is_not_shown_and_only_control_manages(client, held):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Consultation.objects.update(opens_on=tomorrow)
    assert client.get(f"/lay-y-kien/{held.pk}/").status_code == 404
    client.force_login(officer_with("receive"))
    for address in (f"{DESK}lay-y-kien/", f"{DESK}lay-y-kien/{held.pk}/"):
        assert client.get(address).status_code == 403
    client.force_login(officer_with("procedure_control"))
    for address in (f"{DESK}lay-y-kien/", f"{DESK}lay-y-kien/{held.pk}/"):
        assert client.get(address).status_code == 200
