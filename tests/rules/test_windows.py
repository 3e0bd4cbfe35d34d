"""Report windows, regimes and publication deadlines."""

from datetime import date

import pytest

from motcua.rules.calendar import official_calendar
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import Level
from motcua.rules.parameters.publication_terms import Announcer
from motcua.rules.periods import Period, inclusive, last_day, merged
from motcua.rules.publication import announce_by, enter_by
from motcua.rules.regimes import governing_on, regime_on
from motcua.rules.windows import WindowKind, parse_period, window_of

NATION = official_calendar()


@pytest.mark.parametrize(
    ("name", "statutory", "calendar"),
    [
        pytest.param("2023Q1", ("2022-12-15", "2023-03-14"), ("2023-01-01", "2023-03-31"), id="quarter"),
        pytest.param("2023q4", ("2023-09-15", "2023-12-14"), ("2023-10-01", "2023-12-31"), id="last quarter"),
        pytest.param("2023-02", ("2023-01-15", "2023-02-14"), ("2023-02-01", "2023-02-28"), id="month"),
        pytest.param("2023-01", ("2022-12-15", "2023-01-14"), ("2023-01-01", "2023-01-31"), id="January"),
        pytest.param("2023H1", ("2022-12-15", "2023-06-14"), ("2023-01-01", "2023-06-30"), id="first half"),
        pytest.param("2023H2", ("2023-06-15", "2023-12-14"), ("2023-07-01", "2023-12-31"), id="second half"),
        pytest.param("2023-9M", ("2022-12-15", "2023-09-14"), ("2023-01-01", "2023-09-30"), id="nine months"),
        pytest.param("2023", ("2022-12-15", "2023-12-14"), ("2023-01-01", "2023-12-31"), id="year"),
    ],
)
def test_a_period_has_its_windows(name, statutory, calendar):
    period = parse_period(name)
    for kind, days in (("statutory", statutory), ("calendar", calendar)):
        window = window_of(period, kind)
        assert (window.first.isoformat(), window.last.isoformat()) == days
        assert window.kind == kind
        assert f"{window.last:%d/%m/%Y}" in window.vi
        assert f"{window.last:%d/%m/%Y}" in window.en
        assert window.source


def test_the_window_of_the_article_is_a_custom_one():
    window = window_of(parse_period("2023Q1"), "2023-01-01..2023-03-23")
    assert (window.kind, window.days) == (WindowKind.CUSTOM, Period(date(2023, 1, 1), date(2023, 3, 24)))
    assert NATION.working_days(window.days.start, window.days.before) == 53


@pytest.mark.parametrize(
    ("name", "before", "year_before"),
    [
        ("2023Q1", "2022Q4", "2022Q1"),
        ("2023-01", "2022-12", "2022-01"),
        ("2023H1", "2022H2", "2022H1"),
        ("2023-9M", "2022-9M", "2022-9M"),
        ("2023", "2022", "2022"),
    ],
)
def test_a_period_knows_those_before_it(name, before, year_before):
    period = parse_period(name)
    assert (period.before().name, period.year_before().name) == (before, year_before)


@pytest.mark.parametrize("text", ["", "Q1", "2023Q5", "2023-13", "2023H3", "23Q1", "2023-8M", "0000", "2023Q1x"])
def test_an_unknown_period_is_refused(text):
    with pytest.raises(RuleViolation, match="is not understood"):
        parse_period(text)


@pytest.mark.parametrize("text", ["", "legal", "2023-01-01", "2023-03-01..2023-01-01", "2023-02-30..2023-03-01"])
def test_an_unknown_window_is_refused(text):
    with pytest.raises(RuleViolation, match="is not understood"):
        window_of(parse_period("2023Q1"), text)


@pytest.mark.parametrize(
    ("day", "decree", "forms", "district"),
    [
        pytest.param(date(2018, 6, 21), "NĐ 61/2018/NĐ-CP", 6, True, id="first day of 2018"),
        pytest.param(date(2025, 6, 30), "NĐ 61/2018/NĐ-CP", 6, True, id="last day of 2018"),
        pytest.param(date(2025, 7, 1), "NĐ 118/2025/NĐ-CP", 7, False, id="first day of 2025"),
        pytest.param(date(2026, 11, 24), "NĐ 118/2025/NĐ-CP", 7, False, id="now"),
    ],
)
def test_the_day_of_receipt_picks_the_decree(day, decree, forms, district):
    regime = regime_on(day)
    assert (regime.decree, regime.form_kinds, Level.DISTRICT in regime.levels) == (decree, forms, district)


def test_amendments_are_cited_from_their_first_day_only():
    assert "107/2021" not in governing_on(date(2021, 12, 5)).citation
    assert "107/2021" in governing_on(date(2021, 12, 6)).citation
    # The first day of NĐ 367/2025 was not seen, so no paper may cite it yet.
    assert "367/2025" not in governing_on(date(2026, 11, 24)).citation


def test_no_decree_governs_before_the_first():
    with pytest.raises(RuleViolation, match="No one-stop decree"):
        regime_on(date(2018, 6, 20))


@pytest.mark.parametrize(
    ("announcer", "working", "announced", "entered"),
    [
        pytest.param(Announcer.MINISTRY, False, date(2026, 2, 9), date(2026, 1, 23), id="ministry: 20 days"),
        pytest.param(Announcer.MINISTRY, True, date(2026, 1, 26), date(2026, 1, 23), id="ministry by index 766"),
        pytest.param(Announcer.PROVINCE, False, date(2026, 2, 24), date(2026, 1, 16), id="province: 5 days"),
        pytest.param(Announcer.SHORT, False, date(2026, 2, 4), date(2026, 1, 13), id="short: 3 days after"),
    ],
)
def test_publication_has_its_deadlines(announcer, working, announced, entered):
    effective, promulgated, signed = date(2026, 3, 1), date(2026, 2, 1), date(2026, 1, 10)
    found = announce_by(announcer, NATION, effective_on=effective, promulgated_on=promulgated, in_working_days=working)
    assert found.on == announced
    assert enter_by(announcer, NATION, signed_on=signed).on == entered
    assert found.is_met_by(announced, announced) is True
    assert found.is_met_by(None, announced) is None
    assert found.is_met_by(None, date(2026, 3, 2)) is False


def test_without_the_day_of_effect_no_deadline_is_known():
    assert announce_by(Announcer.MINISTRY, NATION, effective_on=None) is None


def test_half_open_periods_convert_to_the_words_of_the_law():
    quarter = inclusive(date(2023, 1, 1), date(2023, 3, 31))
    assert (date(2023, 3, 31) in quarter, date(2023, 4, 1) in quarter) == (True, False)
    assert last_day(quarter) == date(2023, 3, 31)
    assert inclusive(date(2023, 1, 1), None).is_open
    with pytest.raises(RuleViolation, match="before it begins"):
        Period(date(2023, 1, 2), date(2023, 1, 1))


def test_overlapping_and_touching_periods_are_joined():
    days = [date(2023, 1, n) for n in range(1, 10)]
    joined = merged([Period(days[3], days[5]), Period(days[0], days[2]), Period(days[2], days[3]), Period(days[7])])
    assert joined == [Period(days[0], days[5]), Period(days[7])]
    assert merged([Period(days[0]), Period(days[1], days[2])]) == [Period(days[0])]
