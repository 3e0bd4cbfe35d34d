"""`motcua quality score --inputs`: given figures, read strictly, refused in words."""

import json

import pytest

from motcua.cli import main


def score(tmp_path, capsys, text):
    path = tmp_path / "figures.json"
    path.write_text(text, encoding="utf-8")
    code = main(["quality", "score", "--inputs", str(path), "--json"])
    said = capsys.readouterr()
    return code, said.out, said.err


def figures(numerator, denominator, name="SO_HOA"):
    return json.dumps({"indicators": {name: {"numerator": numerator, "denominator": denominator}}})


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "points"),
    [
        ("SO_HOA", 79, 100, 3.95),
        ("SO_HOA", 80, 100, 4.0),
        ("SO_HOA", 95, 100, 4.0),
        ("DOSSIER_RECEIVING_SATISFACTION", 85, 100, 5.67),
        ("DOSSIER_RECEIVING_SATISFACTION", 0, 0, 0.0),
        ("PETITION_PROCESSING_ON_TIME", 0, 0, 6.0),
        ("REUSED", 0, 0, 0.0),
    ],
)
def test_points_follow_the_formula_and_nought_of_nought_its_own_rule(
    tmp_path, capsys, name, numerator, denominator, points
):
    code, out, _ = score(tmp_path, capsys, "\ufeff" + figures(numerator, denominator, name))
    answer = json.loads(out)
    assert (code, answer["indicators"][name]["score"], answer["total"]) == (0, points, points)
    assert sum(each["score"] is not None for each in answer["indicators"].values()) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "it is not JSON"),
        ("[" * 5000, "it is not JSON"),
        ("[]", "“indicators” is missing"),
        ('{"indicators": []}', "“indicators” is missing"),
        ('{"indicators": {"SO_HOA": 5}}', "needs the two numbers"),
        ('{"indicators": {"REUSED": {}, "REUSED": {"numerator": 1, "denominator": 2}}}', "it is given twice"),
        (figures("3", 4), "needs the two numbers"),
        (figures(True, 4), "needs the two numbers"),
        (figures(None, 4), "needs the two numbers"),
        ('{"indicators": {"SO_HOA": {"numerator": NaN, "denominator": 2}}}', "needs the two numbers"),
        ('{"indicators": {"SO_HOA": {"numerator": 1, "denominator": 1e999}}}', "needs the two numbers"),
        (figures(3, 2), "3 of 2 is impossible"),
        (figures(-1, 2), "-1 of 2 is impossible"),
        (figures(1, 2, "FOO"), "There is no indicator “FOO”"),
    ],
)
def test_what_is_no_figure_is_refused_with_a_sentence(tmp_path, capsys, text, sentence):
    code, out, err = score(tmp_path, capsys, text)
    assert (code, out) == (1, "")
    assert sentence in err
    assert "Error(" not in err
