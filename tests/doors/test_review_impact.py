"""Impact assessment of a new procedure: computed cost, a second person, and the desk that asks for it."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.contrib.messages import get_messages

from motcua.demo import starter, starter_catalogue
from motcua.procedures import services as catalogue
from motcua.procedures.models import ProcedureVersion
from motcua.review.errors import ReviewRefused
from motcua.review.models import ImpactAssessment
from motcua.rules.parameters.impact_questions import QUESTIONS

from . import catalogue_rows as rows
from .officers import officer_with

pytestmark = pytest.mark.django_db
DESK = "/xu-ly/danh-muc/"
IMPACT = "/dieu-hanh/ra-soat/tac-dong/"
ANSWERS = {question.key: f"Trả lời {question.key}" for question in QUESTIONS}
WHOLE = {"act": "assess", **ANSWERS, "dossiers": "1.200", "source": "Số tàu đăng ký năm 2024"}


@pytest.fixture
def people():
    return officer_with("procedure_control"), officer_with("procedure_control")


@pytest.fixture
def draft(client, people):
    living = rows.small_catalogue()
    item = rows.item(living, rows.decision("99/QĐ-THU"), kind="new", effective_on=date(2025, 9, 1))
    client.force_login(people[0])
    client.post(f"{DESK}muc/{item.pk}/", {"act": "draft"})
    return ProcedureVersion.objects.get(status="draft")


def step(client, account, address, **data):
    client.force_login(account)
    return " ".join(str(said) for said in get_messages(client.post(address, data).wsgi_request))


def test_a_new_procedure_is_assessed_by_two_people_before_it_is_issued(client, people, draft, settings):
    settings.IMPACT_ASSESSMENT = "demand"
    one, other = people
    acts, desk = f"{IMPACT}{draft.pk}/viec/", f"{DESK}ban-thao/{draft.pk}/"
    assert "Chưa có đánh giá tác động" in client.get(desk).content.decode()
    step(client, one, f"{desk}viec/", act="submit")
    assert "chưa có đánh giá tác động được phê duyệt" in step(client, other, f"{desk}viec/", act="approve")

    step(client, one, acts, **{**WHOLE, "aim": ""})
    assert "Chưa trả lời: Thủ tục nhằm" in step(client, one, acts, act="submit")
    step(client, one, acts, **WHOLE)
    held = ImpactAssessment.objects.get()
    assert held.cost_each > 0
    assert held.cost_a_year == pytest.approx(held.cost_each * 1200, abs=1200)
    assert sum(row["cost"] for row in held.basis["activities"]) == pytest.approx(float(held.cost_each), abs=10)
    step(client, one, acts, act="submit")
    assert "cần người thứ hai" in step(client, one, acts, act="approve")
    step(client, other, acts, act="approve")

    step(client, other, f"{desk}viec/", act="approve")
    draft.refresh_from_db()
    assert draft.status in ("approved", "published")


def test_no_other_way_than_the_desk_lets_a_text_through(people, draft, settings):
    settings.IMPACT_ASSESSMENT = "demand"
    one, other = people
    catalogue.submit(version=draft, by=one)
    with pytest.raises(ReviewRefused, match="no approved impact assessment"):
        catalogue.approve(version=draft, by=other)
    settings.IMPACT_ASSESSMENT = "tell"
    assert catalogue.approve(version=draft, by=other).status == "published"


def test_an_approval_holds_only_for_the_text_that_was_assessed(client, people, draft):
    one, other = people
    acts = f"{IMPACT}{draft.pk}/viec/"
    step(client, one, acts, **WHOLE)
    step(client, one, acts, act="submit")
    assert "Bản đánh giá đã trình" in step(client, one, acts, **WHOLE)
    ProcedureVersion.objects.filter(pk=draft.pk).update(name="Tên khác")
    assert "Bản thảo đã đổi" in step(client, other, acts, act="approve")
    assert "phải đánh giá lại" in client.get(f"{IMPACT}{draft.pk}/").content.decode()
    step(client, one, acts, **WHOLE)
    assert ImpactAssessment.objects.get().status == "draft"


def test_the_pages_and_the_document_say_what_was_assessed(client, people, draft, django_assert_max_num_queries):
    step(client, people[0], f"{IMPACT}{draft.pk}/viec/", **WHOLE)
    for address in (IMPACT, f"{IMPACT}{draft.pk}/", f"{IMPACT}{draft.pk}/van-ban.docx"):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
    assert "a year" in client.get(f"{IMPACT}{draft.pk}/?lang=en").content.decode()
    paper = docx.Document(BytesIO(client.get(f"{IMPACT}{draft.pk}/van-ban.docx").content))
    text = "\n".join(line.text for line in paper.paragraphs)
    assert "Trả lời authority" in text
    assert "BẢN THẢO, chưa được phê duyệt" in text
    assert "1.200 hồ sơ mỗi năm" in text


@pytest.mark.parametrize("odd", ["", "nhiều", "-5", "²", "9" * 30])
def test_a_number_of_dossiers_that_is_none_is_said(client, people, draft, odd):
    assert "không phải là số hồ sơ" in step(
        client, people[0], f"{IMPACT}{draft.pk}/viec/", **{**WHOLE, "dossiers": odd}
    )
    assert not ImpactAssessment.objects.exists()


def test_managers_read_and_only_procedure_control_writes(client, draft):
    client.force_login(officer_with("plan"))
    assert client.get(f"{IMPACT}{draft.pk}/").status_code == 200
    assert client.post(f"{IMPACT}{draft.pk}/viec/", WHOLE).status_code == 403
    client.force_login(officer_with("receive"))
    assert client.get(IMPACT).status_code == 403


def test_the_demonstration_fills_itself_where_assessments_are_demanded(people, settings):
    settings.IMPACT_ASSESSMENT = "demand"
    code = starter.services()[0].code
    assert starter_catalogue.put_in_force(editor=people[0], second_person=people[1], only=[code]) == [code]
    assert ImpactAssessment.objects.get().status == "approved"
