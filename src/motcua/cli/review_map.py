"""`motcua review map`: the directly-follows map of a log or of a procedure."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.cli.output import print_json, start_django
from motcua.cli.review_scope import add_scope, scope_from

if TYPE_CHECKING:
    from motcua.review.process_map import ProcessMap


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", help="procedure code (with --period)")
    add_scope(parser)
    parser.add_argument("--log", type=Path, help="event log of others: XES, OCEL 2.0 (JSON, XML, SQLite) or CSV")
    parser.add_argument("--object-type", help="what a case is in an OCEL log")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the picture of the map")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    if bool(args.log) == bool(args.code):
        print(
            "Hãy cho một mã thủ tục cùng --period, hoặc --log TỆP. / Give a code with --period, or --log FILE.",
            file=sys.stderr,
        )
        return 2
    start_django()
    more: dict[str, Any] = {}
    if args.log:
        from motcua.review import logs, process_map

        found = process_map.map_columns(logs.read_log(args.log, object_type=args.object_type))
    else:
        from motcua.review import procedure_map

        scope = scope_from(args, args.code)
        if scope is None:
            return 2
        whole = procedure_map.map_of(scope)
        found, more = whole.map, _more(args.code, whole, scope.window)
    if args.svg:
        _write_svg(args, found)
    if args.json:
        print_json({**more, **as_dict(found)})
    else:
        _print(found)
    return 0


def _more(code: str, whole: Any, window: Any) -> dict[str, Any]:
    from motcua.review import asked_papers, comparison, conformance, games

    return {
        "procedure": code,
        "time_hours": {holder: round(value, 1) for holder, value in whole.hours.items()},
        "cases_to_read": [games.as_dict(game) for game in whole.games],
        "comparison": comparison.as_dict(whole.units),
        "conformance": conformance.as_dict(conformance.of_procedure(code)),
        "supplements": asked_papers.as_dict(asked_papers.asked_papers(code, window)),
    }


def _write_svg(args: argparse.Namespace, found: "ProcessMap") -> None:
    from motcua.review.picture import draw

    args.svg.write_text(draw(found, title=args.code or args.log.name), encoding="utf-8")


def as_dict(found: "ProcessMap") -> dict[str, Any]:
    """Return the map as the command and the API give it; times in seconds."""
    return {
        "cases": found.cases,
        "events": found.events,
        "activities": [
            {"activity": n.activity, "count": n.count, "first": n.first, "last": n.last} for n in found.nodes
        ],
        "follows": [
            {
                "from": arc.before,
                "to": arc.after,
                "count": arc.count,
                "median_seconds": arc.median_s,
                "p90_seconds": arc.p90_s,
            }
            for arc in found.arcs
        ],
        "variants": [
            {"path": list(v.path), "count": v.count, "median_seconds": v.median_s, "p90_seconds": v.p90_s}
            for v in found.variants
        ],
        "variants_total": found.variants_in_all,
    }


def _print(found: "ProcessMap") -> None:
    print(f"{found.cases} hồ sơ / cases, {found.events} sự kiện / events, {found.variants_in_all} đường đi / variants")
    for arc in found.arcs:
        print(f"{arc.count:>9}  {arc.before} → {arc.after}  (trung vị / median {arc.median_s / 3600:.1f} h)")
