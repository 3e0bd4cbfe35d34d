"""Who is posted where, with which duties, on which day."""

import importlib.util
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse

from motcua.accounts.duties import Duty
from motcua.agencies import selectors, services
from motcua.agencies.errors import PostingNotPossible, UnitNotInForce
from motcua.agencies.middleware import PostingMiddleware
from motcua.agencies.presence import on_hand, roll_of

_spec = importlib.util.spec_from_file_location("unit_factories", Path(__file__).parent / "factories.py")
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)

pytestmark = pytest.mark.django_db
JAN, MAR, JUL = date(2025, 1, 1), date(2025, 3, 1), date(2025, 7, 1)


def request_of(account, session=None):
    request = HttpRequest()
    request.user, request.session = account, session or {}
    PostingMiddleware(lambda _: HttpResponse())(request)
    return request


def test_a_posting_counts_from_its_first_day_to_before_its_last():
    posting = factories.posting(valid_from=JAN, valid_before=MAR)

    def held(day):
        return selectors.postings_of(posting.account, day)

    assert [bool(held(day)) for day in (date(2024, 12, 31), JAN, date(2025, 2, 28), MAR)] == [False, True, True, False]


def test_a_moment_counts_by_the_day_in_vietnam():
    posting = factories.posting(valid_from=JAN)

    assert selectors.postings_of(posting.account, datetime(2024, 12, 31, 17, 30, tzinfo=UTC)) == [posting]


def test_a_leave_cover_ends_with_what_it_covers():
    posting = factories.posting(["sign"], valid_from=JAN)
    deputy = factories.accounts.officer()
    services.cover_leave(posting=posting, by_whom=deputy, valid_from=MAR, valid_before=JUL, by=None, reason="nghỉ phép")
    assert selectors.duties_in(selectors.postings_of(deputy, MAR)) == {Duty.SIGN}

    services.end_posting(posting=posting, on=date(2025, 4, 1), by=None, reason="nghỉ hưu")

    assert selectors.postings_of(deputy, date(2025, 4, 1)) == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param({"duties": []}, PostingNotPossible, id="no duty"),
        pytest.param({"valid_from": JUL}, UnitNotInForce, id="a unit that has ended"),
        pytest.param({"valid_before": JAN}, PostingNotPossible, id="no day long"),
        pytest.param({"account": "citizen"}, PostingNotPossible, id="a citizen"),
    ],
)
def test_an_impossible_posting_is_refused(facts, refusal):
    if facts.get("account") == "citizen":
        facts = {"account": factories.accounts.citizen()}
    unit = factories.province(valid_before=JUL)
    base = {"account": factories.accounts.officer(), "unit": unit, "title": "x", "duties": ["sign"], "valid_from": JAN}

    with pytest.raises(refusal):
        services.post_officer(**{**base, **facts}, by=None, reason="QĐ")


def test_duties_are_those_of_the_unit_in_which_one_works():
    account = factories.accounts.officer()
    first = factories.posting(["receive"], account=account)
    second = factories.posting(["sign"], account=account, valid_from=date(2021, 1, 1))

    assert set(request_of(account).duties) == {Duty.RECEIVE}
    chosen = request_of(account, {"posting": second.pk})
    assert (set(chosen.duties), chosen.unit) == ({Duty.SIGN}, second.unit)
    assert request_of(account, {"posting": 0}).posting == first


def test_one_query_at_most_and_none_for_a_citizen(django_assert_num_queries):
    officer = factories.posting(["receive"]).account
    with django_assert_num_queries(0):
        request = request_of(officer)
    with django_assert_num_queries(1):
        assert request.duties & {"receive"}
        assert request.unit.name
        assert len(request.postings) == 1
    citizen = factories.accounts.citizen()
    with django_assert_num_queries(0):
        assert not request_of(citizen).duties


def test_who_is_there_counts_each_person_once_and_nobody_who_is_away():
    desk = factories.one_stop()
    held = factories.posting(unit=desk, valid_from=JAN)
    other = factories.posting(unit=desk, valid_from=JAN)
    spare = factories.posting(unit=desk, valid_from=JAN, is_backup=True)
    services.cover_leave(
        posting=held, by_whom=other.account, valid_from=MAR, valid_before=JUL, by=None, reason="nghỉ phép"
    )
    services.grant_leave(account=spare.account, valid_from=MAR, valid_before=JUL, by=None, reason="đi học")

    before, during = (on_hand(roll_of(desk, Duty.RECEIVE), day) for day in (JAN, MAR))

    assert (len(before.present), before.backups, before.away) == (2, [spare], [])
    assert [one.account for one in during.present] == [other.account]
    assert (during.backups, {one.account for one in during.away}) == ([], {held.account, spare.account})


def test_leave_is_recorded_once_and_ends_after_it_begins():
    officer = factories.accounts.officer()
    services.grant_leave(account=officer, valid_from=JAN, valid_before=MAR, by=None, reason="nghỉ phép")
    for begin, before in ((date(2025, 2, 1), JUL), (JUL, JUL)):
        with pytest.raises(PostingNotPossible):
            services.grant_leave(account=officer, valid_from=begin, valid_before=before, by=None, reason="x")


def test_scope_is_the_unit_and_all_below_it():
    province = factories.province()
    commune = factories.commune(parent=province)
    desk = factories.one_stop(parent=commune)
    factories.commune(parent=factories.province())

    scope = selectors.units_in_scope([factories.posting(unit=province)])

    assert set(scope) == {province, commune, desk}
    assert set(selectors.units_in_scope([])) == set()


def test_who_holds_a_duty_in_a_unit():
    posting = factories.posting(["receive", "sign"])
    factories.posting(["receive"], unit=posting.unit)

    assert list(selectors.posted_in(posting.unit, duty=Duty.SIGN)) == [posting]
