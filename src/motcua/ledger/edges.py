"""Running totals at the edges of half months: any window is a difference of two of them.

The sums by half months grow with the years; a quarter of the whole country by agency, field and
level would add up millions of rows. Here each agency, field and level has one row per edge (the 1st
and the 15th) with the total of every measure before it, so a window reads two rows of each,
however long the history. Days beside the edges come from the daily cube, and what was taken in
since the totals were written from the recent cubes. Source and channel are not kept here.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from motcua.ledger import store
from motcua.ledger.cubes import FIGURES, MEASURES, Window

if TYPE_CHECKING:
    import duckdb

DIMENSIONS = ("agency", "field", "level")
# Totals are written anew when the sums not in them grow to this share of all.
RECENT_SHARE = 8


def answers(by: tuple[str, ...], where: str) -> bool:
    """Return whether the running totals know every dimension of the question."""
    return set(by) <= set(DIMENSIONS) and "source" not in where and "channel" not in where


def edge_before(day: date) -> date:
    """Return the last edge of half months that is not after `day`."""
    return day.replace(day=15 if day.day >= 15 else 1)


def totals(halves: str) -> str:
    """Return SQL of the running totals from the cube of halves."""
    keys = ", ".join(DIMENSIONS)
    codes = [m.code for m in MEASURES.values()]
    end = "CASE WHEN day(day) = 1 THEN day + 14 ELSE CAST(date_trunc('month', day) + INTERVAL 1 MONTH AS DATE) END"
    wide = ", ".join(f"sum(CASE WHEN measure = {code} THEN n ELSE 0 END) AS m{code}" for code in codes)
    running = ", ".join(f"CAST(sum(m{code}) OVER line AS BIGINT) AS m{code}" for code in codes)
    return f"""
      WITH wide AS (SELECT {end} AS edge, {keys}, {wide} FROM {halves} GROUP BY ALL),
           cell AS (SELECT {keys}, min(edge) AS first_edge FROM wide GROUP BY ALL),
           grid AS (SELECT e.edge, {keys} FROM cell JOIN (SELECT DISTINCT edge FROM wide) e ON e.edge >= first_edge)
      SELECT edge, {keys}, {running} FROM grid LEFT JOIN wide USING (edge, {keys})
      WINDOW line AS (PARTITION BY {keys} ORDER BY edge)"""


def keep(connection: "duckdb.DuckDBPyConnection", state: store.Manifest, fresh: list[str], *, whole: bool) -> None:
    """Bring the running totals of `state` up to its cubes, whose last ones were just written.

    A small change only joins the recent cubes; with `whole`, or when they have grown, all is written anew.
    """
    state.recent = state.recent if state.edges else len(state.cubes)
    state.recent = min(state.recent + 1, len(state.cubes))
    recent = _rows(connection, state.halves[-state.recent :])
    if state.edges and not whole and recent * RECENT_SHARE < _rows(connection, state.halves):
        return
    state.edges, state.recent = store.new_file("cubes"), 0
    path = store.quoted(str(store.folder() / state.edges))
    relation = f"read_parquet({store.paths(state.halves)})"
    connection.execute(
        f"COPY (SELECT * FROM ({totals(relation)}) ORDER BY edge, agency, field) TO {path} "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 32768)"
    )
    found = connection.execute(f"SELECT DISTINCT edge FROM read_parquet({path}) ORDER BY 1").fetchall()
    state.edges_on = [str(row[0]) for row in found]
    fresh.append(state.edges)


def _rows(connection: "duckdb.DuckDBPyConnection", names: list[str]) -> int:
    found = connection.execute(f"SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata({store.paths(names)})")
    return int(found.fetchone()[0]) if names else 0  # type: ignore[index]


def views(connection: "duckdb.DuckDBPyConnection", state: store.Manifest) -> None:
    """Make the views `cube_edge`, and of the cubes that are in it and those written since."""
    if not state.edges:
        return
    covered, recent = state.cubes[: len(state.cubes) - state.recent], state.cubes[len(state.cubes) - state.recent :]
    connection.execute(f"CREATE TEMP VIEW cube_edge AS SELECT * FROM read_parquet({store.paths([state.edges])})")
    connection.execute("CREATE TEMP TABLE edge AS SELECT unnest(?::VARCHAR[])::DATE AS edge", [state.edges_on])
    for name, files in (("cube_covered", covered), ("cube_recent", recent)):
        if files:
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({store.paths(files)})")


def sql(
    connection: "duckdb.DuckDBPyConnection", window: Window, by: tuple[str, ...], figures: tuple[str, ...], where: str
) -> str | None:
    """Return SQL of the figures from running totals, or None where the state has none."""
    found = connection.execute("SELECT view_name FROM duckdb_views() WHERE starts_with(view_name, 'cube_')").fetchall()
    have = {row[0] for row in found}
    if "cube_edge" not in have:
        return None
    codes = sorted({MEASURES[measure].code for name in figures for _, measure, _ in FIGURES[name]})
    parts = [_from_edges(connection, window, by, codes, where)]
    if not window.is_whole_halves and "cube_covered" in have:
        begins = [(edge_before(day), day) for day in (window.begin, window.before)]
        opening, total = (f"(day >= DATE '{edge}' AND day < DATE '{day}')" for edge, day in begins)
        parts.append(_from_days("cube_covered", opening, total, by, codes, f"({opening} OR {total}) AND {where}"))
    if "cube_recent" in have:
        opening, total = (f"day < DATE '{day}'" for day in (window.begin, window.before))
        parts.append(_from_days("cube_recent", opening, total, by, codes, f"{total} AND {where}"))
    columns = [f"CAST(coalesce({_figure(name)}, 0) AS BIGINT) AS {name}" for name in figures]
    chosen = ", ".join([*by, *columns])
    if len(parts) == 1:
        return f"SELECT {chosen} FROM ({parts[0]})"
    group = f"GROUP BY {', '.join(by)}" if by else ""
    sums = ", ".join([*by, *(f"sum({kind}{code}) AS {kind}{code}" for code in codes for kind in "ot")])
    return f"SELECT {chosen} FROM (SELECT {sums} FROM ({' UNION ALL BY NAME '.join(parts)}) {group})"


def _figure(name: str) -> str:
    terms = []
    for sign, measure, kind in FIGURES[name]:
        code = MEASURES[measure].code
        term = {"flow": f"(t{code} - o{code})", "opening": f"o{code}", "stock": f"t{code}"}[kind]
        terms.append(f"{sign} * {term}")
    return " + ".join(terms)


def _from_edges(
    connection: "duckdb.DuckDBPyConnection", window: Window, by: tuple[str, ...], codes: list[int], where: str
) -> str:
    low, high = (_present(connection, edge_before(day)) for day in (window.begin, window.before))
    sums = [
        f"sum(CASE WHEN edge = DATE '{edge}' THEN m{code} ELSE 0 END) AS {kind}{code}"
        for code in codes
        for kind, edge in (("o", low), ("t", high))
    ]
    group = f" GROUP BY {', '.join(by)}" if by else ""
    chosen = ", ".join([*by, *sums])
    return f"SELECT {chosen} FROM cube_edge WHERE edge IN (DATE '{low}', DATE '{high}') AND {where}{group}"


def _present(connection: "duckdb.DuckDBPyConnection", edge: date) -> date:
    """Return the last edge with a total not after `edge`; before the first there is nothing."""
    found = connection.execute("SELECT max(edge) FROM edge WHERE edge <= ?", [edge]).fetchone()
    return found[0] if found and found[0] else date.min + timedelta(days=366)


def _from_days(cube: str, opening: str, total: str, by: tuple[str, ...], codes: list[int], where: str) -> str:
    keys = ", ".join([*by, "measure"])
    inner = (
        f"SELECT {keys}, sum(CASE WHEN {opening} THEN n ELSE 0 END) AS o, "
        f"sum(CASE WHEN {total} THEN n ELSE 0 END) AS t "
        f"FROM {cube} WHERE measure IN ({', '.join(map(str, codes))}) AND {where} GROUP BY {keys}"
    )
    sums = [f"sum(CASE WHEN measure = {c} THEN {kind} ELSE 0 END) AS {kind}{c}" for c in codes for kind in "ot"]
    group = f" GROUP BY {', '.join(by)}" if by else ""
    return f"SELECT {', '.join([*by, *sums])} FROM ({inner}){group}"
