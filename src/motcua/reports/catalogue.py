"""Which reports there are; one table from name to definition."""

from dataclasses import replace

from motcua.core.selectors import is_simulated
from motcua.reports.definition import Definition
from motcua.reports.definitions.catalogue_period import CATALOGUE, FORM_07B
from motcua.reports.definitions.data_quality import DATA_QUALITY
from motcua.reports.definitions.digitisation import DIGITISATION
from motcua.reports.definitions.fair import FAIR_PERIODS, FAIR_UNITS
from motcua.reports.definitions.filing import FEES, ONLINE, PAYMENTS
from motcua.reports.definitions.form_06a import FORM_06A
from motcua.reports.definitions.handling import CARRIED_OVER, CAUSES, INTERLINKED, SUPPLEMENTS
from motcua.reports.definitions.on_time import ON_TIME
from motcua.reports.definitions.sources import SOURCES
from motcua.reports.definitions.times import TIMES
from motcua.reports.errors import UnknownReport
from motcua.reports.request import Request
from motcua.reports.tables import Table
from motcua.reports.trust import sources_of

_ALL: tuple[Definition, ...] = (
    ON_TIME, FORM_06A, FORM_07B, CARRIED_OVER, CAUSES, TIMES, SUPPLEMENTS, INTERLINKED, ONLINE, PAYMENTS, FEES,
    DIGITISATION, FAIR_UNITS, FAIR_PERIODS, CATALOGUE, DATA_QUALITY, SOURCES,
)  # fmt: skip
# Stands first on every file made where the demonstration nation lives.
SIMULATED = (
    "SỐ LIỆU MÔ PHỎNG: người, hồ sơ và số liệu đều không có thật.",
    "SIMULATED DATA: the people, dossiers and figures are not real.",
)
REPORTS: dict[str, Definition] = {each.name: each for each in _ALL}


def definition(name: str) -> Definition:
    """Return the definition of that name; refuse an unknown one with the known names."""
    found = REPORTS.get(name.strip().lower())
    if found is None:
        raise UnknownReport(name=name, known=", ".join(REPORTS))
    return found


def report(name: str, request: Request) -> Table:
    """Return the finished report of that name, with the trust its sources deserve."""
    table = definition(name).table(request)
    notes = (SIMULATED, *table.notes) if is_simulated() else table.notes
    return replace(table, notes=notes, sources=tuple(sources_of(request)))
