"""Every difference between our table and the `holidays` library is known."""

from motcua.calendars.projection import marks_of
from motcua.rules.calendar import official_calendar
from motcua.rules.days import DayKind
from motcua.rules.parameters import official_days, projected_days

# What the library lacks: the swap of January 2026 (notice 12729/VPCP-KGVX).
KNOWN_DIFFERENCES = {"2026-01-02 closed: only ours", "2026-01-10 worked: only ours"}


def library_days(year):
    for mark in marks_of(year).split():
        yield f"{year}-{mark[1:3]}-{mark[3:5]}", "worked" if mark[0] == "w" else "closed"


def test_the_official_years_differ_from_the_library_only_where_known():
    calendar, found = official_calendar(), set()
    for year in range(official_days.FIRST_YEAR, official_days.LAST_YEAR + 1):
        ours = {(day.on.isoformat(), str(day.kind)) for day in calendar.special_days(year)}
        theirs = set(library_days(year))
        found |= {f"{on} {kind}: only ours" for on, kind in ours - theirs}
        found |= {f"{on} {kind}: only theirs" for on, kind in theirs - ours}
    assert found == KNOWN_DIFFERENCES


def test_the_frozen_projection_is_what_the_library_says():
    found = {year: marks_of(year) for year in projected_days.MARKS}
    assert found == projected_days.MARKS


def test_every_line_of_the_official_table_changes_its_day_and_names_its_notice():
    for day in official_days.official_days():
        assert (day.on.weekday() < 5) == (day.kind is DayKind.CLOSED), day
        assert day.notice
        assert day.vi
        assert day.en
