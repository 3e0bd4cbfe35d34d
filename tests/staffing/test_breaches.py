"""Postings against the rules are found, with the article; others are not."""

import json
from datetime import date

import pytest

from motcua.accounts.duties import Duty
from motcua.agencies.presence import roll_of
from motcua.cli import main
from motcua.staffing.breaches import breaches, breaches_of
from tests.agencies import factories

pytestmark = pytest.mark.django_db
BEGIN, DAY = date(2026, 1, 1), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        pytest.param(None, "no end date", id="without an end"),
        pytest.param(date(2026, 6, 30), "less than 6 months", id="a day short"),
        pytest.param(date(2026, 7, 1), "", id="six months"),
        pytest.param(date(2028, 1, 1), "", id="two years"),
        pytest.param(date(2028, 1, 2), "more than 24 months", id="a day long"),
    ],
)
def test_a_sent_officer_stays_six_to_twenty_four_months(before, said):
    desk, sender = factories.one_stop(), factories.province()
    facts = {"unit": desk, "sent_by": sender, "valid_from": BEGIN}
    factories.posting(**facts, valid_before=date(2027, 1, 1), is_backup=True)
    factories.posting(**facts, valid_before=before)

    found = breaches(DAY)

    assert [said in one.what.en for one in found] == [True] * bool(said)


def test_each_sending_agency_keeps_a_back_up_of_its_own(capsys):
    desk, first, second = factories.one_stop(), factories.province(), factories.province()
    facts = {"unit": desk, "valid_from": BEGIN, "valid_before": date(2027, 1, 1)}
    factories.posting(**facts, sent_by=first)
    factories.posting(**facts, sent_by=first, is_backup=True)
    held = factories.posting(**facts, sent_by=second)
    # A leave cover is no back-up.
    factories.posting(**facts, sent_by=second, covers_for=held)

    assert [(one.sender, "art 12.8" in one.what.en) for one in breaches_of(roll_of(desk, Duty.RECEIVE), DAY)] == [
        (second, True)
    ]
    assert main(["staffing", "breaches", "--on", "2026-02-01", "--json"]) == 1
    assert [row["sender"] for row in json.loads(capsys.readouterr().out)["breaches"]] == [second.code]
    assert main(["staffing", "breaches", "--on", "2030-01-01"]) == 0
