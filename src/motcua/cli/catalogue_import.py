"""`motcua catalogue import`: the national portal's own answers into the catalogue."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.procedures.intake.importing import ImportReport

_MOST = 20


def add(verbs: Any) -> None:
    """Add the verb `import`."""
    parser = verbs.add_parser("import", help="read answers of the national portal (.jsonl, .jsonl.xz, .jsonl.gz)")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the counts and defects as JSON")
    parser.set_defaults(act=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Import and report; 1 if some line could not be read, although the rest was imported."""
    from motcua.cli.output import print_json
    from motcua.procedures.intake.importing import import_files

    with _Progress() as progress:
        report = import_files(args.files, progress=progress)
    for problem in report.problems[:_MOST]:
        print(f"{problem.vi}\n{problem.en}", file=sys.stderr)
    more = len(report.problems) - _MOST
    if more > 0:
        print(f"… và {more} dòng nữa không đọc được; --json nêu hết.", file=sys.stderr)
        print(f"… and {more} more lines that could not be read; --json names all.", file=sys.stderr)
    if args.json:
        print_json(report.as_dict())
    else:
        _print_report(report)
    return 1 if report.problems else 0


class _Progress:
    """A line of progress on a terminal, nothing elsewhere."""

    def __enter__(self) -> Any:
        return self._show if sys.stderr.isatty() else None

    def _show(self, read: int) -> None:
        if read % 50 == 0:
            print(f"\r{read} …", end="", file=sys.stderr, flush=True)

    def __exit__(self, *failure: object) -> None:
        if sys.stderr.isatty():
            print("\r", end="", file=sys.stderr)


def _print_report(report: "ImportReport") -> None:
    from motcua.rules.catalogue_defects import DEFECTS

    print(f"Đã đọc / read            {report.read}")
    print(f"Tạo mới / created        {report.created}")
    print(f"Thay đổi / changed       {report.changed}")
    print(f"Không đổi / unchanged    {report.unchanged}")
    print(f"Cách ly / quarantined    {report.quarantined}")
    if report.absent:
        print(f"Vắng trong tệp / absent   {len(report.absent)} (giữ nguyên / kept)")
    for code, codes in report.defects.items():
        kind = DEFECTS[code]
        print(f"  {len(codes):>6}  {code:<28} {kind.vi} / {kind.en}")
    for entry in report.quarantine:
        print(f"  {entry['code']!r}: {entry['reason']} ({entry['file']}:{entry['line']})")
    for code, parts in report.changes.items():
        print(f"  {code}: {', '.join(parts)}")
