"""`motcua catalogue search`: ranked procedures for a line, or for every line of a file."""

import argparse
import sys
from typing import Any


def add(subparsers: Any) -> None:
    """Add `search` below `motcua catalogue`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("search", help="find procedures as people type them")
    parser.add_argument("text", nargs="?", help="what a person types")
    parser.add_argument("--file", metavar="F", help="one query a line; answers one JSON object a line (- reads stdin)")
    parser.add_argument("--limit", type=_positive, default=10, metavar="N", help="at most N procedures (10)")
    parser.add_argument("--on", type=_day, metavar="DATE", help="search the texts in force on that day")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(act=run)


def run(args: argparse.Namespace) -> int:
    """Search one line or a file of lines."""
    if (args.text is None) == (args.file is None):
        print("Cần nhập nội dung tìm hoặc --file / give a text to search, or --file.", file=sys.stderr)
        return 2
    from motcua.cli.output import start_django

    start_django()
    return _search_file(args) if args.file else _search_line(args)


def _search_line(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json
    from motcua.procedures.search import engine
    from motcua.procedures.search.finding import current

    index, _ = current(args.on)
    hits = engine.search(index, args.text, args.limit)
    if args.json:
        print_json([row_of(hit) for hit in hits])
        return 0
    for hit in hits:
        print(f"{hit.code}  {hit.name}\n          {hit.agency} · {hit.score:.2f} · {_why_text(hit)}")
    if not hits:
        print("Không tìm thấy thủ tục nào / no procedure was found.", file=sys.stderr)
    return 0


def _search_file(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json_line
    from motcua.procedures.search import engine
    from motcua.procedures.search.finding import current

    try:
        with sys.stdin if args.file == "-" else open(args.file, encoding="utf-8-sig") as lines:
            queries = [line.rstrip("\r\n") for line in lines]
    except UnicodeDecodeError:
        print(f"Tệp {args.file} không phải UTF-8; hãy lưu lại dạng UTF-8.", file=sys.stderr)
        print(f"{args.file} is not UTF-8; save it as UTF-8 and give it again.", file=sys.stderr)
        return 1
    index, _ = current(args.on)
    for query in queries:
        if query.strip():
            hits = engine.search(index, query, args.limit)
            print_json_line({"q": query, "results": [row_of(hit) for hit in hits]})
    return 0


def row_of(hit: Any) -> dict[str, Any]:
    """Return one answer as published: code, name, agency, score and why."""
    return {
        "code": hit.code,
        "name": hit.name,
        "agency": hit.agency,
        "score": hit.score,
        "why": [{"kind": why.kind.value, "typed": why.typed, "taken_as": why.taken_as} for why in hit.why],
    }


def _why_text(hit: Any) -> str:
    return "; ".join(f"{why.typed} → {why.taken_as}" if why.taken_as else why.typed for why in hit.why)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("N phải lớn hơn 0 / N must be at least 1")
    return number


def _day(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: cần dạng NĂM-THÁNG-NGÀY / use YEAR-MONTH-DAY") from None
