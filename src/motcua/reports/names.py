"""What codes in the ledger are called; a code that no list knows keeps itself."""

from collections.abc import Iterable

from django.db.models import Value

from motcua.agencies.models import Unit, UnitCode
from motcua.procedures.models import Procedure


def agency_names(codes: Iterable[str], unknown: str = "") -> dict[str, str]:
    """Return the name behind each agency code, or the code; an empty code is `unknown`. One query."""
    wanted = sorted(set(codes))
    found = UnitCode.objects.filter(code__in=wanted).order_by().annotate(rank=Value(0))
    own = Unit.objects.filter(code__in=wanted).order_by().annotate(rank=Value(1))
    rows = found.values_list("code", "unit__name", "rank", "valid_from").union(
        own.values_list("code", "name", "rank", "valid_from")
    )
    # The last name wins: a unit's own code over a code it bore, the later over the earlier.
    last = {code: name for code, name, _, _ in sorted(rows, key=lambda row: (row[2], row[3]))}
    return {code: code or unknown for code in wanted} | last


def procedure_names(codes: Iterable[str]) -> dict[str, str]:
    """Return name and code of each procedure, or the code. One query."""
    wanted = sorted(set(codes))
    found = Procedure.objects.filter(code__in=wanted).values_list("code", "name")
    return {code: code for code in wanted} | {code: f"{name} ({code})" for code, name in found}
