"""`motcua calendar`: show the working days of a year, preview and apply amendments."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.calendars.services import NewLine, Outcome
    from motcua.rules.calendar import WorkingCalendar

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True, metavar="show|amend")
    show = verbs.add_parser("show", help="working and closed days of a year, with the notice that says so")
    show.add_argument("year", type=int, metavar="YEAR")
    show.add_argument("--agency", metavar="CODE", help="the calendar of this agency (reads the database)")
    show.add_argument("--known-on", metavar="DATE", help="as it was known at the end of this day")
    show.add_argument("--json", action="store_true")
    show.set_defaults(act=_show)
    amend = verbs.add_parser("amend", help="say that days are closed or worked; preview first")
    amend.add_argument("file", metavar="FILE", help="CSV (day,kind,notice,…) or JSON; - reads standard input")
    way = amend.add_mutually_exclusive_group(required=True)
    way.add_argument("--preview", action="store_true", help="list what would change and how many open dossiers move")
    way.add_argument("--apply", action="store_true", help="record it and let the due dates follow")
    amend.add_argument("--reason", default="", help="why (needed with --apply)")
    amend.add_argument("--author", default="", help="who; default: the user of this machine")
    amend.add_argument("--json", action="store_true")
    amend.set_defaults(act=_amend)


def run(args: argparse.Namespace) -> int:
    return int(args.act(args))


def _show(args: argparse.Namespace) -> int:
    from motcua.cli.chosen_calendar import calendar_of
    from motcua.cli.output import print_json
    from motcua.rules.calendar import BEFORE_DAY, FIRST_DAY, DayOutsideCalendar

    if not FIRST_DAY.year <= args.year < BEFORE_DAY.year:
        raise DayOutsideCalendar
    calendar = calendar_of(args.agency, args.known_on)
    answer = {"year": args.year, "agency": args.agency, "known_on": args.known_on, **_year(calendar, args.year)}
    if args.json:
        print_json(answer)
    else:
        print(_text(answer))
    return 0


def _year(calendar: "WorkingCalendar", year: int) -> dict[str, Any]:
    quarters = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    days = list(_days(calendar, year))
    return {
        "calendar": calendar.name,
        "standing": "projected" if calendar.is_projected(year) else "official",
        "office_hours": [f"{a:%H:%M}-{b:%H:%M}" for a, b in calendar.sessions],
        "working_days": calendar.working_days(quarters[0], quarters[-1]),
        "quarters": [calendar.working_days(a, b) for a, b in pairwise(quarters)],
        "closed_weekdays": [day for day in days if day["kind"] == "closed" and day["weekday"] <= 5],
        "worked_rest_days": [day for day in days if day["kind"] == "worked" and day["weekday"] > 5],
        "days": days,
    }


def _days(calendar: "WorkingCalendar", year: int) -> Iterator[dict[str, Any]]:
    from motcua.rules.days import DayKind
    from motcua.rules.due_lines import WEEKLY_REST

    first = date(year, 1, 1)
    for number in range((date(year + 1, 1, 1) - first).days):
        day = first + timedelta(days=number)
        worked, special = calendar.is_working_day(day), calendar.special.get(day)
        known: dict[str, Any] = {
            "date": day.isoformat(),
            "weekday": day.isoweekday(),
            "working": worked,
            "kind": str(DayKind.WORKED if worked else DayKind.CLOSED)
            if special
            else "weekday"
            if worked
            else "weekend",
        }
        if special is not None:
            known |= {"reason": special.vi, "reason_en": special.en, "notice": special.notice}
            known |= {"announced_on": special.announced_on and special.announced_on.isoformat()}
            known |= {"standing": str(special.standing)}
        elif not worked:
            known |= {"reason": "Nghỉ hằng tuần", "reason_en": "Weekly rest", "notice": WEEKLY_REST}
        yield known


def _text(answer: dict[str, Any]) -> str:
    quarters = ", ".join(f"Q{number}: {days}" for number, days in enumerate(answer["quarters"], 1))
    year, hours = f"{answer['year']} {answer['calendar']} ({answer['standing']})", ", ".join(answer["office_hours"])
    head = [f"{year}: {answer['working_days']} ngày làm việc / working days ({quarters}); {hours}"]
    for title, name in (("Nghỉ / closed", "closed_weekdays"), ("Làm bù / worked", "worked_rest_days")):
        head += ["", title] if answer[name] else []
        for day in answer[name]:
            mark = "" if day["standing"] == "official" else f" ({day['standing']})"
            weekday = WEEKDAYS[day["weekday"] - 1]
            head.append(f"  {day['date']} {weekday}  {day['reason']} / {day['reason_en']}{mark}  [{day['notice']}]")
    return "\n".join(head)


def _amend(args: argparse.Namespace) -> int:
    from motcua.cli.output import open_database
    from motcua.cli.texts import text_of

    text = text_of(args.file)
    open_database()
    from getpass import getuser

    from django.utils import timezone

    from motcua.calendars.amendment_files import read_amendment
    from motcua.calendars.services import amend, preview
    from motcua.cli.output import print_json

    lines = _with_known_agencies(read_amendment(text))
    now = timezone.now()
    if args.preview:
        outcome = preview(lines=lines, recorded_at=now)
    else:
        outcome = amend(lines=lines, reason=args.reason, author=args.author or getuser(), recorded_at=now)
    if args.json:
        print_json(_outcome(outcome))
    else:
        print(_outcome_text(outcome))
    return 0


def _with_known_agencies(lines: "Sequence[NewLine]") -> "list[NewLine]":
    from dataclasses import replace

    from motcua.agencies.selectors import demand_unit

    codes = {code: demand_unit(code).code for code in {line.agency_code for line in lines} if code}
    return [replace(line, agency_code=codes.get(line.agency_code, "")) for line in lines]


def _outcome(outcome: "Outcome") -> dict[str, Any]:
    return {
        "applied": outcome.applied,
        "amendment": outcome.amendment_id,
        "changed": [_line(line) for line in outcome.changed],
        "unchanged": [_line(line) for line in outcome.unchanged],
        "moved": {"total": sum(outcome.moved.values()), "by_unit": dict(outcome.moved)},
    }


def _line(line: "NewLine") -> dict[str, Any]:
    known: dict[str, Any] = {"day": line.on.isoformat(), "kind": line.kind, "notice": line.notice}
    known |= {"agency": line.agency_code or None, "name": line.name_vi, "name_en": line.name_en}
    known |= {"announced_on": line.announced_on and line.announced_on.isoformat()}
    if line.sessions:
        known["hours"] = ",".join(f"{_hm(a)}-{_hm(b)}" for a, b in line.sessions)
    return known


def _hm(moment: time) -> str:
    return f"{moment:%H:%M}"


def _outcome_text(outcome: "Outcome") -> str:
    title = "Đã sửa lịch / amended" if outcome.applied else "Xem trước, chưa ghi / preview, nothing written"
    parts = [title]
    for line in outcome.changed:
        parts.append(f"  {line.on}  {line.kind}  {line.agency_code or 'VN'}  {line.name_vi}  [{line.notice}]")
    if outcome.unchanged:
        days = ", ".join(line.on.isoformat() for line in outcome.unchanged)
        parts.append(f"  Lịch đã ghi như vậy / so already: {days}")
    total = sum(outcome.moved.values())
    parts.append(f"Hồ sơ đang mở bị dời hạn / open dossiers that move: {total}")
    parts += [f"  {unit}: {number}" for unit, number in outcome.moved.items()]
    return "\n".join(parts)
