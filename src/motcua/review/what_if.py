"""What would have happened to recorded dossiers under other rules?

Without a change the replay gives the recorded figures exactly (tested): it starts from the same facts and asks the
same law. Each change gives a cautious and a hopeful replay; the answer is a range with its assumptions in words.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.calendars.selectors import working_calendar
from motcua.review.changes import KINDS, Change, Effect, Setting
from motcua.review.errors import ChangeNotUnderstood
from motcua.review.recorded import Recorded, on_time, queue, read_recorded
from motcua.rules.parameters.compliance_times import PARAMETERS
from motcua.rules.windows import Window


@dataclass(frozen=True, slots=True)
class Replay:
    """Recorded figures, both replays, and the effects in the order of the file."""

    window: Window
    recorded: Recorded
    cautious: Recorded
    hopeful: Recorded
    effects: tuple[tuple[Change, Effect], ...]


def read_changes(path: Path) -> list[Change]:
    """Return the changes of a file: a JSON list of objects, each with a `kind`."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:
        raise ChangeNotUnderstood(place=0, reason_vi=f"không đọc được ({fault}).", reason_en=f"{fault}.") from fault
    return checked(found["changes"] if isinstance(found, dict) and "changes" in found else found)


def checked(found: Any) -> list[Change]:
    """Return the list of changes, or refuse the first that is none."""
    if not isinstance(found, list):
        raise ChangeNotUnderstood(
            place=0, reason_vi="tệp phải là một danh sách JSON.", reason_en="the file must be a JSON list."
        )
    for place, change in enumerate(found, start=1):
        if not isinstance(change, dict) or change.get("kind") not in KINDS:
            known = ", ".join(KINDS)
            raise ChangeNotUnderstood(
                place=place,
                reason_vi=f"“kind” phải là một trong: {known}.",
                reason_en=f"“kind” must be one of: {known}.",
            )
    return found


def replay(window: Window, changes: Sequence[Change]) -> Replay:
    """Replay the window's settled dossiers under `changes`, one after the other."""
    rows = read_recorded(window)
    cautious = hopeful = rows
    calendar = working_calendar()
    effects = []
    for place, change in enumerate(changes, start=1):
        effect = KINDS[change["kind"]](Setting(change, place, cautious, hopeful, calendar, window))
        cautious, hopeful = effect.cautious, effect.hopeful
        effects.append((change, effect))
    return Replay(window, rows, cautious, hopeful, tuple(effects))


def as_dict(found: Replay) -> dict[str, Any]:
    """Return the answer as JSON gives it: every figure recorded, and as a range."""
    before, low, high = (on_time(rows) for rows in (found.recorded, found.cautious, found.hopeful))
    levels = sorted({*before, *low, *high})
    saved = [sum(effect.hours_saved[end] for _, effect in found.effects) for end in (0, 1)]
    income = float(PARAMETERS["hourly_income"].value)
    return {
        "window": {"from": found.window.first, "to": found.window.last, "source": found.window.source},
        "dossiers": len(found.recorded),
        "on_time": [_level(level, before, low, high) for level in levels],
        "queue": {
            "recorded": round(queue(found.recorded, found.window), 1),
            "range": sorted(round(queue(rows, found.window), 1) for rows in (found.cautious, found.hopeful)),
        },
        "staff": [effect.staff for _, effect in found.effects if effect.staff],
        "cost": {
            "people_hours_saved": [round(hours, 1) for hours in saved],
            "dong_saved": [round(hours * income) for hours in saved],
        },
        "changes": [
            {**change, "touched": effect.touched, "vi": effect.assumption[0], "en": effect.assumption[1]}
            for change, effect in found.effects
        ],
        "assumptions": [{"vi": vi, "en": en} for vi, en in ASSUMPTIONS],
    }


ASSUMPTIONS = (
    (
        "Chỉ tính hồ sơ đã giải quyết trong kỳ và có hạn; hồ sơ đến như đã đến.",
        "Only dossiers settled in the window with a due date; dossiers arrive as they did.",
    ),
    (
        "Khoảng là giữa hai kịch bản (làm như cũ, dùng hết phần được lợi), không phải khoảng tin cậy.",
        "A range spans two scenarios (work as before, use all the room); it is no confidence interval.",
    ),
)
Figures = dict[str, tuple[int, int]]


def _level(level: str, before: Figures, low: Figures, high: Figures) -> dict[str, Any]:
    def cell(figures: Figures) -> dict[str, int]:
        kept, rated = figures.get(level, (0, 0))
        return {"numerator": kept, "denominator": rated}

    return {"level": level, "recorded": cell(before), "cautious": cell(low), "hopeful": cell(high)}
