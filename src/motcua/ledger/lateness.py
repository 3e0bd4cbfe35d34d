"""Whose delay is it: the officer's, or that of the message?

- *Officer*: the dossier itself is late: settled after its due date, or overdue and not settled.
- *Transport*: the dossier kept its due date, but the news of it came only after the due date. Until then every report
  showed it as overdue, and no officer was late. An event that came late (more than a day after the act) about a dossier
  that is late itself does not change whose delay it is; it is told apart as *told late*.

`transport_s` of a fact is the delay of the news that gives its class: of the end where the dossier has ended, else of
the newest event. ASSUMPTION: a day is the bound of *late*, for sources are graded by it; no text gives one.
"""

from typing import TYPE_CHECKING, Any

from motcua.ledger.cubes import COUNTED

if TYPE_CHECKING:
    import duckdb

PROMPT_S = 86_400
KEPT, LATE = "class IN (1, 2)", "class = 3"
# Local midnight of the first day on which it would have been late, or the moment where the limit is in hours.
_BOUND = "CASE WHEN by_moment THEN epoch(due_at) ELSE epoch(CAST(overdue_day AS TIMESTAMP)) - 25200 END"
TOLD_AFTER_DUE = f"transport_s > 0 AND epoch(ended_at) + transport_s >= {_BOUND}"
TOLD_LATE = f"transport_s > {PROMPT_S}"
_NAMES = ("settled", "officer", "officer_told_late", "transport")


def by_source(connection: "duckdb.DuckDBPyConnection", source: str = "") -> dict[str, dict[str, int]]:
    """Return for each source how many dossiers it settled with a due date, and late by officer and by transport."""
    rows = connection.execute(
        f"""SELECT c.code, count(*), count(*) FILTER (WHERE {LATE}), count(*) FILTER (WHERE {LATE} AND {TOLD_LATE}),
              count(*) FILTER (WHERE {KEPT} AND {TOLD_AFTER_DUE})
            FROM fact_dossier f JOIN code_source c ON c.id = f.source
            WHERE {COUNTED} AND class IN (1, 2, 3) AND (? = '' OR c.code = ?) GROUP BY 1""",
        [source, source],
    ).fetchall()
    return {code: dict(zip(_NAMES, map(int, numbers), strict=True)) for code, *numbers in rows}


def nothing() -> dict[str, Any]:
    """Return the lateness of a source without a dossier that was settled with a due date."""
    return dict.fromkeys(_NAMES, 0)
