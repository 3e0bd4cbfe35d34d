"""Bring the facts up to date: only the buckets of dossiers that were touched.

New events are moved into files by bucket (a bucket is a share of all dossiers, by the hash of the
number). Touched buckets, also those where a partner's code means something else now (`recoding`), are
folded anew; the cube gains the difference between their new and old rows. `rebuild` forgets all facts
and cubes and makes them from the events: the same figures. Facts that were streamed in have no events:
it derives their days, levels and classes anew from what was given.
"""

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.ledger import codes, cubes, edges, facts, inbox, own, recoding, store

if TYPE_CHECKING:
    import duckdb

# A bucket should fold in a second or two.
DOSSIERS_A_BUCKET = 400_000
MOST_BUCKETS = 512
# Differences are added up into one cube when there are more of them.
MOST_CUBES = 24
LAST_DAY = "9999-12-31"


def refresh() -> dict[str, Any]:
    """Take in what waits and fold the dossiers it touches; return what was done."""
    with store.writing() as state:
        drained = inbox.drain(state)
        taken = own.take_in(state)
        fresh: list[str] = []
        connection = store.connect()
        landed = _distribute(connection, state, fresh)
        load_partner_codes(connection)
        touched = sorted({*landed, *recoding.touched(connection, state)})
        recoding.keep(connection, state, fresh)
        _fold(connection, state, touched, fresh)
        if touched or fresh:
            store.commit(state, fresh=fresh)
        store.sweep(state)
    return {"batches": drained, "own_events": taken, "buckets": len(touched), "dossiers": state.dossiers}


def rebuild(*, buckets: int | None = None) -> dict[str, Any]:
    """Make facts and cubes anew from every event."""
    with store.writing() as state:
        inbox.drain(state)
        own.take_in(state)
        connection = store.connect()
        fresh: list[str] = []
        everything = [name for names in state.events.values() for name in names] + state.landing
        state.landing, state.events = everything, {}
        state.facts, state.cubes, state.halves, state.edges, state.recent = {}, [], [], "", 0
        state.dossiers = state.bulk_dossiers
        state.buckets = buckets or _buckets_for(connection, state)
        touched = _distribute(connection, state, fresh)
        load_codes(connection, state)
        recoding.keep(connection, state, fresh)
        state.bulk = [write_derived(connection, _given_again(name), fresh) for name in state.bulk]
        for name in state.bulk:
            _add_change(connection, f"read_parquet({store.quoted(str(store.folder() / name))})", 1)
        if state.bulk:
            write_cube(connection, state, "change", fresh)
        _fold(connection, state, touched, fresh)
        store.commit(state, fresh=fresh)
        store.sweep(state)
    return {"buckets": len(touched), "dossiers": state.dossiers}


def _buckets_for(connection: "duckdb.DuckDBPyConnection", state: store.Manifest) -> int:
    if not state.landing:
        return state.buckets
    found = connection.execute(
        f"SELECT approx_count_distinct(dossier_key) FROM read_parquet({store.paths(state.landing)}, "
        "union_by_name=true, hive_partitioning=false)"
    ).fetchone()
    wanted = 4
    while wanted < MOST_BUCKETS and found[0] / wanted > DOSSIERS_A_BUCKET:  # type: ignore[index]
        wanted *= 2
    return wanted


def _distribute(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, fresh: list[str]) -> list[str]:
    """Move landed events into files by bucket; return the buckets that got any."""
    if not state.landing:
        return []
    root = store.folder()
    target = store.new_file("events", "d")
    connection.execute(
        f"COPY (SELECT *, (dossier_key % {state.buckets})::USMALLINT AS bucket "
        f"FROM read_parquet({store.paths(state.landing)}, union_by_name=true, hive_partitioning=false)) "
        f"TO {store.quoted(str(root / target))} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (bucket))"
    )
    touched = []
    for folder in sorted((root / target).iterdir()):
        bucket = folder.name.removeprefix("bucket=")
        names = [str(path.relative_to(root)) for path in sorted(folder.iterdir())]
        state.events.setdefault(bucket, []).extend(names)
        fresh += names
        touched.append(bucket)
    state.landing = []
    return touched


def load_codes(
    connection: "duckdb.DuckDBPyConnection", state: store.Manifest, as_known_on: datetime | None = None
) -> None:
    """Load the numbers given to codes so far, the levels of units and partners' codes, as tables of the engine."""
    load_numbers(connection, state)
    _load_levels(connection)
    load_partner_codes(connection, as_known_on)


def load_numbers(connection: "duckdb.DuckDBPyConnection", state: store.Manifest) -> None:
    """Load the numbers given to codes so far; enough to read stored facts and cubes."""
    connection.execute("CREATE OR REPLACE TEMP TABLE code (kind VARCHAR, id UINTEGER, code VARCHAR)")
    if state.codes:
        path = store.quoted(str(store.folder() / state.codes))
        connection.execute(f"INSERT INTO code SELECT kind, id, code FROM read_parquet({path})")
    for kind in facts.CODED:
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW code_{kind} AS SELECT id, code FROM code WHERE kind = '{kind}'"
        )


def _load_levels(connection: "duckdb.DuckDBPyConnection") -> None:
    rows = [
        (code, facts.LEVELS.get(level, 0), str(begin), str(end or LAST_DAY))
        for code, level, begin, end in codes.unit_levels()
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unit_level AS SELECT code, valid_from, valid_before, min(level) AS level FROM ("
        "SELECT unnest(?::VARCHAR[]) AS code, unnest(?::UTINYINT[]) AS level, "
        "unnest(?::VARCHAR[])::DATE AS valid_from, unnest(?::VARCHAR[])::DATE AS valid_before) GROUP BY ALL",
        columns,
    )
    # One level a day: where two styles of codes overlap, the period that began last decides.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unit_level AS SELECT code, level, valid_from, least(valid_before, coalesce("
        "lead(valid_from) OVER (PARTITION BY code ORDER BY valid_from, valid_before), valid_before)) AS valid_before "
        "FROM unit_level"
    )
    connection.execute("DELETE FROM unit_level WHERE valid_before <= valid_from")


def load_partner_codes(connection: "duckdb.DuckDBPyConnection", as_known_on: datetime | None = None) -> None:
    """Load what partners' codes mean, or were said to mean at a moment, as the table `partner_code`."""
    rows = [[str(member) for member in row] for row in codes.partner_codes(as_known_on)]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * 6
    names = ("source", "kind", "partner_code", "our_code", "valid_from", "valid_before")
    taken = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in names)
    # Where periods overlap, the one that begins later ends the one before.
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE partner_code AS
            SELECT * REPLACE (valid_from::DATE AS valid_from, least(valid_before::DATE, coalesce(lead(valid_from::DATE)
              OVER (PARTITION BY source, kind, partner_code ORDER BY valid_from), valid_before::DATE)) AS valid_before)
            FROM (SELECT {taken})""",
        columns,
    )


def number_codes(connection: "duckdb.DuckDBPyConnection", given: str) -> int:
    """Give a number to each code in the relation `given` that has none yet; return how many."""
    before = connection.execute("SELECT count(*) FROM code").fetchone()[0]  # type: ignore[index]
    for kind in facts.CODED:
        connection.execute(
            f"INSERT INTO code SELECT '{kind}', (SELECT coalesce(max(id), 0) FROM code WHERE kind = '{kind}') "
            f"+ row_number() OVER (ORDER BY {kind}), {kind} FROM (SELECT DISTINCT {kind} FROM {given} "
            f"WHERE {kind} IS NOT NULL AND {kind} NOT IN (SELECT code FROM code WHERE kind = '{kind}'))"
        )
    after = connection.execute("SELECT count(*) FROM code").fetchone()[0]  # type: ignore[index]
    return int(after) - int(before)


def write_codes(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, fresh: list[str]) -> None:
    state.codes = store.new_file("codes")
    fresh.append(state.codes)
    connection.execute(f"COPY code TO {store.quoted(str(store.folder() / state.codes))} (FORMAT parquet)")


def _fold(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, touched: list[str], fresh: list[str]) -> None:
    if not touched:
        return
    load_numbers(connection, state)
    _load_levels(connection)
    added = 0
    old: list[str] = []
    new: list[str] = []
    connection.execute("DROP TABLE IF EXISTS change")
    for bucket in touched:
        source = f"read_parquet({store.paths(state.events[bucket])}, union_by_name=true, hive_partitioning=false)"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS {facts.mapped(facts.folded(source))}")
        added += number_codes(connection, "given")
        name = write_derived(connection, "SELECT * FROM given", fresh)
        if bucket in state.facts:
            old.append(state.facts[bucket])
        new.append(name)
        state.facts[bucket] = name
    for names, sign in ((old, -1), (new, 1)):
        if names:
            relation = f"read_parquet({store.paths(names)})"
            _add_change(connection, relation, sign)
            state.dossiers += sign * _rows(connection, relation)
    if added:
        write_codes(connection, state, fresh)
    write_cube(connection, state, "change", fresh)


def write_derived(connection: "duckdb.DuckDBPyConnection", given: str, fresh: list[str]) -> str:
    """Write the fact rows derived from `given` (SQL with the columns of `facts.GIVEN`); return the new file."""
    name = store.new_file("facts")
    connection.execute(
        f"COPY (SELECT * FROM ({facts.derived(given)}) ORDER BY received_day, agency) "
        f"TO {store.quoted(str(store.folder() / name))} (FORMAT parquet, COMPRESSION zstd)"
    )
    fresh.append(name)
    return name


def _given_again(name: str) -> str:
    """Return SQL of what was given for the facts in a file: all else in it was derived."""
    path = store.quoted(str(store.folder() / name))
    return f"SELECT {', '.join(facts.GIVEN)} FROM ({facts.with_texts(f'read_parquet({path})')})"


def _rows(connection: "duckdb.DuckDBPyConnection", relation: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {relation}").fetchone()[0])  # type: ignore[index]


def _add_change(connection: "duckdb.DuckDBPyConnection", relation: str, sign: int) -> None:
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS change AS SELECT * FROM ({cubes.daily(relation)}) LIMIT 0")
    connection.execute(f"INSERT INTO change {cubes.daily(relation, sign)}")


def write_cube(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, change: str, fresh: list[str]) -> None:
    """Write the differences in the table `change` as a cube of days and one of halves; add up when there are many."""
    root, keys = store.folder(), ", ".join(("day", *cubes.DIMENSIONS, "measure"))
    merging = len(state.cubes) >= MOST_CUBES
    source = change
    if merging:
        source = f"(SELECT * FROM {change} UNION ALL SELECT * FROM read_parquet({store.paths(state.cubes)}))"
        state.cubes = []
    summed = f"SELECT {keys}, CAST(sum(n) AS BIGINT) AS n FROM {source} GROUP BY ALL HAVING sum(n) != 0"
    name, half = store.new_file("cubes"), store.new_file("cubes")
    connection.execute(
        f"COPY (SELECT * FROM ({summed}) ORDER BY day, measure, agency) TO {store.quoted(str(root / name))} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    state.cubes.append(name)
    if merging or len(state.halves) >= MOST_CUBES:
        state.halves = []
        source = f"read_parquet({store.paths(state.cubes)})"
    else:
        source = f"read_parquet({store.quoted(str(root / name))})"
    connection.execute(
        f"COPY (SELECT * FROM ({cubes.halves(source)}) ORDER BY measure, day, agency) "
        f"TO {store.quoted(str(root / half))} (FORMAT parquet, COMPRESSION zstd)"
    )
    state.halves.append(half)
    fresh += [name, half]
    edges.keep(connection, state, fresh, whole=merging)
    connection.execute(f"DROP TABLE {change}")


def forget() -> None:
    """Remove the whole ledger (tests and demonstrations)."""
    shutil.rmtree(store.folder(), ignore_errors=True)
