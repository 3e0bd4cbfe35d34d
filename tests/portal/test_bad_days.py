"""Bad days (issue 4, section 7): where each is covered, and those that no other file tests."""

import os
import resource
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Account
from motcua.documents.models import FileContent
from motcua.documents.testing import a_docx, a_pdf
from motcua.portal.models import Draft
from tests.doors import nation
from tests.doors.test_portal_filing import begun, filled, sent
from tests.module_rows import once_per_module

TESTS = Path(__file__).resolve().parents[1]
FILING, FOLLOWING = "doors/test_portal_filing.py", "doors/test_portal_following.py"
COVERED = {
    "double click, back button, two tabs": (
        FILING, "test_a_double_click_the_back_button_and_two_tabs_make_one_dossier"),
    "expired session in the middle": (FILING, "test_what_was_typed_survives_the_end_of_the_session"),
    "full disk": ("portal/test_bad_days.py", "test_a_full_disk_is_said_and_nothing_is_half_done"),
    "slow upload, broken line": (FILING, "test_an_upload_goes_on_where_the_line_broke"),
    "wrong file type, virus test file": (FILING, "test_a_file_that_cannot_be_taken_is_refused_with_a_sentence"),
    "zip bomb": ("portal/test_bad_days.py", "test_a_zip_bomb_is_refused_with_a_sentence"),
    "200-page PDF": ("portal/test_bad_days.py", "test_a_pdf_of_two_hundred_pages_is_taken"),
    "strange names, emoji, RTL, SQL, script": (FILING, "test_strange_names_are_text_and_nothing_else"),
    "forged id of a draft": (FILING, "test_nobody_opens_writes_or_files_the_application_of_another"),
    "forged id of a paper": (FILING, "test_a_paper_of_somebody_else_cannot_be_reused"),
    "forged ids, every page": ("portal/test_bad_days.py", "test_no_page_of_a_dossier_opens_for_somebody_else"),
    "replayed payment notice": (FOLLOWING, "test_a_replayed_notice_gives_one_receipt"),
    "ten notices at once": ("payments/test_payments.py", "test_ten_notices_at_once_give_one_receipt"),
    "SQL and script in every field of every form": (
        "portal/test_hostile_fields.py", "test_what_people_type_in_any_field_is_text_and_nothing_else"),
    "clock skew of an identity provider": (
        "accounts/test_national_log_in.py", "test_clocks_may_differ_by_half_a_minute"),
    "clock skew of a payment partner": (
        "payments/test_payments.py", "test_a_partner_whose_clock_is_wrong_does_not_date_our_receipt"),
    "clock skew of a signature": (
        "documents/test_signing.py", "test_without_a_timestamp_the_time_is_only_claimed"),
    "clock skew of a carrier": ("dossiers/test_post.py", "test_a_carrier_whose_clock_is_ahead_is_not_believed"),
}  # fmt: skip


nation_of_the_module = once_per_module(lambda: nation.founded("9.000201"))


@pytest.fixture
def country(nation_of_the_module, db):
    return nation_of_the_module


@pytest.mark.parametrize(("file", "name"), COVERED.values(), ids=COVERED)
def test_each_bad_day_has_its_test(file, name):
    assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8")


def given(client, name, content):
    home = begun(client)
    paper = client.get(f"{home}giay-to/").context["rows"][0][0].requirement.pk
    file = SimpleUploadedFile(name, content)
    return client.post(f"{home}giay-to/", {"paper": paper, "act": "upload", "file": file})


def test_a_full_disk_is_said_and_nothing_is_half_done(client, country):
    content = a_docx({"word/media/x": os.urandom(2_000_000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    home = begun(client)
    paper = client.get(f"{home}giay-to/").context["rows"][0][0].requirement.pk
    file = SimpleUploadedFile("don.docx", content)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        answer = client.post(f"{home}giay-to/", {"paper": paper, "act": "upload", "file": file})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert answer.status_code == 422
    assert "don.docx" in next(iter(answer.context["errors"].values()))
    assert (Draft.objects.get().papers.count(), FileContent.objects.count()) == (0, 0)


def test_a_zip_bomb_is_refused_with_a_sentence(client, country):
    answer = given(client, "bom.docx", a_docx({"word/media/x": b"\0" * 60_000_000}))
    assert answer.status_code == 422
    assert "bom.docx" in next(iter(answer.context["errors"].values()))
    assert Draft.objects.get().papers.count() == 0


def test_a_pdf_of_two_hundred_pages_is_taken(client, country):
    assert given(client, "dai.pdf", a_pdf(200)).status_code == 302
    assert FileContent.objects.get().pages == 200


def test_no_page_of_a_dossier_opens_for_somebody_else(client, country):
    client.force_login(Account.objects.get(username="congdan"))
    number = sent(client, filled(client, begun(client)))["Location"].split("/")[2]
    thief = Client()
    thief.force_login(Account.objects.get(username="doanhnghiep"))
    seen = ("", "da-nop/", "ban-sao.pdf", "hen-tra.ics", "danh-gia/")
    assert {thief.get(f"/ho-so/{number}/{page}").status_code for page in seen} == {404}
    assert {thief.post(f"/ho-so/{number}/{act}").status_code for act in ("bo-sung/", "trao-doi/", "rut/")} == {404}
    assert thief.get(f"/thanh-toan/{number}/").status_code == 404
