"""The ledger's relations and figures, for reports, quality, staffing and review.

`reader()` gives an engine with views over one consistent state:

- `events`: every event taken in (moments are TIMESTAMP in UTC; `recorded_at` is when we learnt it);
- `fact_dossier`: one row per dossier (columns: `ledger.facts`); codes are numbers;
- `dossier`: the same with the texts of the codes;
- `cube_day`, `cube_half`: additive sums by day or half month (measures: `ledger.cubes`);
- `code` (kind, id, code): what the numbers mean; `receipt`: lines by source, day and outcome.

With `as_known_on` the facts are folded from what had been recorded by that moment.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from gzip import open as open_packed
from typing import TYPE_CHECKING, Any

from motcua.ledger import cluster, cubes, edges, facts, refresh, store
from motcua.ledger.cubes import Window

if TYPE_CHECKING:
    import duckdb

__all__ = ["Window", "figures", "reader", "rejected_lines", "stats"]

STANDARD = (
    "received", "carried_over", "early", "on_time", "late", "no_due_date", "withdrawn", "settled", "pending",
    "pending_in_limit", "pending_overdue", "paused", "pending_no_due_date",
)  # fmt: skip


@contextmanager
def reader(
    as_known_on: datetime | None = None, *, memory: str = "6GB", may_be_far: bool = False
) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Yield an engine with the views named above, all of one state.

    With `may_be_far` it is the cluster, where there is one and the state is the present one.
    """
    state = store.manifest()
    if may_be_far and as_known_on is None and cluster.is_set() and (state.facts or state.bulk):
        with cluster.reader(state) as far:
            yield far
        return
    connection = store.connect(memory=memory)
    try:
        # Levels are derived anew only for an earlier state of knowledge; fourteen thousand units
        # are not read for a page that reads stored facts.
        if as_known_on is None and (state.facts or state.bulk):
            refresh.load_numbers(connection, state)
        else:
            refresh.load_codes(connection, state, as_known_on)
        _event_view(connection, state, as_known_on)
        _fact_views(connection, state, as_known_on)
        _cube_views(connection, state, as_known_on)
        receipts = _union(state.receipts)
        if receipts:
            connection.execute(f"CREATE TEMP VIEW receipt AS SELECT * FROM {receipts}")
        yield connection
    finally:
        connection.close()


def _union(names: list[str]) -> str:
    return f"read_parquet({store.paths(names)}, union_by_name=true, hive_partitioning=false)" if names else ""


def _known(as_known_on: datetime | None) -> str:
    if as_known_on is None:
        return "true"
    return f"recorded_at <= TIMESTAMP '{as_known_on.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"


EVENT_COLUMNS = (
    "key UBIGINT, dossier_key UBIGINT, source VARCHAR, id VARCHAR, sequence BIGINT, dossier VARCHAR, "
    "procedure VARCHAR, agency VARCHAR, field VARCHAR, status UTINYINT, status_raw VARCHAR, "
    "occurred_at TIMESTAMP, received_at TIMESTAMP, due_at TIMESTAMP, due_is_date BOOLEAN, "
    "finished_at TIMESTAMP, returned_at TIMESTAMP, channel UTINYINT, applicant_kind UTINYINT, "
    "fee_due BIGINT, fee_paid_online BIGINT, supplements USMALLINT, by_moment BOOLEAN, "
    "refused_after_appraisal BOOLEAN, recorded_at TIMESTAMP, outcome UTINYINT, flags UINTEGER"
)


def _event_view(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, as_known_on: datetime | None) -> None:
    names = [name for group in state.events.values() for name in group] + state.landing
    connection.execute(f"CREATE TEMP TABLE no_event ({EVENT_COLUMNS})")
    source = _union(names) or "no_event"
    columns = ", ".join(part.split()[0] for part in EVENT_COLUMNS.split(", "))
    connection.execute(f"CREATE TEMP VIEW events AS SELECT {columns} FROM {source} WHERE {_known(as_known_on)}")


def _fact_views(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, as_known_on: datetime | None) -> None:
    if as_known_on is None:
        source = _union([*state.facts.values(), *state.bulk])
        if not source:
            source = "no_fact"
            connection.execute(f"CREATE TEMP TABLE no_fact AS {facts.derived(facts.folded('no_event'))}")
    else:
        connection.execute(f"CREATE TEMP TABLE given AS {facts.mapped(facts.folded('events'))}")
        refresh.number_codes(connection, "given")
        connection.execute(f"CREATE TEMP TABLE then_known AS {facts.derived('SELECT * FROM given')}")
        source = "then_known"
        if state.bulk:
            bulk = f"SELECT * FROM {_union(state.bulk)} WHERE {_known(as_known_on)}"
            source = f"(SELECT * FROM then_known UNION ALL BY NAME {bulk})"
    connection.execute(f"CREATE TEMP VIEW fact_dossier AS SELECT * FROM {source}")
    connection.execute(f"CREATE TEMP VIEW dossier AS {facts.with_texts('fact_dossier')}")


def _cube_views(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, as_known_on: datetime | None) -> None:
    if as_known_on is None and state.cubes:
        day, half = _union(state.cubes), _union(state.halves)
        connection.execute(f"CREATE TEMP VIEW cube_day AS SELECT * FROM {day}")
        connection.execute(f"CREATE TEMP VIEW cube_half AS SELECT * FROM {half}")
        edges.views(connection, state)
        return
    connection.execute(f"CREATE TEMP TABLE cube_day AS {cubes.daily('fact_dossier')}")
    connection.execute(f"CREATE TEMP TABLE cube_half AS {cubes.halves('cube_day')}")


def figures(
    connection: "duckdb.DuckDBPyConnection",
    window: Window,
    *,
    by: tuple[str, ...] = (),
    names: tuple[str, ...] = STANDARD,
    where: str = "true",
    full_scan: bool = False,
) -> list[dict[str, Any]]:
    """Return the figures of `window` by dimensions (`source, agency, field, level, channel`), codes as texts.

    `where` is a condition over the dimensions as numbers. A full scan also takes any fact column in
    `by` and `where`, and gives the same figures.
    """
    on_edges = edges.answers(by, where) and not full_scan and not isinstance(connection, cluster.Far)
    sql = edges.sql(connection, window, by, names, where) if on_edges else None
    if full_scan:
        sql = cubes.from_facts("fact_dossier", window, by, names, where)
    elif sql is None:
        cube = "cube_half" if window.is_whole_halves else "cube_day"
        sql = cubes.from_cube(cube, window, by, names, where)
    coded = [name for name in by if name in facts.CODED]
    if coded:
        joins = " ".join(f"LEFT JOIN code_{kind} ON code_{kind}.id = r.{kind}" for kind in coded)
        texts = ", ".join(f"code_{kind}.code AS {kind}" for kind in coded)
        sql = f"SELECT r.* REPLACE ({texts}) FROM ({sql}) r {joins}"
    answer = connection.execute(sql)
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def rejected_lines() -> Iterator[dict[str, Any]]:
    """Yield every line that was refused, or kept as text beside its event, as it came."""
    for name in store.manifest().rejected:
        with open_packed(store.folder() / name, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def stats() -> dict[str, Any]:
    """Return the size of the ledger: events, dossiers, files, bytes, what waits."""
    state = store.manifest()
    root = store.folder()
    with reader() as connection:
        events = connection.execute("SELECT count(*) FROM events WHERE outcome != 1").fetchone()
        known = connection.execute("SELECT max(recorded_at) FROM events").fetchone()
    return {
        "generation": state.generation,
        "events": events[0] if events else 0,
        "dossiers": state.dossiers,
        "known_until": known[0].isoformat() + "Z" if known and known[0] else None,
        "files": len(state.files()),
        "bytes": sum((root / name).stat().st_size for name in state.files()),
        "landing": len(state.landing),
        "buckets": state.buckets,
        "cubes": len(state.cubes),
    }
