"""The simulated nation: the default, and many dossiers streamed (MOTCUA_BENCH_NATION, 10 million unless told)."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def nation(dossiers):
    """Return seconds, peak megabytes of memory and the answer of `motcua demo` in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-", dir=os.environ.get("MOTCUA_BENCH_DIR")) as folder:
        environment = {**os.environ, "MOTCUA_DATA_DIR": folder, "MOTCUA_DATABASE_URL": ""}
        command = [sys.executable, "-m", "motcua.cli", "demo", "--dossiers", str(dossiers), "--json"]
        began = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, peak, json.loads(done.stdout)


def run():
    for dossiers in (60_000, int(os.environ.get("MOTCUA_BENCH_NATION", "10000000"))):
        seconds, peak, answer = nation(dossiers)
        work = f"nation with {dossiers:,} dossiers"
        yield {"work": work, "figure": round(seconds, 1), "unit": "s"}
        yield {"work": f"{work}: memory at most", "figure": round(peak), "unit": "MB"}
        yield {
            "work": f"{work}: mean of levels from its events",
            "figure": answer["on_time"]["mean_of_levels"],
            "unit": "%",
        }
