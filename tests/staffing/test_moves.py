"""Moves leave the least lateness that moves inside the groups can leave; forecasts know weekdays and Tết."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.ledger.cubes import Window
from motcua.rules.calendar import official_calendar
from motcua.staffing.forecasts import forecast, phase
from motcua.staffing.moves import propose


def tried_all(losses, present, least, groups):
    best = np.inf
    for officers in product(*(range(low, losses.shape[1]) for low in least)):
        kept = all(
            sum(o for o, g in zip(officers, groups, strict=True) if g == group)
            == sum(o for o, g in zip(present, groups, strict=True) if g == group)
            for group in set(groups)
        )
        if kept:
            best = min(best, sum(losses[i, k] for i, k in enumerate(officers)))
    return best


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_other_moves_inside_the_groups_leave_less(data):
    units = data.draw(st.integers(2, 4))
    gains = [
        sorted(data.draw(st.lists(st.integers(0, 40), min_size=5, max_size=5)), reverse=True) for _ in range(units)
    ]
    losses = np.array([200 - np.cumsum([0, *row]) for row in gains], dtype=float)
    present = np.array(data.draw(st.lists(st.integers(1, 4), min_size=units, max_size=units)))
    least = np.minimum(present, 1)
    groups = np.array([0] * (units // 2) + [1] * (units - units // 2))
    found = propose(losses, present, least, groups, worth=0.0)
    total = losses[np.arange(units), found.officers].sum()
    assert total == pytest.approx(tried_all(losses, present, least, groups))
    assert found.officers.sum() == present.sum()


def test_weekday_and_tet_are_foretold_better_than_by_the_mean():
    window, calendar = Window(date(2022, 12, 15), date(2023, 3, 15)), official_calendar()
    days = [window.begin + timedelta(days=n) for n in range(90)]
    factor = {0: 1.0, 1: 0.5, 2: 1.5}
    counts = {
        day: round(200 * (1.2 - 0.1 * day.weekday()) * factor[phase(day, calendar)])
        for day in days
        if calendar.is_working_day(day)
    }
    found = forecast(counts, window)
    assert found.error < 0.1 < found.error_of_plain_mean
    assert all(calendar.is_working_day(day) for day in found.days)
