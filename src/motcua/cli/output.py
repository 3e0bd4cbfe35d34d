"""Answers of the command: JSON for machines, sentences for people, Django on demand."""

import json
import os
from typing import Any


def start_django() -> None:
    """Load the settings and the models, and make the data folder if it is missing."""
    import gc

    gc.disable()  # nothing that is loaded here becomes garbage; looking for it costs a tenth of the start
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    gc.freeze()
    gc.enable()
    from django.conf import settings

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)


def open_database() -> None:
    """Load the settings and the models; make the tables if this is the first command of all."""
    start_django()
    from motcua.cli.preparation import ensure_tables

    ensure_tables()


def print_json(answer: Any, indent: int | None = 2) -> None:
    """Print `answer` as JSON; dates and decimals become strings."""
    print(json.dumps(answer, ensure_ascii=False, indent=indent, default=str))


def print_json_line(answer: Any) -> None:
    """Print `answer` as one line of JSON."""
    print_json(answer, indent=None)
