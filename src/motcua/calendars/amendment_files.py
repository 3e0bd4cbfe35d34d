"""Read an amendment of the calendar from CSV or JSON; all mistakes are named at once and nothing is half-read.

Columns (members): `day` (ISO), `kind` (`closed`, `worked`, `normal` = as its weekday again, `hours`), `notice`;
if known `announced_on` (ISO), `name`, `name_en`, `agency` (empty: the whole country), `hours` (for kind `hours`:
`07:30-11:30,13:00-17:00`). `docs/how-to/amend-the-calendar.md` shows both forms.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from motcua.calendars.errors import AmendmentUnreadable
from motcua.calendars.models import HOURS
from motcua.calendars.services import NewLine
from motcua.core.phrases import Phrase
from motcua.rules.calendar import BEFORE_DAY, FIRST_DAY, parse_sessions
from motcua.rules.days import DayKind
from motcua.rules.errors import RuleViolation

KINDS = {
    "closed": "closed",
    "nghỉ": "closed",
    "worked": "worked",
    "làm": "worked",
    "làm việc": "worked",
    "normal": "normal",
    "bình thường": "normal",
    "hours": HOURS,
    "giờ": HOURS,
}
NAMES = {
    "closed": ("Ngày nghỉ", "Day off"),
    "worked": ("Ngày làm bù", "Worked day"),
    "normal": ("Trở lại như ngày thường", "As its weekday again"),
    HOURS: ("Giờ làm việc", "Office hours"),
}
Problem = tuple[int, Phrase]


def read_amendment(text: str) -> list[NewLine]:
    """Return the lines of an amendment; raise AmendmentUnreadable with every mistake and its line."""
    problems: list[Problem] = []
    lines: list[NewLine] = []
    seen: dict[tuple[str, date, str], int] = {}
    for number, row in _rows(text):
        found = _line(row)
        if isinstance(found, Phrase):
            problems.append((number, found))
            continue
        key = (found.agency_code, found.on, "hours" if found.kind == HOURS else "day")
        if key in seen:
            problems.append(
                (number, Phrase(f"ngày này đã có ở dòng {seen[key]}", f"line {seen[key]} has this day too"))
            )
        seen.setdefault(key, number)
        lines.append(found)
    if not lines and not problems:
        problems.append((1, Phrase("tệp không có dòng nào", "the file has no line")))
    if problems:
        raise AmendmentUnreadable(
            problems="; ".join(f"line {number}: {problem.en}" for number, problem in problems),
            problems_vi="; ".join(f"dòng {number}: {problem.vi}" for number, problem in problems),
        )
    return lines


def _rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    if text.lstrip()[:1] in {"[", "{"}:
        yield from enumerate(_json_rows(text), 1)
        return
    raw = text.splitlines()
    header = raw[0] if raw else ""
    mark = ";" if ";" in header and "," not in header else ","
    names = [name.strip().lower() for name in header.split(mark)]
    if not {"day", "kind", "notice"} <= set(names):
        missing = Phrase("cần các cột day,kind,notice", "the columns day,kind,notice are needed")
        raise AmendmentUnreadable(problems=f"line 1: {missing.en}", problems_vi=f"dòng 1: {missing.vi}")
    for number, line in enumerate(raw[1:], 2):
        if line.strip():
            yield number, dict(zip(names, next(csv.reader([line], delimiter=mark)), strict=False))


def _json_rows(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = getattr(error, "lineno", 1)
        raise AmendmentUnreadable(
            problems=f"line {where}: not valid JSON", problems_vi=f"dòng {where}: không phải JSON hợp lệ"
        ) from None
    rows = found.get("days") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AmendmentUnreadable(
            problems="line 1: a list of objects is needed, or {“days”: [ … ]}",
            problems_vi="dòng 1: cần một danh sách đối tượng, hoặc {“days”: [ … ]}",
        )
    return rows


def _line(row: dict[str, Any]) -> NewLine | Phrase:
    def cell(name: str) -> str:
        return str(row.get(name) or "").strip()

    on, announced = _day(cell("day")), _day(cell("announced_on"))
    if on is None:
        return Phrase(f"day “{cell('day')}” không phải ngày 2000-2099", f"day “{cell('day')}” is no day of 2000-2099")
    if cell("announced_on") and announced is None:
        text = cell("announced_on")
        return Phrase(f"announced_on “{text}” không phải ngày", f"announced_on “{text}” is no day")
    kind = KINDS.get(cell("kind").lower())
    if kind is None:
        allowed = "closed, worked, normal, hours"
        return Phrase(f"kind “{cell('kind')}” không thuộc {allowed}", f"kind “{cell('kind')}” is not one of {allowed}")
    if not cell("notice"):
        return Phrase("thiếu notice (số thông báo)", "the notice that says so is missing")
    return _typed(on, kind, cell, announced)


def _typed(on: date, kind: str, cell: Any, announced: date | None) -> NewLine | Phrase:
    vi, en = NAMES[kind]
    sessions = None
    if kind == HOURS:
        try:
            sessions = parse_sessions(cell("hours"))
        except RuleViolation as refusal:
            return Phrase(refusal.sentence("vi").rstrip("."), refusal.sentence("en").rstrip("."))
    if kind == "normal":
        kind = str(DayKind.WORKED if on.weekday() < 5 else DayKind.CLOSED)
    name_vi = cell("name") or vi
    name_en = cell("name_en") or cell("name") or en
    return NewLine(cell("agency"), on, kind, cell("notice")[:300], name_vi[:200], name_en[:200], announced, sessions)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day < BEFORE_DAY else None
