"""The report pages: who may enter, figures that open their dossiers, files, sending, few queries."""

import pytest

from motcua.insight.province_tiles import ISLANDS, tiles_on
from motcua.reports.catalogue import REPORTS
from motcua.reports.models import ReportEdition
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM
from tests.agencies.factories import posting
from tests.kept_ledger import once
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db
LIST = "/dieu-hanh/bao-cao/"


@pytest.fixture
def controller(client):
    client.force_login(posting(duties=["procedure_control"]).account)
    return client


@pytest.fixture
def filled(tmp_path):
    units()
    two = dossier(1, (2, "2023-01-10"), (9, "2023-01-25")), dossier(2, (2, "2023-01-10"), (9, "2023-01-15"))
    once("two settled", lambda: take(tmp_path, *two))


@pytest.mark.parametrize("address", [LIST, f"{LIST}06a/", f"{LIST}ban-do/", "/dieu-hanh/chi-so-766/"])
def test_a_person_without_duty_may_not_enter(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("citizen"))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_has_its_page_in_two_languages(controller, filled, name):
    page = controller.get(f"{LIST}{name}/?period=2023Q1&lang=en")
    assert page.status_code == 200
    assert REPORTS[name].title[1] in page.content.decode()


def test_a_figure_opens_the_dossiers_behind_it(controller, filled):
    page = controller.get(f"{LIST}06a/?period=2023Q1").content.decode()
    assert "figure=06a.c10" in page
    assert "level=province" in page
    behind = controller.get("/dieu-hanh/ho-so/?period=2023Q1&figure=06a.c10&level=province").content.decode()
    assert "ho-so/D-1/" in behind
    assert "ho-so/D-2/" not in behind


def test_a_dossier_opens_its_events_and_the_text_that_applied(controller, filled):
    page = controller.get("/dieu-hanh/ho-so/D-1/?period=2023Q1").content.decode()
    assert "sau hẹn 5 ngày" in page
    assert "9. Đã xử lý xong" in page
    assert controller.get("/dieu-hanh/ho-so/D-0/").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "pdf", "csv", "docx", "json"])
def test_a_report_is_given_as_a_file(controller, filled, form):
    answer = controller.get(f"{LIST}on-time/tep/{form}?period=2023Q1")
    assert answer.status_code == 200
    assert f'filename="on-time-2023Q1.{form}"' in answer.headers["Content-Disposition"]
    assert controller.get(f"{LIST}on-time/tep/{form}?period=vui").status_code == 400


def test_a_sent_report_is_kept_and_a_second_sending_needs_a_reason(controller, filled):
    asked = {"period": "2023Q1", "window": "statutory"}
    page = controller.post(f"{LIST}06a/gui/", asked, follow=True).content.decode()
    assert "06a/2023Q1/statutory/01" in page
    again = controller.post(f"{LIST}06a/gui/", asked)
    assert again.status_code == 422
    assert "phải nêu lý do" in again.content.decode()
    assert ReportEdition.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [LIST, f"{LIST}06a/", f"{LIST}ban-do/", f"{LIST}bieu-do/", "/dieu-hanh/chi-so-766/", "/dieu-hanh/ho-so/D-1/"],
)
def test_a_page_asks_few_questions(controller, filled, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert controller.get(f"{address}?period=2023Q1").status_code == 200


def test_the_map_has_all_provinces_and_both_archipelagos():
    from datetime import date

    before = {name for name, _, _ in tiles_on(date(2023, 1, 1))}
    after = {name for name, _, _ in tiles_on(TWO_LEVEL_GOVERNMENT_FROM)}
    assert (len(before - set(ISLANDS)), len(after - set(ISLANDS))) == (63, 34)
    assert before & after >= set(ISLANDS)


def test_everybody_sees_the_open_figures_with_both_national_rates(client, filled):
    page = client.get("/so-lieu/dung-han/?period=2023Q1").content.decode()
    assert "1 / 2 hồ sơ" in page
    answer = client.get("/so-lieu/dung-han.json?period=2023Q1").json()
    assert answer["national"]["mean_of_levels"]["percent"] == 50.0
    assert client.get("/so-lieu/dung-han.csv?period=2023Q1").status_code == 200
    assert client.get("/so-lieu/dung-han.csv?period=vui").status_code == 400
