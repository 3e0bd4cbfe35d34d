"""Sharing out officers is optimal, proven against trying everything on small cases."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.queueing import leaving_share
from motcua.staffing.allocation import TooFewOfficers, convex_hull, leaving_losses, share_out


def tried_all(losses, officers, least):
    best = np.inf
    for shares in product(*(range(low, losses.shape[1]) for low in least)):
        if sum(shares) <= officers:
            best = min(best, sum(losses[i, k] for i, k in enumerate(shares)))
    return best


@st.composite
def convex_tables(draw):
    units, columns = draw(st.integers(1, 4)), draw(st.integers(3, 6))
    rows = []
    for _ in range(units):
        gains = sorted(draw(st.lists(st.integers(0, 50), min_size=columns, max_size=columns)), reverse=True)
        rows.append(100 - np.cumsum([0, *gains[:-1]]))
    return np.array(rows, dtype=float)


@given(convex_tables(), st.data())
def test_no_other_sharing_leaves_less(losses, data):
    least = np.array([data.draw(st.integers(0, 1)) for _ in losses])
    officers = data.draw(st.integers(int(least.sum()), int(least.sum()) + 12))
    found = share_out(losses, officers, least)
    assert found.total_loss == pytest.approx(tried_all(losses, officers, least))
    assert found.officers.sum() <= officers
    assert (found.officers >= least).all()


def test_real_queues_are_shared_out_as_by_trying_everything():
    losses = leaving_losses(np.array([0.5, 2.0, 3.5]), np.array([1.0, 2.0, 0.5]), np.array([100.0, 300.0, 80.0]), 6)
    for officers in range(3, 13):
        found = share_out(losses, officers, np.ones(3, dtype=np.int64))
        assert found.total_loss == pytest.approx(tried_all(losses, officers, [1, 1, 1]))
        assert not found.is_hull.any()


def test_the_columns_agree_with_the_scalar_rule():
    loads, patience = np.array([0.3, 4.0, 12.0]), np.array([0.5, 3.0, 10.0])
    table = leaving_losses(loads, patience, np.ones(3), 15)
    for unit, (load, patient) in enumerate(zip(loads, patience, strict=True)):
        expected = [leaving_share(k, load, patient) for k in range(16)]
        assert table[unit] == pytest.approx(expected, abs=1e-6)


def test_a_row_that_is_not_convex_is_marked_and_hulled():
    hull, changed = convex_hull(np.array([[10.0, 9.0, 2.0, 1.0], [10.0, 5.0, 2.0, 1.0]]))
    assert changed.tolist() == [True, False]
    assert hull[0].tolist() == [10.0, 6.0, 2.0, 1.0]


def test_too_few_officers_are_refused_with_the_number_that_is_needed():
    with pytest.raises(TooFewOfficers, match="at least 2 are needed"):
        share_out(np.ones((2, 3)), 1, np.ones(2, dtype=np.int64))
