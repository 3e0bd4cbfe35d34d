#!/usr/bin/env bash
# The Debian packages that the tests need: a browser, a PostgreSQL server, a Java runtime for the Spark cluster.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql postgresql-contrib)
command -v java >/dev/null || missing+=(default-jre-headless)
[ ${#missing[@]} -eq 0 ] || bash "$(dirname "$0")/install_packages.sh" "The tests need" "${missing[@]}"
