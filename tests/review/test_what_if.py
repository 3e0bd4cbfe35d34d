"""Replays: without change the recorded figures, with change the direction and the range that follow."""

import importlib.util
import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window as Days
from motcua.procedures import services
from motcua.review import what_if
from motcua.review.errors import ChangeNotUnderstood
from motcua.review.recorded import on_time
from motcua.review.scope import scope_of
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters.compliance_times import PARAMETERS
from motcua.rules.processes import ProcessStep
from tests.kept_ledger import once
from tests.reports.factories import AGENCIES, dossier, take, units

_spec = importlib.util.spec_from_file_location(
    "procedure_factories_of_what_if", Path(__file__).resolve().parents[1] / "procedures" / "factories.py"
)
procedures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(procedures)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
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
    once("a quarter to replay", lambda: take(tmp_path, *dossiers))


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


def known_procedure():
    """Put the text of the dossiers' procedure in force with a process of 4 + 8 + 4 hours, one after the other."""
    steps = [("receive", 4, ()), ("appraise", 8, ("receive",)), ("sign", 4, ("appraise",))]
    version = procedures.in_force("1.004194", signed_on=date(2022, 1, 3), effective_on=date(2022, 2, 1))
    process = [ProcessStep(key, key, "one-stop", "settle", Decimal(hours), after) for key, hours, after in steps]
    services.set_process(procedure=version.procedure, steps=process, valid_from=date(2022, 2, 1))


def half_way(found):
    """Return the mean time of the two replays as a share of what was recorded."""
    spent = [(rows.finish - rows.received).sum() for rows in (found.recorded, found.cautious, found.hopeful)]
    return [round(float(each / spent[0]), 3) for each in spent[1:]]


@pytest.mark.parametrize(
    ("kind", "steps", "hours"),
    [
        ("merge_steps", ["appraise", "sign"], 12),
        ("merge_steps", ["sign", "appraise"], 12),
        ("parallel_steps", ["appraise", "sign"], 12),
        ("parallel_steps", ["sign", "receive", "appraise"], 8),
    ],
)
def test_a_shorter_process_saves_its_share_of_the_time_and_cautiously_half_of_it(quarter, kind, steps, hours):
    known_procedure()
    found = what_if.replay(WINDOW, [{"kind": kind, "procedure": "1.004194", "steps": steps}])
    assert half_way(found) == [round((1 + hours / 16) / 2, 3), round(hours / 16, 3)]
    assert f"from 16 to {hours} working hours" in found.effects[0][1].assumption[1]


def test_steps_with_another_between_them_cannot_become_one(quarter):
    known_procedure()
    with pytest.raises(RuleViolation):
        what_if.replay(WINDOW, [{"kind": "merge_steps", "procedure": "1.004194", "steps": ["receive", "sign"]}])


@pytest.mark.parametrize("steps", [["sign"], ["sign", "stamp"], "sign", None])
def test_steps_that_are_not_in_the_process_are_refused_with_those_that_are(quarter, steps):
    known_procedure()
    with pytest.raises(ChangeNotUnderstood, match="receive, appraise, sign"):
        what_if.replay(WINDOW, [{"kind": "merge_steps", "procedure": "1.004194", "steps": steps}])


def test_a_dropped_paper_saves_peoples_hours_and_the_wait_for_supplements(tmp_path):
    units()
    known_procedure()
    path = [(2, "2023-01-10"), (5, "2023-01-11"), (2, "2023-01-15"), (9, "2023-01-19")]
    take(
        tmp_path, dossier(1, *path, due="2023-01-18", supplements=1),
        dossier(2, (2, "2023-01-10"), (9, "2023-01-12"), due="2023-01-18"),
    )  # fmt: skip
    change = {"kind": "drop_paper", "procedure": "1.004194", "paper": "Đơn đề nghị", "share_of_supplements": 1}
    found = what_if.replay(WINDOW, [change])
    answer = what_if.as_dict(found)
    papers, trips = (float(PARAMETERS[name].value) for name in ("hours_per_paper", "hours_per_supplement"))
    assert answer["changes"][0]["touched"] == 2
    assert answer["cost"]["people_hours_saved"] == [round(2 * papers, 1), round(2 * papers + trips, 1)]
    (all_levels,) = (row for row in answer["on_time"] if row["level"] == "all")
    assert all_levels["cautious"] == all_levels["recorded"]
    assert all_levels["hopeful"]["numerator"] >= all_levels["recorded"]["numerator"]
    cautious, hopeful = half_way(found)
    assert (cautious, hopeful < 1) == (1, True)


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
