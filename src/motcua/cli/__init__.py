"""The `motcua` command: one thin function per verb, in the order of the reform loop.

Only the module of the verb that is called is imported, so `motcua due` starts
without Django. A verb module offers `configure(parser)` and `run(args) -> int`
(0 done, 1 refused with a sentence on standard error, 2 wrong usage).
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# verb -> (module below motcua.cli, what it does)
VERBS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "run the web server and its background worker"),
    "demo": ("demo", "fill an empty database with the starter content and a simulated nation"),
    "agencies": ("agencies", "import units with their validity and successors"),
    "catalogue": ("catalogue", "import, search, show, compare and export procedures"),
    "calendar": ("calendar", "show and amend working days"),
    "due": ("due", "work out when a dossier is due, line by line"),
    "dossier": ("dossier", "show one dossier, now or as it was known"),
    "sync": ("sync", "take in and send status events"),
    "ledger": ("ledger", "rebuild, refresh or measure the columnar store"),
    "report": ("report", "print a report"),
    "quality": ("quality", "score the service-quality index"),
    "staffing": ("staffing", "who is needed where and when"),
    "review": ("review", "map, cost and improve procedures"),
    "qr": ("qr", "read and write payment codes"),
    "verify": ("verify", "check the signatures of a paper"),
    "export": ("export", "write event logs for other tools"),
    "backup": ("backup", "save the whole state"),
    "restore": ("restore", "bring back a saved state"),
    "check": ("check", "diagnose this installation"),
    "manage": ("manage", "any Django management command"),
}


def _help() -> str:
    width = max(map(len, VERBS))
    lines = [f"  {verb:<{width}}  {meaning}" for verb, (_, meaning) in VERBS.items()]
    return "usage: motcua [--help] [--version] VERB …\n\n" + "\n".join(lines) + "\n\nmotcua VERB --help explains one."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_help())
        return 0 if words else 2
    if words[0] == "--version":
        from motcua import __version__

        print(__version__)
        return 0
    verb = words[0]
    if verb not in VERBS:
        print(f"motcua: không có lệnh “{verb}” / there is no verb “{verb}”.\n\n{_help()}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    module = importlib.import_module(f"motcua.cli.{VERBS[verb][0]}")
    if verb == "manage":
        return int(module.run_words(words[1:]))
    parser = argparse.ArgumentParser(prog=f"motcua {verb}", description=VERBS[verb][1])
    module.configure(parser)
    args = parser.parse_args(words[1:])
    return _guarded(module, args)


def _guarded(module: object, args: argparse.Namespace) -> int:
    from motcua.rules.errors import RuleViolation

    try:
        return int(module.run(args) or 0)  # type: ignore[attr-defined]
    except RuleViolation as refusal:
        print(f"{refusal.sentence('vi')}\n{refusal.sentence('en')}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
