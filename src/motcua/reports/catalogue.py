"""Which reports there are; one table from name to definition."""

from types import ModuleType

from motcua.reports.definitions import form_06a, on_time
from motcua.reports.errors import UnknownReport
from motcua.reports.request import Request
from motcua.reports.tables import Table

REPORTS: dict[str, ModuleType] = {module.NAME: module for module in (on_time, form_06a)}


def report(name: str, request: Request) -> Table:
    """Return the finished report of that name; refuse an unknown one with the known names."""
    module = REPORTS.get(name.lower())
    if module is None:
        raise UnknownReport(name=name, known=", ".join(REPORTS))
    table: Table = module.table(request)
    return table
