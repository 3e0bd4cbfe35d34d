"""An internal process is an order of steps that can be worked through."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.processes import ProcessIsBroken, ProcessStep, process_of


def step(key, hours=4, after=()):
    return ProcessStep(key, key, "one-stop", "settle", Decimal(hours), tuple(after))


PARALLEL = [
    step("receive", 2),
    step("land", 8, ["receive"]),
    step("tax", 16, ["receive"]),
    step("sign", 4, ["land", "tax"]),
]


def test_parallel_branches_cost_the_longest_of_them():
    assert process_of(PARALLEL).hours() == 22


def test_a_step_is_ready_once_all_before_it_have_ended():
    process = process_of(PARALLEL)
    assert [s.key for s in process.first()] == ["receive"]
    assert [s.key for s in process.ready({"receive"})] == ["land", "tax"]
    assert [s.key for s in process.ready({"receive", "land"})] == ["tax"]
    assert process.is_finished({"receive", "land", "tax", "sign"})


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        pytest.param([], "no step", id="empty"),
        pytest.param([step("a"), step("a")], "two steps are called a", id="same key twice"),
        pytest.param([step("a", after=["b"])], "waits for b", id="waits for nobody"),
        pytest.param([step("a", after=["b"]), step("b", after=["a"])], "wait for each other", id="a circle"),
        pytest.param([step("a", hours=-1)], "less than no time", id="negative time"),
    ],
)
def test_a_broken_process_is_refused(steps, sentence):
    with pytest.raises(ProcessIsBroken, match=sentence):
        process_of(steps)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.data())
def test_working_what_is_ready_always_reaches_the_end(hours, data):
    steps = []
    for place, time in enumerate(hours):
        after = data.draw(st.sets(st.integers(0, place - 1), max_size=3)) if place else set()
        steps.append(step(str(place), time, [str(n) for n in after]))
    process, done = process_of(steps), set()
    while not process.is_finished(done):
        done.add(process.ready(done)[-1].key)
    assert max(hours) <= process.hours() <= sum(hours)
