"""Filing online: nothing typed is lost, one application makes one dossier, nobody sees another's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.accounts.models import Account
from motcua.documents.testing import a_pdf
from motcua.dossiers.selectors import find
from motcua.payments.selectors import charges_for
from motcua.portal.models import Draft

from . import nation

pytestmark = pytest.mark.django_db
PLATE = "9.000201"


@pytest.fixture
def country():
    return nation.founded()


@pytest.fixture
def citizen(country):
    return Account.objects.get(username="congdan")


def begun(client, code=PLATE, place="H36.101"):
    page = client.get(f"/nop-ho-so/{code}/")
    assert page.status_code == 200
    cases = page.context["cases"]
    answer = client.post(f"/nop-ho-so/{code}/", {"place": place, **({"case": cases[0][0]} if cases else {})})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def filled(client, home, code=PLATE):
    for key, answers in nation.FORMS[code].items():
        answer = client.post(f"{home}trang/{key}/", answers)
        assert answer.status_code == 302, answer.context["page"].errors
    for paper, _ in client.get(f"{home}giay-to/").context["rows"]:
        if paper.offers:
            client.post(f"{home}giay-to/", {"paper": paper.requirement.pk, "act": f"reuse:{paper.offers[0].source}"})
        elif paper.is_mandatory:
            file = SimpleUploadedFile("Giấy tờ.pdf", a_pdf(), "application/pdf")
            client.post(f"{home}giay-to/", {"paper": paper.requirement.pk, "act": "upload", "file": file})
    return home


def sent(client, home):
    return client.post(f"{home}gui/", {"stated": ["statement_of_truth"]})


def test_a_plate_is_filed_without_log_in_until_the_last_moment(client, country, citizen):
    home = filled(client, begun(client))
    assert sent(client, home)["Location"].startswith("/dang-nhap/")
    client.force_login(citizen)
    answer = sent(client, home)
    page = client.get(answer["Location"])
    dossier = page.context["dossier"]
    assert dossier.number in page.content.decode()
    assert dossier.receiving_unit.code == "H36.101.01"
    assert dossier.resolving_unit.code == "H36.101.04"
    assert dossier.form_data["vehicle_price"] == 32_000_000
    assert [charge.amount for charge in charges_for(dossier.number)] == [150_000]
    assert client.get(f"/ho-so/{dossier.number}/ban-sao.pdf").content.startswith(b"%PDF")


def test_a_double_click_the_back_button_and_two_tabs_make_one_dossier(client, country, citizen):
    client.force_login(citizen)
    home = filled(client, begun(client))
    first, second = sent(client, home), sent(client, home)
    assert first["Location"] == second["Location"]
    # The other tab still shows the form; saving it changes nothing that was filed.
    client.post(f"{home}trang/vehicle/", {**nation.VEHICLE, "vehicle_colour": "Xanh"})
    number = Draft.objects.get().filed_number
    assert find(number).form_data["vehicle_colour"] == "Đỏ đô"
    assert len(charges_for(number)) == 1
