"""Directly-follows statistics of a million dossiers with six events each."""

import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

DOSSIERS = 1_000_000
NAIVE = 20_000
LOG = """
CREATE OR REPLACE TEMP TABLE log AS
SELECT d::BIGINT AS case_id,
       ['receive', 'hand over', 'appraise', 'sign', 'return', 'supplement'][1 + (d * 7 + s * s * d) % 6] AS activity,
        (d * 60 + s * 3600 + hash(d * 10 + s) % 3000)::DOUBLE AS at_s, s::BIGINT AS ordinal
FROM range({dossiers}) t(d), range(6) u(s)
"""


def run() -> Iterator[dict[str, Any]]:
    import duckdb

    from motcua.review.process_map import map_relation

    connection = duckdb.connect()
    connection.execute(LOG.format(dossiers=DOSSIERS))
    began = time.perf_counter()
    found = map_relation(connection, "log")
    whole = time.perf_counter() - began
    connection.execute(LOG.format(dossiers=NAIVE))
    rows = connection.execute("SELECT case_id, activity, at_s FROM log ORDER BY at_s").fetchall()
    began = time.perf_counter()
    _naive(rows)
    naive = (time.perf_counter() - began) * DOSSIERS / NAIVE
    yield {
        "work": f"directly-follows map, {found.cases} dossiers, {found.events} events",
        "figure": round(whole, 2),
        "unit": "s",
        "peer": "object loop, scaled from 20,000",
        "ratio": round(naive / whole, 1),
    }


def _naive(rows: list[tuple[int, str, float]]) -> dict[tuple[str, str], tuple[int, float]]:
    cases: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for case, activity, at in rows:
        cases[case].append({"activity": activity, "at": at})
    spans: dict[tuple[str, str], list[float]] = defaultdict(list)
    for events in cases.values():
        for one, other in pairwise(events):
            spans[one["activity"], other["activity"]].append(other["at"] - one["at"])
    return {arc: (len(values), median(values)) for arc, values in spans.items()}
