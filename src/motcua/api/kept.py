"""What the hottest writes look up again and again, kept for one second in each process.

A unit or a text recorded this very second may be seen one second later by a connected system;
both are dated by days. Pages and commands never read from here.
"""

from datetime import date

from django.db.models import prefetch_related_objects

from motcua.agencies.models import Unit
from motcua.agencies.selectors import demand_unit
from motcua.core.kept import Kept
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import demand_version

SECONDS = 1
_UNITS: Kept[Unit] = Kept(SECONDS)
_VERSIONS: Kept[ProcedureVersion] = Kept(SECONDS)


def unit_on(code: str, day: date) -> Unit:
    """Return the unit that `code` means on a day; raise UnknownUnit."""
    return _UNITS.get((code, day), lambda: demand_unit(code, day))


def version_on(code: str, day: date) -> ProcedureVersion:
    """Return the version of a procedure in force on a day, with its channels; raise as demand_version."""
    return _VERSIONS.get((code, day), lambda: _version(code, day))


def _version(code: str, day: date) -> ProcedureVersion:
    found = demand_version(code, day)
    prefetch_related_objects([found], "channel_rows")
    return found
