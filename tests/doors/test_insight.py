"""The manager's pages: who may enter, figures that open their dossiers, and few queries."""

import pytest
from django.urls import reverse

from motcua.ledger import refresh
from motcua.ledger.files import take_in
from tests.agencies.factories import posting
from tests.kept_ledger import once
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.force_login(posting(duties=["plan"]).account)
    return client


@pytest.fixture
def ledger(tmp_path):
    events = [
        event(1, dossier="H1", on="2023-01-05", due_at="2023-01-10", received_at="2023-01-05T08:00:00+07:00"),
        event(2, dossier="H1", sequence=2, status=9, on="2023-01-12", due_at="2023-01-10"),
        event(3, dossier="H2", on="2023-01-05", due_at="2023-01-10", received_at="2023-01-05T08:00:00+07:00"),
        event(4, dossier="H2", sequence=2, status=9, on="2023-01-09", due_at="2023-01-10"),
    ]
    once("a kept and a late one", lambda: (take_in([write(tmp_path / "events.ndjson", events)]), refresh.refresh()))


def test_a_citizen_may_not_enter(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("citizen"))
    assert client.get("/dieu-hanh/").status_code == 403


def test_the_overview_shows_numerator_and_denominator(manager, ledger):
    page = manager.get("/dieu-hanh/?period=2023Q1").content.decode()
    assert "1 / 2 hồ sơ" in page
    assert "50,00 %" in page


def test_a_figure_opens_the_dossiers_behind_it(manager, ledger):
    page = manager.get("/dieu-hanh/ho-so/?period=2023Q1&figure=late").content.decode()
    assert "H1" in page
    assert ">H2<" not in page


def test_a_period_that_is_not_understood_is_said_and_the_usual_shown(manager):
    response = manager.get("/dieu-hanh/?period=hôm+qua")
    assert response.status_code == 200
    assert "Không hiểu kỳ báo cáo" in response.content.decode()


def test_an_unknown_figure_and_agency_are_said(manager, ledger):
    assert "Không có số liệu" in manager.get("/dieu-hanh/ho-so/?figure=vui").content.decode()
    assert manager.get("/dieu-hanh/?agency=XX").status_code == 200


def test_the_overview_says_what_is_near_its_limit_and_what_nobody_has_told(manager, ledger):
    page = manager.get("/dieu-hanh/?period=2023Q1").content.decode()
    assert "Sắp đến hạn" in page
    assert "chưa có đánh giá trong kỳ" in page
    assert "mở trang Nhân sự để lập phương án" in page


def test_the_weekly_briefing_is_a_page_and_a_paper_and_opens_its_dossiers(manager, ledger):
    page = manager.get("/dieu-hanh/tuan/?week=2023-01-09").content.decode()
    assert "Giải quyết quá hạn: 1 hồ sơ" in page
    assert "figure=late" in page
    assert "window=2023-01-09..2023-01-15" in page
    english = manager.get("/dieu-hanh/tuan/?week=2023-01-09&lang=en").content.decode()
    assert "Settled late: 1 dossiers" in english
    assert manager.get("/dieu-hanh/tuan/ban-tin.pdf?week=2023-01-09").content.startswith(b"%PDF")
    assert "Không hiểu tuần" in manager.get("/dieu-hanh/tuan/?week=vui&lang=vi").content.decode()
    assert manager.get("/dieu-hanh/tuan/ban-tin.pdf?week=vui").status_code == 400


def test_a_view_is_kept_listed_and_dropped(manager):
    kept = {"name": "Cấp xã", "address": "/dieu-hanh/?level=commune", "weekly": "on"}
    page = manager.post("/dieu-hanh/cach-xem/luu/", kept, follow=True).content.decode()
    assert "Đã lưu cách xem “Cấp xã”." in page
    assert 'href="/dieu-hanh/?level=commune"' in page
    refused = manager.post("/dieu-hanh/cach-xem/luu/", {**kept, "address": "https://example.com/"}, follow=True)
    assert "Không lưu được" in refused.content.decode()
    number = page.split("/dieu-hanh/cach-xem/")[-1].split("/bo/")[0]
    assert "Cấp xã" not in manager.post(f"/dieu-hanh/cach-xem/{number}/bo/", follow=True).content.decode()


@pytest.mark.parametrize("name", ["insight:overview", "insight:dossiers", "insight:weekly", "insight:kept_views"])
def test_a_page_asks_at_most_ten_questions(manager, ledger, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        manager.get(reverse(name) + "?period=2023Q1")
