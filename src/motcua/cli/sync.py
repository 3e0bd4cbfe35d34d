"""`motcua sync`: take in and send status events, compare with partners, grade sources."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

# So many differences are printed; the CSV file has all.
LISTED = 1000
_CODE_COLUMNS = "CSV: source,kind,partner_code,our_code,valid_from,valid_before"


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True, metavar="ingest|push|status|reconcile|sources|codes")
    ingest = verbs.add_parser("ingest", help="take status events in from files (NDJSON, CSV, Parquet; .gz, .xz, .bz2)")
    ingest.add_argument("files", nargs="+", metavar="FILE", type=Path)
    push = verbs.add_parser("push", help="send what waits to partners")
    push.add_argument("--limit", type=int, default=10_000)
    push.add_argument("--every", type=float, metavar="SECONDS", help="go on for ever, and keep the ledger fresh")
    push.add_argument("--replay", action="store_true", help="first put back what was given up")
    verbs.add_parser("status", help="the outbox: what waits, went, was given up; the inbox")
    reconcile = verbs.add_parser("reconcile", help="compare with a partner's own list or counts")
    reconcile.add_argument("file", metavar="FILE", type=Path, help="CSV with dossier,status or with day,received")
    whom = reconcile.add_mutually_exclusive_group()
    whom.add_argument("--source", default="", help="the list is of a system that sends to us; only its dossiers")
    whom.add_argument("--partner", default="", help="the list is of a partner that gets our events")
    reconcile.add_argument("--csv", metavar="FILE", type=Path, help="write every difference, to be sent to them")
    reconcile.add_argument("--send-again", action="store_true", help="with --partner: queue what is missing there")
    sources = verbs.add_parser("sources", help="completeness and trust of each sending system")
    sources.add_argument("--source", default="")
    codes = verbs.add_parser("codes", help="what partners' codes mean here: list, or take in a CSV table")
    codes.add_argument("file", nargs="?", metavar="FILE", type=Path, help=_CODE_COLUMNS)
    codes.add_argument("--source", default="", help="only codes of this sending system")
    codes.add_argument("--csv", metavar="FILE", type=Path, help="write the table, so that it can be taken in again")
    for verb in verbs.choices.values():
        verb.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from motcua.cli.output import open_database, print_json

    open_database()
    if args.what == "push" and args.every:
        _attend(args.every, args.limit)
    verbs = {
        "ingest": _ingest, "push": _push, "status": _status, "reconcile": _reconcile, "sources": _sources,
        "codes": _codes,
    }  # fmt: skip
    answer, show = verbs[args.what](args)
    if args.json:
        print_json(answer)
    else:
        show(answer)
    return 0


def _ingest(args: argparse.Namespace) -> Any:
    from motcua.ledger.files import take_in

    return take_in(args.files), _show_counts


def _push(args: argparse.Namespace) -> Any:
    from motcua.exchange import services

    replayed = services.replay() if args.replay else 0
    return {"replayed": replayed, **services.send_waiting(limit=args.limit)}, _show_members


def _attend(seconds: float, limit: int) -> NoReturn:
    """Send what waits and refresh the ledger, again and again; a failure is logged and tried again."""
    import logging
    import time

    from django.db import close_old_connections

    from motcua.exchange import services
    from motcua.ledger import refresh

    log = logging.getLogger("motcua.sync")
    while True:
        for work in (lambda: services.send_waiting(limit=limit), refresh.refresh):
            close_old_connections()
            try:
                work()
            except Exception as problem:
                log.error("the post room failed and tries again in %s seconds: %r", seconds, problem)
        time.sleep(seconds)


def _status(args: argparse.Namespace) -> Any:
    from motcua.exchange import selectors
    from motcua.ledger import inbox, store

    dead = [
        {"partner": d.partner.name, "dossier": d.dossier_number, "error": d.last_error}
        for d in selectors.dead_letters()
    ]
    waiting = inbox.waiting(store.manifest())
    return {"partners": selectors.outbox_by_partner(), "dead_letters": dead[:1000], "inbox": waiting}, _show_status


def _reconcile(args: argparse.Namespace) -> Any:
    from motcua.core.csv_lines import csv_lines
    from motcua.exchange import comparing, selectors, services
    from motcua.ledger.reconciling import reconcile

    partner = selectors.demand_partner(args.partner) if args.partner else None
    if args.send_again and partner is None:
        raise services.NothingToSend
    found = comparing.compare_outbox(partner, args.file) if partner else reconcile(args.file, source=args.source)
    kept = services.keep_comparison(found=found, file_name=args.file.name, partner=partner, source=args.source)
    answer = {**found["counts"], "comparison": kept.pk, "differences": found["differences"][:LISTED]}
    if args.csv:
        rows = comparing.difference_rows(found["differences"])
        args.csv.write_text("".join(csv_lines(rows)), encoding="utf-8", newline="")
    if args.send_again:
        answer["sent_again"] = services.send_what_differs(comparison=kept)
    return answer, _show_members


def _sources(args: argparse.Namespace) -> Any:
    from motcua.ledger.sources import with_lateness

    return with_lateness(args.source), _show_sources


def _codes(args: argparse.Namespace) -> Any:
    from motcua.core.csv_lines import csv_lines
    from motcua.exchange import partner_codes
    from motcua.exchange.lines import opened

    answer: dict[str, Any] = {}
    if args.file:
        with opened(args.file) as file:
            answer = dict(partner_codes.take_in_codes(file.read().decode("utf-8-sig", errors="replace")))
    found = partner_codes.codes_in(args.source)
    if args.csv:
        args.csv.write_text("".join(csv_lines(partner_codes.code_rows(found))), encoding="utf-8", newline="")
    return {**answer, "codes": list(found.values(*partner_codes.COLUMNS))}, _show_members


COUNTS = {
    "read": "đọc / read",
    "new": "mới / new",
    "duplicate": "trùng / duplicate",
    "stale": "cũ / stale",
    "flagged": "có dấu hiệu / flagged",
    "rejected": "không nhận / rejected",
}


def _show_counts(answer: dict[str, Any]) -> None:
    for key, name in COUNTS.items():
        print(f"{name:<26}{answer[key]:>14,}")
    for flag, number in answer["flags"].items():
        print(f"  {flag:<24}{number:>14,}")
    for refused in answer["rejections"][:20]:
        print(f"{refused['file']}:{refused['line']}: {refused['reason']['vi']}\n    {refused['reason']['en']}")
    print(f"{answer['seconds']:.1f} s · {answer['per_second']:,}/s")


def _show_members(answer: dict[str, Any]) -> None:
    for name, value in answer.items():
        if isinstance(value, list):
            print(f"{name}: {len(value)}")
            for row in value[:50]:
                print("  " + " · ".join(f"{key}={member}" for key, member in row.items()))
        else:
            print(f"{name:<18}{value}")


def _show_status(answer: dict[str, Any]) -> None:
    if not answer["partners"]:
        print("Chưa có hệ thống nào được đăng ký nhận. / No partner is enrolled.")
    _show_members(answer)


def _show_sources(answer: list[dict[str, Any]]) -> None:
    if not answer:
        print("Chưa nhận sự kiện nào. / No event has been taken in.")
    for row in answer:
        parts = " · ".join(f"{name} {p['numerator']}/{p['denominator']}" for name, p in row["parts"].items())
        print(f"{row['source']:<24}{row['score']:>7}  {parts}")
        late = row["lateness"]
        print(
            f"    trễ do xử lý / late by officers: {late['officer']:,}/{late['settled']:,} · "
            f"do truyền tin / by transport: {late['transport']:,}/{late['settled']:,}"
        )
        if row["missing_days"]:
            print(f"    ngày thiếu / missing days: {', '.join(map(str, row['missing_days'][:20]))}")
