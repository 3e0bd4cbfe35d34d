"""The e-form of a service typed at the counter: the same questions and checks as online, filled in from before."""

import pytest

from motcua.accounts.models import Account
from motcua.documents.models import Paper
from motcua.dossiers.models import Dossier
from tests.module_rows import once_per_module

from . import nation

pytestmark = pytest.mark.django_db
PLATE = "/mot-cua/tiep-nhan/9.000201/"


nation_of_the_module = once_per_module(lambda: nation.founded("9.000201"))


@pytest.fixture
def desk(nation_of_the_module, client, db):
    client.force_login(Account.objects.get(username="motcua"))
    return client


def posted(page, **changes):
    """Return what the browser would post: the applicant, every paper ticked, each question answered."""
    form = page.context["form"]
    facts = {
        "key": form.typed["key"], "act": "receive", "kind": "1", "pay": "later", "return_way": "counter",
        "identity": "068190000001", "name": "Nguyễn Thị Hoa", "phone": "0900000001", "address": "Số 1, tổ 2",
        "to-khai": "yes",
    }  # fmt: skip
    facts |= {office["name"]: office["chosen"] for office in page.context["offices"]}
    for row in form.rows:
        if row.is_mandatory:
            facts |= {f"paper-{row.place}-given": "yes", f"paper-{row.place}-original": "1"}
    if page.context["cases"]:
        facts["case"] = page.context["cases"][0].pk
    answers = {name: value for part in nation.FORMS["9.000201"].values() for name, value in part.items()}
    answers["statement_of_truth"] = "true"
    return facts | {f"to-khai-{name}": value for name, value in answers.items()} | changes


def test_a_form_typed_at_the_counter_is_checked_kept_and_received(desk):
    page = desk.get(PLATE)
    assert "Tờ khai điện tử" in page.content.decode()
    wrong = desk.post(PLATE, posted(page, **{"to-khai-applicant_born_on": "31/02/1990", "to-khai-vehicle_price": "x"}))
    assert wrong.status_code == 422
    assert 'href="#f-to-khai-vehicle_price"' in wrong.content.decode()
    assert not Dossier.objects.exists()
    answer = desk.post(PLATE, posted(page))
    assert answer.status_code == 302, answer.context["form"].errors
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.form_data["vehicle_price"]) == ("received", 32_000_000)
    assert dossier.form_data["applicant_born_on"] == "1990-03-08"
    assert Paper.objects.filter(kind="receipt").count() == 1


def test_a_paper_form_needs_no_answers(desk):
    page = desk.get(PLATE)
    facts = {name: value for name, value in posted(page).items() if not name.startswith("to-khai")}
    assert desk.post(PLATE, facts).status_code == 302
    assert Dossier.objects.get().form_data == {}


def test_what_was_stated_before_is_filled_in_with_its_source(desk):
    page = desk.get(PLATE)
    desk.post(PLATE, posted(page))
    number = Dossier.objects.get().number
    found = desk.post(PLATE, {"act": "look", "key": "k2", "identity": "068190000001"})
    shown = {one.name: one for part in found.context["eform_pages"] for one in part.fields}
    assert shown["to-khai-applicant_name"].value == "Nguyễn Thị Hoa"
    assert shown["to-khai-applicant_born_on"].value == "08/03/1990"
    assert number in shown["to-khai-applicant_born_on"].source
    stranger = desk.post(PLATE, {"act": "look", "key": "k3", "identity": "068190000002"})
    shown = {one.name: one for part in stranger.context["eform_pages"] for one in part.fields}
    assert shown["to-khai-applicant_born_on"].value == ""


def test_questions_follow_the_answers_without_javascript(desk):
    page = desk.get(PLATE)
    facts = posted(page, act="case", **{"to-khai-return_by": "post"})
    shown = desk.post(PLATE, facts)
    asked = {one.name for part in shown.context["eform_pages"] for one in part.fields if one.shown}
    assert "to-khai-return_address" in asked
    assert not Dossier.objects.exists()


def test_the_page_with_its_form_needs_few_queries(desk, django_assert_max_num_queries):
    desk.get(PLATE)
    with django_assert_max_num_queries(10):
        assert desk.get(PLATE).status_code == 200
