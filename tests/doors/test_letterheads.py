"""The heads of papers: set by the administrator from a day on; what was issued keeps its own."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.accounts.models import AdministrationRecord
from motcua.documents import selectors
from motcua.documents.models import Letterhead
from motcua.documents.services import issue_paper, pdf_of
from motcua.documents.testing import a_png
from tests.documents.factories import FACTS
from tests.documents.test_papers import text_of
from tests.doors.officers import agencies

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def unit():
    return agencies.one_stop(code="H36.77", name="Trung tâm Phục vụ hành chính công phường Mẫu")


def stated(unit, day, **changes):
    return {
        "unit": unit.code, "valid_from": day, "governing_body": "UBND phường Mẫu", "unit_name": unit.name,
        "office_mark": "TTPVHCC", "place": "Phường Mẫu", "reason": "QĐ 5", **changes,
    }  # fmt: skip


def issued(unit):
    return issue_paper(kind="supplement", unit=unit, facts=FACTS["supplement"], issued_at=timezone.now())


def test_papers_carry_the_head_in_force_and_keep_the_one_they_had(client, unit):
    client.force_login(agencies.posting({"administer"}, unit=unit).account)
    plain = issued(unit)
    seal = SimpleUploadedFile("dau.png", a_png(64, 64))
    assert client.post("/xu-ly/dau-van-ban/", stated(unit, TODAY, seal=seal)).status_code == 302
    later = stated(unit, TODAY + timedelta(days=9), office_mark="TTHCC")
    assert client.post("/xu-ly/dau-van-ban/", later).status_code == 302
    paper = issued(unit)
    assert (plain.number, paper.number) == ("01/PBS-BPTNTKQ", "02/PBS-TTPVHCC")
    text = text_of(pdf_of(paper))
    assert "Phường Mẫu, ngày" in text
    assert "UBND PHƯỜNG MẪU" in text
    assert selectors.letterhead(unit.code, TODAY + timedelta(days=9))["office_mark"] == "TTHCC"
    first, second = Letterhead.objects.order_by("valid_from")
    assert (first.valid_before, bytes(second.seal)) == (second.valid_from, bytes(first.seal))
    assert [record.facts for record in AdministrationRecord.objects.filter(act="set_letterhead")] == [
        {"unit": unit.code}
    ] * 2
    page = client.get("/xu-ly/dau-van-ban/").content.decode()
    assert "…/PBS-TTPVHCC" in page
    assert "…/PBS-TTHCC" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"unit": "H99.1"}, "Không có đơn vị nào mang mã này"),
        ({"seal": SimpleUploadedFile("dau.pdf", b"%PDF-1.4 x")}, "dau"),
    ],
)
def test_a_head_outside_ones_care_or_without_a_picture_is_refused(client, unit, changes, says):
    agencies.one_stop(code="H99.1", name="Nơi khác")
    client.force_login(agencies.posting({"administer"}, unit=unit).account)
    page = client.post("/xu-ly/dau-van-ban/", {**stated(unit, TODAY), **changes})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Letterhead.objects.exists()
