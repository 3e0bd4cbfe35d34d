"""The rules of domain 1.5, case by case."""

from datetime import datetime

import pytest

from motcua.rules.calendar import VIETNAM, WorkingCalendar, official_calendar, parse_sessions
from motcua.rules.counting import hours_later
from motcua.rules.moments import parse_moment, parse_stretch
from motcua.rules.time_limits import LineCode, Pause, PauseCause, SupplementRule, TimeLimit, due, due_at

NATION = official_calendar()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def pause(text, cause=PauseCause.OTHER):
    return Pause(*parse_stretch(text), cause)


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        pytest.param("2026-03-02T09:30", "3wd", "2026-03-05T17:00", id="the day of receipt does not count"),
        pytest.param("2026-03-02T16:59", "1wd", "2026-03-03T17:00", id="the last minute of the day does not change it"),
        pytest.param("2026-03-02T18:00", "1wd", "2026-03-03T17:00", id="after hours the next day is the first"),
        pytest.param("2026-03-07T09:00", "1wd", "2026-03-09T17:00", id="received on a rest day"),
        pytest.param("2026-03-06T09:00", "1wd", "2026-03-09T17:00", id="a weekend is skipped"),
        pytest.param("2026-02-13T09:00", "1wd", "2026-02-23T17:00", id="Tết is skipped"),
        pytest.param("2025-12-31T09:00", "1wd", "2026-01-05T17:00", id="the swapped Friday 02/01/2026 is skipped"),
        pytest.param("2026-01-09T09:00", "1wd", "2026-01-10T17:00", id="the worked Saturday 10/01/2026 counts"),
        pytest.param("2026-08-21T09:00", "2wd", "2026-08-24T17:00", id="the worked Saturday 22/08/2026 counts"),
        pytest.param("2024-04-26T09:00", "3wd", "2024-05-04T17:00", id="the swap of 2024"),
        pytest.param("2026-11-23T09:00", "1wd", "2026-11-25T17:00", id="24/11 is off, its base unconfirmed"),
        pytest.param("2026-12-31T09:00", "1wd", "2027-01-04T17:00", id="into a projected year"),
        pytest.param("2026-03-02T09:30", "5d", "2026-03-09T17:00", id="days that end on a Saturday move to Monday"),
        pytest.param("2026-03-02T09:30", "4d", "2026-03-06T17:00", id="days that end on a working day stay"),
        pytest.param("2026-08-12T09:30", "10d", "2026-08-22T17:00", id="days that end on a worked Saturday stay"),
        pytest.param("2026-02-06T09:30", "10d", "2026-02-23T17:00", id="days that end in Tết move behind it"),
        pytest.param("2026-03-02T10:00", "8h", "2026-03-03T10:00", id="8 working hours are one working day"),
        pytest.param("2026-03-02T10:00", "1h", "2026-03-02T11:00", id="hours within a session"),
        pytest.param("2026-03-02T11:00", "1h", "2026-03-02T14:00", id="hours over lunch"),
        pytest.param("2026-03-02T12:00", "1h", "2026-03-02T14:30", id="received at lunch"),
        pytest.param("2026-03-02T10:30", "1h", "2026-03-02T11:30", id="a session ends on time"),
        pytest.param("2026-03-06T16:30", "1h", "2026-03-09T07:30", id="hours over a weekend"),
        pytest.param("2026-03-06T17:00", "8h", "2026-03-09T17:00", id="received at closing, a whole next day"),
        pytest.param("2026-03-02T09:00:30", "8h", "2026-03-03T09:00:30", id="seconds are kept"),
        pytest.param("2026-01-31T09:00", "1m", "2026-03-02T17:00", id="no 31/02: the last day, then off the Saturday"),
        pytest.param("2024-01-31T09:00", "1m", "2024-02-29T17:00", id="the last day of a leap February"),
        pytest.param("2026-03-16T09:00", "2m", "2026-05-18T17:00", id="months end on the same day, off a Saturday"),
        pytest.param("2024-02-29T09:00", "1y", "2025-02-28T17:00", id="a year from 29/02"),
        pytest.param("2026-03-02T09:00", "now", "2026-03-02T17:00", id="immediately: within the working day"),
        pytest.param("2026-03-06T17:30", "now", "2026-03-09T17:00", id="immediately, after hours: the next one"),
        pytest.param("2026-03-02T09:00", "see", None, id="as the text says: unknown"),
        pytest.param("2026-03-02T10:00", "0,5wd", "2026-03-02T16:00", id="half a working day is 4 hours"),
        pytest.param("2026-03-02T09:00", "3 ngày làm việc", "2026-03-05T17:00", id="in Vietnamese words"),
    ],
)
def test_a_limit_ends(received, limit, expected):
    answer = due(at(received), TimeLimit.parse(limit), NATION)
    assert answer.at == (expected and at(expected))
    assert answer.lines[0].code is LineCode.START
    assert answer.lines[-1].code is (LineCode.DUE if expected else LineCode.UNKNOWN)


@pytest.mark.parametrize(
    ("limit", "pauses", "expected"),
    [
        pytest.param("3wd", ["2026-03-03/2026-03-05"], "2026-03-09T17:00", id="stopped days do not count"),
        pytest.param("3wd", ["2026-03-04T10:00/2026-03-04T15:00"], "2026-03-05T17:00", id="within one day, none"),
        pytest.param("3wd", ["2026-03-07/2026-03-09"], "2026-03-05T17:00", id="a late pause changes nothing"),
        pytest.param("3wd", ["2026-02-02/2026-03-02"], "2026-03-05T17:00", id="a pause before receipt changes nothing"),
        pytest.param("3wd", ["2026-03-05/2026-03-06"], "2026-03-06T17:00", id="a pause on the last day"),
        pytest.param("3wd", ["2026-03-05T17:30/2026-03-07"], "2026-03-05T17:00", id="a pause after the last closing"),
        pytest.param(
            "3wd", ["2026-03-03/2026-03-04", "2026-03-04/2026-03-05"], "2026-03-09T17:00", id="two that touch"
        ),
        pytest.param("3wd", ["2026-03-03/2026-03-05", "2026-03-04/2026-03-05"], "2026-03-09T17:00", id="overlap once"),
        pytest.param(
            "3wd", ["2026-03-03/2026-03-04", "2026-03-09/2026-03-10"], "2026-03-06T17:00", id="the second late"
        ),
        pytest.param("3wd", ["2026-03-06/2026-03-10"], "2026-03-05T17:00", id="begins after the end"),
        pytest.param("3wd", ["2026-03-04/"], None, id="an open pause hides the day"),
        pytest.param("3wd", ["2026-03-06/"], "2026-03-05T17:00", id="an open pause that comes late"),
        pytest.param("8wd", ["2026-03-06/2026-03-09"], "2026-03-13T17:00", id="over a weekend, one working day"),
        pytest.param("4d", ["2026-03-03/2026-03-05"], "2026-03-09T17:00", id="calendar days, then off the Sunday"),
        pytest.param("5d", ["2026-03-08/2026-03-10"], "2026-03-10T17:00", id="stopped when the end would move"),
        pytest.param("8h", ["2026-03-02T10:00/2026-03-02T14:00"], "2026-03-03T11:30", id="hours to the minute"),
        pytest.param(
            "8h", ["2026-03-02T11:45/2026-03-02T13:00"], "2026-03-03T09:30", id="a pause at lunch costs nothing"
        ),
        pytest.param("1m", ["2026-03-10/2026-03-20"], "2026-04-13T17:00", id="months shift by the days stopped"),
    ],
)
def test_a_pause_stops_the_clock(limit, pauses, expected):
    received = at("2026-03-02T09:30")
    answer = due(received, TimeLimit.parse(limit), NATION, [pause(text) for text in pauses])
    assert answer.at == (expected and at(expected))
    assert any(line.code is LineCode.PAUSE for line in answer.lines)


SUPPLEMENT = pause("2026-03-04T10:00/2026-03-09T15:00", PauseCause.SUPPLEMENT)
TEN_DAYS = TimeLimit.parse("10wd")


@pytest.mark.parametrize(
    ("rule", "pauses", "expected"),
    [
        pytest.param("restart", [SUPPLEMENT], "2026-03-23T17:00", id="decree: from zero after the dossier is complete"),
        pytest.param("deduct", [SUPPLEMENT], "2026-03-19T17:00", id="portal: the wait is deducted"),
        pytest.param(
            "restart",
            [SUPPLEMENT, pause("2026-03-12/2026-03-16", PauseCause.FINANCIAL_DUTY)],
            "2026-03-25T17:00",
            id="financial duty is deducted under the decree too",
        ),
        pytest.param(
            "restart",
            [SUPPLEMENT, pause("2026-03-11/2026-03-12", PauseCause.SUPPLEMENT)],
            "2026-03-26T17:00",
            id="a second request restarts again",
        ),
        pytest.param(
            "restart",
            [pause("2026-03-20/2026-03-24", PauseCause.SUPPLEMENT)],
            "2026-03-16T17:00",
            id="asked after the due day: cures nothing",
        ),
        pytest.param("restart", [pause("2026-03-04/", PauseCause.SUPPLEMENT)], None, id="decree: not answered yet"),
        pytest.param("deduct", [pause("2026-03-04/", PauseCause.SUPPLEMENT)], None, id="portal: not answered yet"),
        pytest.param("restart", [pause("2026-03-04/2026-03-06")], "2026-03-18T17:00", id="other pauses never restart"),
    ],
)
def test_a_supplement_restarts_by_decree_and_pauses_by_portal(rule, pauses, expected):
    answer = due(at("2026-03-02T09:30"), TEN_DAYS, NATION, pauses, rule=SupplementRule(rule))
    assert answer.at == (expected and at(expected))
    assert answer.rule == rule


def test_a_day_alone_is_the_start_of_that_day_and_the_line_says_so():
    moment, day_only = parse_moment("2026-03-02")
    answer = due(moment, TimeLimit.parse("3wd"), NATION, day_only=day_only)
    assert moment == at("2026-03-02T00:00")
    assert "only the day is given" in answer.lines[0].en


def test_a_moment_with_an_offset_is_brought_to_vietnam():
    assert parse_moment("2026-03-02T20:00Z") == (at("2026-03-03T03:00"), False)
    assert due_at(parse_moment("2026-03-02T20:00Z")[0], TimeLimit.parse("1wd"), NATION) == at("2026-03-04T17:00")


def test_before_its_notice_the_swap_was_not_in_a_due_date():
    received, limit = at("2025-12-31T09:00"), TimeLimit.parse("1wd")
    assert due_at(received, limit, official_calendar(at("2025-12-20T09:00"))) == at("2026-01-02T17:00")
    skipped = {line.on.isoformat(): line.source for line in due(received, limit, NATION).lines}
    assert "12729/VPCP-KGVX" in skipped["2026-01-02"]


def test_a_projected_year_says_so():
    codes = [line.code for line in due(at("2026-12-31T09:00"), TimeLimit.parse("1wd"), NATION).lines]
    assert LineCode.PROJECTED in codes
    assert LineCode.PROJECTED not in [
        line.code for line in due(at("2026-12-01T09:00"), TimeLimit.parse("1wd"), NATION).lines
    ]


def test_other_office_hours_close_at_another_time():
    summer = WorkingCalendar(sessions=parse_sessions("06:30-11:00,14:00-17:30"))
    assert due_at(at("2026-03-02T09:30"), TimeLimit.parse("1wd"), summer) == at("2026-03-03T17:30")
    assert due_at(at("2026-03-02T10:30"), TimeLimit.parse("1h"), summer) == at("2026-03-02T14:30")


@pytest.mark.parametrize(
    ("begin", "hours", "expected"),
    [
        pytest.param("2026-03-02T10:00", 0.5, "2026-03-02T10:30", id="half an hour"),
        pytest.param("2026-03-02T11:00", 0.75, "2026-03-02T13:45", id="over lunch"),
        pytest.param("2026-03-06T18:00", 0, "2026-03-09T07:00", id="nothing: the next session"),
        pytest.param("2026-03-02T10:00", 8, "2026-03-03T10:00", id="a working day"),
    ],
)
def test_parts_of_an_hour_count_for_steps(begin, hours, expected):
    assert hours_later(at(begin), hours, NATION) == at(expected)
