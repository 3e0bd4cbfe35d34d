"""Facts that come without events, in any number: streamed in batch by batch.

The demonstration nation of 183 million dossiers is written this way. Every batch passes the same
derivation as facts folded from events, and adds to the same cubes.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from motcua.ledger import cubes, facts, refresh, store

if TYPE_CHECKING:
    import duckdb

# A batch is SQL for a relation, made with the connection it is given.
Batch = Callable[["duckdb.DuckDBPyConnection"], str]


def write_facts(batches: Iterable[Batch], *, memory: str = "8GB") -> int:
    """Add the dossiers of all `batches`; return their number.

    Each batch is a function that gets the engine and returns SQL with the columns of `facts.GIVEN`
    (codes as texts, moments as TIMESTAMP in UTC). All or nothing counts.
    """
    root, total = store.folder(), 0
    with store.writing() as state:
        connection = store.connect(memory=memory)
        refresh.load_codes(connection, state)
        fresh: list[str] = []
        connection.execute("CREATE TEMP TABLE sums AS SELECT * FROM (" + _empty_cube() + ")")
        for batch in batches:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS {facts.mapped(batch(connection))}")
            refresh.number_codes(connection, "given")
            name = refresh.write_derived(connection, "SELECT * FROM given", fresh)
            path = store.quoted(str(root / name))
            connection.execute(f"INSERT INTO sums {cubes.daily(f'read_parquet({path})')}")
            rows = connection.execute("SELECT count(*) FROM given").fetchone()
            total += int(rows[0])  # type: ignore[index]
            state.bulk.append(name)
        state.dossiers += total
        state.bulk_dossiers += total
        refresh.write_codes(connection, state, fresh)
        refresh.write_cube(connection, state, "sums", fresh)
        store.commit(state, fresh=fresh)
    return total


def _empty_cube() -> str:
    dimensions = ", ".join(
        f"0::{'UTINYINT' if d in ('level', 'channel') else 'UINTEGER'} AS {d}" for d in cubes.DIMENSIONS
    )
    return f"SELECT CURRENT_DATE AS day, {dimensions}, 0::UTINYINT AS measure, 0::BIGINT AS n LIMIT 0"
