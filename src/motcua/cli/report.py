"""`motcua report`: print a report, or list them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.cli.output import print_json, start_django

if TYPE_CHECKING:
    from motcua.reports.tables import Row, Table


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="`list`, or the name of a report")
    parser.add_argument("--period", help="2023Q1, 2023-02, 2023H1, 2023-9M or 2023")
    parser.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (default statutory)")
    parser.add_argument("--as-known-on", default="", help="moment: the figures as they were known then")
    parser.add_argument("--level", default="", help="central, province, district, commune or vertical")
    parser.add_argument("--agency", default="", help="code of an agency, with all units under it")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    for kind in ("xlsx", "pdf", "csv"):
        parser.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write {kind.upper()}")


def run(args: argparse.Namespace) -> int:
    start_django()
    from motcua.reports import catalogue
    from motcua.reports.request import request_of

    if args.name == "list":
        return _list(args.json)
    if not args.period:
        print("Cần --period, ví dụ 2023Q1. / --period is needed, for example 2023Q1.")
        return 2
    request = request_of(args.period, args.window, args.level, args.agency, args.as_known_on)
    table = catalogue.report(args.name, request)
    if args.json:
        print_json(table.as_dict())
    else:
        print_table(table)
    return 0


def _list(as_json: bool) -> int:
    from motcua.reports.catalogue import REPORTS

    known = [{"name": name, "vi": m.TITLE[0], "en": m.TITLE[1], "source": m.SOURCE} for name, m in REPORTS.items()]
    if as_json:
        print_json(known)
    else:
        for report in known:
            print(f"{report['name']:<14} {report['vi']} / {report['en']}")
    return 0


def print_table(table: "Table") -> None:
    """Print a report for a terminal, with its window, identities and notes."""
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid(title=f"{table.vi}\n{table.request.window.vi}", title_justify="left")
    columns = [column for column in table.columns if column.key not in ("ordinal", "name", "level")]
    grid.add_column("")
    for column in columns:
        grid.add_column(column.vi, justify="right")
    for row in table.rows:
        grid.add_row("  " * row.depth + row.vi, *(_cell(row, column.key) for column in columns))
    console = Console()
    console.print(grid)
    for identity in table.identities:
        console.print(f"{'✓' if identity.holds else '✗'} {identity.vi}: {identity.left} / {identity.right}")
    national = table.facts.get("national")
    if national:
        weighted, mean = national["weighted"], national["mean_of_levels"]
        console.print(
            f"Toàn quốc theo số hồ sơ: {_percent(weighted.percent)} ({weighted.numerator}/{weighted.denominator})"
        )
        console.print(f"Toàn quốc, trung bình {mean['levels']} cấp: {_percent(mean['percent'])}")


def _cell(row: "Row", key: str) -> str:
    value = row.values.get(key)
    if value is None:
        return ""
    return _percent(value.percent) if hasattr(value, "percent") else f"{value:,}".replace(",", ".")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} %".replace(".", ",")
