"""`motcua staffing shifts` and `breaches`: one day of a unit by name, and postings against the rules."""

import argparse
from datetime import date

from motcua.cli.agencies import day_given
from motcua.cli.output import print_json


def _day(text: str | None) -> date:
    from django.utils import timezone

    return day_given(text) or timezone.localdate()


def shifts(args: argparse.Namespace) -> int:
    """Print who works which shift, who is away, and what nobody can cover."""
    from motcua.accounts.duties import Duty
    from motcua.agencies.presence import roll_of
    from motcua.agencies.selectors import demand_unit
    from motcua.ledger import selectors as ledger
    from motcua.staffing.counters import counter_day
    from motcua.staffing.duty_days import as_dict, duty_day
    from motcua.staffing.errors import NobodyCame, stretch
    from motcua.staffing.plan import question_of

    on, unit = _day(args.on), demand_unit(args.unit)
    roll = roll_of(unit, Duty.RECEIVE)
    question = question_of(args.period, target_wait=args.target_wait)
    with ledger.reader() as connection:
        day = counter_day(connection, roll, question.days, question.target_wait)
    if day is None:
        raise NobodyCame(unit=unit.name, window=stretch(question.days))
    answer = {
        "unit": unit.code,
        "origin": day.origin,
        "people": day.people,
        "minutes": round(day.minutes, 2),
        "pages_scanned": day.scanned.pages,
        "needed": list(day.needed),
        **as_dict(duty_day(roll, day, on)),
        "usual_shifts": day.roster.officers,
    }
    if args.json:
        print_json(answer)
        return 0
    print(f"{unit.name} ({unit.code}) · {on:%d/%m/%Y}")
    if not answer["has_postings"]:
        print("Chưa ghi ai được cử tiếp nhận; số người mỗi ca / nobody is posted to receive; officers by shift:")
        for name, many in day.roster.officers.items():
            print(f"  {name}: {many}")
    for row in answer["shifts"]:
        backup = " (dự phòng / back-up)" if row["backup"] else ""
        print(f"  {row['shift']}  {row['officer']}{backup}  {', '.join(row['fields'])}".rstrip())
    for row in answer["short"]:
        fields = ", ".join(row["fields"]) or "mọi lĩnh vực / all fields"
        print(f"  ! {row['from']}–{row['before']}: thiếu / short of {row['missing']} · {fields}")
    if answer["away"]:
        print(f"  Nghỉ / away: {', '.join(answer['away'])}")
    return 0


def breaches(args: argparse.Namespace) -> int:
    """Print postings against the rules; 1 if there are any, so that a check can stand on it."""
    from motcua.accounts.duties import Duty
    from motcua.agencies.presence import roll_of
    from motcua.agencies.selectors import demand_unit
    from motcua.staffing import breaches as found_in

    on = _day(args.on)
    found = (
        found_in.breaches_of(roll_of(demand_unit(args.unit, on), Duty.RECEIVE), on)
        if args.unit
        else found_in.breaches(on)
    )
    if args.json:
        print_json({"on": on, "breaches": found_in.as_rows(found)})
    else:
        for one in found:
            print(f"{one.who}: {one.what.vi} / {one.what.en}")
        print(f"{len(found)} việc trái quy định / breaches, {on:%d/%m/%Y}")
    return 1 if found else 0
