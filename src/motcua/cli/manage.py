"""`motcua manage`: Django's own management commands."""

from collections.abc import Sequence

from motcua.cli.output import start_django


def run_words(words: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    start_django()
    execute_from_command_line(["motcua manage", *words])
    return 0
