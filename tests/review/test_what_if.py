"""Replays: without change the recorded figures, with change the direction and the range that follow."""

import json
import random
from datetime import date, timedelta

import pytest

from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window as Days
from motcua.review import what_if
from motcua.review.errors import ChangeNotUnderstood
from motcua.review.recorded import on_time
from motcua.review.scope import scope_of
from tests.reports.factories import AGENCIES, dossier, take, units

pytestmark = pytest.mark.django_db
WINDOW = scope_of("2023Q1").window


@pytest.fixture
def quarter(tmp_path):
    units()
    rng = random.Random(6)  # noqa: S311 - a test repeats itself
    dossiers = []
    for number in range(120):
        begin = date(2022, 12, 20) + timedelta(days=rng.randrange(50))
        due, end = (str(begin + timedelta(days=days)) for days in (14, rng.randrange(2, 20)))
        path = [(2, str(begin)), (9, end)]
        dossiers.append(dossier(number, *path, received=str(begin), due=due, agency=rng.choice([*AGENCIES])))
    take(tmp_path, *dossiers)


def test_a_replay_without_change_reproduces_the_recorded_figures_exactly(quarter):
    found = what_if.replay(WINDOW, [])

    with ledger.reader() as connection:
        rows = ledger.figures(connection, Days(WINDOW.days.start, WINDOW.days.before), by=("level",))
    kept = sum(row["early"] + row["on_time"] for row in rows)
    rated = kept + sum(row["late"] for row in rows)
    assert on_time(found.recorded) == on_time(found.cautious) == on_time(found.hopeful)
    assert on_time(found.hopeful)["all"] == (kept, rated)
    assert rated > 60


@pytest.mark.parametrize(
    ("change", "cautious", "hopeful"),
    [
        ({"kind": "cut_limit", "share": 0.3}, "worse", "any"),
        ({"kind": "add_officers", "officers": 2, "present": 4}, "better", "better"),
        ({"kind": "open_saturday"}, "better", "better"),
        ({"kind": "merge_units", "units": ["H26.14", "H26.20"]}, "better", "better"),
        ({"kind": "move_to_communes", "procedure": "1.004194"}, "same", "any"),
        ({"kind": "day_off", "on": "2023-01-17"}, "any", "better"),
    ],
)
def test_a_change_moves_the_rate_as_it_must(quarter, change, cautious, hopeful):
    found = what_if.replay(WINDOW, [change])
    before, low, high = (on_time(rows)["all"][0] for rows in (found.recorded, found.cautious, found.hopeful))

    tests = {"worse": lambda n: n < before, "better": lambda n: n >= before, "same": lambda n: n == before}
    assert cautious == "any" or tests[cautious](low)
    assert hopeful == "any" or tests[hopeful](high)
    assert low <= high
    answer = what_if.as_dict(found)
    assert answer["changes"][0]["touched"] > 0
    json.dumps(answer, default=str)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("{", 0),
        ('{"kind": "cut_limit"}', 0),
        ('[{"kind": "abolish_everything"}]', 1),
        ('[{"kind": "open_saturday"}, {"kind": "cut_limit", "share": 3}]', 2),
        ('[{"kind": "cut_limit", "share": true}]', 1),
        ('[{"kind": "day_off", "on": "soon"}]', 1),
        ('[{"kind": "open_saturday", "level": "village"}]', 1),
    ],
)
def test_a_change_that_is_not_understood_is_refused_with_its_place(quarter, tmp_path, written, place):
    file = tmp_path / "changes.json"
    file.write_text(written)

    with pytest.raises(ChangeNotUnderstood) as refusal:
        what_if.replay(WINDOW, what_if.read_changes(file))
    assert refusal.value.facts["place"] == place
