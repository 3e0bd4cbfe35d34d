"""Run the whole suite on SQLite, then on PostgreSQL, and end with one summary line.

What does not depend on the database runs once: the browser journeys, the house tests, the law, and the
tests marked `own_database`.
"""

import re
import subprocess
import sys
import time

WORKERS = ["-n", "2", "--dist", "loadfile"]
COUNT = re.compile(r"(\d+) (passed|failed|skipped|error|errors|xfailed)")


def run(name: str, command: list[str]) -> tuple[int, dict[str, int]]:
    print(f"\n== {name} ==", flush=True)
    counts: dict[str, int] = {}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in process.stdout or []:
        print(line, end="", flush=True)
        if " in " in line and COUNT.search(line):
            counts = {kind.rstrip("s") if kind == "errors" else kind: int(n) for n, kind in COUNT.findall(line)}
    return process.wait(), counts


def main() -> int:
    began = time.monotonic()
    pytest = [sys.executable, "-m", "pytest", "-q", "--durations=10", *WORKERS, *sys.argv[1:]]
    results = [
        run("SQLite", pytest),
        run("PostgreSQL", [sys.executable, "tools/with_postgres.py", *pytest, "-m", "not browser and not own_database",
                           "--ignore=tests/house", "--ignore=tests/rules",
                           "--ignore=tests/journeys"]),
    ]  # fmt: skip
    total: dict[str, int] = {}
    for _, counts in results:
        for kind, number in counts.items():
            total[kind] = total.get(kind, 0) + number
    words = ", ".join(f"{number} {kind}" for kind, number in total.items()) or "no tests ran"
    print(f"\n{'=' * 20} {words} in {time.monotonic() - began:.2f}s {'=' * 20}")
    return next((code for code, _ in results if code), 0)


if __name__ == "__main__":
    sys.exit(main())
