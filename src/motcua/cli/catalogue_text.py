"""`motcua catalogue stats`, `show` and `diff`: what the catalogue says on a day."""

import argparse
import sys
from datetime import date
from typing import Any


def day(text: str) -> date:
    """Read an ISO day or refuse with a sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải ngày dạng 2026-07-18 / is not a day like 2026-07-18"
        ) from None


def add(verbs: Any) -> None:
    """Add the verbs `stats`, `show` and `diff`."""
    stats = verbs.add_parser("stats", help="count what is in force on a day")
    stats.add_argument("--on", type=day, metavar="DATE", help="the day (today when omitted)")
    stats.add_argument("--json", action="store_true")
    stats.set_defaults(act=run_stats)
    show = verbs.add_parser("show", help="the full text in force on a day, with its decision")
    show.add_argument("code")
    show.add_argument("--on", type=day, metavar="DATE")
    show.add_argument("--json", action="store_true")
    show.set_defaults(act=run_show)
    diff = verbs.add_parser("diff", help="what changed, part by part")
    diff.add_argument("code")
    diff.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help="the text of that day (default: the one before)"
    )
    diff.add_argument("--to", type=day, metavar="DATE", help="the text of that day (default: the latest)")
    diff.add_argument("--json", action="store_true")
    diff.set_defaults(act=run_diff)


def run_stats(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json
    from motcua.procedures.statistics import statistics

    figures = statistics(args.on).as_dict()
    if args.json:
        print_json(figures)
        return 0
    for name, value in figures.items():
        if not isinstance(value, dict):
            print(f"{name:<16} {value}")
            continue
        print(f"{name}:")
        for key, count in list(value.items())[:20]:
            shown = f"{len(count)}" if isinstance(count, dict) else count
            print(f"  {shown:>8}  {key}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json
    from motcua.procedures import selectors
    from motcua.procedures.description import describe, describe_ended

    version = selectors.version_in_force(args.code, args.on, whole=True)
    if version is None:
        ended = describe_ended(selectors.demand_procedure(args.code), args.on)
        if ended is None or not args.json:
            selectors.demand_version(args.code, args.on)
        print_json(ended)
        return 1
    answer = describe(version, args.on)
    print_json(answer) if args.json else _print_text(answer)
    return 0


def _print_text(answer: dict[str, Any]) -> None:
    decision = answer["decision"] or {}
    print(f"{answer['code']}  {answer['name']}")
    print(f"Hiệu lực / in force      {answer['valid_from']} → {answer['valid_before'] or '…'}")
    print(f"Quyết định / decision    {decision.get('number', '–')} ({decision.get('issuer', '–')})")
    print(f"Cấp / levels             {', '.join(answer['levels'])}")
    print(f"Trực tuyến / online      {answer['online_level']}")
    for heading, entries in (
        ("Cách thức / channels", [f"{c['method']}: {_limit(c)}" for c in answer["channels"]]),
        ("Hồ sơ / papers", [p["name"] for case in answer["cases"] for p in case["evidence"]]),
        ("Kết quả / outputs", [output["name"] for output in answer["outputs"]]),
        ("Căn cứ / legal basis", [law["code"] for law in answer["legal_resources"]]),
        ("Trình tự / steps", [f"{step['name']} {step['text']}".strip() for step in answer["steps"]]),
    ):
        print(f"\n{heading}")
        for entry in entries:
            print(f"  · {entry}")


def _limit(channel: dict[str, Any]) -> str:
    """Return a time limit as the command takes it (`3wd`), or the words where there is no number."""
    if channel["quantity"] is None:
        return str(channel["time_text"] or channel["note"] or channel["unit"])
    return f"{channel['quantity']}{channel['unit']}"


def run_diff(args: argparse.Namespace) -> int:
    from motcua.cli.output import print_json
    from motcua.procedures.comparing import versions_to_compare
    from motcua.procedures.comparison import compare
    from motcua.procedures.reading import content_of

    old, new = versions_to_compare(args.code, args.since, args.to)
    parts = compare(content_of(old), content_of(new))
    if args.json:
        print_json(
            {
                "code": new.procedure.identity,
                "from": {"version": old.ordinal, "valid_from": old.valid_from},
                "to": {"version": new.ordinal, "valid_from": new.valid_from},
                "parts": [part.as_dict() for part in parts],
            }
        )
        return 0
    print(f"{new.procedure.identity}  v{old.ordinal} ({old.valid_from}) → v{new.ordinal} ({new.valid_from})")
    for part in parts:
        print(f"\n{part.phrase.vi} / {part.phrase.en}")
        for change in part.changes:
            if change.kind != "kept":
                print(f"  {'-' if change.kind == 'removed' else '+'} {change.text}")
    if not parts:
        print("Không có gì khác / nothing differs", file=sys.stderr)
    return 0
