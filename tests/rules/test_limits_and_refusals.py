"""What is not understood is refused with a sentence in both languages."""

from datetime import datetime
from decimal import Decimal

import pytest

from motcua.rules.calendar import VIETNAM, official_calendar, parse_sessions
from motcua.rules.errors import RuleViolation
from motcua.rules.moments import parse_day, parse_moment, parse_stretch
from motcua.rules.reappointments import Reappointment, check_reappointment, latest_apology_at
from motcua.rules.time_limits import LineCode, TimeLimit, TimeUnit, due, due_at

NATION = official_calendar()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        pytest.param(TimeLimit.parse, "", "limit_not_understood", id="no limit"),
        pytest.param(TimeLimit.parse, "3", "limit_not_understood", id="no unit"),
        pytest.param(TimeLimit.parse, "3xx", "limit_not_understood", id="unknown unit"),
        pytest.param(TimeLimit.parse, "wd", "limit_not_understood", id="no number"),
        pytest.param(TimeLimit.parse, "1.3d", "limit_not_understood", id="a third of a day"),
        pytest.param(TimeLimit.parse, "0wd", "limit_not_positive", id="zero"),
        pytest.param(TimeLimit.parse, "-3wd", "limit_not_positive", id="negative"),
        pytest.param(TimeLimit.parse, "9" * 30 + "wd", "limit_too_long", id="longer than any calendar"),
        pytest.param(parse_moment, "02/03/2026", "moment_not_understood", id="day first"),
        pytest.param(parse_moment, "2026-02-30", "moment_not_understood", id="no such day"),
        pytest.param(parse_moment, "9999-12-31T23:00-07:00", "moment_not_understood", id="past the last moment"),
        pytest.param(parse_day, "2026-03-02T09:00", "moment_not_understood", id="a moment where a day is asked"),
        pytest.param(parse_stretch, "2026-03-02", "stretch_not_understood", id="no slash"),
        pytest.param(parse_stretch, "/2026-03-02", "stretch_not_understood", id="no beginning"),
        pytest.param(parse_stretch, "2026-03-02/2026-03-03/x", "stretch_not_understood", id="two slashes"),
        pytest.param(parse_stretch, "2026-03-02/2026-03-01", "stretch_runs_backwards", id="backwards"),
        pytest.param(parse_sessions, "07:00-11:30,11:00-17:00", "sessions_not_in_order", id="hours that overlap"),
        pytest.param(parse_sessions, "morning", "sessions_not_in_order", id="hours in words"),
    ],
)
def test_it_is_refused_with_a_sentence(read, text, code):
    with pytest.raises(RuleViolation) as refusal:
        read(text)
    assert refusal.value.code == code
    for language in ("vi", "en"):
        assert "…" not in refusal.value.sentence(language)
        assert refusal.value.sentence(language).endswith(".")


@pytest.mark.parametrize("day", ["1999-12-31T09:00", "2099-12-31T09:00"])
def test_a_count_outside_of_the_calendar_is_refused(day):
    with pytest.raises(RuleViolation, match="years 2000 to 2099"):
        due_at(at(day), TimeLimit(40, TimeUnit.WORKING_DAY), NATION)


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        pytest.param(3, TimeUnit.WORKING_DAY, TimeLimit(3, TimeUnit.WORKING_DAY), id="whole"),
        pytest.param(0.5, TimeUnit.WORKING_DAY, TimeLimit(4, TimeUnit.HOUR), id="half a working day"),
        pytest.param(Decimal("1.5"), TimeUnit.WORKING_DAY, TimeLimit(12, TimeUnit.HOUR), id="one and a half"),
        pytest.param(0.3, TimeUnit.DAY, TimeLimit(0, TimeUnit.OTHER, "0.3 d"), id="not countable"),
    ],
)
def test_numbers_of_catalogues_become_limits(quantity, unit, expected):
    assert TimeLimit.of(quantity, unit) == expected


def test_a_limit_of_zero_promises_no_day():
    answer = due(at("2026-03-02T09:00"), TimeLimit(0, TimeUnit.WORKING_DAY), NATION)
    assert answer.at is None
    assert answer.lines[-1].code is LineCode.UNKNOWN


def test_written_limits_come_back_as_written():
    for text in ("3wd", "5d", "8h", "2m", "1y", "now", "see"):
        assert str(TimeLimit.parse(text)) == text


PROMISED = at("2026-03-09T17:00")  # a Monday


@pytest.mark.parametrize(
    ("asked", "until", "earlier", "code"),
    [
        pytest.param("2026-03-06T16:59", "2026-03-16T17:00", [], None, id="asked on the working day before"),
        pytest.param("2026-03-06T17:01", "2026-03-16T17:00", [], "reappointed_too_late", id="asked after it"),
        pytest.param("2026-03-05T09:00", "2026-03-09T17:00", [], "reappointment_not_later", id="no later day"),
        pytest.param("2026-03-05T09:00", "2026-03-14T17:00", [], "reappointed_to_rest_day", id="a Saturday"),
        pytest.param("2026-03-05T09:00", "2026-03-16T17:00", ["x"], "reappointed_already", id="a second time"),
    ],
)
def test_a_promise_is_put_off_once_and_in_time(asked, until, earlier, code):
    wanted = Reappointment(at(until), at(asked), "chờ ý kiến")
    before = [Reappointment(PROMISED, at("2026-03-01T09:00"))] if earlier else []
    if code is None:
        check_reappointment(PROMISED, wanted, NATION, before)
        answer = due(at("2026-03-02T09:00"), TimeLimit.parse("5wd"), NATION, reappointment=wanted)
        assert (answer.promised_at, answer.at) == (PROMISED, wanted.until)
        assert [line.code for line in answer.lines[-2:]] == [LineCode.EXTENSION, LineCode.DUE]
        return
    with pytest.raises(RuleViolation) as refusal:
        check_reappointment(PROMISED, wanted, NATION, before)
    assert refusal.value.code == code


def test_the_last_moment_to_apologise_is_the_closing_before():
    assert latest_apology_at(PROMISED, NATION) == at("2026-03-06T17:00")
