"""`motcua review hints`: what the whole catalogue could ask less, merge or drop, each with its evidence."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.cli.output import open_database, print_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", default="", help="one kind only")
    parser.add_argument("--field", default="", help="one field of management only")
    parser.add_argument("--text", default="", help="words in the subject; marks do not matter")
    parser.add_argument("--code", default="", help="hints that touch this procedure")
    parser.add_argument("--limit", type=int, default=30, help="at most so many of each kind (default 30; 0: all)")
    parser.add_argument("--again", action="store_true", help="search anew even if nothing has changed")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a table")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    open_database()
    from motcua.review import selectors
    from motcua.review.hints import preparing
    from motcua.review.hints.found import KINDS

    if args.kind and args.kind not in KINDS:
        print(f"--kind: {', '.join(KINDS)}", file=sys.stderr)
        return 2
    if args.again:
        preparing.prepare()
    else:
        preparing.prepare_if_needed()
    found = selectors.hints(args.kind, args.field, args.text, args.code)
    chosen = [hint for hint in found if not args.limit or hint.rank <= args.limit]
    if args.csv:
        return _write(args.csv, selectors.hints_as_csv(chosen))
    listed = [selectors.as_dict(hint) for hint in chosen]
    last = selectors.latest_round()
    assert last is not None  # noqa: S101 - a search has just been made
    if args.json:
        kinds = [
            {"kind": s.kind, "vi": KINDS[s.kind].vi, "en": KINDS[s.kind].en, "hints": s.hints,
             "hours_a_year": s.hours_a_year}
            for s in selectors.kind_sums()
        ]  # fmt: skip
        print_json(
            {"on": last.on, "procedures": last.procedures, "ledger_days": last.ledger_days, "seconds": last.seconds,
             "kinds": kinds, "hints": listed}
        )  # fmt: skip
        return 0
    _print(listed)
    return 0


def _write(path: Path, lines: Iterable[str]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return 0


def _print(listed: list[dict[str, Any]]) -> None:
    from motcua.review.hints.found import KINDS

    kind = ""
    for row in listed:
        if row["kind"] != kind:
            kind = row["kind"]
            print(f"\n{KINDS[kind].vi} / {KINDS[kind].en}")
        hours = "      –" if row["hours_a_year"] is None else f"{row['hours_a_year']:>7,.0f}"
        print(f"{hours} h/năm  {len(row['codes']):>4} TTHC  {row['subject'][:100]}")
