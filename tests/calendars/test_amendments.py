"""A day off is announced late: preview, apply with a reason, and remember what was known when."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from motcua.calendars import services
from motcua.calendars.amendment_files import read_amendment
from motcua.calendars.models import Amendment, CalendarDay
from motcua.calendars.selectors import working_calendar
from motcua.rules.calendar import official_calendar
from motcua.rules.errors import RuleViolation

pytestmark = pytest.mark.django_db

STORM = date(2026, 12, 4)
MONDAY, TUESDAY = datetime(2026, 11, 30, 2, tzinfo=UTC), datetime(2026, 12, 1, 2, tzinfo=UTC)
FILE = "day,kind,notice,name,announced_on,agency\n2026-12-04,closed,QĐ 12/QĐ-UBND,Nghỉ tránh bão,2026-11-30,{agency}\n"


@pytest.fixture
def effects(monkeypatch):
    """Return an empty registry, as if no higher room had registered."""
    registry = []
    monkeypatch.setattr(services, "_effects", registry)
    return registry


def amend(text, recorded_at=MONDAY, reason="bão"):
    return services.amend(lines=read_amendment(text), reason=reason, author="văn thư", recorded_at=recorded_at)


def test_without_amendments_the_calendar_is_the_official_one(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert working_calendar() is official_calendar()


def test_a_preview_writes_nothing(effects):
    outcome = services.preview(lines=read_amendment(FILE.format(agency="")), recorded_at=MONDAY)
    assert [line.on for line in outcome.changed] == [STORM]
    assert not outcome.applied
    assert not Amendment.objects.exists()
    assert working_calendar().is_working_day(STORM)


def test_an_amendment_of_the_country_binds_every_agency():
    amend(FILE.format(agency=""))
    assert not working_calendar().is_working_day(STORM)
    assert not working_calendar("H56").is_working_day(STORM)
    assert working_calendar("H56").special[STORM].notice == "QĐ 12/QĐ-UBND"


def test_an_amendment_of_an_agency_binds_it_and_those_under_it():
    amend(FILE.format(agency="H56"))
    assert working_calendar().is_working_day(STORM)
    assert working_calendar("H26").is_working_day(STORM)
    assert not working_calendar("H56").is_working_day(STORM)
    assert not working_calendar("H56.14", within=["H56"]).is_working_day(STORM)


def test_the_nearer_unit_counts_before_the_later_record():
    amend("day,kind,notice,agency\n2026-12-04,normal,QĐ 13,H56.14\n2026-12-05,worked,QĐ 13,H56.14\n")
    amend(FILE.format(agency="H56"), TUESDAY)
    assert working_calendar("H56.14", within=["H56"]).is_working_day(STORM)
    assert not working_calendar("H56.15", within=["H56"]).is_working_day(STORM)


def test_a_later_amendment_stands_beside_the_earlier_one():
    amend(FILE.format(agency=""))
    amend("day,kind,notice\n2026-12-04,normal,QĐ 14 bãi bỏ QĐ 12\n", TUESDAY)
    assert working_calendar().is_working_day(STORM)
    assert CalendarDay.objects.count() == 2
    assert not working_calendar(known_at=MONDAY).is_working_day(STORM)


def test_what_was_recorded_later_was_not_known_before():
    amend(FILE.format(agency=""), TUESDAY)
    assert working_calendar(known_at=MONDAY).is_working_day(STORM)
    assert not working_calendar(known_at=TUESDAY).is_working_day(STORM)


def test_the_calendar_of_an_agency_costs_one_query_until_an_amendment_comes(django_assert_num_queries):
    amend(FILE.format(agency=""))
    first = working_calendar("H56.14", within=["H56"])
    with django_assert_num_queries(1):
        assert working_calendar("H56.14", within=["H56"]) is first
    amend('day,kind,notice,agency,hours\n2026-12-01,hours,QĐ 5,H56,"07:30-11:30,13:00-17:30"\n')
    assert working_calendar("H56.14", within=["H56"]) is not first


def test_office_hours_can_differ_by_agency():
    amend('day,kind,notice,agency,hours\n2026-12-01,hours,QĐ 5,H56,"07:30-11:30,13:00-17:30"\n')
    assert working_calendar("H56").closing.hour == 17
    assert working_calendar("H56").closing.minute == 30
    assert working_calendar().closing.minute == 0


def test_an_amendment_needs_a_reason():
    with pytest.raises(RuleViolation, match="must give its reason"):
        amend(FILE.format(agency=""), reason="  ")
    assert not CalendarDay.objects.exists()


def test_the_same_file_again_changes_nothing():
    amend(FILE.format(agency=""))
    again = amend(FILE.format(agency=""), TUESDAY)
    assert (again.changed, len(again.unchanged), again.amendment_id) == ((), 1, None)
    assert Amendment.objects.count() == 1


def test_higher_rooms_say_how_many_promised_dates_move_and_see_both_calendars(effects):
    seen = []

    @services.register_effect
    def two_in_hanoi(change, applying):
        seen.append((applying, change.amendment_id is not None, change.agency_codes, change.first_day))
        assert change.before("H26").is_working_day(STORM)
        assert not change.after("H26").is_working_day(STORM)
        return {"H26": 2}

    lines = read_amendment(FILE.format(agency=""))
    assert services.preview(lines=lines, recorded_at=MONDAY).moved == {"H26": 2}
    assert amend(FILE.format(agency="")).moved == {"H26": 2}
    assert seen == [(False, False, None, STORM), (True, True, None, STORM)]


def test_if_moving_the_dates_fails_the_calendar_stays(effects):
    def broken(change, applying):
        raise RuntimeError("no")

    services.register_effect(broken)
    with pytest.raises(RuntimeError, match="no"):
        amend(FILE.format(agency=""))
    assert not Amendment.objects.exists()


def test_json_says_the_same_as_csv():
    day = {"day": "2026-12-04", "kind": "closed", "notice": "QĐ 12/QĐ-UBND"}
    text = json.dumps([day | {"name": "Nghỉ tránh bão", "announced_on": "2026-11-30"}])
    expected = read_amendment(FILE.format(agency=""))
    assert read_amendment(text) == expected
    assert read_amendment(f'{{"days": {text}}}') == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "columns day,kind,notice are needed", id="empty"),
        pytest.param("day,kind,notice\n", "has no line", id="only a header"),
        pytest.param("a,b\n1,2\n", "columns day,kind,notice are needed", id="other columns"),
        pytest.param("day,kind,notice\n2026-13-01,closed,QĐ\n", "line 2: day", id="no such day"),
        pytest.param("day,kind,notice\n1999-12-01,closed,QĐ\n", "no day of 2000-2099", id="outside of the table"),
        pytest.param("day,kind,notice\n2026-12-01,off,QĐ\n", "line 2: kind “off”", id="unknown kind"),
        pytest.param("day,kind,notice\n2026-12-01,closed,\n", "notice that says so is missing", id="no notice"),
        pytest.param("day,kind,notice\n2026-12-01,hours,QĐ\n", "office hours", id="hours without hours"),
        pytest.param(
            "day,kind,notice\n2026-12-01,closed,A\n2026-12-01,worked,B\n", "line 3: line 2 has this day", id="twice"
        ),
        pytest.param("[1]", "list of objects", id="JSON of another shape"),
        pytest.param("[{]", "not valid JSON", id="broken JSON"),
    ],
)
def test_a_bad_file_is_refused_with_its_lines(text, problem):
    with pytest.raises(RuleViolation) as refusal:
        read_amendment(text)
    assert problem in refusal.value.sentence("en")
    assert "dòng" in refusal.value.sentence("vi")


def test_all_mistakes_are_named_at_once():
    with pytest.raises(RuleViolation) as refusal:
        read_amendment("day,kind,notice\nx,closed,A\n2026-12-01,y,A\n2026-12-02,closed,\n")
    assert all(f"line {number}" in refusal.value.sentence("en") for number in (2, 3, 4))


def test_the_database_refuses_a_day_without_notice():
    amendment = Amendment.objects.create(reason="x", author="y", recorded_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(amendment=amendment, on=STORM, kind="closed", name_vi="a", name_en="a", notice="")
