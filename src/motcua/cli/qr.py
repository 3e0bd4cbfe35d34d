"""`motcua qr`: read and write payment codes. Starts without Django."""

import argparse
import sys
from pathlib import Path
from typing import Any

from motcua.cli.output import print_json, print_json_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe `qr read` and `qr write`."""
    acts = parser.add_subparsers(dest="act", required=True)
    read = acts.add_parser("read", help="say what a code asks for, or why it is refused")
    read.add_argument("text", help="the code; `-` reads one code a line from standard input")
    read.add_argument("--json", action="store_true")
    write = acts.add_parser("write", help="write a code")
    write.add_argument("--bin", required=True, help="six digits of the bank")
    write.add_argument("--account", required=True, help="account or card number")
    write.add_argument("--service", default="QRIBFTTA", help="QRIBFTTA (account, default) or QRIBFTTC (card)")
    write.add_argument("--amount", help="whole đồng")
    write.add_argument("--purpose", help="what the payer reads on the statement")
    write.add_argument("--static", action="store_true", help="may be paid many times")
    write.add_argument("--json", action="store_true")
    write.add_argument("-o", "--output", help="also draw the code to this .svg or .png")


def run(args: argparse.Namespace) -> int:
    """Carry out one act."""
    if args.act == "write":
        return _write(args)
    return _read_lines() if args.text == "-" else _read_one(args)


def _answer(text: str) -> dict[str, Any]:
    from motcua.rules.emv_codes import CodeRefused
    from motcua.rules.vietqr import read

    try:
        return {"ok": True, "fields": read(text).fields(), "reason": None}
    except CodeRefused as refusal:
        reason = f"{refusal.sentence('vi')} / {refusal.sentence('en')}"
        return {"ok": False, "fields": {}, "reason": reason, "code": refusal.code}


def _read_one(args: argparse.Namespace) -> int:
    answer = _answer(args.text)
    if args.json:
        print_json(answer)
    if not answer["ok"]:
        print(answer["reason"].replace(" / ", "\n", 1), file=sys.stderr)
        return 1
    if not args.json:
        for name, value in answer["fields"].items():
            if value is not None and name != "tags":
                print(f"{name:18} {value}")
    return 0


def _read_lines() -> int:
    for line in sys.stdin.buffer:
        # Bytes that are not UTF-8 become surrogates, which the reader refuses with a sentence.
        print_json_line(_answer(line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")))
    return 0


def _write(args: argparse.Namespace) -> int:
    from motcua.rules.vietqr import read, write

    code = write(args.bin, args.account, args.service, args.amount, args.purpose, static=args.static)
    if args.output:
        import segno

        segno.make(code, error="m", micro=False).save(str(Path(args.output)), scale=8, border=4)
    print_json({"code": code, "fields": read(code).fields()}) if args.json else print(code)
    return 0
