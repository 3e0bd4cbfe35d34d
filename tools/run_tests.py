"""Run the whole suite on SQLite, then on PostgreSQL, then the reports on a Spark cluster; end with one summary line.

What does not depend on the database runs once: the browser journeys, the house tests, the law, and the
tests marked `once`. `--meanwhile COMMAND` runs beside the first two and brings what the cluster needs.
"""

import argparse
import re
import shlex
import subprocess
import sys
import time

WORKERS = ["-n", "2", "--dist", "loadfile", "--nomigrations"]
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
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--meanwhile", default="true")
    asked, words = parser.parse_known_args()
    meanwhile = subprocess.Popen(shlex.split(asked.meanwhile))
    plain = [sys.executable, "-m", "pytest", "-q", "--durations=10"]
    pytest = [*plain, *WORKERS, *words]
    results = [
        run("SQLite", [*pytest, "-m", "not cluster"]),
        run("PostgreSQL", [sys.executable, "tools/with_postgres.py", *pytest,
                           "-m", "not browser and not once and not cluster",
                           "--ignore=tests/house", "--ignore=tests/rules",
                           "--ignore=tests/journeys"]),
    ]  # fmt: skip
    if meanwhile.wait():
        print("\nSpark could not be installed (see above): the tests on a cluster are skipped.")
    if not words:
        results.append(run("Spark", [*plain, "--nomigrations", "-m", "cluster", "tests/reports/test_cluster.py"]))
    total: dict[str, int] = {}
    for _, counts in results:
        for kind, number in counts.items():
            total[kind] = total.get(kind, 0) + number
    said = ", ".join(f"{number} {kind}" for kind, number in total.items()) or "no tests ran"
    print(f"\n{'=' * 20} {said} in {time.monotonic() - began:.2f}s {'=' * 20}")
    return next((code for code, _ in results if code), 0)


if __name__ == "__main__":
    sys.exit(main())
