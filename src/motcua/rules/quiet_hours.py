"""When may a message that is not urgent be sent?

House rule, no law: nobody is woken by an office. ASSUMPTION: quiet from 21:00 to 07:00 in Hanoi.
"""

from datetime import datetime, time, timedelta

QUIET_FROM = time(21)
QUIET_BEFORE = time(7)


def earliest(local: datetime, urgent: bool = False) -> datetime:
    """Return the first moment at or after `local` at which the message may go out.

    >>> earliest(datetime(2031, 5, 1, 22, 30))
    datetime.datetime(2031, 5, 2, 7, 0)
    """
    if urgent or QUIET_BEFORE <= local.time() < QUIET_FROM:
        return local
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_BEFORE, tzinfo=local.tzinfo)


def next_try(tries: int) -> timedelta | None:
    """Return how long to wait after a failed try: 1, 5, 25 minutes, 2 and 10 hours; None means give up.

    ASSUMPTION: after six tries in half a day a person must look.
    """
    waits = (1, 5, 25, 120, 600)
    return timedelta(minutes=waits[tries - 1]) if 1 <= tries <= len(waits) else None
