"""Directly-follows map of a log: who follows whom, how often, after how long.

All counting is SQL over columns, so a million dossiers take seconds. The same query
serves files of others and the ledger: it wants a relation (case_id, activity, at_s, ordinal).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.review.logs.columns import Columns

# One sort of small integers, then neighbours by position: a window that is partitioned by
# case takes three times as long on a million dossiers (benchmarks/bench_review.py).
PREPARE = """
CREATE OR REPLACE TEMP TABLE activity_codes AS
  SELECT activity, (row_number() OVER (ORDER BY activity))::USMALLINT AS code
  FROM (SELECT DISTINCT activity FROM {relation});
CREATE OR REPLACE TEMP TABLE in_order AS
  SELECT e.case_id, c.code, e.at_s FROM {relation} e JOIN activity_codes c USING (activity)
  ORDER BY e.case_id, e.at_s, e.ordinal;
CREATE OR REPLACE TEMP TABLE following AS
  SELECT code AS activity, at_s, case_id IS DISTINCT FROM lag(case_id) OVER () AS is_first,
         CASE WHEN lead(case_id) OVER () = case_id THEN lead(code) OVER () END AS next_activity,
         lead(at_s) OVER () AS next_at
  FROM in_order;
"""
ARCS = """
SELECT a.activity, b.activity, n, spans[1], spans[2] FROM (
  SELECT activity AS before, next_activity AS after, count(*) AS n, quantile_cont(next_at - at_s, [0.5, 0.9]) AS spans
  FROM following WHERE next_activity IS NOT NULL GROUP BY ALL
) JOIN activity_codes a ON a.code = before JOIN activity_codes b ON b.code = after
ORDER BY n DESC, 1, 2
"""
NODES = """
SELECT a.activity, n, first, last FROM (
  SELECT activity AS code, count(*) AS n, count(*) FILTER (WHERE is_first) AS first,
         count(*) FILTER (WHERE next_activity IS NULL) AS last
  FROM following GROUP BY ALL
) JOIN activity_codes a USING (code) ORDER BY n DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An activity: how often it happened, in how many cases it was first and last."""

    activity: str
    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Arc:
    """`after` followed `before` directly, `count` times; median and 90th percentile in seconds."""

    before: str
    after: str
    count: int
    median_s: float
    p90_s: float


@dataclass(frozen=True, slots=True)
class Variant:
    """One order of activities and the cases that took it; whole span in seconds."""

    path: tuple[str, ...]
    count: int
    median_s: float
    p90_s: float


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """The whole map."""

    cases: int
    events: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    variants: tuple[Variant, ...]
    variants_in_all: int


def map_relation(connection: Any, relation: str, *, most_variants: int = 20) -> ProcessMap:
    """Return the map of `relation` (columns case_id, activity, at_s in seconds, ordinal)."""
    for statement in PREPARE.format(relation=relation).split(";"):
        if statement.strip():
            connection.execute(statement)
    names = dict(connection.execute("SELECT code, activity FROM activity_codes").fetchall())
    nodes = tuple(Node(*row) for row in connection.execute(NODES).fetchall())
    arcs = tuple(Arc(*row) for row in connection.execute(ARCS).fetchall())
    columns = connection.execute("SELECT case_id, code, at_s FROM in_order").fetchnumpy()
    cases, in_all, variants = _variants(columns, names, most_variants)
    return ProcessMap(cases, len(columns["code"]), nodes, arcs, variants, in_all)


def _variants(columns: Mapping[str, Any], names: Mapping[int, str], most: int) -> tuple[int, int, tuple[Variant, ...]]:
    """Return the number of cases, of variants, and the `most` frequent variants.

    A path is named by a 64-bit sum over (place, activity) with fixed random weights; that
    two different paths of a log meet has a chance of about one in 10^13.
    """
    import numpy as np  # noqa: PLC0415 - as in map_columns

    case_id, code, at = (np.asarray(columns[name]) for name in ("case_id", "code", "at_s"))
    if not len(code):
        return 0, 0, ()
    starts = np.flatnonzero(np.r_[True, case_id[1:] != case_id[:-1]])
    ends = np.r_[starts[1:], len(code)]
    place = np.arange(len(code)) - np.repeat(starts, ends - starts)
    weights = np.random.default_rng(766)
    by_place = weights.integers(1, 2**63, int(place.max()) + 1, dtype=np.uint64) | np.uint64(1)
    by_code = weights.integers(1, 2**63, int(code.max()) + 1, dtype=np.uint64)
    keys = np.add.reduceat(by_place[place] * by_code[code], starts)
    span = at[ends - 1] - at[starts]
    order = np.argsort(keys, kind="stable")
    firsts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
    counts = np.diff(np.r_[firsts, len(order)])
    found = []
    for group in np.argsort(-counts, kind="stable")[: most * 2]:
        members = order[firsts[group] : firsts[group] + counts[group]]
        path = tuple(names[int(c)] for c in code[starts[members[0]] : ends[members[0]]])
        middle, high = np.quantile(span[members], [0.5, 0.9])
        found.append(Variant(path, int(counts[group]), float(middle), float(high)))
    found.sort(key=lambda variant: (-variant.count, variant.path))
    return len(starts), len(counts), tuple(found[:most])


def case_numbers(names: list[str]) -> list[int]:
    """Return a whole number for each case, the same for the same name."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(name, len(numbers)) for name in names]


def map_columns(columns: Columns) -> ProcessMap:
    """Return the map of a log that was read from a file."""
    import duckdb  # noqa: PLC0415 - the door of this room is imported without it
    import numpy as np  # noqa: PLC0415

    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    table = {
        "case_id": np.array(case_numbers(columns.case), dtype=np.int64),
        "activity": np.array(columns.activity, dtype=object),
        "at_s": np.array(columns.at, dtype=np.float64),
        "ordinal": np.arange(len(columns), dtype=np.int64),
    }
    connection.register("log_columns", table)
    connection.execute("CREATE TEMP TABLE log AS SELECT * FROM log_columns")
    try:
        return map_relation(connection, "log")
    finally:
        connection.close()
