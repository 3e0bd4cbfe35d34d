"""One dossier: its events, why it has its class, and the text that applied."""

import pytest

from motcua.reports import story
from motcua.reports.errors import DossierNotInLedger
from motcua.rules.pauses import PauseCause
from motcua.rules.settlement import Settlement
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


def told(*path, **members):
    return dossier(1, *path, **members)


def test_the_story_holds_every_event_and_says_by_how_many_days_it_was_late(tmp_path):
    units()
    take(tmp_path, told((2, "2023-01-10"), (4, "2023-01-12"), (9, "2023-01-25")))
    found = story.story_of("D-1")
    assert [each.status for each in found.told] == [2, 4, 9]
    assert found.line.settlement is Settlement.LATE
    assert "sau hẹn 5 ngày" in story.why(found)[0][0]
    assert "5 days after" in story.why(found)[0][1]
    assert "II.06(a)" in story.why(found)[-1][0]


def test_a_stop_of_the_clock_is_a_pause_with_its_cause(tmp_path):
    units()
    take(tmp_path, told((2, "2023-01-10"), (5, "2023-01-12"), (4, "2023-01-16"), (6, "2023-01-17")))
    first, second = story.story_of("D-1").pauses
    assert (first.cause, first.before is None) == (PauseCause.SUPPLEMENT, False)
    assert (second.cause, second.before) == (PauseCause.FINANCIAL_DUTY, None)


def test_what_was_withdrawn_or_has_no_day_says_so_and_never_on_time(tmp_path):
    units()
    take(tmp_path, told((2, "2023-01-10"), (7, "2023-01-12")))
    assert "không tính là đúng hạn" in story.why(story.story_of("D-1"))[0][0]


def test_a_procedure_the_catalogue_does_not_know_has_no_text(tmp_path):
    units()
    take(tmp_path, told((2, "2023-01-10"), procedure="khong-phai-ma"))
    assert story.story_of("D-1").text is None


def test_a_number_the_ledger_does_not_hold_is_refused():
    with pytest.raises(DossierNotInLedger, match="holds no dossier"):
        story.story_of("D-0")
