"""`motcua demo`: fill an empty database with the starter content and a simulated nation."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dossiers", type=_number, metavar="N", help="dossiers of the period (default 60,000)")
    parser.add_argument("--period", metavar="2023Q1", help="the simulated quarter (default 2023Q1)")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _number(text: str) -> int:
    return int(text.replace("_", "").replace(",", ""))


def run(args: argparse.Namespace) -> int:
    from motcua.cli import preparation
    from motcua.cli.output import print_json, start_django

    start_django()
    preparation.prepare()
    began = time.perf_counter()
    written = _fill(args.dossiers, args.period, quiet=args.json)
    if args.json:
        print_json({**_facts(), "written": written, "seconds": round(time.perf_counter() - began, 1)})
        return 0
    if not written:
        print("Quốc gia mô phỏng đã có sẵn; không ghi gì. / The simulated nation is already here; nothing written.")
    _print_nation()
    return 0


def fill_if_empty() -> None:
    """Write the nation unless something, real or simulated, is here already."""
    from motcua.demo import state
    from motcua.demo.errors import RealWorkIsThere

    if state.written_nation() is not None:
        return
    try:
        _fill(None, None)
    except RealWorkIsThere:
        # Somebody works here: `make run` serves what is there.
        return


def print_welcome(address: str) -> None:
    """Print where Motcua answers, who may log in, and how the simulated quarter went."""
    from motcua.core.selectors import is_simulated

    print(f"\nMotcua: {address}   (English: {address}/?lang=en)")
    if is_simulated():
        _print_nation()
    print("Dừng bằng Ctrl+C. / Stop with Ctrl+C.", flush=True)


def _fill(dossiers: int | None, period: str | None, *, quiet: bool = False) -> bool:
    from motcua.demo import services

    with _bar(quiet) as progress:
        return services.fill(dossiers=dossiers, period=period, progress=progress)


@contextmanager
def _bar(quiet: bool) -> Iterator[Any]:
    """Yield what is told of progress: a bar on a terminal, else a line at each step, or nothing."""
    if quiet:
        yield lambda share, vi, en: None
        return
    if not sys.stdout.isatty():
        told: list[str] = []

        def tell(share: float, vi: str, en: str) -> None:
            if vi not in told:
                told.append(vi)
                print(f"{vi} / {en} …", flush=True)

        yield tell
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, vi, en: bar.update(task, completed=share, description=f"{vi} / {en}")


def _facts() -> dict[str, Any]:
    from motcua.demo import selectors

    return selectors.facts()


def _print_nation() -> None:
    from motcua.demo import people, selectors

    print("\nQUỐC GIA MÔ PHỎNG: người, hồ sơ và số liệu đều không có thật.")
    print("SIMULATED NATION: its people, dossiers and figures are not real.\n")
    print(f"Mật khẩu chung / password of all accounts: {people.PASSWORD}")
    for role in people.ROLES:
        print(f"  {role.username:<14}{role.start:<17}{role.work.vi} / {role.work.en}")
    table = selectors.on_time_table()
    if table is not None:
        print()
        print(selectors.as_text(table))
