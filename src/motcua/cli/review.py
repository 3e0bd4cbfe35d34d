"""`motcua review`: real paths, bottlenecks, cost to people, and what-if."""

import argparse
import importlib

# verb -> (module of motcua.cli with `configure` and `run`, what it does)
VERBS = {
    "map": ("review_map", "real paths and waiting of a procedure, or of any event log"),
    "bottlenecks": ("review_bottlenecks", "where the time of dossiers goes, and cases to read"),
    "cost": ("review_cost", "what a procedure costs the people who follow it, a year"),
    "hints": ("review_hints", "what the whole catalogue could ask less, merge or drop, with the evidence"),
    "what-if": ("review_what_if", "replay recorded dossiers under changed rules"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, (module, meaning) in VERBS.items():
        importlib.import_module(f"motcua.cli.{module}").configure(verbs.add_parser(verb, help=meaning))


def run(args: argparse.Namespace) -> int:
    return int(importlib.import_module(f"motcua.cli.{VERBS[args.verb][0]}").run(args))
