"""Compare the ledger with a partner's own list or counts, and say where they differ."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from motcua.exchange.lines import FileNotReadable
from motcua.exchange.sheets import plain_rows
from motcua.ledger import selectors, store

DIFFERENCES = ("missing_here", "missing_there", "status_differs")
LISTED = 1000


def reconcile(path: Path, *, source: str = "") -> dict[str, Any]:
    """Compare with the CSV `path` of a partner.

    A list has the columns `dossier,status`; counts have `day,received` (day of reception).
    """
    rows = plain_rows(path)
    columns = set(rows[0]) if rows else set()
    if {"dossier", "status"} <= columns:
        return _lists(rows, source)
    if {"day", "received"} <= columns:
        return _counts(rows, source, path)
    raise FileNotReadable(
        path=path,
        why="it has neither the columns dossier,status nor day,received",
        why_vi="tệp không có các cột dossier,status hoặc day,received",
    )


def _lists(rows: list[dict[str, str]], source: str) -> dict[str, Any]:
    with selectors.reader() as connection, store.scratch() as folder:
        sheet = folder / "theirs.csv"
        with sheet.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([(row["dossier"].strip(), row["status"].strip()) for row in rows])
        connection.execute(
            "CREATE TEMP TABLE theirs AS SELECT dossier, any_value(TRY_CAST(status AS INTEGER)) AS status FROM "
            f"read_csv({store.quoted(str(sheet))}, header=false, auto_detect=false, "
            "columns={dossier: 'VARCHAR', status: 'VARCHAR'}) GROUP BY dossier"
        )
        connection.execute(
            "CREATE TEMP TABLE ours AS SELECT dossier, status::INTEGER AS status FROM dossier "
            "WHERE ? = '' OR source = ?",
            [source, source],
        )
        differing = connection.execute(
            """SELECT coalesce(t.dossier, o.dossier), o.status, t.status,
                 CASE WHEN o.dossier IS NULL THEN 'missing_here' WHEN t.dossier IS NULL THEN 'missing_there'
                      ELSE 'status_differs' END AS what
               FROM theirs t FULL JOIN ours o USING (dossier)
               WHERE o.dossier IS NULL OR t.dossier IS NULL OR o.status IS DISTINCT FROM t.status ORDER BY 4, 1"""
        ).fetchall()
        sizes = connection.execute("SELECT (SELECT count(*) FROM ours), (SELECT count(*) FROM theirs)").fetchone()
    listed = [{"dossier": d, "ours": o, "theirs": t, "difference": what} for d, o, t, what in differing]
    return {
        "ours": sizes[0] if sizes else 0,
        "theirs": sizes[1] if sizes else 0,
        **{name: sum(row["difference"] == name for row in listed) for name in DIFFERENCES},
        "differences": listed[:LISTED],
    }


def _counts(rows: list[dict[str, str]], source: str, path: Path) -> dict[str, Any]:
    try:
        theirs = {date.fromisoformat(row["day"].strip()): int(row["received"]) for row in rows}
    except ValueError as problem:
        raise FileNotReadable(path=path, why=str(problem), why_vi="có ngày hoặc số không đọc được") from problem
    with selectors.reader() as connection:
        found = connection.execute(
            "SELECT received_day, count(*) FROM dossier WHERE (? = '' OR source = ?) AND received_day IS NOT NULL "
            "AND class NOT IN (0, 6) GROUP BY 1",
            [source, source],
        ).fetchall()
    ours = {day: number for day, number in found if theirs and min(theirs) <= day <= max(theirs)}
    days = [
        {"day": day, "ours": ours.get(day, 0), "theirs": theirs.get(day, 0)}
        for day in sorted({*ours, *theirs})
        if ours.get(day, 0) != theirs.get(day, 0)
    ]
    return {"ours": sum(ours.values()), "theirs": sum(theirs.values()), "days_that_differ": days}
