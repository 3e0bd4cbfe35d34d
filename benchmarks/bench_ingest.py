"""Events taken in per second: by file (5 % duplicates, 5 % out of order), and by HTTP-sized batches.

MOTCUA_BENCH_EVENTS sets the number of events of the file (10 million unless told).
"""

import json
import os
import resource
import tempfile
import time
from pathlib import Path

EVENTS = int(os.environ.get("MOTCUA_BENCH_EVENTS", "10000000"))
BATCHES, BATCH = 60, 1000


def write_events(path, number):
    """Write `number` events of number/4 dossiers; every 20th line repeats one, every 20th is late."""
    import duckdb

    moment = "strftime(TIMESTAMP '2023-01-05 08:00:00' + to_seconds(k % 4000000), '%Y-%m-%dT%H:%M:%S+07:00')"
    duckdb.connect().execute(
        f"""COPY (SELECT 'sys-' || (k // 4 % 63) AS source, 'e' || lpad(k::VARCHAR, 12, '0') AS id,
          (k % 4) + 1 AS sequence,
          'H26.14-230105-' || lpad((k // 4)::VARCHAR, 7, '0') AS dossier,
          '1.00' || lpad((k // 4 % 3000)::VARCHAR, 4, '0') AS procedure, 'H26.' || (k // 4 % 700) AS agency,
          'G15-TP0' || (k // 4 % 9) AS field, [2, 4, 9, 10][(k % 4) + 1] AS status, {moment} AS occurred_at,
          {moment} AS received_at, '2023-03-01' AS due_at, CASE WHEN k % 4 > 1 THEN {moment} END AS finished_at,
          NULL AS returned_at, k // 4 % 3 + 1 AS channel, 1 AS applicant_kind, 50000 AS fee_due,
          NULL AS fee_paid_online, 0 AS supplements
        FROM (SELECT CASE WHEN i % 20 = 7 THEN i - 7 WHEN i % 20 = 9 THEN i + 1 WHEN i % 20 = 10 THEN i - 1 ELSE i END
              AS k FROM range({number}) t(i)))
        TO '{path}' (FORMAT json)"""
    )


def run():
    import django

    with tempfile.TemporaryDirectory(prefix="motcua-bench-", dir=os.environ.get("MOTCUA_BENCH_DIR")) as folder:
        os.environ["MOTCUA_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
        django.setup()
        yield from _by_file(Path(folder))
        yield from _by_batches()


def _by_file(folder):
    from motcua.ledger.files import take_in

    path = folder / "events.ndjson"
    write_events(path, EVENTS)
    began, cpu = time.perf_counter(), time.process_time()
    answer = take_in([path])
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    classes = ("new", "duplicate", "stale", "flagged", "rejected")
    assert answer["read"] == EVENTS == sum(answer[name] for name in classes)
    naive = _naive(path, min(EVENTS, 200_000))
    yield {
        "work": f"ingest of {EVENTS:,} events by file", "figure": round(EVENTS / seconds), "unit": "events/s",
        "peer": round(naive), "ratio": round(EVENTS / seconds / naive, 1),
        "note": "peer: a Python loop that only parses and looks the id up, without keeping anything",
        **{name: answer[name] for name in classes}, "cpu_s": round(cpu, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    began = time.perf_counter()
    again = take_in([path])
    assert again["duplicate"] == EVENTS
    seconds = time.perf_counter() - began
    yield {"work": "the same file again", "figure": round(EVENTS / seconds), "unit": "events/s"}
    path.unlink()


def _naive(path, number):
    """Return events a second of the obvious loop."""
    from datetime import datetime

    seen, last, began = set(), {}, time.perf_counter()
    with path.open() as file:
        for place, line in enumerate(file):
            if place == number:
                break
            told = json.loads(line)
            key = (told["source"], told["id"])
            for name in ("occurred_at", "received_at", "due_at", "finished_at"):
                told[name] = datetime.fromisoformat(told[name]) if told[name] else None
            if key not in seen and told["sequence"] >= last.get(told["dossier"], 0):
                seen.add(key)
                last[told["dossier"]] = told["sequence"]
    return number / (time.perf_counter() - began)


def _by_batches():
    from motcua.ledger.inbox import Desk

    desk = Desk()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "e.ndjson"
        write_events(path, BATCHES * BATCH)
        lines = path.read_bytes().replace(b'"sys-', b'"http-').splitlines(keepends=True)
    batches = [b"".join(lines[start : start + BATCH]) for start in range(0, len(lines), BATCH)]
    desk.accept(batches[0])
    began = time.perf_counter()
    for batch in batches[1:]:
        desk.accept(batch)
    seconds = time.perf_counter() - began
    yield {
        "work": f"durable batches of {BATCH} at the desk behind POST sync/events, one process",
        "figure": round((BATCHES - 1) * BATCH / seconds), "unit": "events/s",
    }  # fmt: skip
