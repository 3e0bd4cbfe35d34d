"""How many officers are there now: by postings, else by a table that is given, else assumed by level."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from motcua.accounts.duties import Duty
from motcua.agencies.models import Posting
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters.staffing import ASSUMED_OFFICERS, LEAST_OFFICERS, MOST_ASSUMED, MOST_OFFICERS
from motcua.staffing.measures import Counts, UnitLoads

WORKING = (Duty.RECEIVE, Duty.SETTLE)


class PresentOfficersNotUnderstood(RuleViolation):
    """{file}, line {line}: “{given}” is not understood. Write columns code,officers; officers from 1 to {most}."""

    code = "present_officers_not_understood"
    vi = "{file}, dòng {line}: không hiểu “{given}”. Hãy ghi các cột code,officers; officers từ 1 đến {most}."


@dataclass(frozen=True)
class Present:
    """Officers of each unit and where the figure comes from: `posting`, `table` or `assumed`."""

    officers: Counts
    origin: list[str]

    def count(self, origin: str) -> int:
        return self.origin.count(origin)


def read_table(path: Path) -> dict[str, int]:
    """Read `code,officers`; refuse the first line that is not understood."""
    found: dict[str, int] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise PresentOfficersNotUnderstood(file=path.name, line=0, given=str(fault), most=MOST_OFFICERS) from fault
    for number, row in enumerate(csv.DictReader(lines), 2):
        code, officers = (row.get("code") or "").strip(), (row.get("officers") or "").strip()
        if not code or not officers.isdecimal() or not 1 <= int(officers) <= MOST_OFFICERS:
            given = f"{code},{officers}"
            raise PresentOfficersNotUnderstood(file=path.name, line=number, given=given, most=MOST_OFFICERS)
        found[code] = int(officers)
    return found


def posted(on: date) -> Counter[str]:
    """Return officers by unit code who are posted to receive or settle on the day, stand-ins and back-ups left out."""
    rows = Posting.objects.in_force_on(on).filter(covers_for=None, is_backup=False)
    receive, settle = (rows.with_duty(duty) for duty in WORKING)
    pairs = set((receive | settle).order_by().values_list("unit__code", "account"))
    return Counter(code for code, _ in pairs)


def present_officers(loads: UnitLoads, on: date, given: Mapping[str, int] | None = None) -> Present:
    """Return the officers of each unit."""
    by_posting, table = posted(on), given or {}
    officers, origin = _assumed(loads), ["assumed"] * len(loads)
    for place, code in enumerate(loads.codes):
        for source, known in (("table", table), ("posting", by_posting)):
            if known.get(code):
                officers[place], origin[place] = min(known[code], MOST_OFFICERS), source
                break
    return Present(officers, origin)


def _assumed(loads: UnitLoads) -> Counts:
    officers = np.full(len(loads), LEAST_OFFICERS, dtype=np.int64)
    for level, assumed in ASSUMED_OFFICERS.items():
        mine = loads.of_level(level)
        if mine.any():
            volume = np.sqrt(loads.rated[mine] / loads.rated[mine].mean())
            officers[mine] = np.clip(np.rint(assumed.officers * volume), LEAST_OFFICERS, MOST_ASSUMED)
    return officers


def province_of(code: str) -> str:
    """Return the body within which officers can be moved: the first part of the code."""
    return code.split(".")[0]
