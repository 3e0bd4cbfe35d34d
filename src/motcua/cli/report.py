"""`motcua report`: print a report, write it as a file, list all, or check figures that others published."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.cli import report_editions
from motcua.cli.output import open_database, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from motcua.reports.tables import Row, Table

FORMS = ("xlsx", "pdf", "csv", "docx")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="`list`, `check`, `briefing`, `editions`, `compare`, or the name of a report")
    parser.add_argument("file", nargs="?", type=Path, help="with `check`: the JSON file of published figures")
    parser.add_argument("--period", help="2023Q1, 2023-02, 2023H1, 2023-9M or 2023")
    parser.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (default statutory)")
    parser.add_argument("--week", default="", help="with `briefing`: a day of the week, or 2023-W10 (default the last)")
    parser.add_argument("--publisher", default="", help="with `check`: keep the table; who published it")
    parser.add_argument("--published-on", default="", help="with `check`: keep the table; the day, like 2023-03-30")
    parser.add_argument("--as-known-on", default="", help="moment: the figures as they were known then")
    parser.add_argument("--level", default="", help="central, province, district, commune or vertical")
    parser.add_argument("--agency", default="", help="code of an agency, with all units under it")
    parser.add_argument("--send", action="store_true", help="freeze, number and sign it: an edition")
    parser.add_argument("--reason", default="", help="with --send: why there is a new edition")
    parser.add_argument("--edition", metavar="NUMBER", help="with `compare`: the edition")
    parser.add_argument("--against", metavar="NUMBER", help="with `compare`: another edition (default: today)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    for kind in FORMS:
        parser.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write {kind.upper()}")


def run(args: argparse.Namespace) -> int:
    open_database()
    from motcua.reports import catalogue
    from motcua.reports.request import request_of

    if args.name == "list":
        return _list(args.json)
    if args.name == "check":
        return _check(args)
    if args.name == "briefing":
        return _briefing(args)
    if args.name == "editions":
        return report_editions.list_editions(args.json)
    if args.name == "compare":
        return report_editions.compare(args)
    catalogue.definition(args.name)
    if not args.period:
        print("Cần --period, ví dụ 2023Q1. / --period is needed, for example 2023Q1.", file=sys.stderr)
        return 2
    request = request_of(args.period, args.window, args.level, args.agency, args.as_known_on)
    if args.send:
        return report_editions.send(args.name.strip().lower(), request, args.reason, args.json)
    table = catalogue.report(args.name, request)
    wrote = _write_files(args, table)
    if args.json:
        print_json(table.as_dict())
    elif not wrote:
        print_table(table)
    return 0


def _write_files(args: argparse.Namespace, table: "Table") -> bool:
    from motcua.reports import catalogue
    from motcua.reports.printing import narrative, printed

    asked = [(kind, getattr(args, kind)) for kind in FORMS if getattr(args, kind)]
    for kind, path in asked:
        compared = kind == "docx" and narrative.can_compare(table)
        earlier = catalogue.report(table.name, narrative.request_before(table)) if compared else None
        path.write_bytes(printed(table, kind, earlier))
        if not args.json:
            print(f"{path}: {path.stat().st_size:,} byte".replace(",", "."))
    return bool(asked)


def _list(as_json: bool) -> int:
    from motcua.reports.catalogue import REPORTS

    known = [
        {"name": name, "vi": each.title[0], "en": each.title[1], "source": each.source}
        for name, each in REPORTS.items()
    ]
    if as_json:
        print_json(known)
    else:
        for report in known:
            print(f"{report['name']:<14} {report['vi']} / {report['en']}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from motcua.reports.published import check, read_file

    if args.file is None:
        print("Cần tệp JSON: motcua report check FILE.json / A JSON file is needed.", file=sys.stderr)
        return 2
    given = read_file(args.file)
    answer = check(given)
    if args.publisher or args.published_on:
        answer["kept"] = _keep(args, given)
    if args.json:
        print_json(answer)
    else:
        for finding in answer["findings"]:
            print(f"{'✓' if finding['holds'] else '✗'} {finding['vi']}: {finding['left']} / {finding['right']}")
        for vi in answer["not_given"]:
            print(f"– {vi}: thiếu số liệu")
    return 0 if answer["sound"] else 1


def _keep(args: argparse.Namespace, given: "Mapping[str, Any]") -> int:
    """Keep the published table with its source and return its number."""
    from datetime import date

    from motcua.reports.errors import PublishedNeedsSource
    from motcua.reports.services import enter_published

    try:
        published_on = date.fromisoformat(args.published_on)
    except ValueError:
        raise PublishedNeedsSource from None
    title = str(given.get("title") or args.file.stem)
    kept = enter_published(publisher=args.publisher, title=title, published_on=published_on, given=given)
    return int(kept.pk)


def _briefing(args: argparse.Namespace) -> int:
    from motcua.reports import briefing_paper
    from motcua.reports.briefing import briefing
    from motcua.reports.weeks import monday_of

    told = briefing(monday_of(args.week), args.level, args.agency)
    if args.pdf:
        args.pdf.write_bytes(briefing_paper.write(told))
    if args.json:
        print_json(told.as_dict())
    elif not args.pdf:
        print(told.request.window.vi)
        for part in told.parts:
            print(f"{part.vi.upper()} / {part.en.upper()}")
            for sentence in part.sentences:
                print(f"- {sentence.vi}\n  {sentence.en}")
    return 0


def print_table(table: "Table") -> None:
    """Print a report with its window, identities and notes: a grid on a wide terminal, else a line per figure."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    console.print(f"{table.vi} ({table.source}), {table.request.period.vi}: {table.request.window.vi}")
    columns = [column for column in table.columns if column.key not in ("ordinal", "name", "level")]
    cells = [(row, [shown(row.values.get(column.key)) for column in columns]) for row in table.rows]
    if sys.stdout.isatty() and sum(max(len(column.vi), 8) + 3 for column in columns) + 30 <= console.width:
        _grid(console, [column.vi for column in columns], cells)
    else:
        for row, values in cells:
            told = [f"{c.vi} {value}" for c, value in zip(columns, values, strict=True) if value not in ("", "0")]
            label = " ".join(filter(None, ("  " * row.depth + row.ordinal, row.vi)))
            print(f"{label}: {'; '.join(told) or '0'}")
    _foot(table)


def _grid(console: "Console", heads: list[str], cells: "list[tuple[Row, list[str]]]") -> None:
    from rich.table import Table as Grid

    grid = Grid("", *heads)
    for column in grid.columns[1:]:
        column.justify = "right"
    for row, values in cells:
        grid.add_row("  " * row.depth + row.vi, *values)
    console.print(grid)


def _foot(table: "Table") -> None:
    for identity in table.identities:
        print(f"{'✓' if identity.holds else '✗'} {identity.vi}: {identity.left} / {identity.right}")
    if not table.is_sound:
        print("BÁO CÁO SAI: có đẳng thức không đúng. / THE REPORT FAILS: an identity does not hold.")
    for vi, _ in table.notes:
        print(f"  {vi}")
    national = table.facts.get("national")
    if national:
        weighted, mean = national["weighted"], national["mean_of_levels"]
        share = f"{weighted.numerator}/{weighted.denominator}"
        print(f"Toàn quốc theo số hồ sơ: {_percent(weighted.percent)} ({share})")
        print(f"Toàn quốc, trung bình {mean['levels']} cấp: {_percent(mean['percent'])}")


def shown(value: object) -> str:
    """Return a value of a report as a Vietnamese reader expects it; unknown stays empty."""
    if value is None or isinstance(value, str):
        return value or ""
    if hasattr(value, "percent"):
        return f"{_percent(value.percent)} ({value.numerator}/{value.denominator})"  # type: ignore[attr-defined]
    if isinstance(value, float):
        from motcua.reports.tables import Percent

        return (f"{value:.2f}" if isinstance(value, Percent) else f"{value:.1f}").replace(".", ",")
    return f"{value:,}".replace(",", ".")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} %".replace(".", ",")
