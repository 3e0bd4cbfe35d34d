"""The index of 2022 and the nine indices of 2018, point by point."""

from decimal import Decimal as D

import pytest

from motcua.rules.handling_indices import (
    BadPoints,
    complaint_points,
    contact_points,
    rate_agency,
    rate_officer,
    time_points,
)
from motcua.rules.parameters.quality_index import GROUPS
from motcua.rules.quality_index import ImpossibleRatio, Measure, UnknownIndicator, indicator_named, score_index


def of(numerator, denominator):
    return Measure(D(numerator), D(denominator))


def test_the_groups_add_up_to_a_hundred():
    assert [group.most for group in GROUPS] == [18, 20, 22, 22, 18]


@pytest.mark.parametrize(
    ("name", "measure", "points"),
    [
        pytest.param("PROGRESS", of(942, 1000), "18.84", id="20 times the on-time ratio"),
        pytest.param("3.1", of(40, 100), "1.00", id="half of the 80 % that earn all"),
        pytest.param("3.1", of(95, 100), "2.00", id="more than 80 % earns no more"),
        pytest.param("DOSSIER_ONLINE", of(1, 3), "4.00", id="twelve times a third"),
        pytest.param("SO_HOA", of(5, 10), "2.50", id="5r up to 4"),
        pytest.param("DOSSIER_RECEIVING_SATISFACTION", of(9, 10), "6.00", id="90 % satisfied earns all"),
        pytest.param("DOSSIER_RECEIVING_SATISFACTION", of(0, 0), "0.00", id="no rating earns nothing"),
        pytest.param("PETITION_PROCESSING_ON_TIME", of(0, 0), "6.00", id="no petition earns all"),
        pytest.param("PETITION_HANDLING_SATISFACTION", of(0, 0), "6.00", id="no petition satisfies all"),
        pytest.param("PROGRESS", of(0, 0), "0.00", id="no dossier earns nothing"),
        pytest.param("PUBLISH_ON_TIME", of(2, 3), "4.00", id="6r"),
    ],
)
def test_points_of_one_indicator(name, measure, points):
    [score] = [score for score in score_index({name: measure}).indicators if score.measure]
    assert score.score == D(points)


def test_a_full_sheet_earns_a_hundred_and_is_excellent():
    everything = {indicator.name: of(1, 1) for group in GROUPS for indicator in group.indicators}
    index = score_index(everything)
    assert index.total == 100
    assert index.band == ("Xuất sắc", "Excellent")


def test_what_is_not_given_is_not_zero():
    index = score_index({"PROGRESS": of(1, 2)})
    assert (index.total, index.given) == (10, 20)
    assert index.band is None


@pytest.mark.parametrize("name", ["SO_HOA_GIAY_TO_GIAI_QUYET", "so_hoa", "4.2"])
def test_an_indicator_answers_to_its_public_names(name):
    assert indicator_named(name).name == "SO_HOA"


def test_an_unknown_indicator_is_refused_with_the_known_names():
    with pytest.raises(UnknownIndicator, match="Known names: PUBLISH_ON_TIME"):
        score_index({"HAPPINESS": of(1, 1)})


@pytest.mark.parametrize("measure", [of(3, 2), of(-1, 2), of(0, -1)])
def test_an_impossible_ratio_is_refused(measure):
    with pytest.raises(ImpossibleRatio):
        score_index({"PROGRESS": measure})


@pytest.mark.parametrize(
    ("taken", "limit", "points"), [(D(3), D(5), 2), (D(5), D(5), 1), (D("5.01"), D(5), 0)], ids=["early", "on", "late"]
)
def test_time_points(taken, limit, points):
    assert time_points(taken, limit) == points


def test_contact_and_complaint_points():
    assert [contact_points(n) for n in range(4)] == [2, 1, 0, 0]
    assert [complaint_points(n, 10) for n in (10, 9, 8)] == [2, 1, 0]
    assert complaint_points(0, 0) == 2


def test_an_index_without_data_is_skipped():
    rating = rate_officer({1: [2, 2, 1], 3: [2]})
    assert rating.scores == {1: D("1.7"), 2: None, 3: D("2.0"), 4: None, 7: None}
    assert rating.total == D("3.7")
    assert rating.band[1] == "70 to under 100 % of duty"


def test_an_agency_with_all_points_is_excellent():
    assert rate_agency({index: [2] for index in range(1, 10)}).band == ("Xuất sắc", "Excellent")


def test_three_points_are_refused():
    with pytest.raises(BadPoints):
        rate_agency({1: [3]})
