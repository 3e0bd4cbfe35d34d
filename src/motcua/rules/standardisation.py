"""How would two shares compare if both had the same mix of work?

Direct standardisation: the share of each stratum, weighted by how large that stratum is in a reference. A unit that
handles only some strata is compared over those, and the covered part of the reference is told with it. The range is
the normal one at 95 %, with half a case added to each side so that a stratum without a failure is not taken as sure.
Source: the usual method of epidemiology and official statistics; no law asks for one (ASSUMPTION).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt

from motcua.rules.confidence import Z_95

Strata = Mapping[Hashable, tuple[int, int]]
"""Stratum to (part, whole)."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """A share at the mix of a reference: itself, its range, the reference's own over the same strata, coverage."""

    share: float
    low: float
    high: float
    reference: float
    coverage: float

    @property
    def stands_out(self) -> bool:
        """Whether the reference lies outside the range."""
        return not self.low <= self.reference <= self.high


def standardised(own: Strata, reference: Strata) -> Standardised | None:
    """Return the share of `own` at the mix of `reference`; None where they have no stratum in common.

    >>> standardised({"easy": (9, 10)}, {"easy": (90, 100), "hard": (50, 100)}).coverage
    0.5
    """
    total = sum(whole for _, whole in reference.values())
    common = [key for key, (_, whole) in own.items() if whole and reference.get(key, (0, 0))[1]]
    covered = sum(reference[key][1] for key in common)
    if not covered:
        return None
    share = spread = expected = 0.0
    for key in common:
        (part, whole), (part_there, whole_there) = own[key], reference[key]
        weight = whole_there / covered
        steadied = (part + 0.5) / (whole + 1)
        share += weight * part / whole
        spread += weight * weight * steadied * (1 - steadied) / whole
        expected += weight * part_there / whole_there
    half = Z_95 * sqrt(spread)
    return Standardised(share, max(0.0, share - half), min(1.0, share + half), expected, covered / total)


@dataclass(frozen=True, slots=True)
class Change:
    """Why a share changed: what the handling did at an unchanged mix, and what the change of the mix did."""

    before: float
    now: float
    handling: float
    mix: float


def change(now: Strata, before: Strata) -> Change | None:
    """Return the change from `before` to `now` in its two parts, which add up to it; None without both.

    What exists in one period only has no share to compare: it is part of the mix.

    >>> change({"a": (8, 10), "b": (45, 90)}, {"a": (72, 90), "b": (5, 10)}).handling
    0.0
    """
    whole_now, whole_before = (sum(whole for _, whole in each.values()) for each in (now, before))
    if not whole_now or not whole_before:
        return None
    share_now, share_before = (
        sum(part for part, _ in each.values()) / whole for each, whole in ((now, whole_now), (before, whole_before))
    )
    handling = 0.0
    for key, (part, whole) in before.items():
        part_now, count_now = now.get(key, (0, 0))
        if whole and count_now:
            handling += whole / whole_before * (part_now / count_now - part / whole)
    return Change(share_before, share_now, handling, share_now - share_before - handling)
