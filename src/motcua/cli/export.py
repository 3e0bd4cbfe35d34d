"""`motcua export ocel`: the events of a period as an object-centric event log (OCEL 2.0 JSON)."""

import argparse
from pathlib import Path

from motcua.cli.output import print_json, start_django
from motcua.cli.review_scope import add_scope, scope_from


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=["ocel"], help="ocel: OCEL 2.0 JSON")
    add_scope(parser)
    parser.add_argument("--procedure", default="", help="code of one procedure")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    start_django()
    from motcua.review.ocel_export import export

    scope = scope_from(args, args.procedure)
    if scope is None:
        return 2
    wrote = export(scope, args.output)
    if args.json:
        print_json({"file": str(args.output), **wrote})
    else:
        print(f"{args.output}: {wrote['events']} sự kiện / events, {wrote['objects']} đối tượng / objects")
    return 0
