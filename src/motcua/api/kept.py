"""What the hottest writes look up again and again, kept for one second in each process.

A unit or a text recorded this very second may be seen one second later by a connected system;
both are dated by days. Pages and commands never read from here.
"""

from datetime import date
from typing import cast

from django.core.cache import caches
from django.db.models import prefetch_related_objects

from motcua.agencies.models import Unit
from motcua.agencies.selectors import demand_unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import demand_version

SECONDS = 1


def unit_on(code: str, day: date) -> Unit:
    """Return the unit that `code` means on a day; raise UnknownUnit."""
    cache, key = caches["default"], f"api:unit:{day}:{code.encode().hex()}"
    found = cache.get(key)
    if found is None:
        found = demand_unit(code, day)
        cache.set(key, found, SECONDS)
    return cast("Unit", found)


def version_on(code: str, day: date) -> ProcedureVersion:
    """Return the version of a procedure in force on a day, with its channels; raise as demand_version."""
    cache, key = caches["default"], f"api:version:{day}:{code.encode().hex()}"
    found = cache.get(key)
    if found is None:
        found = demand_version(code, day)
        prefetch_related_objects([found], "channel_rows")
        cache.set(key, found, SECONDS)
    return cast("ProcedureVersion", found)
