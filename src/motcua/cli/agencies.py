"""`motcua agencies`: import units; show one with its codes, origins and successors; post the first officers."""

import argparse
import sys
from pathlib import Path
from typing import Any

SHOWN_ERRORS = 20


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="act", required=True)
    take = parts.add_parser("import", help="import units with their validity and successors")
    take.add_argument("files", nargs="+", metavar="FILE", type=Path, help="CSV (UTF-8), also .gz or .xz")
    take.add_argument("--json", action="store_true")
    show = parts.add_parser("show", help="show what a code means on a day")
    show.add_argument("code", metavar="CODE")
    show.add_argument("--on", metavar="DATE", help="YYYY-MM-DD; today if not given")
    show.add_argument("--json", action="store_true")
    follow = parts.add_parser("successor", help="say which unit answers for a code that has ended")
    follow.add_argument("code", metavar="CODE")
    follow.add_argument("--was-on", metavar="DATE", help="day on which the code meant the old unit")
    follow.add_argument("--on", metavar="DATE", help="day on which the successor is wanted; today if not given")
    follow.add_argument("--json", action="store_true")
    officer = parts.add_parser(
        "officer", help="open an officer's account and post it; how the first administrator comes"
    )
    officer.add_argument("username", metavar="USERNAME")
    officer.add_argument("--name", required=True, help="full name")
    officer.add_argument("--unit", required=True, metavar="CODE", help="where the officer is posted, from today on")
    officer.add_argument("--title", default="", help="as on the door")
    officer.add_argument("--duties", default="administer", help="comma-separated; administer if not given")
    officer.add_argument("--email", default="")
    officer.add_argument("--reason", default="motcua agencies officer", help="kept in the record of administration")
    officer.add_argument("--no-password", action="store_true", help="let the identity provider alone open the door")
    officer.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import open_database

    open_database()
    if args.act == "import":
        return _import(args)
    if args.act == "officer":
        return _officer(args)
    return _show(args) if args.act == "show" else _successor(args)


def _import(args: argparse.Namespace) -> int:
    from motcua.agencies import services
    from motcua.cli.output import print_json

    answers = [services.import_units(path).as_json() for path in args.files]
    if args.json:
        print_json(answers[0] if len(answers) == 1 else answers)
        return 0
    for answer in answers:
        counts = ", ".join(
            f"{name} {answer[name]}" for name in ("read", "created", "changed", "unchanged", "quarantined")
        )
        print(f"{answer['file']}: {counts}")
        for error in answer["errors"][:SHOWN_ERRORS]:
            print(f"  dòng / line {error['line']}: {error['vi']} / {error['en']}", file=sys.stderr)
        if (rest := len(answer["errors"]) - SHOWN_ERRORS) > 0:
            print(f"  … +{rest}: --json", file=sys.stderr)
    return 0


def day_given(text: str | None) -> Any:
    """Return the day that was given, None where none was; refuse what is no day."""
    from datetime import date

    from motcua.agencies.errors import UnreadableDay

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnreadableDay(text=text) from None


def _show(args: argparse.Namespace) -> int:
    from motcua.agencies import selectors
    from motcua.cli.output import print_json

    unit = selectors.demand_unit(args.code, day_given(args.on))
    answer = selectors.description_of(unit)
    if args.json:
        print_json(answer)
    else:
        print(f"{answer['code']}  {answer['name']}  [{answer['level']}]")
        print(f"  {answer['valid_from'] or '…'} – {answer['valid_before'] or '…'}  ↑ {answer['parent'] or '–'}")
        print("  " + ", ".join(f"{code['style']} {code['code']}" for code in answer["codes"]))
    return 0


def _successor(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from motcua.agencies import selectors
    from motcua.cli.output import print_json

    unit = selectors.demand_unit(args.code, day_given(args.was_on))
    found = selectors.successor_of(unit, day_given(args.on) or timezone.localdate())
    if args.json:
        print_json(selectors.description_of(found))
    else:
        print(f"{found.code}  {found.name}")
    return 0


def _officer(args: argparse.Namespace) -> int:
    from motcua.accounts.services import first_password
    from motcua.agencies import selectors, services
    from motcua.cli.output import print_json

    services.establish_national_frame()
    password = None if args.no_password else first_password()
    posting = services.open_and_post_officer(
        username=args.username,
        full_name=args.name,
        email=args.email,
        password=password,
        unit=selectors.demand_unit(args.unit),
        title=args.title,
        duties=[duty.strip() for duty in args.duties.split(",") if duty.strip()],
        reason=args.reason,
    )
    if args.json:
        facts = {"username": args.username, "unit": posting.unit.code, "duties": sorted(posting.duties)}
        print_json({**facts, "password": password})
        return 0
    print(f"{args.username}: {posting.unit.name} ({posting.unit.code}), {', '.join(sorted(posting.duties))}")
    if password:
        print(f"Mật khẩu, chỉ hiện lần này / password, shown only now: {password}")
    return 0
