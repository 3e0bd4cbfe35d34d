"""Days off of years without an official notice, computed by the `holidays` library.

The result is frozen in `rules.parameters.projected_days`, so that a newer library cannot move
promised dates; a test shows every difference between the two.
"""

from collections.abc import Iterator

import holidays

CODES = {
    "New Year's Day": "n",
    "Hung Kings' Commemoration Day": "h",
    "Liberation Day/Reunification Day": "l",
    "International Labor Day": "b",
    "National Day": "q",
    "Vietnam Cultural Day": "c",
}


def marks_of(year: int) -> str:
    """Return the weekdays off and worked weekends of `year` as marks like `n0101 w0504`.

    A trailing `*` is a day off in lieu; several holidays on one day take the first known name.
    """
    return " ".join(mark for _, mark in sorted(_marks(year)))


def _marks(year: int) -> Iterator[tuple[str, str]]:
    found = holidays.country_holidays("VN", years=year, language="en_US")
    for day, name in found.items():
        if day.year == year and day.weekday() < 5:
            yield f"{day:%m%d}", f"{_code(name)}{day:%m%d}{'*' if '(observed)' in name else ''}"
    for day in found.weekend_workdays:
        if day.year == year:
            yield f"{day:%m%d}", f"w{day:%m%d}"


def _code(name: str) -> str:
    if "substituted" in name:
        return "s"
    if "Lunar New Year" in name:
        return "t"
    return next((code for known, code in CODES.items() if known in name), "x")
