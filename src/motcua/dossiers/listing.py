"""Lists of dossiers for connected systems, narrowed by plain facts, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.agencies.models import Unit
from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed by; what is None or empty narrows nothing. Moments are half-open."""

    agency: str = ""
    procedure: str = ""
    state: str = ""
    status: int | None = None
    channel: int | None = None
    is_open: bool | None = None
    identity_number: str = ""
    registered_from: datetime | None = None
    registered_before: datetime | None = None
    due_before: datetime | None = None

    def condition(self) -> Q:
        """Return the condition on the columns of a dossier."""
        asked = {
            "procedure_code": self.procedure or None,
            "state": self.state or None,
            "national_status": self.status,
            "channel": self.channel,
            "is_open": self.is_open,
            "applicant__identity_number": self.identity_number or None,
            "registered_at__gte": self.registered_from,
            "registered_at__lt": self.registered_before,
            "current_due_at__lt": self.due_before,
        }
        return Q(**{name: value for name, value in asked.items() if value is not None})


def listing(wanted: Wanted, speaks_for: frozenset[str] | None = None, after: int | None = None) -> QuerySet[Dossier]:
    """Return the dossiers wanted, of the agencies `speaks_for` (None: all), after the row `after`."""
    found = Dossier.objects.filter(wanted.condition())
    for codes in (speaks_for, {wanted.agency} if wanted.agency else None):
        if codes is not None and "*" not in codes:
            units = list(units_under(codes))
            found = found.filter(Q(resolving_unit__in=units) | Q(receiving_unit__in=units))
    if after is not None:
        found = found.filter(pk__lt=after)
    return found.select_related("receiving_unit", "resolving_unit").order_by("-pk")


def units_under(codes: Iterable[str]) -> QuerySet[Unit, int]:
    """Return the keys of the units that have one of these codes, or lie under one (H56.14 under H56)."""
    named = Q(pk__in=[])
    for code in codes:
        named |= Q(code=code) | Q(code__startswith=f"{code}.")
    return Unit.objects.filter(named).values_list("pk", flat=True)
