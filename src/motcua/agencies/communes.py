"""The communes of today, as people choose them: a list where they are few, else found by name."""

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.agencies.selectors import search_units, units
from motcua.core.text import fold
from motcua.rules.levels import Level

# More than this is searched, not listed.
LISTED = 120
FOUND = 20


def communes() -> list[Unit]:
    """Return the communes of today where few enough to list, else nothing: then they are searched."""
    found = list(units(level=Level.COMMUNE).filter(kind=UnitKind.COMMUNE)[: LISTED + 1])
    return found if len(found) <= LISTED else []


def communes_like(text: str) -> list[Unit]:
    """Return the communes whose name matches, with their province."""
    if not fold(text):
        return []
    found = search_units(text).filter(level=Level.COMMUNE, kind=UnitKind.COMMUNE)
    return list(found.select_related("parent")[:FOUND])


def commune(code: str) -> Unit | None:
    """Return the commune of this code that is in force today."""
    found = units(level=Level.COMMUNE).filter(kind=UnitKind.COMMUNE, code=code.strip())
    return found.select_related("parent").first() if code else None
