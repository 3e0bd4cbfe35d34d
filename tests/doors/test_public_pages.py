"""The public pages: everybody enters, every question has its answer, few queries."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from motcua.procedures.models import ProcedureVersion
from motcua.procedures.quick_reading import whole_text
from motcua.procedures.reading import content_of, with_parts
from motcua.procedures.search.finding import forget_index

from . import catalogue_rows as rows

pytestmark = pytest.mark.django_db
LIVING = f"/thu-tuc/{rows.NEW}/"


@pytest.fixture
def living():
    made = rows.small_catalogue()
    forget_index()
    return made


def text_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/thu-tuc/",
        "/thu-tuc/?q=neo+dau",
        "/thu-tuc/?q=khong-co-gi-het&level=commune",
        "/thu-tuc/goi-y/?q=neo",
        LIVING,
        f"{LIVING}?on=2025-08-01",
        f"{LIVING}so-sanh/",
        f"/thu-tuc/{rows.OLD}/",
        "/quyet-dinh/",
        "/thay-doi/",
        "/thay-doi/?tuan=2026-01-01",
        "/so-lieu/",
        "/he-thiet-ke/",
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everybody_enters_with_ten_queries_or_fewer(client, living, address, lang, django_assert_max_num_queries):
    client.get("/thu-tuc/")  # builds the index of the process, which pages share
    client.get("/so-lieu/")  # counts the figures, which are kept until the catalogue changes
    with django_assert_max_num_queries(10):
        answer = client.get(address, headers={"cookie": f"motcua_lang={lang}"})
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()


def test_a_procedure_answers_in_the_order_people_ask(client, living):
    page = text_of(client.get(LIVING))
    order = ["cho-toi", "giay-to", "chi-phi", "thoi-han", "noi-nop", "ket-qua", "can-cu", "cac-buoc"]
    places = [page.index(f'id="{anchor}"') for anchor in order]
    assert places == sorted(places)


def test_a_price_left_to_a_note_is_never_shown_as_free_or_zero(client, living):
    ProcedureVersion.objects.get(procedure=living, ordinal=2).channel_rows.exclude(method="direct").delete()
    page = text_of(client.get(LIVING))
    assert "Xem ghi chú" in page
    assert "Theo biểu của cảng" in page
    assert "Miễn phí" not in page
    assert not re.search(r"(?<![\d.])0 ₫", page)


def test_a_replaced_procedure_leads_to_its_successor_by_decision_and_day(client, living):
    page = text_of(client.get(f"/thu-tuc/{rows.OLD}/"))
    assert "Bị thay thế từ ngày 01/07/2025 theo Quyết định 12/QĐ-THU" in page
    assert f'href="{LIVING}"' in page


def test_the_text_of_another_day_is_marked_as_such(client, living):
    page = text_of(client.get(f"{LIVING}?on=01/08/2025"))
    assert "nội dung có hiệu lực vào ngày 01/08/2025" in page
    assert "Toàn trình" in page


def test_a_day_that_is_no_day_is_said_so(client, living):
    assert "“hôm kia” không phải là một ngày" in text_of(client.get(f"{LIVING}?on=hôm+kia"))


def test_an_unknown_code_is_answered_with_near_ones(client, living):
    answer = client.get("/thu-tuc/7.100003/")
    assert answer.status_code == 404
    assert rows.NEW in answer.content.decode()


def test_structured_data_offers_only_stated_amounts(client, living):
    page = client.get(LIVING).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    body = json.loads(block[1])
    assert body["@type"] == "GovernmentService"
    assert [offer["price"] for offer in body["offers"]] == ["50000"]


def test_markup_in_a_name_cannot_leave_the_structured_data(client, living):
    ProcedureVersion.objects.filter(procedure=living).update(name="</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get(LIVING).content.decode()


def test_the_quick_reading_is_the_same_text(living):
    for version in with_parts(ProcedureVersion.objects.all()):
        assert whole_text(version) == content_of(version)


def test_two_versions_are_compared_part_by_part(client, living):
    page = text_of(client.get(f"{LIVING}so-sanh/?tu=1&den=2"))
    assert "<del>Toàn trình</del>" in page
    assert "<ins>Một phần</ins>" in page


def test_search_says_why_and_counts_its_filters(client, living):
    page = text_of(client.get("/thu-tuc/?q=dang+ky+neo+dau"))
    assert "Vì: " in page
    assert "level=commune" in page


def test_the_posting_sheet_is_a_pdf_for_the_wall(client, living):
    answer = client.get(f"{LIVING}niem-yet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_feeds_hold_what_began_and_what_ended(client, living):
    feed = client.get("/thay-doi/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert any("Bị thay thế" in each["title"] for each in feed["items"])
    atom = ElementTree.fromstring(client.get("/thay-doi/atom.xml").content)  # noqa: S314 - our own feed
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == len(feed["items"]) == 4


def test_the_week_of_a_change_shows_it(client, living):
    assert rows.NEW in text_of(client.get(f"/thay-doi/?tuan={date(2025, 7, 2)}"))


def test_a_decision_lists_what_it_did(client, living):
    pk = living.decision_items.first().decision_id
    page = text_of(client.get(f"/quyet-dinh/{pk}/"))
    assert rows.NEW in page
    assert rows.OLD in page


@pytest.mark.parametrize(
    "name",
    ["cpsv-ap.jsonld", "cpsv-ap.ttl", "dcat.jsonld", "dcat.ttl", "thu-tuc.json", "thu-tuc.csv", "thu-tuc.xlsx"],
)
def test_the_catalogue_can_be_taken_home(client, living, name):
    answer = client.get(f"/so-lieu/tai-ve/{name}")
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"PK") if name.endswith("xlsx") else (rows.NEW.encode() in body or name.startswith("dcat"))
