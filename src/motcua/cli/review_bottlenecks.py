"""`motcua review bottlenecks`: where the time of dossiers goes."""

import argparse

from motcua.cli.output import print_json, start_django
from motcua.cli.review_scope import add_scope, scope_from


def configure(parser: argparse.ArgumentParser) -> None:
    add_scope(parser)
    parser.add_argument("--procedure", default="", help="code of one procedure")
    parser.add_argument("--limit", type=int, default=20, help="how many places (default 20)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    start_django()
    from motcua.review import bottlenecks

    scope = scope_from(args, args.procedure)
    if scope is None:
        return 2
    found = bottlenecks.bottlenecks(scope, max(args.limit, 1))
    if args.json:
        print_json(bottlenecks.as_dict(found, scope))
        return 0
    print(f"{scope.window.vi}: {found.dossiers} hồ sơ / dossiers, {found.events} sự kiện / events")
    for name, hours in found.hours.items():
        print(f"{hours:>14,.0f} h  {bottlenecks.HOLDERS[name].vi} / {bottlenecks.HOLDERS[name].en}")
    for place in found.places:
        print(f"{place.hours:>14,.0f} h  {place.procedure} {place.activity}: {place.dossiers} hồ sơ / dossiers")
    return 0
