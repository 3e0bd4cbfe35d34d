"""`motcua catalogue`: import, stats, show, diff; search and export plug in from their own modules."""

import argparse
import importlib
import importlib.util


def configure(parser: argparse.ArgumentParser) -> None:
    """Lay the verbs; `motcua.cli.catalogue_*` modules add theirs with `add(subparsers)`."""
    verbs = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name in ("catalogue_import", "catalogue_text", "catalogue_search", "catalogue_export"):
        if importlib.util.find_spec(f"motcua.cli.{name}"):
            importlib.import_module(f"motcua.cli.{name}").add(verbs)


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import start_django

    start_django()
    _prepare_if_empty()
    return int(args.act(args))


def _prepare_if_empty() -> None:
    """Make the tables where the command is the first thing a new installation runs."""
    from django.db import connection

    if "procedures_procedureversion" not in connection.introspection.table_names():
        from motcua.cli.preparation import prepare

        prepare()
