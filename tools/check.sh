#!/usr/bin/env bash
# Everything that can be said of the code without running it.
set -euo pipefail
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/lint-imports --no-cache | tail -n 12
$bin/mypy
$bin/djlint src --lint --quiet
$bin/motcua manage makemigrations --check --dry-run -v0
