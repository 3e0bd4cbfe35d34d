"""`motcua serve`: prepare the data folder, then run gunicorn and one background worker.

Both are children of this process: if one ends, the other is ended too and the exit
code says so, so that a process supervisor can start the whole again.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from motcua.cli.output import start_django

PATIENCE_S = 60


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--with-demo", action="store_true", help="fill an empty database with the demonstration nation")
    parser.add_argument("--no-worker", action="store_true", help="run the web server only")


def run(args: argparse.Namespace) -> int:
    from motcua.cli import preparation

    start_django()
    preparation.prepare()
    if args.with_demo:
        from motcua.cli import demo

        demo.fill_if_empty()
        demo.print_welcome(f"http://{args.host}:{args.port}")
    return _supervise(_commands(args), (args.host, args.port))


def _commands(args: argparse.Namespace) -> dict[str, list[str]]:
    from django.conf import settings

    commands = {
        "web": [
            *(sys.executable, "-m", "gunicorn", "motcua.config.wsgi", "--no-control-socket"),
            *("--bind", f"{args.host}:{args.port}", "--preload"),
            *("--worker-class", "motcua.config.patient_worker.PatientWorker", "--worker-connections", "400"),
            *("--workers", str(settings.ENV.WORKERS), "--threads", str(settings.ENV.THREADS)),
            *("--log-level", "warning", "--timeout", "120", "--graceful-timeout", "20", "--max-requests", "20000"),
        ]
    }
    if not args.no_worker:
        commands["worker"] = [sys.executable, "-m", "motcua.cli", "manage", "db_worker", "--interval", "2"]
        commands["rounds"] = [sys.executable, "-m", "motcua.cli.rounds"]
        commands["post room"] = [sys.executable, "-m", "motcua.cli", "sync", "push", "--every", "15"]
    return commands


def _supervise(commands: dict[str, list[str]], address: tuple[str, int]) -> int:
    running: dict[str, subprocess.Popen[bytes]] = {}
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for process in running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for name, command in commands.items():
        if stopping:
            break
        running[name] = subprocess.Popen(command)  # noqa: S603
        if name == "web":
            _wait_for(running[name], address, lambda: stopping)
    while all(process.poll() is None for process in running.values()):
        time.sleep(0.2)
    ended = next((name for name, process in running.items() if process.poll() is not None), "")
    asked = stopping
    stop(0, None)
    for process in running.values():
        try:
            process.wait(timeout=25)
        except subprocess.TimeoutExpired:
            process.kill()
    if asked:
        return 0
    print(
        f"Tiến trình “{ended}” đã dừng ngoài ý muốn; Motcua dừng theo.\n"
        f"The “{ended}” process ended unexpectedly, so Motcua stops. See the lines above for the cause.",
        file=sys.stderr,
    )
    return 1


def _wait_for(web: subprocess.Popen[bytes], address: tuple[str, int], is_stopping: Callable[[], bool]) -> None:
    """Let the web server load before its helpers do: all at once would keep the first visitor waiting."""
    host, port = address
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and web.poll() is None and not is_stopping():
        with contextlib.suppress(OSError), socket.create_connection((near, port), 1):
            return
        time.sleep(0.2)


if os.name != "posix":
    raise SystemExit("motcua serve needs a POSIX system")
