"""The lists against which incoming codes are checked, as tables of the engine."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection as django_connection

from motcua.agencies.models import Unit, UnitCode
from motcua.exchange.models import PartnerCode
from motcua.procedures.models import Field, Procedure

if TYPE_CHECKING:
    import duckdb


LAST_DAY = date(9999, 12, 31)


def _has_tables() -> bool:
    """Return whether the installation has its tables: events may arrive before, and nothing can be checked yet."""
    return {model._meta.db_table for model in (Procedure, UnitCode, PartnerCode)} <= set(
        django_connection.introspection.table_names()
    )


def unit_levels() -> list[tuple[str, str, date, date | None]]:
    """Return (code, level, first day, end day) of every unit under each of its codes."""
    if not _has_tables():
        return []
    return [
        row
        for model, path in ((Unit, ""), (UnitCode, "unit__"))
        for row in model.objects.values_list("code", f"{path}level", "valid_from", "valid_before")
    ]


def partner_codes(as_known_on: datetime | None = None) -> list[tuple[str, str, str, str, date, date]]:
    """Return (source, kind, partner's code, our code, first day, end day) of every mapping, as known at a moment."""
    if not _has_tables():
        return []
    return [
        (row.source, row.kind, row.partner_code, row.our_code, row.valid_from, row.valid_before or LAST_DAY)
        for row in PartnerCode.objects.said(as_known_on)
    ]


def _lists() -> dict[str, list[str]]:
    if not _has_tables():
        return {"procedure": [], "agency": [], "field": []}
    agencies = {*UnitCode.objects.values_list("code", flat=True), *Unit.objects.values_list("code", flat=True)}
    lists = {
        "procedure": list(Procedure.objects.values_list("code", flat=True)),
        "agency": sorted(filter(None, agencies)),
        "field": list(Field.objects.values_list("code", flat=True)),
    }
    # A partner's code with a meaning here is not unknown, but does not make a list by itself.
    for kind, listed in lists.items():
        if listed:
            listed += PartnerCode.objects.said().filter(kind=kind).values_list("partner_code", flat=True)
    return lists


def load_known(connection: "duckdb.DuckDBPyConnection") -> frozenset[str]:
    """Put the lists into `known_procedure`, `known_agency`, `known_field`; return which hold anything.

    An empty list proves nothing: an installation without a catalogue flags no code.
    """
    filled = set()
    for name, codes in _lists().items():
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE known_{name} AS SELECT DISTINCT unnest(?::VARCHAR[]) AS code", [codes]
        )
        if codes:
            filled.add(name)
    return frozenset(filled)
