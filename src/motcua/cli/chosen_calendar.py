"""The working calendar a command counts with; the database is opened only where it must be.

National days come from the table in code. Where the embedded database holds national amendments, they count too:
whether it does is asked of the file itself, so that `motcua due` stays quick.
"""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.rules.errors import RuleViolation

if TYPE_CHECKING:
    from motcua.rules.calendar import WorkingCalendar


class DatabaseUnreadable(RuleViolation):
    """“{file}” is not a database, so amendments of the calendar cannot be read. Run `motcua check`, or restore a
    backup with `motcua restore`."""

    code = "database_unreadable"
    vi = (
        "“{file}” không phải cơ sở dữ liệu nên không đọc được các lần sửa lịch. "
        "Hãy chạy `motcua check`, hoặc khôi phục bằng `motcua restore`."
    )


def calendar_of(agency: str | None, known_on: str | None) -> "WorkingCalendar":
    """Return the calendar of an agency, or of the country, as known at the end of the day `known_on`."""
    from motcua.rules.calendar import VIETNAM, official_calendar
    from motcua.rules.moments import parse_day

    day = None if known_on is None else parse_day(known_on)
    known_at = None if day is None else datetime.combine(day, time.max, VIETNAM)
    if agency is not None:
        return _calendar_of_agency(agency, known_at)
    if not _country_was_amended():
        return official_calendar(known_at)
    from motcua.cli.output import open_database

    open_database()
    from motcua.calendars.selectors import working_calendar

    return working_calendar(known_at=known_at)


def _country_was_amended() -> bool:
    if os.environ.get("MOTCUA_DATABASE_URL"):
        return True  # a server database is asked through Django
    file = Path(os.environ.get("MOTCUA_DATA_DIR") or "./var").expanduser() / "motcua.sqlite3"
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT 1 FROM calendars_calendarday WHERE agency_code = '' LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        return "no such table" not in str(error)  # without the table nothing was amended
    except sqlite3.DatabaseError:
        raise DatabaseUnreadable(file=str(file)) from None
    return found is not None


def _calendar_of_agency(code: str, known_at: datetime | None) -> "WorkingCalendar":
    from motcua.cli.output import open_database

    open_database()
    from motcua.agencies.selectors import demand_unit
    from motcua.calendars.selectors import working_calendar

    unit = demand_unit(code)
    above: list[str] = []
    parent = unit.parent
    while parent is not None:
        above.insert(0, parent.code)
        parent = parent.parent
    return working_calendar(unit.code, known_at, above)
