#!/usr/bin/env bash
# The Debian packages that the tests need: a browser and a PostgreSQL server.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql postgresql-contrib)
[ ${#missing[@]} -eq 0 ] || bash "$(dirname "$0")/install_packages.sh" "The tests need" "${missing[@]}"
