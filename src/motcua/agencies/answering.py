"""Which unit answers at a place? The catalogue names a class of body; this finds the unit near a counter.

UNVERIFIED: there is no official table from the catalogue's wording to units; the wording is matched,
and an officer confirms or changes the suggestion.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.core.text import fold
from motcua.rules.levels import Level


def units_near(counter: Unit, on: date | None = None) -> list[Unit]:
    """Return the units to which a one-stop unit may send a dossier: its own first, then those of the province."""
    above = [int(part) for part in counter.path.split("/") if part]
    home = counter.parent_id or counter.pk
    near = Unit.objects.in_force_on(on or timezone.localdate()).filter(
        Q(pk__in=[home, *above]) | Q(parent_id=home) | Q(parent_id__in=above)
    )
    found = list(near.exclude(kind__in=[UnitKind.ONE_STOP, UnitKind.MINISTRY, UnitKind.CENTRAL_BODY]))
    return sorted(found, key=lambda each: (each.pk != home, each.parent_id != home, each.level, each.name_key))


def suggested(executing: Sequence[str], counter: Unit, candidates: Sequence[Unit]) -> Unit | None:
    """Return the candidate that the catalogue's executing body most likely means here, or None."""
    home = next((each for each in candidates if each.pk == (counter.parent_id or counter.pk)), None)
    for name in executing:
        words = fold(name)
        found = _of_class(words, home, candidates) or _by_name(words, candidates)
        if found is not None:
            return found
    return None


def _of_class(words: str, home: Unit | None, candidates: Sequence[Unit]) -> Unit | None:
    at_commune, is_police = "cap xa" in words, "cong an" in words
    if is_police:
        level = Level.COMMUNE if at_commune else Level.PROVINCE
        police = [each for each in candidates if each.name_key.startswith("cong an") and each.level == level]
        return police[0] if police else None
    if not words.startswith("uy ban nhan dan"):
        return None
    wanted = Level.COMMUNE if at_commune else Level.PROVINCE if "cap tinh" in words else None
    if home is not None and home.level == wanted:
        return home
    kinds = {UnitKind.PROVINCE} if wanted == Level.PROVINCE else set()
    return next((each for each in candidates if each.kind in kinds), None)


def _by_name(words: str, candidates: Sequence[Unit]) -> Unit | None:
    exact = [each for each in candidates if each.name_key == words]
    held = exact or [each for each in candidates if each.name_key in words or words in each.name_key]
    return held[0] if held else None
