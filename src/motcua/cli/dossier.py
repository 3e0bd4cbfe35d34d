"""`motcua dossier show NUMBER`: facts, acts, due date with its lines, the text in force at filing."""

import argparse
import sys
from typing import Any


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True)
    show = verbs.add_parser("show", help="one dossier, now or as it was known")
    show.add_argument("number")
    show.add_argument("--as-of", metavar="MOMENT", help="ISO moment: leave out what was recorded later")
    show.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import open_database, print_json

    open_database()
    from motcua.dossiers import clock, selectors, telling
    from motcua.rules.moments import parse_moment

    moment = clock.now()
    if args.as_of:
        moment, day_only = parse_moment(args.as_of)
        if day_only:
            moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    told = telling.tell(selectors.as_known_on(args.number, moment))
    if args.json:
        print_json(told)
    else:
        _print(told)
    return 0


def _print(told: dict[str, Any]) -> None:
    write = sys.stdout.write
    write(f"{told['number']}  {told['procedure']['name']} ({told['procedure']['code']})\n")
    write(f"{told['applicant']['name']}\n{told['state_vi']} / {told['state_en']}\n\n")
    due = told["due"]
    write(f"Hạn trả / due: {due['promised_at'] or due['due_at'] or '—'}  ({due['limit'] or '—'})\n")
    for line in due["lines"]:
        write(f"  {line['date']}  {line['reason']}  [{line['source']}]\n")
    write("\n")
    for event in told["events"]:
        write(f"{event['ordinal']:>3}  {event['occurred_at']}  {event['act_vi']}  {event['reason']}\n")
    if told["changed_since"]:
        write(f"\nVăn bản đã thay đổi từ / the text changed since: {told['changed_since']['valid_from']}\n")
