"""Codes and decision numbers are read, judged and never repaired."""

import pytest

from motcua.rules.catalogue_defects import DEFECTS, equal_name_groups
from motcua.rules.procedure_codes import near_codes, normalise_number, number_is_on_pattern, read_code


@pytest.mark.parametrize(
    ("published", "identity", "as_published", "once_trimmed"),
    [
        pytest.param("1.004194", "1.004194", True, True, id="as the pattern says"),
        pytest.param(" 1.014325", "1.014325", False, True, id="leading blank"),
        pytest.param("1.014325\u00a0", "1.014325", False, True, id="no-break blank behind"),
        pytest.param("1.0133611", "1.0133611", False, False, id="a digit too many"),
        pytest.param("1.014955-Xoa", "1.014955-Xoa", False, False, id="marked as deleted"),
        pytest.param("１.004194", "１.004194", False, False, id="a full-width digit"),
        pytest.param("1.012508.H05", "1.012508.H05", True, True, id="localised copy"),
        pytest.param("1.003560.000.00.00.H56", "1.003560.000.00.00.H56", True, True, id="localised, old style"),
        pytest.param("", "", False, False, id="nothing"),
    ],
)
def test_read_code(published, identity, as_published, once_trimmed):
    reading = read_code(published)
    assert (reading.published, reading.identity) == (published, identity)
    assert (reading.is_well_formed, reading.identity_is_well_formed) == (as_published, once_trimmed)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        pytest.param("1.00419", ["1.004194"], id="a digit forgotten"),
        pytest.param("1.004149", ["1.004194"], id="two digits swapped"),
        pytest.param("khai sinh", [], id="a name"),
    ],
)
def test_near_codes(typed, near):
    assert near_codes(typed, ["1.004194", "2.000635", "3.111111"]) == near


@pytest.mark.parametrize(
    ("number", "on_pattern"),
    [
        ("497/QĐ-BXD", True),
        ("5461/QĐ-BCA-C07", True),
        ("QĐ497-BXD", False),
        ("1870/QĐ-UBND.", False),
        ("1707/QD-BTC", False),
        ("628 /QĐ-BCT", False),
        ("", False),
    ],
)
def test_decision_numbers(number, on_pattern):
    assert number_is_on_pattern(number) is on_pattern


def test_numbers_are_compared_without_blanks_and_case():
    assert normalise_number(" 628 /qđ-bct") == "628/QĐ-BCT"


def test_equal_names_ignore_case_blanks_and_normal_form_but_not_diacritics():
    names = [("1", "Cấp phép"), ("2", "CẤP  phép"), ("3", "Ca\u0302\u0301p phép"), ("4", "Cap phep")]
    assert equal_name_groups(names) == [["1", "2", "3"]]


def test_every_defect_has_two_sentences():
    assert all(kind.vi and kind.en and kind.vi != kind.en for kind in DEFECTS.values())
