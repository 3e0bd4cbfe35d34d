"""Write the simulated nation: units, accounts, catalogue, today's work; then the dossiers of a past quarter."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from motcua.core.services import mark
from motcua.demo import offices, people, starter_catalogue, today
from motcua.demo.errors import AnotherNationIsThere
from motcua.demo.state import FACTS_MARK, demand_empty, is_simulated, written_nation

DEFAULT_DOSSIERS, DEFAULT_PERIOD = 60_000, "2023Q1"
SEED = 2023

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
    if not is_simulated():
        demand_empty()
        _write_nation(now or timezone.now(), progress)
    progress(0.6, "Ghi hồ sơ của quý", "Writing the dossiers of the quarter")
    mark(name=FACTS_MARK, value=f"{period or DEFAULT_PERIOD} {dossiers or DEFAULT_DOSSIERS}")
    progress(1.0, "Xong", "Done")
    return True


@transaction.atomic
def _write_nation(now: datetime, progress: Progress) -> None:
    progress(0.0, "Cơ quan và tài khoản", "Units and accounts")
    places = offices.open_offices()
    postings = people.open_accounts(places)
    progress(0.1, "Thủ tục khởi đầu", "Starter services")
    starter_catalogue.put_in_force(editor=postings["kiemsoat"].account, second_person=postings["kiemsoat2"].account)
    progress(0.3, "Hồ sơ hôm nay", "Today's dossiers")
    today.begin_the_day(places, postings, now)
    mark(name="simulated", value="yes")
