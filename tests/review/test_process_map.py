"""The map counted in columns equals a count by hand."""

from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.review.logs.columns import Columns
from motcua.review.process_map import map_columns

pytestmark = pytest.mark.once

EVENTS = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["x", "y", "z"]), st.integers(0, 50)), min_size=1)


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_the_map_equals_a_count_by_hand(events):
    columns = Columns()
    cases = defaultdict(list)
    for ordinal, (case, activity, at) in enumerate(events):
        columns.add(case, activity, float(at))
        cases[case].append((at, ordinal, activity))
    spans, variants, firsts, lasts = defaultdict(list), Counter(), Counter(), Counter()
    for rows in cases.values():
        rows.sort()
        variants[tuple(activity for _, _, activity in rows)] += 1
        firsts[rows[0][2]] += 1
        lasts[rows[-1][2]] += 1
        for (at, _, one), (later, _, other) in pairwise(rows):
            spans[one, other].append(later - at)

    found = map_columns(columns)

    assert (found.cases, found.events, found.variants_in_all) == (len(cases), len(events), len(variants))
    assert {(arc.before, arc.after): arc.count for arc in found.arcs} == {key: len(v) for key, v in spans.items()}
    for arc in found.arcs:
        assert arc.median_s == pytest.approx(median(spans[arc.before, arc.after]))
    assert {v.path: v.count for v in found.variants} == dict(variants.most_common(20)) or len(variants) > 20
    assert {node.activity: node.first for node in found.nodes if node.first} == dict(firsts)
    assert {node.activity: node.last for node in found.nodes if node.last} == dict(lasts)
