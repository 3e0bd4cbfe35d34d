"""How long may an office take to answer feedback and petitions (phản ánh, kiến nghị)?

Source: the brief of the project names 2, 5 and 15 working days; the legal frame is NĐ 20/2008/NĐ-CP as amended
by NĐ 92/2017/NĐ-CP and the feedback system of the national portal. UNVERIFIED: which of the three counts for
which kind; we take 2 days to sort and forward, 5 for a plain answer, 15 where rules or other agencies are concerned.
"""

from enum import StrEnum

from motcua.rules.time_limits import TimeLimit


class Weight(StrEnum):
    """How much an answer takes."""

    SORT = "sort"
    PLAIN = "plain"
    INVOLVED = "involved"


_LIMITS: dict[Weight, str] = {Weight.SORT: "2wd", Weight.PLAIN: "5wd", Weight.INVOLVED: "15wd"}


def limit_for(weight: Weight) -> TimeLimit:
    """Return the limit, in working days.

    >>> str(limit_for(Weight.PLAIN))
    '5wd'
    """
    return TimeLimit.parse(_LIMITS[weight])
