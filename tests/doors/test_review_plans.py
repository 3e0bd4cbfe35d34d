"""The pages of review plans: a whole plan by clicks, who may act, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.review.models import Campaign
from tests.agencies.factories import posting
from tests.doors.nation import founded
from tests.module_rows import once_per_module

pytestmark = pytest.mark.django_db
PLANS = "/dieu-hanh/ra-soat/ke-hoach/"
NEW = {"year": "2026", "scope": "procedures", "title": "Rà soát 2026", "agency_name": "UBND tỉnh", "grounds": "Tự chọn"}


nation_of_the_module = once_per_module(lambda: founded("9.000201", "9.000205"))


@pytest.fixture
def people(nation_of_the_module, client):
    return posting(duties=["procedure_control"]).account, posting(duties=["procedure_control"]).account


def step(client, account, address, **data):
    client.force_login(account)
    return client.post(address, data, follow=True).content.decode()


def test_managers_read_and_only_procedure_control_acts(client, people):
    client.force_login(posting(duties=["plan"]).account)
    assert client.get(PLANS).status_code == 200
    assert client.post(f"{PLANS}moi/", NEW).status_code == 403


def test_a_plan_goes_from_its_first_pick_to_a_drafted_decision(client, people, django_assert_max_num_queries):
    one, other = people
    page = step(client, one, f"{PLANS}moi/", **NEW)
    plan = Campaign.objects.get()
    own = f"{PLANS}{plan.pk}/"
    assert "Chưa chọn mục nào" in page
    step(client, one, f"{own}viec/", act="pick", procedure_code="9.000205", reason="Lâu", finish_on="2026-09-30")
    step(client, one, f"{own}viec/", act="submit")
    assert "cần người thứ hai" in step(client, one, f"{own}viec/", act="approve")
    step(client, other, f"{own}viec/", act="approve")
    item = f"{own}muc/{plan.items.get().pk}/"
    law = {
        "legal_document": "Thông tư 1/2024/TT-X",
        "legal_article": "Điều 3",
        "content": "Bỏ",
        "reason": "Không ai dùng",
    }
    client.force_login(one)
    with django_assert_max_num_queries(10):
        assert 'name="drop"' in client.get(item).content.decode()
    assert "Cần nêu văn bản" in step(client, one, f"{item}viec/", act="propose", action="cut", content="Bỏ", reason="x")
    page = step(client, one, f"{item}viec/", act="propose", action="cut", **law)
    assert "Thông tư 1/2024/TT-X" in page
    assert "mọi khoản tiết kiệm bằng 0" in page
    step(client, one, f"{item}viec/", act="submit")
    step(client, other, f"{item}viec/", act="approve")
    day = timezone.localdate()
    with django_assert_max_num_queries(10):
        assert "Dự thảo quyết định công bố" in client.get(own).content.decode()
    page = step(client, other, f"{own}viec/", act="announce", number="1/QĐ-UBND", signed_on=str(day),
                effective_on=str(day + timedelta(days=30)))  # fmt: skip
    assert "Đã dự thảo quyết định" in page
    with django_assert_max_num_queries(10):
        page = client.get(f"{item}?lang=en").content.decode()
    assert "The announcement decision" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"act": "pick", "procedure_code": "9.000205", "reason": "x", "finish_on": "mai"}, "không phải là ngày"),
        ({"act": "pick", "procedure_code": "9.999999", "reason": "x", "finish_on": "2026-09-30"}, "9.999999"),
        ({"act": "submit"}, "chưa có mục nào"),
        ({"act": "odd"}, "Chưa chọn mục nào"),
    ],
)
def test_what_cannot_be_done_is_said(client, people, data, said):
    step(client, people[0], f"{PLANS}moi/", **NEW)
    assert said in step(client, people[0], f"{PLANS}{Campaign.objects.get().pk}/viec/", **data)


def test_a_year_that_is_none_is_said(client, people):
    assert "Năm phải là số" in step(client, people[0], f"{PLANS}moi/", **{**NEW, "year": "sang năm"})
