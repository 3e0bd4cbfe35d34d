"""`motcua quality score|officers`: the index from the ledger or from given figures; the indices of officers."""

import argparse
import json
from decimal import Decimal
from math import isfinite
from typing import Any

from motcua.cli.output import open_database, print_json
from motcua.cli.texts import text_of
from motcua.quality.answers import as_dict
from motcua.rules.errors import RuleViolation
from motcua.rules.quality_index import IndexScore, Measure, score_index


class BadFigures(RuleViolation):
    """{file} cannot be read: {reason}.

    Write {{"indicators": {{"PROGRESS": {{"numerator": 9, "denominator": 10}}}}}}.
    """

    code = "bad_figures"
    vi = (
        "Không đọc được {file}: {reason_vi}. Hãy viết "
        '{{"indicators": {{"PROGRESS": {{"numerator": 9, "denominator": 10}}}}}}.'
    )


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    score = verbs.add_parser("score", help="points of index set 766")
    source = score.add_mutually_exclusive_group(required=True)
    source.add_argument("--period", help="2023Q1, 2023-02, 2023H1 or 2023: count from the ledger")
    source.add_argument("--inputs", help="JSON file of given figures; - for standard input")
    score.add_argument("--agency", help="code of the agency (with --period)")
    score.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (with --period)")
    score.add_argument("--json", action="store_true", help="answer as JSON")
    officers = verbs.add_parser("officers", help="indices of Circular 01/2018 for each officer, from own dossiers")
    officers.add_argument("--period", required=True, help="2023Q1, 2023-02, 2023H1 or 2023")
    officers.add_argument("--agency", default="", help="code of the agency, with all units under it")
    officers.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO")
    officers.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    if args.verb == "officers":
        return _officers(args)
    if args.inputs:
        index = score_index(_read(args.inputs))
    else:
        open_database()
        from motcua.quality.selectors import index_of

        index = index_of(period=args.period, window=args.window, agency_code=args.agency)
    if args.json:
        print_json(as_dict(index))
    else:
        _print(index)
    return 0


def _officers(args: argparse.Namespace) -> int:
    open_database()
    from motcua.quality.answers import officer_as_dict
    from motcua.quality.officers import rated_officers
    from motcua.reports.request import request_of

    told = [officer_as_dict(each) for each in rated_officers(request_of(args.period, args.window, "", args.agency))]
    if args.json:
        print_json(told)
        return 0
    for each in told:
        points = "  ".join(
            f"({index['number']}) {'–' if index['score'] is None else index['score']}" for index in each["indices"]
        )
        band = f"{each['band']['vi']} / {each['band']['en']}" if each["band"] else "–"
        print(f"{each['name']:<30} {each['dossiers']:>6,}  {points}  {each['total']:.1f}/{each['of']}  {band}")
    if not told:
        print("Không có hồ sơ của hệ thống này được giải quyết trong kỳ. / No own dossier was settled in the window.")
    return 0


def _read(name: str) -> dict[str, Measure]:
    try:
        given = json.loads(text_of(name), object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        raise BadFigures(file=name, reason_vi="không phải JSON", reason=f"it is not JSON ({fault})") from None
    indicators = given.get("indicators") if isinstance(given, dict) else None
    if not isinstance(indicators, dict):
        raise BadFigures(file=name, reason_vi="thiếu “indicators”", reason="“indicators” is missing")
    return {key: _measure(key, value) for key, value in indicators.items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; a name given twice says two things, and neither is taken."""
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place]))
        raise BadFigures(file=twice, reason_vi="được ghi hai lần", reason="it is given twice")
    return found


def _measure(name: str, value: Any) -> Measure:
    given = [value.get(part) for part in ("numerator", "denominator")] if isinstance(value, dict) else []
    # NaN and the infinities are no JSON, but Python reads them; a truth value is no number of dossiers.
    if not given or not all(isinstance(n, int | float) and not isinstance(n, bool) and isfinite(n) for n in given):
        raise BadFigures(
            file=name, reason_vi="cần hai số numerator và denominator",
            reason="it needs the two numbers numerator and denominator",
        )  # fmt: skip
    return Measure(*(Decimal(str(n)) for n in given))


def _print(index: IndexScore) -> None:
    for score in index.indicators:
        points = "–" if score.score is None else f"{score.score:.2f}"
        print(f"{score.indicator.number:<5} {score.indicator.vi:<58} {points:>6} / {score.indicator.most}")
    print(f"Tổng / total: {index.total:.2f} / {index.given}")
