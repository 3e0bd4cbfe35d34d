"""Run a command against a throw-away PostgreSQL of the Debian package.

Usage: python tools/with_postgres.py COMMAND [ARG …]
The server lives in a temporary folder, listens on a local socket only, and ends
with the command. MOTCUA_DATABASE_URL points the command at it.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def server_folder() -> Path:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if not found:
        sys.exit("PostgreSQL is not installed: run tools/ensure_packages.sh as root.")
    return Path(found[-1]).parent


def main() -> int:
    binaries = server_folder()
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    as_server: list[str] = []
    user = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        runuser = shutil.which("runuser") or "/usr/sbin/runuser"
        as_server, user = [runuser, "-u", "postgres", "--"], "postgres"
        shutil.chown(folder, "postgres")
        folder.chmod(0o755)
    data = folder / "data"
    durable = os.environ.get("MOTCUA_TEST_DURABLE") == "1"
    options = "-c listen_addresses='' -c max_connections=200" if durable else OPTIONS
    try:
        subprocess.run(
            [*as_server, str(binaries / "initdb"), "-D", str(data), "-U", user, "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        subprocess.run(
            [*as_server, str(binaries / "pg_ctl"), "-D", str(data), "-w", "-s", "-l", str(folder / "log"),
             "-o", f"{options} -k {folder}", "start"],
            check=True, cwd="/",
        )  # fmt: skip
        url = f"postgresql://{user}@{quote(str(folder), safe='')}/postgres"
        return subprocess.call(sys.argv[1:], env={**os.environ, "MOTCUA_DATABASE_URL": url})
    finally:
        subprocess.run([*as_server, str(binaries / "pg_ctl"), "-D", str(data), "-s", "-m", "immediate", "stop"],
                       check=False, cwd="/")  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
