"""`motcua ledger`: rebuild, refresh or measure the columnar store."""

import argparse
import time


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["rebuild", "refresh", "stats"])
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json, start_django

    start_django()
    from motcua.ledger import refresh, selectors

    began = time.perf_counter()
    answer = {"rebuild": refresh.rebuild, "refresh": refresh.refresh, "stats": selectors.stats}[args.what]()
    answer["seconds"] = round(time.perf_counter() - began, 3)
    if args.json:
        print_json(answer)
    else:
        for name, value in answer.items():
            print(f"{name:<14}{value}")
    return 0
