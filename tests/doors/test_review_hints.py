"""The pages of hints: who may enter, few queries, what they say, and setting one aside."""

import pytest

from motcua.review import selectors
from motcua.review.hints import preparing
from tests.agencies.factories import posting
from tests.doors.nation import founded
from tests.module_rows import once_per_module

pytestmark = pytest.mark.django_db
HINTS = "/dieu-hanh/ra-soat/goi-y/"


nation_of_the_module = once_per_module(lambda: founded("9.000201", "9.000205", "9.000132"))


@pytest.fixture
def hint(nation_of_the_module):
    preparing.prepare()
    return selectors.hints().first()


def entered(client, *duties):
    client.force_login(posting(duties=duties).account)
    return client


def test_a_citizen_may_not_enter(client, django_user_model, hint):
    client.force_login(django_user_model.objects.create_user("citizen"))
    for address in (HINTS, f"{HINTS}{hint.key}/", f"{HINTS}bang.csv"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_and_a_hint_ask_few_questions(client, hint, language, django_assert_max_num_queries):
    entered(client, "plan")
    with django_assert_max_num_queries(10):
        page = client.get(f"{HINTS}?lang={language}").content.decode()
    assert hint.key in page
    with django_assert_max_num_queries(10):
        page = client.get(f"{HINTS}{hint.key}/?lang={language}").content.decode()
    assert hint.evidence[0]["vi" if language == "vi" else "en"][:30] in page
    assert "style=" not in page


def test_filters_narrow_the_list_and_the_table(client, hint):
    entered(client, "audit")
    for word in hint.subject.split()[:1]:
        assert hint.key in client.get(HINTS, {"kind": hint.kind, "q": word}).content.decode()
    assert "Không có gợi ý nào" in client.get(HINTS, {"q": "khongcochunao"}).content.decode()
    table = client.get(f"{HINTS}bang.csv", {"kind": hint.kind})
    assert table["Content-Type"].startswith("text/csv")
    assert hint.subject in table.content.decode("utf-8-sig")


def test_before_the_first_search_the_page_says_so(client):
    entered(client, "plan")
    assert "Chưa có lần tìm nào" in client.get(HINTS).content.decode()


def test_only_procedure_control_sets_a_hint_aside_and_must_say_why(client, hint):
    address = f"{HINTS}{hint.key}/gac-lai/"
    assert entered(client, "plan").post(address, {"reason": "sai"}).status_code == 403

    entered(client, "procedure_control")
    page = client.post(address, {"reason": ""}, follow=True).content.decode()
    assert "Chưa nêu lý do" in page
    page = client.post(address, {"reason": "Luật chuyên ngành đòi bản giấy"}, follow=True).content.decode()
    assert "Luật chuyên ngành đòi bản giấy" in page
    assert hint.key not in client.get(HINTS).content.decode()
