"""Working days of the official calendar (domain 7.2)."""

from datetime import date, datetime

import pytest

from motcua.rules.calendar import VIETNAM, official_calendar

YEARS = {
    2022: (249, [58, 62, 64, 65]),
    2023: (249, [59, 62, 63, 65]),
    2024: (251, [59, 62, 64, 66]),
    2025: (250, [58, 62, 64, 66]),
    2026: (249, [58, 62, 64, 65]),
}


def quarter(year, number):
    first = date(year, 3 * number - 2, 1)
    return first, date(year + number // 4, 3 * number % 12 + 1, 1)


@pytest.mark.parametrize("year", YEARS)
def test_the_year_has_its_working_days(year):
    whole, quarters = YEARS[year]
    calendar = official_calendar()
    assert calendar.working_days(date(year, 1, 1), date(year + 1, 1, 1)) == whole
    assert [calendar.working_days(*quarter(year, q)) for q in (1, 2, 3, 4)] == quarters


@pytest.mark.parametrize(
    ("start", "before", "days"),
    [
        pytest.param(date(2022, 12, 15), date(2023, 3, 15), 58, id="legal window of Q1/2023"),
        pytest.param(date(2023, 1, 1), date(2023, 3, 24), 53, id="window of the article"),
        pytest.param(date(2023, 3, 24), date(2023, 1, 1), -53, id="backwards is negative"),
    ],
)
def test_the_windows_have_their_working_days(start, before, days):
    assert official_calendar().working_days(start, before) == days


def test_the_swap_of_january_2026_was_not_known_before_its_notice():
    friday, saturday = date(2026, 1, 2), date(2026, 1, 10)
    before, after = official_calendar(datetime(2025, 12, 20, 9, tzinfo=VIETNAM)), official_calendar(date(2025, 12, 25))
    assert before.is_working_day(friday)
    assert not before.is_working_day(saturday)
    assert not after.is_working_day(friday)
    assert after.is_working_day(saturday)
