"""What one process looks up again and again, kept in its memory for a stated time.

For the hottest path only. The value itself is kept, not a copy: whoever gets it must not change it.
What another process records is seen once the time is over; where that would be wrong, the key of what
is kept holds a mark of change, or nothing is kept.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key, each for so many seconds; `None` is never kept."""

    def __init__(self, seconds: float, most: int = 2000) -> None:
        self.seconds, self.most = seconds, most
        self._rows: dict[Hashable, tuple[float, Value]] = {}
        _ALL.add(self)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what is kept under `key`, else what `make` returns; its exceptions pass."""
        now, found = time.monotonic(), self._rows.get(key)
        if found is not None and found[0] > now:
            return found[1]
        value = make()
        if value is not None:
            if len(self._rows) >= self.most:
                self._rows.clear()
            self._rows[key] = (now + self.seconds, value)
        return value

    def forget(self) -> None:
        """Forget everything, after a change by this very process."""
        self._rows.clear()


_ALL: WeakSet[Kept[Any]] = WeakSet()


def forget_all() -> None:
    """Forget everything in this process (between tests)."""
    for one in _ALL:
        one.forget()
