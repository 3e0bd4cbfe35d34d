"""What `motcua review` verbs share: which dossiers are asked about."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.review.scope import Scope


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Add the options that narrow the dossiers."""
    parser.add_argument("--period", help="2023Q1, 2023-02, 2023H1 or 2023: dossiers received in it")
    parser.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (default statutory)")
    parser.add_argument("--agency", default="", help="code of an agency, with all units under it")


def scope_from(args: argparse.Namespace, procedure: str = "") -> "Scope | None":
    """Return the asked dossiers, or None after saying that the period is missing."""
    from motcua.review.scope import scope_of

    if not args.period:
        print("Cần --period, ví dụ 2023Q1. / --period is needed, for example 2023Q1.", file=sys.stderr)
        return None
    return scope_of(args.period, args.window, procedure, args.agency)
