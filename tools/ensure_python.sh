#!/usr/bin/env bash
# The Python that Motcua runs on, with pip: a minimal Debian has neither pip nor the packages to make it.
set -euo pipefail
python=${1:-python3}
missing=()
command -v "$python" >/dev/null || missing+=(python3)
"$python" -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Motcua needs: ${missing[*]}. As root: apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  echo "Installing ${missing[*]} (once) …"
  apt-get -o DPkg::Lock::Timeout=300 -qq update
  apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
fi
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
  echo "Motcua needs Python 3.11, but $python is $("$python" --version). Name another: make run PYTHON=/path/to/python3.11" >&2
  exit 1
}
