"""Filing online: nothing typed is lost, one application makes one dossier, nobody sees another's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Account
from motcua.documents.testing import a_pdf
from motcua.dossiers.selectors import find
from motcua.payments.selectors import charges_for
from motcua.portal.filing import drafts
from motcua.portal.models import Draft
from tests.module_rows import once_per_module

from . import nation

pytestmark = pytest.mark.django_db
PLATE = "9.000201"


nation_of_the_module = once_per_module(lambda: nation.founded("9.000201", "9.000211", "9.000101", "9.000131"))


@pytest.fixture
def country(nation_of_the_module, db):
    return nation_of_the_module


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


def test_what_was_typed_survives_the_end_of_the_session(client, country, citizen):
    client.force_login(citizen)
    home = begun(client)
    del client.cookies["sessionid"]
    answer = client.post(f"{home}trang/applicant/", nation.PERSON)
    assert answer["Location"].startswith("/dang-nhap/?next=")
    assert "Số 1, tổ 2" not in answer.content.decode()
    client.force_login(citizen)
    assert 'value="Số 1, tổ 2"' in client.get(f"{home}trang/applicant/").content.decode()


def test_one_goes_on_from_another_device(client, country, citizen):
    home = begun(client)
    client.post(f"{home}trang/applicant/", nation.PERSON)
    client.force_login(citizen)
    client.get(home)
    telephone = Client()
    telephone.force_login(citizen)
    assert home in telephone.get("/tra-cuu/").content.decode()
    assert "Số 1, tổ 2" in telephone.get(f"{home}trang/applicant/").content.decode()


def test_nobody_opens_writes_or_files_the_application_of_another(client, country, citizen):
    home = begun(client)
    thief = Client()
    thief.force_login(Account.objects.get(username="doanhnghiep"))
    for page in ("", "trang/applicant/", "giay-to/", "kiem-tra/"):
        assert thief.get(f"{home}{page}").status_code == 404
        assert Client().get(f"{home}{page}").status_code == 404
    assert thief.post(f"{home}trang/applicant/", nation.PERSON).status_code == 404
    assert thief.post(f"{home}gui/").status_code == 404
    assert thief.post(f"{home}xoa/").status_code == 404
    client.force_login(citizen)
    number = sent(client, filled(client, home))["Location"].split("/")[2]
    for page in ("", "da-nop/", "ban-sao.pdf", "danh-gia/"):
        assert client.get(f"/ho-so/{number}/{page}").status_code == 200, page
        assert thief.get(f"/ho-so/{number}/{page}").status_code == 404, page
    assert thief.get(f"/thanh-toan/{number}/").status_code == 404
    assert thief.post(f"/ho-so/{number}/rut/", {"sure": "yes"}).status_code == 404
    assert find(number).state == "registered"


STRANGE = {
    "every Vietnamese letter": "Ắ ằ Ẳ ẵ Ặ ấ Ầ ẩ Ẫ ậ ế Ề ể Ễ ệ ố Ồ ổ Ỗ ộ ớ Ờ ở Ỡ ợ ứ Ừ ử Ữ ự ý Ỳ ỷ Ỹ ỵ Đ đ",
    "emoji": "Hoa 🌺👨‍👩‍👧",
    "right to left": "\u202eaoH \u0645\u0631\u062d\u0628\u0627",
    "SQL": "'; DROP TABLE portal_draft; --",
    "script": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }} {% debug %}",
}


@pytest.mark.parametrize("name", STRANGE.values(), ids=STRANGE)
def test_strange_names_are_text_and_nothing_else(client, country, citizen, name):
    client.force_login(citizen)
    home = filled(client, begun(client))
    client.post(f"{home}trang/applicant/", {**nation.PERSON, "applicant_name": name, "applicant_address": name})
    shown = client.get(f"{home}kiem-tra/").content.decode()
    assert "<script>alert" not in shown
    assert "only-for-tests" not in shown
    number = sent(client, home)["Location"].split("/")[2]
    assert find(number).applicant.name
    assert client.get(f"/ho-so/{number}/ban-sao.pdf").content.startswith(b"%PDF")


EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FILES = {
    "a program": ("trinh.exe", b"MZ\x90\x00" + b"0" * 200),
    "a page with script": ("trang.pdf", b"<html><script>alert(1)</script></html>"),
    "nothing": ("rong.pdf", b""),
    "the virus test file": ("eicar.pdf", EICAR),
}


@pytest.mark.parametrize(("file_name", "content"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(client, country, file_name, content):
    home = begun(client)
    paper = client.get(f"{home}giay-to/").context["rows"][0][0].requirement.pk
    file = SimpleUploadedFile(file_name, content)
    answer = client.post(f"{home}giay-to/", {"paper": paper, "act": "upload", "file": file})
    assert answer.status_code == 422
    [sentence] = answer.context["errors"].values()
    assert sentence
    assert Draft.objects.get().papers.count() == 0


def test_a_paper_of_somebody_else_cannot_be_reused(client, country, citizen):
    home = begun(client, "9.000131")
    paper = client.get(f"{home}giay-to/").context["rows"][0][0].requirement.pk
    client.post(f"{home}giay-to/", {"paper": paper, "act": "reuse:H36.101.01-261124-00001"})
    assert Draft.objects.get().papers.count() == 0


def test_a_wrong_answer_is_kept_and_both_languages_say_what_to_mend(client, country):
    home = begun(client)
    wrong = {**nation.PERSON, "applicant_identity": "12", "applicant_born_on": "31/02/1990", "applicant_commune": "XX"}
    answer = client.post(f"{home}trang/applicant/", wrong)
    assert answer.status_code == 422
    assert [id for id, _ in answer.context["page"].errors] == [
        "f-applicant_identity",
        "f-applicant_born_on",
        "f-applicant_commune",
    ]
    assert 'value="31/02/1990"' in answer.content.decode()
    english = client.post(f"{home}trang/applicant/?lang=en", wrong)
    assert "it has exactly 12 digits" in english.content.decode()


def test_questions_come_and_go_with_the_answers_and_hidden_answers_are_not_filed(client, country):
    home = begun(client)
    imported = {**nation.VEHICLE, "vehicle_origin": "imported"}
    saved = client.post(f"{home}trang/vehicle/", {**imported, "act": "save"}, headers={"HX-Request": "true"})
    assert 'id="when-vehicle_customs_number"' in saved.content.decode()
    answer = client.post(f"{home}trang/vehicle/", imported)
    assert answer.context["page"].errors[0][0] == "f-vehicle_customs_number"
    assert client.post(f"{home}trang/vehicle/", nation.VEHICLE).status_code == 302


def test_rows_are_added_and_removed_by_buttons(client, country):
    home = begun(client, "9.000211")
    answers = nation.FORMS["9.000211"]["electricity"]
    added = client.post(f"{home}trang/electricity/", {**answers, "act": "add:1"})
    page = client.get(added["Location"]).context["page"]
    assert len(page.rows) == 2
    assert page.total[1] == 2400
    client.post(f"{home}trang/electricity/", {**answers, "act": "remove:0"})
    assert Draft.objects.get().answers["supply_devices"] == []


def test_what_the_account_knows_is_filled_in_with_its_source(client, country, citizen):
    client.force_login(citizen)
    page = client.get(f"{begun(client)}trang/applicant/").context["page"]
    name = page.fields[0]
    assert (name.value, name.source) == ("Nguyễn Thị Hoa", "Lấy từ tài khoản của bạn. Bạn có thể sửa.")
    sent(client, filled(client, begun(client)))
    again = client.get(f"{begun(client)}trang/applicant/").context["page"]
    address = next(one for one in again.fields if one.name == "applicant_address")
    assert address.value == "Số 1, tổ 2"
    assert "Bạn đã khai ngày" in address.source


@pytest.mark.parametrize("page", ["", "trang/applicant/", "giay-to/", "kiem-tra/"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_ask_the_database_little(client, country, citizen, page, lang, django_assert_max_num_queries):
    client.force_login(citizen)
    home = filled(client, begun(client))
    with django_assert_max_num_queries(14 if page == "kiem-tra/" else 10):
        assert client.get(f"{home}{page}?lang={lang}").status_code == 200


def test_an_upload_goes_on_where_the_line_broke(client, country):
    home = begun(client)
    asked = next(paper for paper, _ in client.get(f"{home}giay-to/").context["rows"] if not paper.register)
    content = a_pdf()
    told = {"paper": asked.requirement.pk, "name": "hoa-don.pdf", "size": len(content)}
    mark = client.post(f"{home}tai-len/", told).json()["mark"]

    def piece(offset, end, by=client):
        kind = "application/octet-stream"
        return by.post(f"{home}tai-len/{mark}/?offset={offset}", content[offset:end], content_type=kind)

    assert piece(0, 100).json() == {"offset": 100}
    assert piece(0, 100).json() == {"offset": 100}
    assert piece(100, 200, Client()).status_code == 404
    assert piece(100, len(content)).json()["done"]
    assert [paper.name for paper in Draft.objects.get().papers.all()] == ["hoa-don.pdf"]
    big = client.post(f"{home}tai-len/", {**told, "size": 10**10})
    assert "tối đa" in big.json()["error"]


def test_a_draft_is_warned_of_and_then_forgotten(client, country, citizen):
    citizen.email = "hoa@vidu.vn"
    citizen.save()
    client.force_login(citizen)
    begun(client)
    draft = Draft.objects.get()
    assert drafts.warn_of_ending(draft.expires_at - timedelta(days=4)) == 0
    assert drafts.warn_of_ending(draft.expires_at - timedelta(days=2)) == 1
    assert drafts.warn_of_ending(draft.expires_at - timedelta(days=1)) == 0
    assert drafts.forget_old(draft.expires_at - timedelta(seconds=1)) == 0
    assert drafts.forget_old(draft.expires_at) == 1
