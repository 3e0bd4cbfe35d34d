"""Which dossiers must be folded anew because a partner's code means something else now?

The meanings with which the facts were made are kept beside them as one small file. Where today's table says
something else, the dossiers whose events carry such a code are touched, and the next refresh gives the figures
that a rebuild would give. Facts that came without events keep what they were written with, as in a rebuild.
"""

from typing import TYPE_CHECKING

from motcua.ledger import store

if TYPE_CHECKING:
    import duckdb

KINDS = ("procedure", "agency", "field")


def touched(connection: "duckdb.DuckDBPyConnection", state: store.Manifest) -> list[str]:
    """Return the buckets with events whose codes changed their meaning; needs the table `partner_code`."""
    names = [name for group in state.events.values() for name in group]
    if not _differs(connection, state) or not names:
        return []
    # Whoever sent the code: the newest event may name the source, and an older one the agency.
    carries = " OR ".join(f"{kind} IN (SELECT partner_code FROM recoded WHERE kind = '{kind}')" for kind in KINDS)
    rows = connection.execute(
        f"SELECT DISTINCT dossier_key % {state.buckets} FROM read_parquet({store.paths(names)}, union_by_name=true, "
        f"hive_partitioning=false) WHERE {carries}"
    ).fetchall()
    return sorted(str(row[0]) for row in rows)


def keep(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, fresh: list[str]) -> None:
    """Write down the meanings that the facts of `state` are made with, where they are not those kept already."""
    if _differs(connection, state):
        state.partner_codes = store.new_file("codes")
        path = store.quoted(str(store.folder() / state.partner_codes))
        connection.execute(f"COPY partner_code TO {path} (FORMAT parquet)")
        fresh.append(state.partner_codes)


def _differs(connection: "duckdb.DuckDBPyConnection", state: store.Manifest) -> bool:
    """Lay down the codes that mean something else now as the table `recoded`; return whether there are any."""
    applied = _relation(state)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE recoded AS SELECT DISTINCT kind, partner_code FROM "
        f"((FROM partner_code EXCEPT {applied}) UNION ALL ({applied} EXCEPT FROM partner_code))"
    )
    many = connection.execute("SELECT count(*) FROM recoded").fetchone()
    return bool(many and many[0])


def _relation(state: store.Manifest) -> str:
    if not state.partner_codes:
        return "FROM (FROM partner_code LIMIT 0)"
    return f"FROM read_parquet({store.quoted(str(store.folder() / state.partner_codes))})"
