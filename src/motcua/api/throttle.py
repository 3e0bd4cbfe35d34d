"""How much one caller may ask in a minute, counted by each process of the server."""

import time

from django.http import HttpRequest

from motcua.api.problems import Problem
from motcua.core.kept import Kept

A_MINUTE = 60
ANONYMOUS = 600
CONNECTED = 120_000
_ASKED: Kept[list[int]] = Kept(A_MINUTE, most=20_000)


def count(request: HttpRequest, *, connected: str = "", most: int | None = None) -> None:
    """Count one request of the caller; refuse it with Retry-After when the minute is used up.

    A connected system is counted by its token, anybody else by address. Each server
    process counts for itself: a counter in the database would cost a write per read.
    """
    most = most or (CONNECTED if connected else ANONYMOUS)
    caller = connected or request.META.get("REMOTE_ADDR", "")
    now = time.time()
    key = f"api:{caller}:{int(now // A_MINUTE)}"
    if _counted(key) > most:
        raise Problem("too-many-requests", headers={"Retry-After": str(int(A_MINUTE - now % A_MINUTE) + 1)})


def _counted(key: str) -> int:
    asked = _ASKED.get(key, lambda: [0])
    asked[0] += 1
    return asked[0]
