"""Staffing pages: planners only, the question answered, a unit live, few queries, refusals as sentences."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.utils import timezone

from motcua.agencies.models import Posting, Unit
from motcua.agencies.services import grant_leave
from motcua.dossiers.models import Ticket, Visit
from motcua.insight import preparing
from motcua.staffing.live import live
from tests.staffing.conftest import nation

from .officers import officer_with

__all__ = ["nation"]
HERE = "/dieu-hanh/nhan-su/"
PAGES = [HERE, f"{HERE}cap-huyen/", f"{HERE}H01.31/", f"{HERE}ke-hoach.docx"]


@pytest.fixture
def planner(client, db):
    account = officer_with("plan")
    client.force_login(account)
    return account


@pytest.mark.parametrize("page", PAGES)
def test_others_stay_outside(client, nation, page):
    assert client.get(page).status_code == 302
    client.force_login(officer_with("settle"))
    assert client.get(page).status_code == 403


def asked(page, **words):
    return f"{page}?period=2023Q1&" + "&".join(f"{name}={value}" for name, value in words.items())


@pytest.mark.parametrize("page", PAGES[:3])
def test_each_page_answers_in_both_languages_with_few_queries(
    client, planner, nation, page, django_assert_max_num_queries
):
    client.get(asked(page))
    with django_assert_max_num_queries(10):
        vietnamese = client.get(asked(page))
    assert vietnamese.status_code == 200
    english = client.get(asked(page, lang="en"))
    assert english.status_code == 200
    assert len(vietnamese.content) < 100_000


def test_the_district_question_is_answered_with_moves_price_and_range(client, planner, nation):
    text = client.get(asked(f"{HERE}cap-huyen/", lang="en")).content.decode()
    assert "raises the on-time rate from" in text
    assert "officer-months" in text
    assert "never a quota" in text
    assert "Huyện H01." in text


def test_an_empty_period_is_refused_with_a_sentence(client, planner, nation):
    text = client.get(f"{HERE}cap-huyen/?period=2020Q1&lang=en").content.decode()
    assert "holds no dossier" in text


def test_the_plan_is_given_as_a_document(client, planner, nation):
    answer = client.get(asked(f"{HERE}ke-hoach.docx", level="district"))
    text = "\n".join(part.text for part in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "Người phê duyệt" in text


def test_the_unit_page_names_who_works_and_what_is_wrong(client, planner, nation):
    unit = Unit.objects.get(code="H01.31")
    sender = Unit.objects.get(code="H01.32")
    officer = officer_with("receive")
    Posting.objects.filter(account=officer).update(sent_by=sender, unit=unit)
    grant_leave(
        account=officer, valid_from=date(2026, 3, 2), valid_before=date(2026, 3, 5), by=None, reason="nghỉ phép"
    )
    there = client.get(asked(f"{HERE}H01.31/", on="2026-03-06", lang="en")).content.decode()
    away = client.get(asked(f"{HERE}H01.31/", on="2026-03-04", lang="en")).content.decode()
    assert "has no end date" in there
    assert "no back-up is posted" in there
    assert f": {officer}" in there
    assert "Away that day" not in there
    assert "Away that day" in away
    overview = client.get(asked(HERE, lang="en")).content.decode()
    assert "no back-up is posted" in overview
    assert "mean error a day" in overview


def test_the_first_page_shows_staff_against_need_once_the_plan_is_prepared(client, planner, nation, monkeypatch):
    monkeypatch.setattr(preparing, "usual_period", lambda: "2023Q1")
    address = asked("/dieu-hanh/", level="district", lang="en")
    assert "open Staffing to draw up a plan" in client.get(address).content.decode()
    assert preparing.prepare_plan()
    assert not preparing.prepare_plan()
    assert "short where short" in client.get(address).content.decode()


def test_a_full_waiting_room_calls_for_counters_or_back_ups(nation):
    unit = Unit.objects.get(code="H01.31")
    assert not live(unit, 12).advice
    now = timezone.now()
    for ordinal in range(5):
        visit = Visit.objects.create(unit=unit, arrived_at=now)
        Ticket.objects.create(
            visit=visit, unit=unit, day=timezone.localdate(now), ordinal=ordinal + 1, label=str(ordinal), drawn_at=now
        )
    seen = live(unit, 12, now)
    assert seen.waiting == 5
    assert "back-ups" in seen.advice[0].en
