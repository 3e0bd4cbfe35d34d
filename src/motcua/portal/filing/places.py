"""Where a person files: the offices that receive and settle for a commune.

The catalogue names the executing body as a class (“Công an cấp xã”); here it becomes a unit. ASSUMPTION:
the unit is the one whose name begins with the class's words, in the commune first, then in its province.
"""

import re
from dataclasses import dataclass

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.agencies.selectors import units
from motcua.core.text import fold
from motcua.procedures.models import ProcedureVersion, VersionAgency

_LEVEL_WORDS = re.compile(r"\bcap (?:xa|tinh|huyen)\b|\bco so$")


@dataclass(frozen=True, slots=True)
class Offices:
    """Who takes the application and who settles it."""

    receiving: Unit
    resolving: Unit


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
