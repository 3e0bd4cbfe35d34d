"""Where a person files: the communes of today, and the offices that receive and settle for one of them.

The catalogue names the executing body as a class (“Công an cấp xã”); here it becomes a unit. ASSUMPTION:
the unit is the one whose name begins with the class's words, in the commune first, then in its province.
"""

import re
from dataclasses import dataclass

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.agencies.selectors import search_units, units
from motcua.core.text import fold
from motcua.procedures.models import ProcedureVersion, VersionAgency
from motcua.rules.levels import Level

# More than this is searched, not listed.
LISTED = 120
FOUND = 20
_LEVEL_WORDS = re.compile(r"\bcap (?:xa|tinh|huyen)\b|\bco so$")


@dataclass(frozen=True, slots=True)
class Offices:
    """Who takes the application and who settles it."""

    receiving: Unit
    resolving: Unit


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


def offices_for(version: ProcedureVersion, place: Unit) -> Offices:
    """Return the offices that answer for `place` under this text."""
    province = place.parent or place
    near = list(units().filter(path__startswith=place.path_of_children))
    above = list(units(parent=province).exclude(kind=UnitKind.COMMUNE))
    resolving = _named(_executing(version), place, near, above) or place
    around = near if resolving.pk == place.pk or resolving in near else above
    desks = [unit for unit in [*around, *near, *above] if unit.kind == UnitKind.ONE_STOP]
    return Offices(receiving=desks[0] if desks else resolving, resolving=resolving)


def _executing(version: ProcedureVersion) -> list[str]:
    """Return the executing bodies folded; “Phòng X, Công an cấp tỉnh” also as its parts, the nearest first."""
    rows = version.versionagency_rows.filter(role=VersionAgency.Role.EXECUTING)
    return [fold(part) for row in rows for part in dict.fromkeys([row.name, *row.name.split(",")])]


def _named(names: list[str], place: Unit, near: list[Unit], above: list[Unit]) -> Unit | None:
    for name in names:
        if name.startswith("uy ban nhan dan"):
            return place if "tinh" not in name else place.parent
        wanted = " ".join(_LEVEL_WORDS.sub(" ", name).split())
        for unit in [*above, *near] if "tinh" in name else [*near, *above]:
            if wanted and unit.name_key.startswith(wanted):
                return unit
    return None
