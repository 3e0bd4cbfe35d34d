"""Run every benchmark module here, or those named: `python -m benchmarks [name …]`.

A benchmark module has `run() -> Iterable[dict]`; each row has `work`, `figure`, `unit`,
and, where a peer or a naive way was measured in the same run, `peer` and `ratio`.
"""

import importlib
import json
import pkgutil
import platform
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    here = Path(__file__).parent
    found = sorted(m.name for m in pkgutil.iter_modules([str(here)]) if m.name.startswith("bench_"))
    print(f"{platform.platform()} · Python {platform.python_version()}")
    for name in found:
        if names and name.removeprefix("bench_") not in names:
            continue
        print(f"\n{name.removeprefix('bench_')}")
        for row in importlib.import_module(f"benchmarks.{name}").run():
            print("  " + json.dumps(row, ensure_ascii=False, default=str), flush=True)


main(sys.argv[1:])
