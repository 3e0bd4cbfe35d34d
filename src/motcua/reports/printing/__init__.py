"""A finished report as a file. Printers know the shape of a table and no report."""

from collections.abc import Callable

from motcua.documents.editing import DOCX as DOCX
from motcua.reports.printing import comma_separated, narrative, paper, workbook
from motcua.reports.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "xlsx": (XLSX, workbook.write),
    "pdf": ("application/pdf", paper.write),
    "csv": ("text/csv; charset=utf-8", comma_separated.write),
    "docx": (DOCX, narrative.write),
}


def printed(table: Table, form: str, earlier: Table | None = None) -> bytes:
    """Return the report as `xlsx`, `pdf`, `csv` or `docx`; the last compares with `earlier`."""
    return narrative.write(table, earlier) if form == "docx" else FORMS[form][1](table)
