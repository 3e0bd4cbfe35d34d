"""`motcua staffing plan`: who is needed where, against who is there."""

import argparse
from pathlib import Path
from typing import Any

from motcua.cli.output import print_json, start_django

MOST_SHOWN = 15


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    plan = verbs.add_parser("plan", help="who is needed where and when, against who is there")
    plan.add_argument("--period", required=True, help="2023Q1, 2023-02, 2023H1 or 2023")
    plan.add_argument("--window", default="statutory", help="statutory, calendar or FROM..TO (default statutory)")
    plan.add_argument("--officers", type=int, help="officers to share out in the scope (default: as many as now)")
    plan.add_argument("--target-wait", type=float, default=15.0, metavar="MIN", help="80 %% wait no longer (15)")
    plan.add_argument("--level", default="", help="central, province, district, commune or vertical")
    plan.add_argument("--present", type=Path, metavar="FILE", help="CSV code,officers: who is there now")
    plan.add_argument("--json", action="store_true", help="answer as JSON")
    plan.add_argument("--xlsx", type=Path, metavar="FILE", help="write the plan as a workbook")
    plan.add_argument("--docx", type=Path, metavar="FILE", help="write the plan as a document to be approved")
    shifts = verbs.add_parser("shifts", help="who works which shift of one unit on one day, by name")
    shifts.add_argument("unit", help="code of the unit")
    shifts.add_argument("--period", required=True, help="whose arrivals count, like 2023Q1")
    shifts.add_argument("--on", metavar="DAY", help="YYYY-MM-DD (default today)")
    shifts.add_argument("--target-wait", type=float, default=15.0, metavar="MIN", help="80 %% wait no longer (15)")
    shifts.add_argument("--json", action="store_true", help="answer as JSON")
    wrong = verbs.add_parser("breaches", help="postings against the rules: 6 to 24 months, a back-up for each sender")
    wrong.add_argument("--on", metavar="DAY", help="YYYY-MM-DD (default today)")
    wrong.add_argument("--unit", default="", help="code of one unit")
    wrong.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    start_django()
    if args.verb == "shifts":
        from motcua.cli.staffing_days import shifts

        return shifts(args)
    if args.verb == "breaches":
        from motcua.cli.staffing_days import breaches

        return breaches(args)
    return _plan(args)


def _plan(args: argparse.Namespace) -> int:
    from motcua.staffing.answers import as_dict
    from motcua.staffing.plan import make_plan, question_of
    from motcua.staffing.present import read_table

    question = question_of(
        args.period, window=args.window, level=args.level, officers=args.officers, target_wait=args.target_wait
    )
    plan = make_plan(question, read_table(args.present) if args.present else None)
    answer = as_dict(plan)
    _write(answer, args)
    if args.json:
        print_json(answer)
    elif not (args.xlsx or args.docx):
        _print(answer)
    return 0


def _write(answer: dict[str, Any], args: argparse.Namespace) -> None:
    if args.xlsx:
        from motcua.staffing.workbooks import write_workbook

        args.xlsx.write_bytes(write_workbook(answer))
    if args.docx:
        from motcua.staffing.documents import write_document

        args.docx.write_bytes(write_document(answer))


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %".replace(".", ",")


def _print(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from motcua.staffing.words import forecast_in_words

    console, scope, price = Console(), answer["scope"], answer["price"]
    grid = Table(title=f"{answer['proposal']['vi']}\n{answer['window']['vi']}", title_justify="left")
    for name in ("Cấp", "Đơn vị", "Đúng hạn nay", "Sau", "Người nay", "Sau"):
        grid.add_column(name, justify="left" if name == "Cấp" else "right")
    for row in answer["levels"]:
        if row["in_scope"]:
            grid.add_row(
                row["vi"], str(row["units"]), _percent(row["rate_now"]), _percent(row["rate_after"]),
                str(row["officers_now"]), str(row["officers_after"]),
            )  # fmt: skip
    console.print(grid)
    after, gain = scope["interval_after"], scope["interval_gain"]
    console.print(
        f"Nay {_percent(scope['rate_now'])} → {_percent(scope['rate_after'])} "
        f"(90 %: {_percent(after['low'])} – {_percent(after['high'])}; tăng {_percent(gain['low'])} – "
        f"{_percent(gain['high'])}); chuyển {price['moved']}, thêm {price['added']}, "
        f"{price['officer_months_moved'] + price['officer_months_added']} tháng công."
    )
    for row in answer["moves"][:MOST_SHOWN]:
        console.print(
            f"{row['order']:>4}. {row['from']['name']} → {row['to']['name']}: bớt {row['net']:.1f} hồ sơ trễ",
            highlight=False,
        )
    if len(answer["moves"]) > MOST_SHOWN:
        console.print(f"      … và {len(answer['moves']) - MOST_SHOWN} lượt nữa (--json)")
    ceiling = answer["not_mended_by_staff"]["rate_with_unlimited_officers"]
    console.print(f"Dù thêm bao nhiêu người cũng không vượt {_percent(ceiling)}.")
    if answer["forecast"]:
        console.print(forecast_in_words(answer["forecast"]).vi, highlight=False)
    for row in answer["assumptions"]:
        console.print(f"• {row['vi']}", highlight=False)
