#!/usr/bin/env bash
# Make the lock files anew. Not --universal: it ignores the upper bound of requires-python.
set -euo pipefail
for set in runtime postgres cluster dev; do
  extra=(); [ "$set" = runtime ] || extra=(--extra "$set")
  uv pip compile -q --python-version 3.11 --python-platform x86_64-manylinux_2_28 --generate-hashes \
    --no-emit-index-url --no-header --only-binary :all: --no-binary pyspark pyproject.toml "${extra[@]}" -o "requirements/$set.txt"
done
