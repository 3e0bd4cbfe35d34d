"""Index 766 and the nine indices as plain values, for the command and the API; no database is needed here."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from motcua.rules.handling_indices import NAMES, Rating
from motcua.rules.handling_indices import SOURCE as HANDLING_SOURCE
from motcua.rules.quality_index import IndexScore

if TYPE_CHECKING:
    from motcua.quality.officers import RatedOfficer


def as_dict(index: IndexScore) -> dict[str, Any]:
    """Return the index as the command and the API give it; points are numbers with two decimals."""
    return {
        "indicators": {
            score.indicator.name: {
                "number": score.indicator.number,
                "vi": score.indicator.vi,
                "en": score.indicator.en,
                "numerator": None if score.measure is None else _number(score.measure.numerator),
                "denominator": None if score.measure is None else _number(score.measure.denominator),
                "ratio": None if score.ratio is None else float(score.ratio),
                "score": None if score.score is None else float(score.score),
                "max": float(score.indicator.most),
            }
            for score in index.indicators
        },
        "groups": {
            group.number: {
                "vi": group.vi,
                "en": group.en,
                "score": float(group.score),
                "max": float(group.most),
                "given": float(group.given),
            }
            for group in index.groups
        },
        "total": float(index.total),
        "of": float(index.given),
        "band": None if index.band is None else {"vi": index.band[0], "en": index.band[1]},
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def rating_as_dict(rating: Rating) -> dict[str, Any]:
    """Return the nine indices of Circular 01/2018; one without data is null, not nought, and no part of the total."""
    scores = [
        {
            "number": place,
            "vi": NAMES[place][0],
            "en": NAMES[place][1],
            "score": None if score is None else float(score),
            "max": 2,
        }
        for place, score in sorted(rating.scores.items())
    ]
    given = sum(2 for score in rating.scores.values() if score is not None)
    return {"source": HANDLING_SOURCE, "indices": scores, "total": float(rating.total), "of": given}


def officer_as_dict(officer: "RatedOfficer") -> dict[str, Any]:
    """Return one officer's indices as the command gives them; no band while an index has no data."""
    told = rating_as_dict(officer.rating)
    is_whole = None not in officer.rating.scores.values()
    band = dict(zip(("vi", "en"), officer.rating.band, strict=True)) if is_whole else None
    facts = {"name": officer.name, "units": list(officer.units), "dossiers": officer.dossiers, "steps": officer.steps}
    return {**facts, **told, "band": band}
