"""The simulated lives give the published rates, in both windows, whatever the seed and the number."""

from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from motcua.demo import calibration, lives
from motcua.demo.catalogue import AUDIENCE_SETS, LEVEL_SETS, contents
from motcua.demo.catalogue_words import procedure_name
from motcua.demo.nation import shares
from motcua.demo.world import LEVELS
from motcua.rules.levels import Level
from motcua.rules.windows import parse_period

QUARTER = parse_period("2023Q1")


def small_world(level, seed=7):
    rng = np.random.default_rng(seed)
    return SimpleNamespace(
        level=level,
        units=np.array([f"H26.{place}" for place in range(60)]),
        unit_weight=np.full(60, 1 / 60),
        unit_trouble=rng.lognormal(0, 1, 60),
        procedures=np.array([f"9.1{place:05d}" for place in range(90)]),
        fields=np.array(["MP-01" if place % 4 == 0 else "MP-02" for place in range(90)]),
        limits=rng.choice([1, 3, 5, 10, 15], 90),
        fees=rng.choice([0, 50_000], 90),
        online=rng.random(90) < 0.7,
        procedure_weight=np.full(90, 1 / 90),
        procedure_trouble=rng.lognormal(0, 1, 90),
    )


def rate(made, first, before):
    settled = (made.fate == 0) & ~np.isnat(made.ended) & ~np.isnat(made.due)
    settled &= (made.ended >= np.datetime64(first)) & (made.ended < np.datetime64(before))
    late = settled & (made.ended.astype("datetime64[D]") > made.due.astype("datetime64[D]"))
    return round(100 * (1 - late.sum() / settled.sum()), 2)


@pytest.mark.parametrize("level", LEVELS, ids=str)
@pytest.mark.parametrize(("many", "seed"), [(12_000, 1), (15_000, 2), (60_000, 3)])
def test_the_events_of_a_level_give_its_published_rate_in_both_windows(level, many, seed):
    made = lives.live(small_world(level), QUARTER, many, np.random.default_rng(seed))
    assert rate(made, "2022-12-15", "2023-03-15") == calibration.ON_TIME[level]
    assert rate(made, "2023-01-01", "2023-04-01") == calibration.ON_TIME[level]


def test_no_life_runs_backwards():
    made = lives.live(small_world(Level.DISTRICT), QUARTER, 20_000, np.random.default_rng(4))
    for earlier, later in (
        ("received", "paused"), ("paused", "resumed"), ("resumed", "ended"), ("received", "ended"),
        ("ended", "returned"),
    ):  # fmt: skip
        assert not (getattr(made, later) < getattr(made, earlier)).any(), (earlier, later)
    assert (made.ended[~np.isnat(made.ended)] < np.datetime64(lives.knowledge_ends(QUARTER))).all()


def test_lateness_gathers_in_few_units():
    world = small_world(Level.DISTRICT)
    world.unit_trouble[:6] = 60
    made = lives.live(world, QUARTER, 20_000, np.random.default_rng(5))
    late = (made.fate == 0) & (made.ended.astype("datetime64[D]") > made.due.astype("datetime64[D]"))
    by_unit = np.bincount(made.unit[late], minlength=60)
    assert by_unit[:6].sum() > 0.5 * by_unit.sum()


def test_people_come_less_before_tet_and_more_after_it():
    made = lives.live(small_world(Level.COMMUNE), QUARTER, 40_000, np.random.default_rng(6))
    days = made.received.astype("datetime64[D]")

    def arrivals(first, before):
        return ((days >= np.datetime64(first)) & (days < np.datetime64(before))).sum()

    # Tết 2023: 20–26 January. Five working days each.
    assert arrivals("2023-01-16", "2023-01-20") * 1.5 < arrivals("2023-01-30", "2023-02-03")
    assert arrivals("2023-01-20", "2023-01-27") < 0.2 * arrivals("2023-02-06", "2023-02-13")


def test_the_sets_of_the_catalogue_add_up_to_the_published_counts():
    assert sum(LEVEL_SETS.values()) == sum(AUDIENCE_SETS.values()) == 6472
    by_level = {mark: sum(many for marks, many in LEVEL_SETS.items() if mark in marks) for mark in "cvl"}
    assert by_level == {"c": 3868, "v": 1753, "l": 1395}
    assert sum(many for marks, many in AUDIENCE_SETS.items() if marks) == 4396
    assert [sum(many for marks, many in AUDIENCE_SETS.items() if mark in marks) for mark in "cb"] == [2525, 2345]


def test_simulated_texts_say_that_they_are_and_have_names_of_their_own():
    texts = list(contents(Random(1)))  # noqa: S311 - a simulation that must repeat
    assert len({text.name for text in texts}) == len(texts) == 6472
    assert all("(mô phỏng)" in text.name for text in texts)
    assert procedure_name(1) != procedure_name(2)


def test_shares_are_whole_and_complete():
    assert sum(shares(10_599, [3, 5, 7, 11])) == 10_599
