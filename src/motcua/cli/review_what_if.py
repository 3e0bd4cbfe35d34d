"""`motcua review what-if`: recorded dossiers replayed under other rules."""

import argparse
import sys
from pathlib import Path

from motcua.cli.output import print_json, start_django


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="JSON list of changes, each with a `kind`")
    parser.add_argument("--period", help="2023Q1, 2023-02, 2023H1 or 2023 (default: the latest quarter in the ledger)")
    parser.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (default statutory)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    start_django()
    from motcua.review import scope, what_if

    changes = what_if.read_changes(args.file)
    period = args.period or scope.latest_quarter()
    if not period:
        print("Sổ cái chưa có hồ sơ. / The ledger holds no dossier yet.", file=sys.stderr)
        return 1
    answer = what_if.as_dict(what_if.replay(scope.scope_of(period, args.window).window, changes))
    if args.json:
        print_json(answer)
        return 0
    for row in answer["on_time"]:
        cells = (row[name] for name in ("recorded", "cautious", "hopeful"))
        shares = [f"{c['numerator'] / c['denominator']:.2%}" if c["denominator"] else "–" for c in cells]
        print(f"{row['level']:<10} {shares[0]} → {shares[1]} … {shares[2]}")
    for change in answer["changes"]:
        print(f"- {change['vi']} / {change['en']}")
    return 0
