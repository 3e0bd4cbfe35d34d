"""The review pages: who may enter, what they say, and few queries."""

import pytest

from tests.agencies.factories import posting
from tests.kept_ledger import once
from tests.reports.factories import dossier, take

pytestmark = pytest.mark.django_db
ADDRESSES = ["/dieu-hanh/quy-trinh/", "/dieu-hanh/quy-trinh/1.004194/", "/dieu-hanh/ra-soat/"]


@pytest.fixture
def manager(client):
    client.force_login(posting(duties=["plan"]).account)
    return client


@pytest.fixture
def ledger(tmp_path):
    two = dossier(1, (2, "2023-01-10"), (4, "2023-01-11"), (9, "2023-01-13")), dossier(2, (2, "2023-01-11"))
    once("a settled and an open one", lambda: take(tmp_path, *two))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_citizen_may_not_enter(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("citizen"))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_asks_few_questions(manager, ledger, address, language, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = manager.get(f"{address}?period=2023Q1&lang={language}")
    assert page.status_code == 200
    assert "style=" not in page.content.decode()


def test_the_map_is_a_picture_and_a_table(manager, ledger):
    page = manager.get("/dieu-hanh/quy-trinh/1.004194/?period=2023Q1").content.decode()
    assert "<svg" in page
    assert "Đang xử lý" in page


def test_a_period_without_dossiers_is_said(manager, ledger):
    page = manager.get("/dieu-hanh/quy-trinh/?period=2021Q1").content.decode()
    assert "Không có hồ sơ nào tiếp nhận" in page


def test_the_form_replays_the_period(manager, ledger):
    page = manager.get("/dieu-hanh/ra-soat/?period=2023Q1&kind=cut_limit&percent=30").content.decode()
    assert "Thời hạn giảm 30%" in page


def test_each_change_asks_for_what_it_needs_and_nothing_else(manager, ledger):
    from motcua.insight.review_what_if import CHOICES, FIELDS
    from motcua.review.changes import KINDS

    assert set(CHOICES) == set(FIELDS) == set(KINDS)
    for kind in CHOICES:
        page = manager.get(f"/dieu-hanh/ra-soat/?period=2023Q1&kind={kind}").content.decode()
        for name in {name for fields in FIELDS.values() for name, *_ in fields}:
            assert (f'name="{name}"' in page) == (name in [each for each, *_ in FIELDS[kind]]), (kind, name)
    said = manager.get("/dieu-hanh/ra-soat/?period=2023Q1&kind=open_saturday&go=1").content.decode()
    assert "Mở thêm sáng thứ bảy" in said
    merged = manager.get("/dieu-hanh/ra-soat/?period=2023Q1&kind=merge_units&units=H26.14, H26.20").content.decode()
    assert "Gộp 2 đơn vị" in merged


def test_a_wrong_number_in_the_form_is_said(manager, ledger):
    page = manager.get("/dieu-hanh/ra-soat/?period=2023Q1&kind=cut_limit&percent=nhiều").content.decode()
    assert "phải là số" in page


def test_the_level_narrows_the_dossiers(manager, ledger):
    page = manager.get("/dieu-hanh/quy-trinh/?period=2023Q1&level=vertical").content.decode()
    assert "Không có hồ sơ nào tiếp nhận" in page


def test_every_tab_of_the_review_leads_somewhere(manager, ledger):
    from motcua.insight.review_hints import TABS

    assert {manager.get(address).status_code for _, address in TABS} == {200}
