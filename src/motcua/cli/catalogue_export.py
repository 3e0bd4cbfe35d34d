"""`motcua catalogue export`: the whole catalogue as open data."""

import argparse
import sys
from typing import Any

FORMATS = ("cpsv-ap", "dcat", "json", "csv", "xlsx")


def add(subparsers: Any) -> None:
    """Add `export` below `motcua catalogue`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("export", help="write the whole catalogue as open data")
    parser.add_argument("--format", choices=FORMATS, required=True, help="linked data: JSON-LD, or Turtle to *.ttl")
    parser.add_argument("-o", "--output", metavar="FILE", help="write here, whole or not at all")
    parser.add_argument("--on", metavar="DATE", help="the texts in force on that day (default: today)")
    parser.set_defaults(act=run)


def run(args: argparse.Namespace) -> int:
    """Write the catalogue in one format."""
    from datetime import date
    from pathlib import Path

    from motcua.cli.output import start_django

    try:
        on = date.fromisoformat(args.on) if args.on else None
    except ValueError:
        print(f"Ngày “{args.on}” không đúng dạng NĂM-THÁNG-NGÀY / “{args.on}” is not YEAR-MONTH-DAY.", file=sys.stderr)
        return 2
    start_django()
    from motcua.procedures.exports import writing

    if not args.output or args.output == "-":
        writing.write(args.format, sys.stdout.buffer, on)
        sys.stdout.buffer.flush()
        return 0
    path = Path(args.output)
    if not path.parent.is_dir():
        print(f"Không có thư mục {path.parent} / there is no folder {path.parent}.", file=sys.stderr)
        return 1
    size = writing.write_file(args.format, path, on)
    print(f"{path}: {size:,} byte", file=sys.stderr)
    return 0
