"""`motcua review cost`: what a procedure costs the people who follow it."""

import argparse
from datetime import date

from motcua.cli.output import open_database, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="procedure code")
    parser.add_argument("--on", type=date.fromisoformat, help="the text in force on that day (default today)")
    parser.add_argument("--before", type=date.fromisoformat, help="compare with the text in force on that earlier day")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    open_database()
    from motcua.review import costs

    found = costs.cost_of(args.code, args.on)
    answer = costs.as_dict(found)
    if args.before:
        earlier = costs.cost_of(args.code, args.before)
        answer["saving"] = costs.saving_dict(earlier, found)
        answer["before"] = costs.as_dict(earlier)
    if args.json:
        print_json(answer)
        return 0
    print(f"{found.code} {found.name}")
    print(f"{answer['cost_per_dossier']:,} đồng/hồ sơ (dossier), {answer['cost_per_year']:,} đồng/năm (year)")
    for vi, en in found.remarks:
        print(f"- {vi} / {en}")
    if args.before:
        print(f"{answer['saving']['saved']:,} đồng/năm tiết kiệm / saved a year")
    return 0
