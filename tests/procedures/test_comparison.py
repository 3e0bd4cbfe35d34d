"""A difference is said in words, and none is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.procedures.comparison import changed_parts, compare
from motcua.procedures.contents import ChannelContent, CostContent
from tests.procedures import factories


def with_channel(*words, costs=()):
    return replace(factories.content(), channels=(ChannelContent(*words, costs=costs),))


def test_times_and_prices_are_said_in_words():
    old = with_channel("direct", Decimal(3), "wd", costs=(CostContent("fee", "free", None),))
    new = with_channel("online", Decimal(2), "d", costs=(CostContent("fee", "amount", Decimal(50000)),))
    channels, costs = compare(old, new)
    assert (channels.removed, channels.added) == (("Trực tiếp: 3 ngày làm việc.",), ("Trực tuyến: 2 ngày.",))
    assert (costs.removed, costs.added) == (("Trực tiếp: Phí: Miễn phí",), ("Trực tuyến: Phí: 50.000 đồng",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(("direct", Decimal(0), "wd"), ("direct", None, "wd"), id="zero or nothing"),
        pytest.param(("direct", Decimal(3), "wd", "ba ngày"), ("direct", Decimal(3), "wd"), id="words beside a number"),
        pytest.param(("direct", None, "see", "15/12"), ("direct", None, "see", "12/15"), id="words only"),
        pytest.param(("pigeon", None, "see"), ("direct", None, "see"), id="an unknown way"),
    ],
)
def test_what_names_no_clear_time_still_differs(old, new):
    assert changed_parts(with_channel(*old), with_channel(*new)) == ["channels"]
