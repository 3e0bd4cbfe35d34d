"""`motcua backup`: the whole state in one verified file."""

import argparse
from pathlib import Path

from motcua.cli.output import print_json, start_django


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="file to write (.tar.gz)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    from motcua.cli import archive

    start_django()
    summary = archive.write(args.file)
    if args.json:
        print_json(summary)
    else:
        print(f"Đã lưu {summary['files']} tệp / saved {summary['files']} files: {args.file}")
    return 0
