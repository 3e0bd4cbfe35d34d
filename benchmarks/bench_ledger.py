"""The national quarter from cubes, by full scan and the naive way, refresh, rebuild, and a late event.

MOTCUA_BENCH_DOSSIERS sets the number of dossiers held (10 million unless told; 183000000 is the nation).
With MOTCUA_BENCH_KEEP the ledger stays in that folder: a run that was broken off goes on where it stopped.
"""

import contextlib
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DOSSIERS = int(os.environ.get("MOTCUA_BENCH_DOSSIERS", "10000000"))
BATCH = 2_000_000
# Batches that count together; what is broken off in between is streamed again.
TOGETHER = 10
NAIVE = 200_000
EVENTS = int(os.environ.get("MOTCUA_BENCH_FOLD", "2000000"))


def batch(start, size):
    """Return SQL of dossiers that arrive over the quarter at 11,700 agencies, each with one sending system."""
    return f"""
      WITH r AS (SELECT i, hash(i) AS h FROM range({start}, {start + size}) t(i)),
           d AS (SELECT i, h, TIMESTAMP '2022-12-01 02:00' + to_seconds((h % 9000000)::BIGINT) AS received_at FROM r),
           e AS (SELECT *, received_at + to_days((h // 7 % 12)::INTEGER) AS finished FROM d)
      SELECT 'H-' || i AS dossier, 'sys-' || (h % 11700 % 63) AS source, '1.' || (h % 3000) AS procedure,
        'A' || (h % 11700) AS agency, 'F' || (h % 11700 % 40 + h // 11 % 5) AS field, (h // 13 % 3 + 1) AS channel,
        1 AS applicant_kind, CASE WHEN h // 17 % 20 = 0 THEN 4 ELSE 9 END AS status, received_at,
        received_at + to_days(10) AS due_at, received_at + to_days(10) AS due_original_at, false AS by_moment,
        CASE WHEN h // 17 % 20 != 0 THEN finished END AS finished_at, NULL::TIMESTAMP AS returned_at,
        CASE WHEN h // 17 % 20 != 0 THEN finished END AS ended_at, NULL::TIMESTAMP AS paused_at,
        NULL::TIMESTAMP AS resumed_at, 0 AS paused_s, 0 AS supplements, NULL::BIGINT AS fee_due,
        NULL::BIGINT AS fee_paid_online, false AS refused_after_appraisal, 60 AS transport_s, 0 AS flags, 2 AS events,
        1 AS sources, received_at AS recorded_at FROM e"""


def run():
    import django

    with _folder() as folder:
        os.environ["MOTCUA_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
        django.setup()
        yield from _stream()
        yield from _quarter()
        yield from _late_event(Path(folder))


@contextlib.contextmanager
def _folder():
    if kept := os.environ.get("MOTCUA_BENCH_KEEP"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="motcua-bench-", dir=os.environ.get("MOTCUA_BENCH_DIR")) as folder:
        yield folder


def _stream():
    from motcua.ledger import bulk, refresh, selectors, store

    held = store.manifest().bulk_dossiers
    began = time.perf_counter()
    for first in range(held, DOSSIERS, BATCH * TOGETHER):
        starts = range(first, min(first + BATCH * TOGETHER, DOSSIERS), BATCH)
        bulk.write_facts([lambda _, s=start: batch(s, min(BATCH, DOSSIERS - s)) for start in starts])
        _tell(f"{store.manifest().bulk_dossiers:,} of {DOSSIERS:,} dossiers", began)
    seconds = time.perf_counter() - began
    assert store.manifest().bulk_dossiers == DOSSIERS
    yield {
        "work": f"{DOSSIERS - held:,} dossiers streamed into facts and cubes", "figure": round(seconds, 1), "unit": "s",
        "bytes": selectors.stats()["bytes"], "memory_mb": _memory_mb(),
    }  # fmt: skip
    began = time.perf_counter()
    refresh.rebuild()
    yield {
        "work": f"full rebuild of days, levels, classes and cubes of {DOSSIERS:,} dossiers",
        "figure": round(time.perf_counter() - began, 1), "unit": "s", "memory_mb": _memory_mb(),
    }  # fmt: skip


def _tell(text, began):
    sys.stderr.write(f"  {text}, {time.perf_counter() - began:.0f} s\n")


def _memory_mb():
    """Return the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _quarter():
    from motcua.ledger import selectors

    by = ("agency", "field", "level")
    statutory = selectors.Window(date(2022, 12, 15), date(2023, 3, 15))
    names = ("received", "early", "on_time", "late", "pending")
    with selectors.reader() as connection:
        for label, window in (
            ("statutory", statutory),
            ("custom", selectors.Window(date(2023, 1, 1), date(2023, 3, 24))),
        ):
            cube, rows = _timed(lambda w=window: selectors.figures(connection, w, by=(), names=names), 5)
            wide, _ = _timed(lambda w=window: _count(connection, w, by, names), 5)
            scan, again = _timed(
                lambda w=window: selectors.figures(connection, w, by=(), names=names, full_scan=True), 2
            )
            assert rows == again, "cube and full scan differ"
            yield {"work": f"{label} quarter, nation, from cubes", "figure": round(cube * 1000, 1), "unit": "ms"}
            yield {
                "work": f"{label} quarter by agency × field × level from cubes", "figure": round(wide * 1000, 1),
                "unit": "ms", "peer": round(scan * 1000), "ratio": round(scan / wide, 1),
                "note": "peer: full scan of the facts for the nation alone, equal to the unit",
            }  # fmt: skip
        yield _against_naive(connection, statutory, wide=_timed(lambda: _count(connection, statutory, by, names), 5)[0])


@dataclass
class Dossier:
    """One dossier as a program that keeps objects holds it."""

    agency: int
    field: int
    level: int
    received_day: date
    ended_day: date | None
    settlement: int


def _against_naive(connection, window, *, wide):
    """Return how much longer a loop over objects needs for the same table; measured on some, stretched to all."""
    columns = "agency, field, level, received_day, ended_day, class"
    rows = connection.execute(f"SELECT {columns} FROM fact_dossier LIMIT {NAIVE}").fetchall()
    objects = [Dossier(*row) for row in rows]
    began = time.perf_counter()
    table = {}
    for each in objects:
        cell = table.setdefault((each.agency, each.field, each.level), [0, 0, 0, 0, 0])
        if window.begin <= each.received_day < window.before:
            cell[0] += 1
        if each.ended_day and window.begin <= each.ended_day < window.before and 1 <= each.settlement <= 3:
            cell[each.settlement] += 1
        if each.received_day < window.before and (each.ended_day is None or each.ended_day >= window.before):
            cell[4] += 1
    naive = (time.perf_counter() - began) * DOSSIERS / len(objects)
    return {
        "work": "statutory quarter by agency × field × level, against a loop over objects", "unit": "ms",
        "figure": round(wide * 1000, 1), "peer": round(naive * 1000), "ratio": round(naive / wide),
        "note": f"peer: {len(objects):,} objects already in memory, stretched to all",
    }  # fmt: skip


def _count(connection, window, by, names):
    """Run the query whole inside the engine; handing 100,000 rows to Python is the reader's cost."""
    from motcua.ledger import edges

    sql = edges.sql(connection, window, by, names, "true")
    return connection.execute(f"SELECT count(*), sum(received), sum(late), sum(pending) FROM ({sql})").fetchall()


def _timed(call, times):
    best, answer = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        answer = call()
        best = min(best, time.perf_counter() - began)
    return best, answer


def _late_event(folder):
    from benchmarks.bench_ingest import write_events
    from motcua.ledger import refresh, selectors
    from motcua.ledger.files import take_in

    path = folder / "e.ndjson"
    write_events(path, EVENTS)
    take_in([path])
    began = time.perf_counter()
    refresh.refresh()
    yield {"work": f"{EVENTS:,} events folded into facts", "figure": round(time.perf_counter() - began, 1), "unit": "s"}
    late = (
        path.read_text("utf-8").splitlines()[0].replace('"id":"e', '"id":"late').replace('"sequence":1', '"sequence":9')
    )
    path.write_text(late + "\n", "utf-8")
    began = time.perf_counter()
    take_in([path])
    refresh.refresh()
    with selectors.reader() as connection:
        selectors.figures(connection, selectors.Window(date(2022, 12, 15), date(2023, 3, 15)))
    yield {
        "work": "a late event to the report that shows it",
        "figure": round(time.perf_counter() - began, 2),
        "unit": "s",
    }
