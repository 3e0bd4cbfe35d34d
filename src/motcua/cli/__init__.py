"""The `motcua` command: one thin function per verb, in the order of the reform loop.

Only the module of the verb that is called is imported, so `motcua due` starts
without Django. A verb module offers `configure(parser)` and `run(args) -> int`
(0 done, 1 refused with a sentence on standard error, 2 wrong usage).
"""

import argparse
import contextlib
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
    from motcua.cli.usage import Parser

    parser = Parser(prog=f"motcua {verb}", description=VERBS[verb][1])
    module.configure(parser)
    args = parser.parse_args(words[1:])
    return _guarded(module, args)


def _guarded(module: object, args: argparse.Namespace) -> int:
    from motcua.rules.errors import RuleViolation

    try:
        answer = int(module.run(args) or 0)  # type: ignore[attr-defined]
        sys.stdout.flush()  # a full disk is found out here, not after the last word
        return answer
    except RuleViolation as refusal:
        return _refused(refusal.sentence("vi"), refusal.sentence("en"))
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 128 + _refused("Đã dừng theo yêu cầu, chưa xong.", "Stopped as asked, not finished.", 2)
    except OSError as fault:
        _drop_output()
        what, why = fault.filename or "-", fault.strerror or type(fault).__name__
        return _refused(
            f"Máy không cho đọc hoặc ghi “{what}” ({why}). Hãy kiểm tra đường dẫn, quyền và dung lượng đĩa.",
            f"The machine does not let “{what}” be read or written ({why}). "
            "Check the path, the permissions and the free space.",
        )
    except Exception as fault:
        if not _is_of_the_database(fault):
            raise
        why = " ".join(str(fault).split())
        return _refused(
            f"Cơ sở dữ liệu không làm được việc này ({why}). Hãy chạy “motcua check” để biết vì sao.",
            f"The database could not do this ({why}). Run “motcua check” to learn why.",
        )


def _refused(vi: str, en: str, code: int = 1) -> int:
    print(f"{vi}\n{en}", file=sys.stderr)
    return code


def _drop_output() -> None:
    """Let nothing that was printed so far be written again at the end, where it would fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_of_the_database(fault: Exception) -> bool:
    """Return whether the database is out of reach, locked, damaged or of another version; a wrong query is a bug."""
    from django.db.utils import DatabaseError, OperationalError

    return isinstance(fault, OperationalError) or type(fault) is DatabaseError


if __name__ == "__main__":
    sys.exit(main())
