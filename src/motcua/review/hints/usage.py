"""What the ledger says of each procedure: dossiers of a year, channels, and where they lie."""

from motcua.ledger import selectors as ledger
from motcua.review.bottlenecks import HOLDERS, SPANS
from motcua.review.hints.reading import Use, Waiting
from motcua.review.scope import lay_out_log

YEAR_DAYS = 365
SPAN = "SELECT min(received_day), max(received_day) FROM fact_dossier"
USES = """
SELECT procedure, count(*), count(*) FILTER (coalesce(channel, 1) = 1), count(*) FILTER (channel = 2),
  count(*) FILTER (supplements > 0)
FROM dossier WHERE received_day > ?::DATE - 365 AND procedure IS NOT NULL GROUP BY ALL
"""
# Nobody works while a dossier is untouched or its result waits at the counter; shares of the procedure's whole time.
WAITS = """
WITH s AS (SELECT procedure, activity, holder, count(DISTINCT case_id) AS n, sum(hours) AS total, median(hours) AS half
           FROM spans GROUP BY ALL),
     w AS (SELECT *, total / nullif(sum(total) OVER (PARTITION BY procedure), 0) AS share FROM s)
SELECT procedure, activity, holder, n, total, half, share FROM w
WHERE holder IN ('untouched', 'collection') AND n >= 30 AND share >= 0.25 AND half >= 8 AND procedure IS NOT NULL
ORDER BY total DESC, procedure, activity LIMIT 200
"""
assert {"untouched", "collection"} <= set(HOLDERS)  # noqa: S101 - the query names two of them


def usage() -> tuple[dict[str, Use], int, tuple[Waiting, ...]]:
    """Return the uses of each procedure in the last year known, the days known, and where dossiers wait."""
    with ledger.reader() as connection:
        first, last = connection.execute(SPAN).fetchone() or (None, None)
        if first is None or last is None:
            return {}, 0, ()
        days = min((last - first).days + 1, YEAR_DAYS)
        uses = {
            code: Use(count, direct, online, supplemented, count * YEAR_DAYS / days)
            for code, count, direct, online, supplemented in connection.execute(USES, [last]).fetchall()
        }
        lay_out_log(connection, "received_day > ?::DATE - 365", [last])
        connection.execute(SPANS)
        waits = tuple(Waiting(*row) for row in connection.execute(WAITS).fetchall())
    return uses, days, waits


def known_until() -> str:
    """Return the last day the ledger knows and how many dossiers, in words; empty without any."""
    with ledger.reader() as connection:
        row = connection.execute("SELECT max(received_day), count(*) FROM fact_dossier").fetchone()
    return f"{row[0]}:{row[1]}" if row and row[0] else ""
