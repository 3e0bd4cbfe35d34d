"""The quick ways of counting give what the naive way gives: scalar, with lines, over arrays."""

from datetime import date, datetime, timedelta

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import VIETNAM, WorkingCalendar, official_calendar
from motcua.rules.pauses import stopped_moments
from motcua.rules.time_limits import LineCode, Pause, TimeLimit, TimeUnit, due, due_at
from motcua.rules.time_limits_many import UNIT_CODES, due_many, working_days_many
from tests.rules.day_by_day import due_day_by_day

MONDAY = date(2026, 8, 17)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.integers(0, 300 * 24 * 12).map(
    lambda fives: datetime(2026, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=5 * fives)
)
LIMITS = st.one_of(
    st.builds(TimeLimit, st.integers(1, 40), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.DAY])),
    st.builds(TimeLimit, st.integers(1, 20), st.just(TimeUnit.HOUR)),
    st.builds(TimeLimit, st.integers(1, 14), st.just(TimeUnit.MONTH)),
    st.builds(TimeLimit, st.integers(1, 3), st.just(TimeUnit.YEAR)),
    st.just(TimeLimit(0, TimeUnit.IMMEDIATE)),
)


@st.composite
def calendars(draw):
    if draw(st.booleans()):
        return official_calendar()
    return WorkingCalendar(closed_on=draw(st.sets(DAYS, max_size=20)), worked_on=draw(st.sets(DAYS, max_size=8)))


@st.composite
def pause_lists(draw, received=None):
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        start = (received or draw(MOMENTS)) + timedelta(minutes=5 * draw(st.integers(-2000, 8000)))
        length = draw(st.none() | st.integers(0, 6000))
        pauses.append(Pause(start, None if length is None else start + timedelta(minutes=5 * length)))
    return pauses


@st.composite
def cases(draw):
    received = draw(MOMENTS)
    return received, draw(LIMITS), draw(calendars()), draw(pause_lists(received))


@settings(max_examples=200, deadline=None)
@given(cases())
@example((datetime(2026, 8, 21, 16, tzinfo=VIETNAM), TimeLimit(1, TimeUnit.WORKING_DAY), official_calendar(), []))
@example((datetime(2026, 1, 1, 9, tzinfo=VIETNAM), TimeLimit(3, TimeUnit.WORKING_DAY), official_calendar(), []))
def test_every_way_of_counting_agrees_with_the_naive_one(case):
    received, limit, calendar, pauses = case
    expected = due_day_by_day(received, limit, calendar, pauses)
    assert due_at(received, limit, calendar, pauses) == expected
    assert due(received, limit, calendar, pauses).at == expected
    assert many([case]) == [expected]


def naive_local(moment):
    return None if moment is None else moment.replace(tzinfo=None)


def many(rows):
    """Count rows of one calendar at once; each row may have up to three pauses."""
    calendar = rows[0][2]
    stops = [stopped_moments(pauses) for _, _, _, pauses in rows]
    width = max(map(len, stops), default=0) or 1

    def table(side):
        return np.array(
            [[naive_local(getattr(s, side)) for s in row] + [None] * (width - len(row)) for row in stops],
            dtype="datetime64[s]",
        )

    answers = due_many(
        np.array([naive_local(row[0]) for row in rows], dtype="datetime64[s]"),
        [row[1].quantity for row in rows],
        np.array([UNIT_CODES.index(row[1].unit) for row in rows]),
        calendar,
        table("start"),
        table("before"),
    )
    return [None if moment is None else moment.replace(tzinfo=VIETNAM) for moment in answers.tolist()]


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(st.tuples(MOMENTS, LIMITS, pause_lists()), min_size=1, max_size=60))
def test_a_table_of_dossiers_gets_the_same_answers_as_each_alone(calendar, rows):
    cases = [(received, limit, calendar, pauses) for received, limit, pauses in rows]
    assert many(cases) == [due_at(*case) for case in cases]


@settings(deadline=None)
@given(cases())
def test_the_lines_name_every_closed_day_that_a_working_day_limit_skips(case):
    received, limit, calendar, _ = case
    answer = due(received, limit, calendar)
    if limit.unit is not TimeUnit.WORKING_DAY:
        return
    span = range(1, (answer.at.date() - received.date()).days + 1)
    days = [received.date() + timedelta(days=n) for n in span]
    assert [line.on for line in answer.lines if line.code is LineCode.CLOSED] == [
        day for day in days if not calendar.is_working_day(day)
    ]
    assert all(line.vi and line.en and line.source for line in answer.lines)


@given(calendars(), DAYS, DAYS)
def test_working_days_between_two_days_are_those_one_counts(calendar, one, other):
    start, before = min(one, other), max(one, other)
    days = [start + timedelta(days=n) for n in range((before - start).days)]
    expected = sum(map(calendar.is_working_day, days))
    assert calendar.working_days(start, before) == expected
    assert calendar.working_days(before, start) == -expected
    arrays = (np.array([day], dtype="datetime64[D]") for day in (start, before))
    assert working_days_many(*arrays, calendar).tolist() == [expected]


@given(calendars(), DAYS, st.integers(1, 60))
def test_adding_working_days_and_taking_them_away_comes_back(calendar, day, number):
    there = calendar.add(day, number)
    assert calendar.is_working_day(there)
    assert calendar.add(there, -number) == calendar.on_or_before(day)


def test_unknown_rows_stay_unknown_in_a_table():
    received = np.array(["2026-08-17T09:00", "NaT", "2026-08-17T09:00", "2026-08-17T09:00"], dtype="datetime64[s]")
    units = np.array([UNIT_CODES.index(u) for u in (TimeUnit.WORKING_DAY,) * 3 + (TimeUnit.OTHER,)])
    answers = due_many(received, [1, 1, 0, 1], units, official_calendar())
    assert np.isnat(answers).tolist() == [False, True, True, True]
    assert answers[0] == np.datetime64("2026-08-18T17:00")
