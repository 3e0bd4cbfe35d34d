"""`motcua manage`: Django's own management commands."""

from collections.abc import Sequence


def run_words(words: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["motcua manage", *words])
    return 0
