"""Compliance cost: the published examples, and the saving that rests on nobody."""

from decimal import Decimal as D

import pytest

from motcua.rules.compliance_cost import (
    Activity,
    Component,
    NegativeCost,
    Saving,
    cost_of_one,
    cost_of_year,
    processing_time_proxy,
)


@pytest.mark.parametrize(
    ("before", "after", "dossiers", "expected", "percent"),
    [
        pytest.param(10, 9, 10, (32_000_000, 28_800_000, 3_200_000), "10", id="Đồng Nai, 10 to 9 days"),
        pytest.param(25, 23, 10, (80_000_000, 73_600_000, 6_400_000), "8", id="Đồng Nai, 25 to 23 days"),
    ],
)
def test_the_proxy_gives_the_published_plans(before, after, dossiers, expected, percent):
    saving = Saving(processing_time_proxy(D(before), D(dossiers)), processing_time_proxy(D(after), D(dossiers)))
    assert (saving.before, saving.after, saving.saved) == expected
    assert saving.percent(0) == D(percent)


def test_a_repeal_saves_all():
    assert Saving(D(18_509_608), D(0)).percent(0) == 100


def test_the_hanoi_extract_saves_as_published():
    saving = Saving(cost_of_year(D(1_024_000), per_subject=D(1), subjects=D(3228)), D(231_000) * 3228)
    assert saving.percent() == D("77.44")


def test_a_saving_without_any_dossier_is_flagged():
    saving = Saving(cost_of_year(D(185_096), per_subject=D(1), subjects=D(0)), D(0))
    assert saving.rests_on_no_volume
    assert saving.percent() is None


def test_an_execution_adds_time_services_fees_and_other_by_how_often_they_occur():
    activities = [
        Activity(Component.PREPARE, hours=D(2), services=D(50_000)),
        Activity(Component.FILE, hours=D(1), other=D(20_000), frequency=D("0.5")),
        Activity(Component.PAY, fees=D(8_000)),
    ]
    assert cost_of_one(activities, D(40_000)) == 130_000 + 30_000 + 8_000


def test_a_negative_part_is_refused():
    with pytest.raises(NegativeCost):
        cost_of_one([Activity(Component.PAY, fees=D(-1))])
