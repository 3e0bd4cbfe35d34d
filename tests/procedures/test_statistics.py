"""Figures are distinct counts, follow the day, and cost next to nothing once counted."""

from datetime import date

import pytest

from motcua.procedures import listings, statistics
from tests.procedures.factories import content, in_force

pytestmark = pytest.mark.django_db
FEB, MAR = date(2031, 2, 1), date(2031, 3, 1)


@pytest.fixture
def two():
    in_force("9.000001", effective_on=FEB)
    in_force(
        "9.000002", text=content("Cấp phép neo", levels=("central", "vertical"), online_level="none"), effective_on=MAR
    )


def test_figures_follow_the_day(two):
    assert statistics.statistics(date(2031, 1, 31)).rows == 0
    assert statistics.statistics(FEB).rows == 1
    figures = statistics.statistics(MAR)
    assert (figures.rows, figures.online_levels) == (2, {"full": 1, "none": 1})


def test_members_of_sets_add_up_to_more_than_the_rows_and_vertical_makes_no_second_level(two):
    levels = statistics.statistics(MAR).levels
    assert levels.memberships == {"central": 2, "province": 1, "vertical": 1}
    assert levels.sets == {"central+province": 1, "central+vertical": 1}
    assert (levels.distinct_sets, levels.on_several, levels.without) == (2, 1, 0)


def test_kept_figures_are_used_until_the_catalogue_changes(two, django_assert_max_num_queries):
    statistics.keep_statistics(MAR)
    first = statistics.statistics(MAR)
    with django_assert_max_num_queries(2):
        assert statistics.statistics(MAR) == first
    in_force("9.000003", text=content("Cấp phép bốc dỡ"), effective_on=FEB)
    assert statistics.statistics(MAR).rows == 3


def test_stored_figures_are_read_back_whole(two):
    counted = statistics.keep_statistics(MAR)
    assert statistics._kept_figures(MAR, statistics.catalogue_stamp()) == counted


@pytest.mark.parametrize(
    ("narrow", "codes"),
    [
        pytest.param({}, ["9.000001", "9.000002"], id="everything"),
        pytest.param({"level": "vertical"}, ["9.000002"], id="level"),
        pytest.param({"online": "full"}, ["9.000001"], id="online"),
        pytest.param({"audience": "citizen"}, ["9.000001", "9.000002"], id="kind of audience"),
        pytest.param({"audience": "ĐT2"}, [], id="code of audience"),
        pytest.param({"agency": "X01.01"}, ["9.000001", "9.000002"], id="executing agency"),
        pytest.param({"life_event": "viec-lam"}, ["9.000001", "9.000002"], id="life event"),
        pytest.param({"field": "X01-CB01", "level": "province"}, ["9.000001"], id="two at once"),
    ],
)
def test_the_list_is_narrowed(two, narrow, codes, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        found = list(listings.procedures_list(listings.ProcedureFilter(**narrow), on=MAR))
        [[row.level for row in version.level_rows.all()] for version in found]
    assert [version.procedure.identity for version in found] == codes


def test_lists_for_pages_count_what_is_in_force(two):
    assert [(e.code, e.procedures) for e in listings.life_events(MAR)] == [("viec-lam", 2)]
    assert [(a.code, n) for a, n in listings.audiences(MAR)] == [("ĐT1", 2)]
    assert [(f.code, f.procedures) for f in listings.fields(FEB)] == [("X01-CB01", 1)]
    assert listings.announcers(MAR) == [("X01", "Bộ Cảng biển", 2)]
    assert [d.item_count for d in listings.decisions()] == [1, 1]
    assert [v.procedure.identity for v in listings.recent_changes()] == ["9.000002", "9.000001"]
    assert [v.procedure.identity for v in listings.upcoming(FEB)] == ["9.000002"]
