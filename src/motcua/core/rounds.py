"""Work that comes round by itself: send what waits, publish what is due, clear what is stale.

A room registers its rounds when it is loaded; one process beside the web server walks
them (`motcua serve`). A round must be safe to repeat: two walkers do no harm.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.db import close_old_connections
from django.utils.module_loading import import_string

LOG = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _walked() -> Any:
    # Only the walker counts; every command registers rounds.
    from prometheus_client import Counter  # noqa: PLC0415

    return Counter("motcua_rounds_total", "Rounds of the background walker", ["round", "outcome"])


@dataclass(frozen=True, slots=True)
class Round:
    """One recurring piece of work."""

    name: str
    every_seconds: float
    work: Callable[[], object]


_rounds: dict[str, Round] = {}


def register(name: str, every_seconds: float, work: Callable[[], object] | str) -> None:
    """Let `work` be done about every so many seconds; the same name again replaces it.

    A function may be named (`motcua.reports.weekly.send_briefings`): then its room is loaded by the walker
    only, and no command waits for libraries that it does not use.
    """
    _rounds[name] = Round(name, every_seconds, partial(_do, work) if isinstance(work, str) else work)


def _do(named: str) -> object:
    return import_string(named)()


def registered() -> list[Round]:
    """Return all rounds, in the order of their names."""
    return [_rounds[name] for name in sorted(_rounds)]


def walk_once(round_: Round) -> bool:
    """Do one round; log a failure and return False, so that the others go on."""
    try:
        outcome = round_.work()
    except Exception:
        LOG.exception("round_failed round=%s", round_.name)
        _walked().labels(round_.name, "failed").inc()
        return False
    finally:
        close_old_connections()
    if outcome:
        LOG.info("round_done round=%s outcome=%s", round_.name, outcome)
    _walked().labels(round_.name, "done").inc()
    return True


def walk(goes_on: Callable[[], bool] = lambda: True, *, clock: Callable[[], float] = time.monotonic) -> None:
    """Walk all rounds while `goes_on()`; each waits its own time after it was done."""
    due = {round_.name: clock() for round_ in registered()}
    while goes_on():
        for round_ in registered():
            if due.setdefault(round_.name, clock()) <= clock():
                walk_once(round_)
                due[round_.name] = clock() + round_.every_seconds
        time.sleep(1)
