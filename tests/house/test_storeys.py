"""The import contracts of the house hold."""

import os
import subprocess
import sys


def test_imports_go_down_only():
    answer = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
