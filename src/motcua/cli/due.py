"""`motcua due`: when is a dossier due, line by line; needs no database unless an agency is named."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.rules.calendar import WorkingCalendar
    from motcua.rules.errors import RuleViolation
    from motcua.rules.time_limits import Due, Pause, TimeLimit

EXAMPLES = """examples:
  motcua due 2026-03-02T09:30 3wd              three working days
  motcua due 2026-03-02 15d --json             only the day is known; calendar days
  motcua due 2026-03-02T09:30 8h --pause 2026-03-02T10:00/2026-03-03T08:00
  motcua due 2026-03-02T09:30 10wd --supplement 2026-03-05/2026-03-09
  motcua due --file dossiers.csv               columns received,limit and, if you like, pause (A/B;A/B)

LIMIT: 3wd working days · 5d days · 8h working hours · 2m months · 1y years · now · see (only the text says)
RECEIVED: ISO moment; without an offset it is Vietnam's time."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("received", nargs="?", metavar="RECEIVED")
    parser.add_argument("limit", nargs="?", metavar="LIMIT")
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="FROM/TO",
        help="the clock stands still from FROM, runs again on TO; repeat",
    )
    parser.add_argument(
        "--supplement", action="append", default=[], metavar="FROM/TO", help="asked on FROM, complete on TO; repeat"
    )
    parser.add_argument(
        "--rule",
        choices=["restart", "deduct"],
        default="restart",
        help="what --supplement does: the decree restarts from zero, the portal deducts the wait (both are in --json)",
    )
    parser.add_argument("--agency", metavar="CODE", help="use this agency's calendar (reads the database)")
    parser.add_argument("--known-on", metavar="DATE", help="use the calendar as it was known at the end of this day")
    parser.add_argument("--file", metavar="F.csv", help="many at once; - reads standard input")
    parser.add_argument("--no-lines", action="store_true", help="with --file: leave the lines out")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    if args.file is None and (args.received is None or args.limit is None):
        args.usage_error("cần RECEIVED và LIMIT, hoặc --file / RECEIVED and LIMIT are needed, or --file")
    if args.file is not None and (args.received is not None or args.pause or args.supplement):
        args.usage_error("--file không đi cùng RECEIVED, --pause / --file takes no RECEIVED and no --pause")
    from motcua.cli.chosen_calendar import calendar_of

    calendar = calendar_of(args.agency, args.known_on)
    if args.file is not None:
        return _file(args, calendar)
    answer = _answer(args.received, args.limit, args.pause, args.supplement, args.rule, calendar)
    if args.json:
        from motcua.cli.output import print_json

        print_json(answer)
    else:
        print(_text(answer))
    return 0


def _answer(
    received: str, limit: str, pauses: list[str], supplements: list[str], rule: str, calendar: "WorkingCalendar"
) -> dict[str, Any]:
    from motcua.rules.moments import parse_moment, parse_stretch
    from motcua.rules.time_limits import Pause, PauseCause, SupplementRule, TimeLimit, due, due_by_both_rules

    moment, day_only = parse_moment(received)
    asked = TimeLimit.parse(limit)
    stops = [Pause(*parse_stretch(text)) for text in pauses]
    stops += [Pause(*parse_stretch(text), PauseCause.SUPPLEMENT) for text in supplements]
    found = due(moment, asked, calendar, stops, rule=SupplementRule(rule), day_only=day_only)
    answer = _as_dict(moment, asked, stops, found, calendar)
    if supplements:
        both = due_by_both_rules(moment, asked, calendar, stops)
        answer["rule"] = rule
        answer["by_rule"] = {str(name): other.at and other.at.isoformat() for name, other in both.items()}
    return answer


def _as_dict(
    moment: datetime, limit: "TimeLimit", pauses: "list[Pause]", found: "Due", calendar: "WorkingCalendar"
) -> dict[str, Any]:
    return {
        "received_at": moment.isoformat(),
        "limit": str(limit),
        "limit_words": limit.words("vi"),
        "limit_words_en": limit.words("en"),
        "pauses": [
            {"from": p.start.isoformat(), "to": p.before and p.before.isoformat(), "cause": str(p.cause)}
            for p in pauses
        ],
        "calendar": calendar.name,
        "due_at": found.at and found.at.isoformat(),
        "lines": [line.as_dict() for line in found.lines],
    }


def _text(answer: dict[str, Any]) -> str:
    parts = []
    for line in answer["lines"]:
        day = line["date"]
        parts += [f"{day}  {line['reason']}", f"{'':10}  {line['reason_en']}", f"{'':10}  [{line['source']}]"]
    for rule, at in answer.get("by_rule", {}).items():
        parts.append(f"{'':10}  {rule}: {at or '?'}")
    return "\n".join([answer["due_at"] or "chưa xác định được / not known", "", *parts])


def _file(args: argparse.Namespace, calendar: "WorkingCalendar") -> int:
    from motcua.cli.output import print_json_line
    from motcua.rules.errors import RuleViolation

    refused = 0
    for number, row in _rows(args.file):
        answer: dict[str, Any] = {"line": number}
        try:
            if isinstance(row, RuleViolation):
                raise row
            answer |= {"received": row.get("received"), "limit": row.get("limit")}
            pauses = [text for text in (row.get("pause") or "").split(";") if text.strip()]
            received, limit = row.get("received") or "", row.get("limit") or ""
            if args.no_lines:
                answer["due_at"] = _moment_alone(received, limit, pauses, calendar)
            else:
                known = _answer(received, limit, pauses, [], args.rule, calendar)
                answer |= {"due_at": known["due_at"], "lines": known["lines"]}
        except RuleViolation as refusal:
            refused += 1
            answer["error"] = {"code": refusal.code, "vi": refusal.sentence("vi"), "en": refusal.sentence("en")}
        print_json_line(answer)
    return 1 if refused else 0


def _moment_alone(received: str, limit: str, pauses: list[str], calendar: "WorkingCalendar") -> str | None:
    from motcua.rules.moments import parse_moment, parse_stretch
    from motcua.rules.time_limits import Pause, TimeLimit, due_at

    moment, asked = parse_moment(received)[0], TimeLimit.parse(limit)
    at = due_at(moment, asked, calendar, [Pause(*parse_stretch(text)) for text in pauses])
    return at.isoformat() if at else None


def _rows(name: str) -> "Iterator[tuple[int, dict[str, str] | RuleViolation]]":
    """Give each line under the first with its number; a line that is no text comes as its refusal.

    Lines are read one by one, so that a stray quotation mark cannot swallow those after it.
    """
    from motcua.cli.texts import TableUnreadable, decoded, raw_lines
    from motcua.rules.errors import RuleViolation

    lines = raw_lines(name)
    header = decoded(next(lines, b""), 1)
    mark = ";" if ";" in header and "," not in header else ","
    names = [column.strip().lower() for column in _cells(header, mark)]
    if not {"received", "limit"} <= set(names):
        raise TableUnreadable(file=name, columns="received,limit", found=",".join(names) or "—")
    for number, raw in enumerate(lines, 2):
        try:
            cells = _cells(decoded(raw, number), mark)
        except RuleViolation as refusal:
            yield number, refusal
            continue
        if cells:
            yield number, dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _cells(line: str, mark: str) -> list[str]:
    import csv

    csv.field_size_limit(max(len(line) + 1, csv.field_size_limit()))
    return next(csv.reader([line.replace("\0", "\ufffd")], delimiter=mark), [])
