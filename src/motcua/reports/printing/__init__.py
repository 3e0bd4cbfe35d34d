"""A finished report as a file. Printers know the shape of a table and no report."""

from collections.abc import Callable

from motcua.reports.printing import comma_separated
from motcua.reports.tables import Table

FORMS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", comma_separated.write),
}


def printed(table: Table, form: str) -> bytes:
    """Return the report as `xlsx`, `pdf`, `csv` or `docx`."""
    return FORMS[form][1](table)
