"""Directly-follows map of a log: who follows whom, how often, after how long.

All counting is SQL over columns, so a million dossiers take seconds. The same query
serves files of others and the ledger: it wants a relation (case_id, activity, at_s, ordinal).
"""

from dataclasses import dataclass
from typing import Any

from motcua.review.logs.columns import Columns

# Codes instead of texts: windows over integers are several times faster.
PREPARE = """
CREATE OR REPLACE TEMP TABLE activity_codes AS
  SELECT activity, (row_number() OVER (ORDER BY activity))::USMALLINT AS code
  FROM (SELECT DISTINCT activity FROM {relation});
CREATE OR REPLACE TEMP TABLE following AS
  SELECT e.case_id, c.code AS activity, e.at_s,
         lead(c.code) OVER w AS next_activity, lead(e.at_s) OVER w AS next_at,
         lag(c.code) OVER w IS NULL AS is_first
  FROM {relation} e JOIN activity_codes c USING (activity)
  WINDOW w AS (PARTITION BY e.case_id ORDER BY e.at_s, e.ordinal);
CREATE OR REPLACE TEMP TABLE paths AS
  SELECT list(c.code ORDER BY e.at_s, e.ordinal) AS path, max(e.at_s) - min(e.at_s) AS span
  FROM {relation} e JOIN activity_codes c USING (activity) GROUP BY e.case_id;
"""
ARCS = """
SELECT a.activity, b.activity, count(*) AS n,
       quantile_cont(f.next_at - f.at_s, 0.5), quantile_cont(f.next_at - f.at_s, 0.9)
FROM following f JOIN activity_codes a ON a.code = f.activity JOIN activity_codes b ON b.code = f.next_activity
GROUP BY ALL ORDER BY n DESC, 1, 2
"""
NODES = """
SELECT a.activity, count(*) AS n, count(*) FILTER (WHERE is_first), count(*) FILTER (WHERE next_activity IS NULL)
FROM following f JOIN activity_codes a ON a.code = f.activity GROUP BY 1 ORDER BY n DESC, 1
"""
VARIANTS = """
SELECT path, count(*) AS n, quantile_cont(span, 0.5), quantile_cont(span, 0.9), count(*) OVER () AS in_all
FROM paths GROUP BY 1 ORDER BY n DESC, 1 LIMIT {most}
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
    (cases,) = connection.execute("SELECT count(*) FROM paths").fetchone()
    (events,) = connection.execute("SELECT count(*) FROM following").fetchone()
    names = dict(connection.execute("SELECT code, activity FROM activity_codes").fetchall())
    nodes = tuple(Node(*row) for row in connection.execute(NODES).fetchall())
    arcs = tuple(Arc(*row) for row in connection.execute(ARCS).fetchall())
    rows = connection.execute(VARIANTS.format(most=most_variants)).fetchall()
    variants = tuple(Variant(tuple(names[code] for code in path), n, mid, high) for path, n, mid, high, _ in rows)
    return ProcessMap(cases, events, nodes, arcs, variants, rows[0][4] if rows else 0)


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
