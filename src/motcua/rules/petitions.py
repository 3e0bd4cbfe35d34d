"""How long may an office take to answer feedback and petitions (phản ánh, kiến nghị)?

Source: `parameters.petition_terms` (NĐ 20/2008/NĐ-CP as amended by NĐ 92/2017/NĐ-CP). UNVERIFIED: which of the
three limits counts for which kind; we take 2 days to sort and forward, 5 for a plain answer, 15 where rules or other
agencies are concerned.
"""

from enum import StrEnum

from motcua.rules.parameters.petition_terms import TERMS
from motcua.rules.time_limits import TimeLimit


class Weight(StrEnum):
    """How much an answer takes."""

    SORT = "sort"
    PLAIN = "plain"
    INVOLVED = "involved"


def limit_for(weight: Weight) -> TimeLimit:
    """Return the limit, in working days.

    >>> str(limit_for(Weight.PLAIN))
    '5wd'
    """
    return TimeLimit.parse(TERMS[weight].limit)
