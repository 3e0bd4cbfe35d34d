#!/usr/bin/env bash
# The Python that Motcua runs on, with pip: a minimal Debian has neither pip nor the packages to make it.
set -euo pipefail
python=${1:-python3}
missing=()
command -v "$python" >/dev/null || missing+=(python3)
"$python" -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
[ ${#missing[@]} -eq 0 ] || bash "$(dirname "$0")/install_packages.sh" "Motcua needs" "${missing[@]}"
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
  echo "Motcua needs Python 3.11, but $python is $("$python" --version). Name another: make run PYTHON=/path/to/python3.11" >&2
  exit 1
}
