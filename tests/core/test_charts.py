"""Charts say in words what they draw, and never carry a colour or style of their own."""

import doctest
import re

import pytest

from motcua.core import charts

DRAWN = {
    "bars": charts.bars([charts.Bar("Cấp xã <b>", 3, "x"), charts.Bar("Không rõ", None)], title="Theo cấp"),
    "stacked": charts.stacked([("A", (1, 2)), ("B", (0, 0))], ["sớm", "trễ"], title="Theo hạn"),
    "line": charts.line([charts.Series("A", [1, None, 4])], ["1", "2", "3"], title="Theo tuần"),
    "sparkline": charts.sparkline([1, 2, None, 4], title="Ba tháng"),
    "intervals": charts.intervals([charts.Interval("A", 1, 2, 5)], title="Thời gian"),
    "multiples": charts.small_multiples([charts.Series("A", [1, 2]), charts.Series("B", [3, 4])], ["1", "2"]),
    "nothing": charts.bars([], title="Trống"),
}


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_no_chart_carries_a_style_or_a_colour(drawn):
    assert not re.search(r"style=|#[0-9a-f]{3,6}|fill=\"(?!none)", drawn)


@pytest.mark.parametrize("name", ["bars", "stacked", "line", "sparkline", "intervals"])
def test_a_chart_has_a_name_that_can_be_heard(name):
    assert "aria-label=" in DRAWN[name]


def test_a_label_is_escaped():
    assert "Cấp xã &lt;b&gt;" in DRAWN["bars"]


def test_an_unknown_value_is_a_dash_and_not_a_zero():
    assert "<b>–</b>" in DRAWN["bars"]


def test_a_gap_breaks_the_line():
    assert DRAWN["line"].count("<polyline") == 2


def test_a_sparkline_of_one_point_is_nothing():
    assert charts.sparkline([1], title="x") == ""


def test_the_parts_of_a_bar_fill_its_width():
    widths = [float(w) for w in re.findall(r'<rect[^>]* width="([\d.]+)%" height="14"', DRAWN["stacked"])]
    assert sum(widths[:2]) == pytest.approx(100, abs=0.02)


def test_the_examples_in_the_module_are_true():
    assert doctest.testmod(charts).failed == 0
