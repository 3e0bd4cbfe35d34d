"""Levels as data, and the styles of agency codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.agency_codes import MAX_LENGTH, CodeStyle, level1_in_both_styles, read
from motcua.rules.levels import LEVELS, Level, levels_on


@pytest.mark.parametrize(
    ("code", "style", "level1"),
    [
        pytest.param("G12.18", CodeStyle.QD20, "G12", id="left to right since 2020"),
        pytest.param("000.00.22.G12", CodeStyle.QCVN102, "G12", id="level 1 last in QCVN 102:2016"),
        pytest.param("000.00.06.H56", CodeStyle.QCVN102, "H56", id="a province in the old style"),
        pytest.param(" g12 ", CodeStyle.QD20, "G12", id="blanks and small letters"),
        pytest.param("D01", CodeStyle.QD20, "D01", id="courts"),
        pytest.param("Z05ABC", CodeStyle.SCHEME, None, id="a scheme code"),
        pytest.param("Z00ABC", CodeStyle.GENERIC, None, id="no scheme 00"),
        pytest.param("0100100079", CodeStyle.REGISTRATION, None, id="a tax number"),
        pytest.param("24", CodeStyle.GSO, None, id="statistics: province"),
        pytest.param("00004", CodeStyle.GSO, None, id="statistics: commune"),
        pytest.param("UBNDCT", CodeStyle.GENERIC, None, id="a class, not an office"),
        pytest.param("000.00.CS.008", CodeStyle.GENERIC, None, id="looks old but names nobody"),
        pytest.param("", CodeStyle.GENERIC, None, id="empty"),
        pytest.param("G12." + "1" * MAX_LENGTH, CodeStyle.GENERIC, None, id="too long"),
    ],
)
def test_style_of_a_code(code, style, level1):
    assert (read(code).style, read(code).level1) == (style, level1)


@given(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXY"), st.integers(0, 99))
def test_both_styles_of_a_level_1_code_name_the_same_body(letter, number):
    code = f"{letter}{number:02d}"
    assert {read(text).level1 for text in level1_in_both_styles(code)} == {code}


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    assert read(text).style in CodeStyle


def test_there_is_no_district_from_july_2025_on():
    assert Level.DISTRICT in levels_on(date(2025, 6, 30))
    assert Level.DISTRICT not in levels_on(date(2025, 7, 1))
    assert set(LEVELS) == set(Level)
