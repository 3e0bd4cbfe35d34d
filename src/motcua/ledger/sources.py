"""How far can each sending system be trusted? Parts first, then one score.

Every part is a numerator over a denominator, so that it can be checked: days with events of the
working days between first and last, lines that arrived within a day, lines that were not
duplicates, not impossible, without unknown codes. The score is the plain mean of the parts in
percent. ASSUMPTION: no law weighs them, so none weighs more.
"""

from typing import TYPE_CHECKING, Any

from motcua.exchange.outcomes import Flag, Outcome
from motcua.ledger import lateness, selectors
from motcua.ledger.lateness import PROMPT_S

if TYPE_CHECKING:
    import duckdb

UNKNOWN = Flag.UNKNOWN_STATUS | Flag.UNKNOWN_PROCEDURE | Flag.UNKNOWN_AGENCY | Flag.UNKNOWN_FIELD
IMPOSSIBLE = Flag.IMPOSSIBLE_SEQUENCE | Flag.REOPENED | Flag.IMPOSSIBLE_DATES | Flag.SEQUENCE_REPEATED


def graded(source: str = "") -> list[dict[str, Any]]:
    """Return each source (or one) with counts, missing days, parts of trust and the score."""
    with selectors.reader() as connection:
        if not _has_receipts(connection):
            return []
        return [_grade(row, _missing(connection, row["source"])) for row in _counts(connection, source)]


def with_lateness(source: str = "") -> list[dict[str, Any]]:
    """Return the graded sources, each with what it settled late by officer and by transport (`ledger.lateness`)."""
    with selectors.reader() as connection:
        found = lateness.by_source(connection, source)
    return [{**row, "lateness": found.get(row["source"], lateness.nothing())} for row in graded(source)]


def source_names() -> list[str]:
    """Return the name of every system whose lines were taken in."""
    with selectors.reader() as connection:
        if not _has_receipts(connection):
            return []
        rows = connection.execute("SELECT DISTINCT source FROM receipt WHERE source IS NOT NULL ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def agencies_by_source() -> dict[str, set[str]]:
    """Return by sending system the codes of the agencies whose dossiers it told of."""
    found: dict[str, set[str]] = {}
    with selectors.reader() as connection:
        for source, agency in connection.execute(
            "SELECT DISTINCT source, agency FROM dossier WHERE source IS NOT NULL AND agency IS NOT NULL"
        ).fetchall():
            found.setdefault(source, set()).add(agency)
    return found


def _has_receipts(connection: "duckdb.DuckDBPyConnection") -> bool:
    found = connection.execute("SELECT count(*) FROM duckdb_views() WHERE view_name = 'receipt'").fetchone()
    return bool(found and found[0])


def _counts(connection: "duckdb.DuckDBPyConnection", source: str) -> list[dict[str, Any]]:
    answer = connection.execute(
        f"""SELECT source, sum(lines)::BIGINT AS read,
              coalesce(sum(lines) FILTER (outcome = {int(Outcome.DUPLICATE)}), 0)::BIGINT AS duplicate,
              coalesce(sum(lines) FILTER (outcome = {int(Outcome.STALE)}), 0)::BIGINT AS stale,
              coalesce(sum(lines) FILTER (outcome = {int(Outcome.FLAGGED)}), 0)::BIGINT AS flagged,
              coalesce(sum(lines) FILTER ((flags & {int(IMPOSSIBLE)}) != 0), 0)::BIGINT AS impossible,
              coalesce(sum(lines) FILTER ((flags & {int(UNKNOWN)}) != 0), 0)::BIGINT AS unknown_codes,
              coalesce(sum(lines) FILTER (delay_s <= {PROMPT_S} * lines), 0)::BIGINT AS prompt,
              coalesce(sum(delay_s) / sum(lines), 0)::BIGINT AS mean_delay_s,
              count(DISTINCT day) FILTER (isodow(day) <= 5) AS days_with_events,
              min(day) AS first_day, max(day) AS last_day
            FROM receipt WHERE source IS NOT NULL AND (? = '' OR source = ?) GROUP BY source ORDER BY source""",
        [source, source],
    )
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _missing(connection: "duckdb.DuckDBPyConnection", source: str) -> list[Any]:
    """Return the weekdays between first and last event on which the source told nothing.

    A public holiday may be among them: the page that shows them says so.
    """
    rows = connection.execute(
        """WITH told AS (SELECT DISTINCT day FROM receipt WHERE source = ?),
                edge AS (SELECT min(day) AS low, max(day) AS high FROM told)
           SELECT d::DATE FROM edge, unnest(generate_series(low::TIMESTAMP, high::TIMESTAMP, INTERVAL 1 DAY)) t(d)
           WHERE isodow(d) <= 5 AND d::DATE NOT IN (SELECT day FROM told) ORDER BY d""",
        [source],
    ).fetchall()
    return [row[0] for row in rows]


def _grade(row: dict[str, Any], missing: list[Any]) -> dict[str, Any]:
    read = row["read"]
    parts = {
        "complete_days": (row["days_with_events"], row["days_with_events"] + len(missing)),
        "prompt": (row["prompt"], read),
        "no_duplicates": (read - row["duplicate"], read),
        "possible": (read - row["impossible"], read),
        "known_codes": (read - row["unknown_codes"], read),
    }
    rated = [numerator / denominator for numerator, denominator in parts.values() if denominator]
    trust = {name: {"numerator": n, "denominator": d} for name, (n, d) in parts.items()}
    score = round(100 * sum(rated) / len(rated), 2) if rated else None
    return {**row, "missing_days": missing, "parts": trust, "score": score}
