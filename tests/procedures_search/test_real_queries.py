"""What people type, against the real catalogue: the promise of 95 and 80 in a hundred."""

import json
from pathlib import Path

import pytest

from motcua.procedures.search.engine import search
from motcua.procedures.search.index import Index
from motcua.procedures.search.synonyms import starter
from tests.procedures_search import raw_entries

pytestmark = pytest.mark.once

QUERIES = [json.loads(line) for line in Path(__file__).with_name("queries.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def index(real_data):
    return Index(raw_entries.entries(real_data), starter())


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("part", ["tuned", "held", "later", "blind1", "blind2", "blind3", "blind4"])
def test_the_right_procedure_is_among_the_first_five(index, part):
    asked = [query for query in QUERIES if query["part"] == part]
    answers = [[hit.code for hit in search(index, query["q"], 5)] for query in asked]
    first = sum(bool(found) and found[0] in query["codes"] for query, found in zip(asked, answers, strict=True))
    five = sum(bool(set(found) & set(query["codes"])) for query, found in zip(asked, answers, strict=True))

    assert five / len(asked) >= 0.95, f"{five} of {len(asked)} among the first five"
    assert first / len(asked) >= 0.80, f"{first} of {len(asked)} first"


def test_the_evaluation_set_is_large_enough():
    assert len(QUERIES) >= 200
