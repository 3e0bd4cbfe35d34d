"""A dossier's whole life over HTTP: register, receive, hand over, take over, propose, decide, return.

Eight clients with their own connections against gunicorn (2 workers × 4 threads). Runs on the database of
MOTCUA_DATABASE_URL (`python tools/with_postgres.py python -m benchmarks api`), else on SQLite in a folder
of its own. Also reports processor time of the server per life, which a busy machine distorts less.
"""

import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CLIENTS = 8
PORT = 8797
ACTS = ("receive", "hand_over", "take_over", "propose", "decide", "return_output")
APPLICATION = {
    "procedure": "9.999999", "receiving_unit": "H99.01", "resolving_unit": "H99.02", "applicant": {"name": "Người thử"},
}  # fmt: skip


def _prepare() -> str:
    """Make tables, units, a procedure and a token; return its secret."""
    import django

    django.setup()
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from motcua.accounts import services
    from tools import kill_test

    # Without the list of static files a server answers its first pages with a fault and loads nothing ahead.
    call_command("collectstatic", interactive=False, verbosity=0)
    kill_test.prepare()
    secret = services.issue_token(
        name="benchmark", scopes=["dossiers:write"], agencies=["*"], by=None, reason="benchmark",
        expires_at=timezone.now() + timedelta(days=1),
    )[1]  # fmt: skip
    from django.db import connection

    connection.close()
    return secret


class Line:
    """One client's own connection; each write has a new Idempotency-Key beginning with `mark`."""

    def __init__(self, secret: str, mark: str) -> None:
        self.secret, self.mark, self.count = secret, mark, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT)

    def post(self, path: str, body: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """Send a write; return the answer and its milliseconds; raise RuntimeError for a refusal."""
        self.count += 1
        headers = {
            "Authorization": f"Bearer {self.secret}", "Idempotency-Key": f"{self.mark}-{self.count}",
            "Content-Type": "application/json",
        }  # fmt: skip
        began = time.perf_counter()
        self.connection.request("POST", path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
        return dict(json.loads(text)), took


def _client(secret: str, mark: str, until: float, told: Any) -> None:
    line, lives = Line(secret, mark), 0
    times: list[float] = []
    while time.time() < until:
        made, took = line.post("/api/v1/dossiers", APPLICATION)
        times.append(took)
        times += [line.post(f"/api/v1/dossiers/{made['number']}/acts", {"act": act})[1] for act in ACTS]
        lives += 1
    times.sort()
    told.put((lives, times[int(len(times) * 0.95)] if times else 0.0))


def _cpu_seconds(pids: list[int]) -> float:
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _workers(master: int) -> list[int]:
    with open(f"/proc/{master}/task/{master}/children") as file:
        return [int(pid) for pid in file.read().split()]


def run() -> Iterator[dict[str, Any]]:
    seconds = float(os.environ.get("BENCH_SECONDS", "20"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MOTCUA_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            secret = pool.apply(_prepare)
        with server() as master:
            yield from _measure(master, secret, seconds)


@contextmanager
def server() -> Iterator[int]:
    """Run gunicorn (2 workers × 4 threads) on PORT while the block runs; yield its process number."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "motcua.config.wsgi", "--no-control-socket", "--worker-class", "gthread",
         "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{PORT}", "--log-level", "warning"]
    )  # fmt: skip
    try:
        _wait_until_up()
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _measure(master: int, secret: str, seconds: float) -> Iterator[dict[str, Any]]:
    told: Any = multiprocessing.get_context("spawn").Queue()
    lives, p95, cpu = 0, 0.0, 0.0
    for name, length in (("warm", 2.0), ("run", seconds)):
        before = _cpu_seconds(_workers(master))
        until = time.time() + length + 2  # the clients start within two seconds
        processes = [
            multiprocessing.get_context("spawn").Process(target=_client, args=(secret, f"{name}{n}", until, told))
            for n in range(CLIENTS)
        ]
        began = time.time()
        for process in processes:
            process.start()
        answers = [told.get(timeout=length + 60) for _ in processes]
        for process in processes:
            process.join()
        took = time.time() - began
        lives, p95 = sum(answer[0] for answer in answers), max(answer[1] for answer in answers)
        cpu = _cpu_seconds(_workers(master)) - before
    where = "PostgreSQL" if os.environ.get("MOTCUA_DATABASE_URL") else "SQLite"
    yield {
        "work": f"whole life over HTTP, {CLIENTS} clients, {where}",
        "figure": round(lives / took, 1),
        "unit": "lives/s",
    }
    yield {"work": "one request, 95th percentile", "figure": round(p95, 1), "unit": "ms"}
    yield {"work": "server processor time per life (7 acts)", "figure": round(cpu / lives * 1000, 2), "unit": "ms"}


def _wait_until_up() -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")
