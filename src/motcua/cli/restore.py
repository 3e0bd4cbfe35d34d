"""`motcua restore`: bring a saved state back, after every checksum has been verified."""

import argparse
from pathlib import Path

from motcua.cli.output import print_json, start_django


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="file made by motcua backup")
    parser.add_argument("--replace", action="store_true", help="replace the state that is there")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    from motcua.cli import archive

    start_django()
    summary = archive.read(args.file, replace=args.replace)
    if args.json:
        print_json(summary)
    else:
        print(f"Đã khôi phục {summary['files']} tệp / restored {summary['files']} files from {args.file}")
    return 0
