"""`motcua verify FILE.pdf`: who signed it, is it whole, was the certificate valid then."""

import argparse
import sys
from pathlib import Path

from motcua.cli.output import print_json, start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the verb."""
    parser.add_argument("file", type=Path, help="a PDF")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the answer; 1 if the paper is unsigned, altered, or signed by nobody trusted."""
    content = args.file.read_bytes()
    start_django()
    from motcua.documents.verification import verify_pdf

    answer = verify_pdf(content)
    if args.json:
        print_json({"file": str(args.file), **answer.as_json()})
    else:
        for found in answer.signatures:
            print(f"{found.signer} ({found.organisation or '–'}) · {found.signed_at} · {found.time_source}")
    if answer.ok:
        if not args.json:
            print(f"{answer.verdict.vi}\n{answer.verdict.en}")
        return 0
    print(f"{answer.verdict.vi} {'; '.join(one.vi for one in answer.alterations)}", file=sys.stderr)
    print(f"{answer.verdict.en} {'; '.join(one.en for one in answer.alterations)}", file=sys.stderr)
    return 1
