"""Where time goes, which clocks moved oddly, and how units compare, on a few dossiers counted by hand."""

import json

import pytest

from motcua.review import bottlenecks, comparison, procedure_map
from motcua.review.errors import NothingToReview
from motcua.review.logs import read_log
from motcua.review.ocel_export import export
from motcua.review.scope import scope_of
from tests.kept_ledger import once
from tests.reports.factories import dossier, take

pytestmark = pytest.mark.django_db
PATHS = [
    dossier(1, (2, "2023-01-10"), (4, "2023-01-11"), (9, "2023-01-13"), (10, "2023-01-14")),
    dossier(2, (2, "2023-01-10"), (4, "2023-01-12"), (5, "2023-01-20"), (4, "2023-01-23"), (9, "2023-01-27")),
    dossier(3, (2, "2023-01-10"), (9, "2023-01-13"), (4, "2023-01-16"), procedure="2.000001"),
    dossier(4, (1, "2023-01-10"), (2, "2023-01-16"), procedure="2.000001"),
]


@pytest.fixture
def scope(tmp_path):
    once("four paths", lambda: take(tmp_path, *PATHS))
    return scope_of("2023Q1")


def test_every_hour_belongs_to_whoever_held_the_dossier(scope):
    found = bottlenecks.bottlenecks(scope)

    assert (found.dossiers, found.events) == (4, 14)
    assert found.hours == {
        "untouched": 24 + 48 + 72 + 144, "agency": 48 + 192 + 96, "other_agency": 0, "applicant": 72,
        "stopped": 0, "collection": 24 + 72,
    }  # fmt: skip
    assert sum(place.share for place in found.places) == pytest.approx(1)


@pytest.mark.parametrize(
    ("sign", "numbers", "of"),
    [
        ("supplement_on_last_day", ("D-2",), 1),
        ("decided_and_reopened", ("D-3",), 3),
        ("received_late", ("D-4",), 1),
        ("all_closed_at_the_limit", (), 2),
    ],
)
def test_odd_clocks_are_cases_to_read(scope, sign, numbers, of):
    game = next(game for game in bottlenecks.bottlenecks(scope).games if game.sign == sign)

    assert (game.examples, game.dossiers, game.of) == (numbers, len(numbers), of)


def test_the_map_of_a_procedure_holds_its_own_dossiers_only(scope):
    found = procedure_map.map_of(scope_of("2023Q1", procedure="2.000001"))

    assert (found.map.cases, found.map.events) == (2, 5)


def test_an_exported_log_is_read_by_our_own_reader_to_the_same_events(scope, tmp_path):
    file = tmp_path / "log.json"
    wrote = export(scope, file)
    columns = read_log(file, object_type="dossier")

    assert len(columns) == wrote["events"] == 14
    assert set(columns.case) == {"D-1", "D-2", "D-3", "D-4"}
    assert {kind["name"] for kind in json.loads(file.read_text())["objectTypes"]} == {"dossier", "procedure", "unit"}


def test_a_period_without_dossiers_is_refused_with_a_sentence(scope):
    with pytest.raises(NothingToReview, match="Choose another period"):
        bottlenecks.bottlenecks(scope_of("2021Q1"))


@pytest.mark.parametrize(
    ("late", "rated", "expected", "says"),
    [(9, 10, 5.0, "worse"), (6, 10, 5.0, ""), (59, 100, 50.0, ""), (66, 100, 50.0, "worse"), (20, 100, 50.0, "better")],
)
def test_a_small_unit_needs_a_big_difference_to_stand_out(late, rated, expected, says):
    assert comparison.UnitFigures("U", rated, late, expected, 1, 0, 0, 0).stands_out == says
