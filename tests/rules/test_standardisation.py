"""Same mix, fair comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.standardisation import change, standardised

STRATA = st.dictionaries(
    st.sampled_from("abcd"),
    st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    min_size=1,
)


@given(STRATA)
def test_who_has_the_mix_of_the_reference_keeps_the_own_share(strata):
    found = standardised(strata, strata)
    crude = sum(part for part, _ in strata.values()) / sum(whole for _, whole in strata.values())
    assert found.share == pytest.approx(crude)
    assert found.reference == pytest.approx(crude)
    assert found.coverage == pytest.approx(1)
    assert not found.stands_out


def test_the_harder_work_is_no_longer_held_against_a_unit():
    country = {"easy": (980, 1000), "hard": (700, 1000)}
    hard_worker = {"easy": (99, 100), "hard": (720, 900)}
    crude = (99 + 720) / 1000
    found = standardised(hard_worker, country)
    assert crude < found.reference < found.share
    assert found.stands_out


def test_a_unit_of_few_dossiers_does_not_stand_out_by_luck():
    assert not standardised({"easy": (2, 3)}, {"easy": (980, 1000)}).stands_out


def test_nothing_in_common_gives_no_comparison():
    assert standardised({"a": (1, 1)}, {"b": (1, 1)}) is None
    assert standardised({}, {"b": (1, 1)}) is None
    assert change({}, {"b": (1, 1)}) is None


@given(STRATA, STRATA)
def test_the_two_parts_of_a_change_add_up_to_it(now, before):
    found = change(now, before)
    assert found.handling + found.mix == pytest.approx(found.now - found.before)


def test_a_change_of_mix_alone_is_no_change_of_handling():
    found = change({"a": (8, 10), "b": (45, 90)}, {"a": (72, 90), "b": (5, 10)})
    assert found.handling == pytest.approx(0)
    assert found.mix == pytest.approx(found.now - found.before) == pytest.approx(-0.24)
