"""How many points does an agency earn in the service-quality index?

QĐ 766/QĐ-TTg; the coefficients are in `parameters.quality_index`. An indicator earns its
points in proportion to its ratio, up to the ratio that earns all. Nothing measured earns
nothing, except petitions, where no petition earns all. Not given is not zero: the total
then says of how many points it speaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from motcua.rules.errors import RuleViolation
from motcua.rules.parameters.quality_index import BANDS, GROUPS, Indicator, ZeroRule

CENT = Decimal("0.01")
FINE = Decimal("0.0001")


class UnknownIndicator(RuleViolation):
    """There is no indicator “{name}”. Known names: {known}."""

    code: ClassVar[str] = "unknown_indicator"
    vi: ClassVar[str] = "Không có chỉ số “{name}”. Các tên đúng: {known}."


class ImpossibleRatio(RuleViolation):
    """{name}: {numerator} of {denominator} is impossible; give 0 ≤ numerator ≤ denominator."""

    code: ClassVar[str] = "impossible_ratio"
    vi: ClassVar[str] = "{name}: {numerator} trên {denominator} là không thể; cần 0 ≤ tử số ≤ mẫu số."


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted: numerator of denominator."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one indicator; `score` is None where nothing was given."""

    indicator: Indicator
    measure: Measure | None
    ratio: Decimal | None
    score: Decimal | None

    @property
    def lost(self) -> Decimal:
        """Points that a full measure would add."""
        return self.indicator.most - (self.score or Decimal(0))


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Points of one group, with the most that the given indicators allow."""

    number: str
    vi: str
    en: str
    most: Decimal
    score: Decimal
    given: Decimal


@dataclass(frozen=True, slots=True)
class IndexScore:
    """The whole index: indicators, groups, the total out of 100 and of how many points it speaks."""

    indicators: tuple[Score, ...]
    groups: tuple[GroupScore, ...]
    total: Decimal
    given: Decimal

    @property
    def band(self) -> tuple[str, str] | None:
        """The rating (vi, en); None while an indicator is missing."""
        if self.given < sum((group.most for group in self.groups), Decimal(0)):
            return None
        return next((vi, en) for limit, vi, en in BANDS if self.total >= limit)


def indicator_named(name: str) -> Indicator:
    """Return the indicator of a public name, another known name, or a number such as `2.1`."""
    wanted = name.strip().upper()
    for group in GROUPS:
        for indicator in group.indicators:
            if wanted in (indicator.name, indicator.number.upper(), *indicator.other_names):
                return indicator
    known = ", ".join(indicator.name for group in GROUPS for indicator in group.indicators)
    raise UnknownIndicator(name=name, known=known)


def score_of(indicator: Indicator, measure: Measure | None) -> Score:
    """Return the points of one indicator, unrounded points cut at two decimals half up."""
    if measure is None:
        return Score(indicator, None, None, None)
    if measure.denominator < 0 or not 0 <= measure.numerator <= measure.denominator:
        raise ImpossibleRatio(name=indicator.name, numerator=measure.numerator, denominator=measure.denominator)
    if measure.denominator == 0:
        points = indicator.most if indicator.when_empty is ZeroRule.ALL else Decimal(0)
        return Score(indicator, measure, None, points.quantize(CENT))
    ratio = measure.numerator / measure.denominator
    points = min(indicator.most, indicator.most * ratio / indicator.full_at)
    return Score(indicator, measure, ratio.quantize(FINE, ROUND_HALF_UP), points.quantize(CENT, ROUND_HALF_UP))


def score_index(measures: Mapping[str, Measure]) -> IndexScore:
    """Return the index of an agency from its measures by public name."""
    given = {indicator_named(name).name: measure for name, measure in measures.items()}
    scores, groups = [], []
    for group in GROUPS:
        own = [score_of(indicator, given.get(indicator.name)) for indicator in group.indicators]
        scores += own
        earned = sum((score.score or Decimal(0) for score in own), Decimal(0))
        spoken = sum((score.indicator.most for score in own if score.score is not None), Decimal(0))
        groups.append(GroupScore(group.number, group.vi, group.en, group.most, earned, spoken))
    total = sum((group.score for group in groups), Decimal(0))
    return IndexScore(tuple(scores), tuple(groups), total, sum((group.given for group in groups), Decimal(0)))
