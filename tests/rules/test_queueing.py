"""Waiting at a counter, against published tables and against each other."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.queueing import (
    ImpossibleLoad,
    erlang_b,
    erlang_c,
    leaving_share,
    mean_wait,
    officers_needed,
    served_within,
)


@pytest.mark.parametrize(
    ("officers", "load", "expected"),
    [
        # Erlang B traffic tables: load carried at 1 % blocking.
        pytest.param(1, 0.0101, 0.01, id="1 line"),
        pytest.param(2, 0.1526, 0.01, id="2 lines"),
        pytest.param(5, 1.3608, 0.01, id="5 lines"),
        pytest.param(10, 4.4612, 0.01, id="10 lines"),
        pytest.param(20, 12.031, 0.01, id="20 lines"),
        pytest.param(50, 37.901, 0.01, id="50 lines"),
    ],
)
def test_erlang_b_gives_the_published_table(officers, load, expected):
    assert erlang_b(officers, load) == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize(
    ("officers", "load", "expected"),
    [
        pytest.param(1, 0.5, 0.5, id="one officer waits as often as he is busy"),
        pytest.param(2, 1.0, 1 / 3, id="two officers, one Erlang"),
        pytest.param(3, 2.0, 4 / 9, id="three officers, two Erlang"),
        pytest.param(4, 3.0, 0.5094, id="four officers, three Erlang"),
        pytest.param(2, 2.0, 1.0, id="a full load always waits"),
    ],
)
def test_erlang_c_gives_the_known_values(officers, load, expected):
    assert erlang_c(officers, load) == pytest.approx(expected, rel=1e-3)


def test_one_officer_waits_as_the_simple_queue():
    # M/M/1: wait = serving × load / (1 - load)
    assert mean_wait(1, 6, 5) == pytest.approx(5 * 0.5 / 0.5)
    assert mean_wait(1, 12, 5) == inf


def test_nobody_is_needed_where_nobody_comes():
    assert officers_needed(0, 10, within_minutes=15) == 0


@given(st.floats(0.1, 60), st.floats(1, 60), st.sampled_from([5, 15, 30]))
def test_the_needed_number_is_the_fewest(per_hour, serving, within):
    officers = officers_needed(per_hour, serving, within_minutes=within)
    assert served_within(officers, per_hour, serving, within) >= 0.8
    assert served_within(officers - 1, per_hour, serving, within) < 0.8


@given(st.integers(1, 30), st.floats(0.05, 60), st.floats(0.1, 20))
def test_one_more_officer_never_makes_more_people_leave(officers, load, patience):
    assert leaving_share(officers + 1, load, patience) <= leaving_share(officers, load, patience) + 1e-9


@given(st.integers(1, 20), st.floats(0.1, 40), st.floats(0.2, 10))
def test_each_further_officer_helps_less(officers, load, patience):
    few, more, most = (leaving_share(officers + n, load, patience) for n in range(3))
    assert few - more >= more - most - 1e-7


def test_impatient_people_of_an_empty_counter_all_leave():
    assert leaving_share(0, 1.0, 1.0) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(("officers", "load"), [(-1, 1.0), (1, -0.1), (1, inf)])
def test_an_impossible_load_is_refused(officers, load):
    with pytest.raises(ImpossibleLoad):
        erlang_b(officers, load)
