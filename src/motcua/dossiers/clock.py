"""The one place where this room reads the clock.

Simulations and trials set it, so that a whole year of acts can be recorded as it would
have been; nothing that serves people does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_SET: ContextVar[datetime | None] = ContextVar("motcua_dossiers_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware."""
    return _SET.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let acts inside be recorded at `moment` (simulated nation, tests)."""
    token = _SET.set(moment)
    try:
        yield
    finally:
        _SET.reset(token)
