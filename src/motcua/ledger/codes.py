"""The lists against which incoming codes are checked, as tables of the engine."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection as django_connection

from motcua.agencies.models import Unit, UnitCode
from motcua.procedures.models import Field, Procedure

if TYPE_CHECKING:
    import duckdb


def _has_tables() -> bool:
    """Return whether the installation has its tables: events may arrive before, and nothing can be checked yet."""
    return {Procedure._meta.db_table, UnitCode._meta.db_table} <= set(django_connection.introspection.table_names())


def unit_levels() -> list[tuple[str, str, date, date | None]]:
    """Return (code, level, first day, end day) of every unit under each of its codes."""
    if not _has_tables():
        return []
    return [
        row
        for model, path in ((Unit, ""), (UnitCode, "unit__"))
        for row in model.objects.values_list("code", f"{path}level", "valid_from", "valid_before")
    ]


def _lists() -> dict[str, list[str]]:
    if not _has_tables():
        return {"procedure": [], "agency": [], "field": []}
    agencies = {*UnitCode.objects.values_list("code", flat=True), *Unit.objects.values_list("code", flat=True)}
    return {
        "procedure": list(Procedure.objects.values_list("code", flat=True)),
        "agency": sorted(filter(None, agencies)),
        "field": list(Field.objects.values_list("code", flat=True)),
    }


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
