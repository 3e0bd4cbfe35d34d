"""The act of receiving over HTTP among very many dossiers: eight counters at once, each resting between two.

Registers a dossier and receives it, over and over, through the API of a real server (2 workers × 4
threads). Runs on the database of MOTCUA_DATABASE_URL, else on SQLite in a folder of its own.
BENCH_DOSSIERS (1,000,000), BENCH_SECONDS (20) and BENCH_PAUSE (0.5, rest of a counter) may be set.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks import bench_api, bench_lists


def _fill(count: int) -> str:
    """Prepare the server's world among `count` dossiers; return the secret of a token."""
    secret = bench_api._prepare()
    from django.db import connection

    model = bench_lists._model()
    bench_lists.fill(model, count)
    connection.close()
    return secret


def _counter(secret: str, mark: str, until: float, pause: float) -> dict[str, list[float]]:
    """Be one counter until the time is over; return the milliseconds of each registering and receiving."""
    times: dict[str, list[float]] = {"register": [], "receive": []}
    line = bench_api.Line(secret, mark)
    while time.time() < until:
        number, took = line.post("/api/v1/dossiers", bench_api.APPLICATION)
        times["register"].append(took)
        _, took = line.post(f"/api/v1/dossiers/{number['number']}/acts", {"act": "receive"})
        times["receive"].append(took)
        time.sleep(pause)
    return times


def run() -> Iterator[dict[str, Any]]:
    """Yield the figures."""
    count = int(os.environ.get("BENCH_DOSSIERS", "1000000"))
    seconds, pause = float(os.environ.get("BENCH_SECONDS", "20")), float(os.environ.get("BENCH_PAUSE", "0.5"))
    where = "PostgreSQL" if os.environ.get("MOTCUA_DATABASE_URL") else "SQLite"
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        os.environ["MOTCUA_DATA_DIR"], os.environ["DJANGO_SETTINGS_MODULE"] = folder, "motcua.config.settings"
        with get_context("spawn").Pool(1) as pool:
            secret = pool.apply(_fill, [count])
        with bench_api.server(), ThreadPoolExecutor(bench_api.CLIENTS) as crowd:
            for length, mark in ((3.0, "warm"), (seconds, "run")):
                until = time.time() + length
                answers = list(
                    crowd.map(lambda n: _counter(secret, f"{mark}{n}", until, pause), range(bench_api.CLIENTS))  # noqa: B023
                )
        for act in ("register", "receive"):
            measured = [each for answer in answers for each in answer[act]]
            cuts = statistics.quantiles(measured, n=20)
            work = f"{act}, {bench_api.CLIENTS} counters, {count:,} dossiers, {where}"
            yield {"work": f"{work}, median of {len(measured)}", "figure": round(cuts[9], 1), "unit": "ms"}
            yield {"work": f"{work}, 95th percentile", "figure": round(cuts[-1], 1), "unit": "ms"}
