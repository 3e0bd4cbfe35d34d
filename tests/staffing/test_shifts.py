"""A roster covers every half-hour, with no fewer hours possible."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.staffing.shifts import NobodyCanCover, Shift, cover, usual_shifts


def test_the_usual_shifts_keep_eight_hours_and_the_closed_noon():
    shifts = usual_shifts(20, opens_at_minute=420, closed=(9, 10, 11))
    assert max(len(shift.slots) for shift in shifts) == 16
    assert all(not {9, 10, 11} & set(shift.slots) for shift in shifts)
    assert any(shift.name.startswith("07:00") for shift in shifts)


def test_every_half_hour_is_covered():
    needed = [1, 2, 4, 4, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 1, 1]
    roster = cover(needed, usual_shifts(16, opens_at_minute=450))
    assert all(have >= need for have, need in zip(roster.covered, needed, strict=True))
    assert roster.people >= max(needed)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_no_roster_with_fewer_hours_exists(needed):
    shifts = [Shift("a", (0, 1)), Shift("b", (1, 2)), Shift("c", (2, 3)), Shift("d", (0, 1, 2, 3))]
    roster = cover(needed, shifts)
    hours = sum(len(shift.slots) * roster.officers.get(shift.name, 0) for shift in shifts)
    best = min(
        sum(len(shift.slots) * n for shift, n in zip(shifts, counts, strict=True))
        for counts in product(range(4), repeat=4)
        if all(
            sum(n for shift, n in zip(shifts, counts, strict=True) if slot in shift.slots) >= need
            for slot, need in enumerate(needed)
        )
    )
    assert hours == best


def test_a_slot_that_no_shift_reaches_is_named():
    with pytest.raises(NobodyCanCover, match="08:00"):
        cover([1, 1], [Shift("a", (0,))], opens_at_minute=450)
