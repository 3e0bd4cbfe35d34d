#!/usr/bin/env bash
# Install Debian packages, once: tools/install_packages.sh "what needs them" PACKAGE …
set -euo pipefail
who=$1
shift
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "$who: $*. As root: apt-get install -y --no-install-recommends $*" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing $* (once) …"
apt-get -o DPkg::Lock::Timeout=300 -qq update
apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "$@" >/dev/null
