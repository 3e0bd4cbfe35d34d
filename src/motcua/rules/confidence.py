"""How sure is a share that was counted on few dossiers?

Wilson's score interval (E. B. Wilson, 1927, JASA 22): stays inside 0 and 1 and holds for small numbers. It speaks of
the unit's usual work, of which the counted dossiers are a sample; the counted share itself is exact.
ASSUMPTION: 95 % is the level shown; no law asks for one.
"""

from math import sqrt

Z_95 = 1.959963984540054
SMALL = 400
"""Under so many dossiers the range is shown beside the share."""


def wilson(numerator: int, denominator: int) -> tuple[float, float] | None:
    """Return the lower and upper end of the 95 % range of a share, None without a denominator.

    >>> low, high = wilson(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if denominator <= 0:
        return None
    share, z2 = numerator / denominator, Z_95 * Z_95
    middle = (share + z2 / (2 * denominator)) / (1 + z2 / denominator)
    spread = Z_95 * sqrt(share * (1 - share) / denominator + z2 / (4 * denominator**2)) / (1 + z2 / denominator)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def differs(part: int, whole: int, part_before: int, whole_before: int) -> bool:
    """Return whether two shares differ by more than chance does at 95 % (two-proportion z test, pooled).

    Shares counted on nothing do not differ.

    >>> differs(90, 100, 98, 100), differs(989, 1000, 990, 1000)
    (True, False)
    """
    if whole <= 0 or whole_before <= 0:
        return False
    pooled = (part + part_before) / (whole + whole_before)
    spread = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_before))
    return spread > 0 and abs(part / whole - part_before / whole_before) > Z_95 * spread
