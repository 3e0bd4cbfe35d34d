"""`motcua sync`: take in and send status events, compare with partners, grade sources."""

import argparse
from pathlib import Path
from typing import Any


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True, metavar="ingest|push|status|reconcile|sources")
    ingest = verbs.add_parser("ingest", help="take status events in from files (NDJSON, CSV, Parquet; .gz, .xz, .bz2)")
    ingest.add_argument("files", nargs="+", metavar="FILE", type=Path)
    ingest.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import start_django

    start_django()
    return {"ingest": _ingest}[args.what](args)


def _ingest(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json
    from motcua.ledger.files import take_in

    answer = take_in(args.files)
    if args.json:
        print_json(answer)
    else:
        _print_counts(answer)
    return 0


COUNTS = {
    "read": "đọc / read",
    "new": "mới / new",
    "duplicate": "trùng / duplicate",
    "stale": "cũ / stale",
    "flagged": "có dấu hiệu / flagged",
    "rejected": "không nhận / rejected",
}


def _print_counts(answer: dict[str, Any]) -> None:
    for key, name in COUNTS.items():
        print(f"{name:<26}{answer[key]:>14,}")
    for flag, number in answer["flags"].items():
        print(f"  {flag:<24}{number:>14,}")
    for refused in answer["rejections"][:20]:
        print(f"{refused['file']}:{refused['line']}: {refused['reason']['vi']}\n    {refused['reason']['en']}")
    print(f"{answer['seconds']:.1f} s · {answer['per_second']:,}/s")
