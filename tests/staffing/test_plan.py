"""The answer to the report's question, on a small nation whose truth is known."""

import json

import docx
import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from motcua.cli import main
from motcua.staffing.answers import as_dict
from motcua.staffing.plan import make_plan, question_of
from tests.staffing.factories import BUSY

pytestmark = pytest.mark.once

_MADE = []


@pytest.fixture
def plan(nation):
    """Return the plan of the small nation: frozen, so made once."""
    if not _MADE:
        _MADE.append(make_plan(question_of("2023Q1", level="district")))
    return _MADE[0]


def test_with_the_present_officers_the_model_gives_the_recorded_rate(plan):
    check = plan.validation
    assert check["rate_recorded"] == pytest.approx(check["rate_predicted_with_present_officers"], abs=5e-4)


def test_moves_lead_from_calm_units_to_busy_ones_of_the_same_province(plan, nation):
    busy = {code for code, _, share in nation if share == BUSY}
    assert plan.proposal.moves
    for step in plan.proposal.moves:
        origin, target = plan.loads.codes[step.origin], plan.loads.codes[step.target]
        assert origin[:3] == target[:3]
        assert origin not in busy
        assert target in busy


def test_moves_alone_cost_no_officer_and_raise_the_rate(plan):
    answer = as_dict(plan)
    assert answer["officers"]["present"] == answer["officers"]["proposed"]
    assert answer["price"]["added"] == 0
    assert answer["scope"]["rate_now"] < answer["scope"]["rate_after"]
    assert answer["scope"]["interval_gain"]["low"] > 0
    assert (
        answer["scope"]["interval_now"]["low"] < answer["scope"]["rate_now"] < answer["scope"]["interval_now"]["high"]
    )


def test_no_officers_mend_what_is_late_everywhere(plan):
    answer = as_dict(plan)["not_mended_by_staff"]
    rated, many = int(plan.loads.rated.sum()), 10**4
    hard = answer["procedures"][0]
    assert hard["procedure"] == "9.000010"
    assert plan.rate_after() <= answer["rate_with_unlimited_officers"] < 1
    # One dossier in ten is of the hard procedure, a fifth of which is late also at the best units.
    assert 1 - answer["rate_with_unlimited_officers"] == pytest.approx(0.028, abs=0.008)
    assert rated < many


def test_no_unit_falls_below_its_back_up_or_gives_more_than_a_quarter(plan):
    left = plan.proposal.officers
    assert (left >= 2).all()
    assert (left >= np.floor(0.75 * plan.present.officers)).all()


def test_more_officers_bring_less_and_less(nation):
    base = make_plan(question_of("2023Q1", level="district"))
    asked = base.officers_now + 6
    answer = as_dict(make_plan(question_of("2023Q1", level="district", officers=asked)))
    assert answer["officers"]["proposed"] == asked
    assert answer["price"]["added"] == 6
    rates = [point["rate"] for point in answer["curve"]]
    steps = np.diff(rates) / np.diff([point["officers_added"] for point in answer["curve"]])
    assert (np.diff(steps) <= 1e-12).all()
    assert answer["scope"]["rate_after"] > base.rate_after()


def test_fewer_officers_are_taken_where_it_hurts_least(nation):
    base = make_plan(question_of("2023Q1", level="district"))
    fewer = make_plan(question_of("2023Q1", level="district", officers=base.officers_now - 3))
    assert fewer.officers_after == base.officers_now - 3
    assert fewer.rate_after() < base.rate_after()


def test_the_same_seed_gives_the_same_ranges(nation):
    first, second = (make_plan(question_of("2023Q1")) for _ in range(2))
    assert first.ranges.after == second.ranges.after


def test_played_queues_agree_with_the_formula(plan):
    assert plan.validation["played"]
    for row in plan.validation["played"]:
        assert row["late_when_played"] == pytest.approx(row["late_by_formula"], abs=0.03)


def test_who_is_overloaded_in_the_first_half_is_so_in_the_second(plan):
    found = plan.validation["back_test"]
    assert found["mean_error_points"] < found["mean_error_points_of_level_mean"] / 2


def test_real_figures_of_present_officers_are_taken_from_a_table(nation):
    plan = make_plan(question_of("2023Q1"), {"H01.31": 20})
    place = plan.loads.codes.index("H01.31")
    assert plan.present.officers[place] == 20
    assert plan.present.origin[place] == "table"


def test_the_command_answers_as_json(nation, capsys):
    assert main(["staffing", "plan", "--period", "2023Q1", "--level", "district", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"assumptions", "units", "levels", "moves", "price", "curve", "validation", "forecast"} <= set(answer)
    assert len(answer["units"]) == len(nation)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["--period", "2023Q1", "--level", "village"], "is not a level", id="unknown level"),
        pytest.param(["--period", "2024Q1"], "holds no dossier", id="empty period"),
        pytest.param(["--period", "2023Q1", "--officers", "0"], "must be a number", id="no officers"),
        pytest.param(["--period", "2023Q1", "--target-wait", "0"], "must be a number", id="no wait"),
    ],
)
def test_a_bad_question_is_refused_with_a_sentence(nation, capsys, words, sentence):
    assert main(["staffing", "plan", *words]) == 1
    assert sentence in capsys.readouterr().err


def test_workbook_and_document_hold_the_parts_that_the_circular_names(nation, tmp_path):
    book, paper = tmp_path / "p.xlsx", tmp_path / "p.docx"
    words = ["staffing", "plan", "--period", "2023Q1", "--xlsx", str(book), "--docx", str(paper)]
    assert main(words) == 0
    sheets = CalamineWorkbook.from_path(str(book))
    assert sheets.sheet_names == ["Trả lời", "Theo cấp", "Điều chuyển", "Đơn vị", "Thêm người", "Dự báo", "Giả định"]
    assert len(sheets.get_sheet_by_name("Đơn vị").to_python()) == len(nation) + 1
    text = "\n".join(part.text for part in docx.Document(paper).paragraphs)
    for part in (
        "chính thức và dự phòng",
        "Nhiệm vụ",
        "thời gian dự kiến",
        "Người phê duyệt",
        "không đặt định mức",
        "sai trung bình",
    ):
        assert part in text
