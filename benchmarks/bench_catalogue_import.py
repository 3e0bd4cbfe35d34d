"""Import of the snapshot of the national portal: time, rows a second, memory; then figures and one text.

Runs in processes and a database of its own. Without the real data beside the checkout it
imports 2,000 invented records instead and says so.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "procedures" / "tthc_raw_api_20260718.jsonl.xz"

PREPARE = """
from motcua.cli.output import start_django
start_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
print("[]")
"""
IMPORT = """
import json, resource, sys, time
from pathlib import Path
from motcua.cli.output import start_django
start_django()
from motcua.procedures.intake.importing import import_files
begun = time.perf_counter()
report = import_files([Path(sys.argv[1])])
seconds = time.perf_counter() - begun
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([report.read, report.created, seconds, memory]))
"""
READ = """
import json, time
from motcua.cli.output import start_django
start_django()
from motcua.procedures import selectors, statistics
from motcua.procedures.models import Procedure
from motcua.procedures.reading import content_of
def timed(act, times):
    begun = time.perf_counter()
    for _ in range(times): act()
    return (time.perf_counter() - begun) / times * 1000
code = Procedure.objects.filter(is_quarantined=False).first().identity
today = selectors.today()
print(json.dumps([
    timed(lambda: statistics._count(today), 3),
    timed(lambda: statistics.statistics(), 20),
    timed(lambda: selectors.version_in_force(code), 100),
    timed(lambda: content_of(selectors.version_in_force(code, whole=True)), 50),
]))
"""


def _invented(folder: Path) -> Path:
    sys.path.insert(0, str(ROOT))
    from tests.procedures.factories import portal_record

    path = folder / "invented.jsonl"
    lines = (json.dumps(portal_record(f"9.{n:06}", f"Thủ tục số {n}"), ensure_ascii=False) for n in range(2000))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _run(script: str, folder: Path, *words: str) -> list[float]:
    environment = {
        **os.environ,
        "MOTCUA_DATA_DIR": str(folder),
        "MOTCUA_DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
    }
    answer = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, capture_output=True, check=True, text=True
    )
    return json.loads(answer.stdout)


def run() -> Iterable[dict[str, object]]:
    """Yield the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(os.environ.get("MOTCUA_BENCH_CATALOGUE", REAL))
        real = source.exists()
        source = source if real else _invented(folder)
        _run(PREPARE, folder)
        what = "the real snapshot" if real else "invented records"
        for turn in ("first", "second"):
            read, created, seconds, memory = _run(IMPORT, folder, str(source))
            work = f"{turn} import of {what}: {read:.0f} read, {created:.0f} created"
            yield {"work": work, "figure": round(seconds, 2), "unit": "s"}
            yield {"work": work, "figure": round(read / seconds), "unit": "records/s"}
            yield {"work": work, "figure": round(memory), "unit": "MB at most"}
        begun = time.perf_counter()
        counted, kept, in_force, whole = _run(READ, folder)
        yield {
            "work": "statistics, kept against counted anew",
            "figure": round(kept, 2),
            "unit": "ms",
            "peer": round(counted, 1),
            "ratio": round(counted / kept, 1),
        }
        yield {"work": "version in force", "figure": round(in_force, 2), "unit": "ms"}
        yield {"work": "version in force with every part", "figure": round(whole, 2), "unit": "ms"}
        yield {
            "work": "the readings above, with start-up",
            "figure": round(time.perf_counter() - begun, 2),
            "unit": "s",
        }
