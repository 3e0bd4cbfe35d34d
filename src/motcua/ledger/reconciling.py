"""Compare the ledger with the own list or counts of a system that sends to us, and say where they differ.

The shape of the answer, and what is to be done about each difference, are those of `exchange.comparing`.
"""

import csv
from collections.abc import Collection
from pathlib import Path
from typing import Any

from motcua.exchange.comparing import TO_DO_AS_RECEIVER, counts_by_day, days_compared, summed, their_rows
from motcua.ledger import selectors, store


def reconcile(path: Path, *, source: str = "", agencies: Collection[str] | None = None) -> dict[str, Any]:
    """Compare with the CSV `path` of a partner: `dossier,status`, or `day,received` (day of reception).

    `source` narrows our side to what that system sent, `agencies` to the dossiers of some units (None: all).
    """
    is_list, rows = their_rows(path)
    where, values = _ours(source, agencies)
    return _lists(rows, where, values) if is_list else _counts(rows, path, where, values)


def _ours(source: str, agencies: Collection[str] | None) -> tuple[str, list[Any]]:
    parts: list[str] = ["true"]
    values: list[Any] = []
    if source:
        parts.append("source = ?")
        values.append(source)
    if agencies is not None:
        parts.append("agency IN (SELECT unnest(?::VARCHAR[]))")
        values.append(sorted(agencies))
    return " AND ".join(parts), values


def _lists(rows: list[dict[str, str]], where: str, values: list[Any]) -> dict[str, Any]:
    with selectors.reader() as connection, store.scratch() as folder:
        sheet = folder / "theirs.csv"
        with sheet.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([(row["dossier"].strip(), row["status"].strip()) for row in rows])
        connection.execute(
            "CREATE TEMP TABLE theirs AS SELECT dossier, max(TRY_CAST(status AS INTEGER)) AS status FROM "
            f"read_csv({store.quoted(str(sheet))}, header=false, auto_detect=false, "
            "columns={dossier: 'VARCHAR', status: 'VARCHAR'}) WHERE dossier != '' GROUP BY dossier"
        )
        connection.execute(
            f"CREATE TEMP TABLE ours AS SELECT dossier, status::INTEGER AS status FROM dossier WHERE {where}", values
        )
        differing = connection.execute(
            """SELECT coalesce(t.dossier, o.dossier), o.status, t.status,
                 CASE WHEN o.dossier IS NULL THEN 'missing_here' WHEN t.dossier IS NULL THEN 'missing_there'
                      ELSE 'status_differs' END AS what
               FROM theirs t FULL JOIN ours o USING (dossier)
               WHERE o.dossier IS NULL OR t.dossier IS NULL OR o.status IS DISTINCT FROM t.status ORDER BY 4, 1"""
        ).fetchall()
        sizes = connection.execute("SELECT (SELECT count(*) FROM ours), (SELECT count(*) FROM theirs)").fetchone()
    differences = [
        {"dossier": d, "ours": o, "theirs": t, "difference": what, "todo": TO_DO_AS_RECEIVER[what]}
        for d, o, t, what in differing
    ]
    return summed(sizes[0] if sizes else 0, sizes[1] if sizes else 0, differences)


def _counts(rows: list[dict[str, str]], path: Path, where: str, values: list[Any]) -> dict[str, Any]:
    theirs = counts_by_day(rows, path)
    with selectors.reader() as connection:
        found = connection.execute(
            f"SELECT received_day, count(*) FROM dossier WHERE {where} AND received_day IS NOT NULL "
            "AND class NOT IN (0, 6) GROUP BY 1",
            values,
        ).fetchall()
    return days_compared(dict(found), theirs)
