"""Write the simulated nation: units, accounts, catalogue, today's work; then the dossiers of a past quarter."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from motcua.core.services import mark
from motcua.demo import catalogue, nation, offices, people, starter_catalogue, today, writing
from motcua.demo.errors import AnotherNationIsThere, PeriodNotSimulated, TooFewDossiers
from motcua.demo.state import FACTS_MARK, bulk_is_there, demand_empty, is_simulated, written_nation
from motcua.ledger import refresh
from motcua.rules.windows import ReportPeriod, parse_period

DEFAULT_DOSSIERS, DEFAULT_PERIOD = 60_000, "2023Q1"
SEED = 2023
FEWEST = 1_000

# Told (share done 0–1, Vietnamese, English) as the work goes on.
Progress = Callable[[float, str, str], None]


def _silent(share: float, vi: str, en: str) -> None:
    return


def fill(
    *,
    dossiers: int | None = None,
    period: str | None = None,
    now: datetime | None = None,
    progress: Progress = _silent,
) -> bool:
    """Write the nation into an empty database; return whether anything was written.

    A second call, also after a crash, completes what is missing and changes nothing else. Raise
    RealWorkIsThere, NotInProduction, or AnotherNationIsThere where another size or period was asked.
    """
    written = written_nation()
    if written is not None:
        if (period or written[0], dossiers or written[1]) != written:
            raise AnotherNationIsThere(period=written[0], dossiers=f"{written[1]:,}")
        return False
    quarter, many = _asked(period or DEFAULT_PERIOD, dossiers or DEFAULT_DOSSIERS)
    if not is_simulated():
        demand_empty()
        with _without_rubbish_rounds():
            _write_nation(now or timezone.now(), progress)
    progress(0.6, "Hồ sơ của quý", "Dossiers of the quarter")
    if not bulk_is_there():
        writing.write(
            quarter, many, SEED, lambda share: progress(0.6 + share * 0.35, "Hồ sơ của quý", "Dossiers of the quarter")
        )
    progress(0.95, "Lập bảng số liệu", "Adding up")
    refresh.refresh()
    mark(name=FACTS_MARK, value=f"{quarter.name} {many}")
    progress(1.0, "Xong", "Done")
    return True


@contextmanager
def _without_rubbish_rounds() -> Iterator[None]:
    """Spare the interpreter its search for cycles while 150,000 rows come into being (a fifth of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _asked(period: str, dossiers: int) -> tuple[ReportPeriod, int]:
    """Return the quarter and the number of dossiers; raise PeriodNotSimulated or TooFewDossiers."""
    quarter = parse_period(period)
    if quarter.months != 3 or not 2022 <= quarter.year <= 2025 or quarter.name in ("2025Q3", "2025Q4"):
        raise PeriodNotSimulated(period=period)
    if dossiers < FEWEST:
        raise TooFewDossiers(dossiers=dossiers, least=f"{FEWEST:,}")
    return quarter, dossiers


@transaction.atomic
def _write_nation(now: datetime, progress: Progress) -> None:
    progress(0.0, "Cơ quan và tài khoản", "Units and accounts")
    places = offices.open_offices()
    postings = people.open_accounts(places)
    nation.found_nation()
    progress(0.15, "Thủ tục mô phỏng", "Simulated procedures")
    catalogue.announce(SEED)
    progress(0.4, "Thủ tục khởi đầu", "Starter services")
    starter_catalogue.put_in_force(editor=postings["kiemsoat"].account, second_person=postings["kiemsoat2"].account)
    starter_catalogue.prepare_next(editor=postings["kiemsoat"].account, now=now)
    progress(0.5, "Hồ sơ hôm nay", "Today's dossiers")
    today.begin_the_day(places, postings, now)
    mark(name="simulated", value="yes")
