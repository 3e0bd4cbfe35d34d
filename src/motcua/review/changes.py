"""What each kind of change does to dossiers that were handled without it, cautiously and hopefully.

An effect gives two replays: in the cautious one people work as they did, in the hopeful one they use all the room
that the change gives. The truth is expected between; every effect says its assumption in words.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from motcua.ledger.facts import LEVELS
from motcua.procedures.selectors import demand_version, evidence_of, internal_process
from motcua.review.asked_papers import asked_papers
from motcua.review.errors import ChangeNotUnderstood
from motcua.review.recorded import Column, Recorded
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.parameters.compliance_times import PARAMETERS
from motcua.rules.processes import Process, process_of
from motcua.rules.settlement import LOCAL_OFFSET_S
from motcua.rules.time_limits_many import due_many, working_days_many
from motcua.rules.time_units import TimeUnit
from motcua.rules.windows import Window

Change = Mapping[str, Any]
LEAST_LOAD, MOST_LOAD = 0.5, 0.97


@dataclass(frozen=True, slots=True)
class Effect:
    """Both replays after one change, what it rests on, and what it asks for or saves."""

    cautious: Recorded
    hopeful: Recorded
    touched: int
    assumption: tuple[str, str]
    staff: dict[str, Any] = field(default_factory=dict)
    hours_saved: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a change is applied to: both replays so far, the calendar, its place in the file."""

    change: Change
    place: int
    cautious: Recorded
    hopeful: Recorded
    calendar: WorkingCalendar
    window: Window

    def refuse(self, vi: str, en: str) -> ChangeNotUnderstood:
        return ChangeNotUnderstood(place=self.place, reason_vi=vi, reason_en=en)

    def number(self, name: str, low: float, high: float, usual: float | None = None) -> float:
        value = self.change.get(name, usual)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.refuse(
                f"“{name}” phải là số từ {low:g} đến {high:g}.", f"“{name}” must be a number from {low:g} to {high:g}."
            )
        return float(value)

    def text(self, name: str) -> str:
        value = self.change.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"thiếu “{name}”.", f"“{name}” is missing.")
        return value.strip()

    def mask(self) -> Column:
        rows, chosen = self.cautious, np.ones(len(self.cautious), bool)
        for name in ("procedure", "agency"):
            if code := self.change.get(name):
                chosen &= getattr(rows, name) == code
        if level := self.change.get("level"):
            if level not in LEVELS:
                raise self.refuse(f"không có cấp “{level}”.", f"there is no level “{level}”.")
            chosen &= rows.level == LEVELS[level]
        return chosen


def local(seconds: Column) -> Column:
    return (seconds + LOCAL_OFFSET_S).astype("datetime64[s]")


def faster(rows: Recorded, mask: Column, factor: float, pause_factor: float = 1.0) -> Recorded:
    """Return the rows with handling and pauses multiplied where `mask` holds; the others as recorded."""
    handling = (rows.finish - rows.received - rows.paused_s).clip(min=0)
    moved = rows.received + handling * factor + rows.paused_s * pause_factor
    if factor == 1.0 and pause_factor == 1.0:
        return rows
    return rows.with_changes(finish=np.where(mask, moved, rows.finish).astype(np.int64))


def load_of(rows: Recorded, mask: Column) -> float:
    """Return the load of those who handle these dossiers: mean finishes a day against a day when they do most."""
    days = (rows.finish[mask] + LOCAL_OFFSET_S) // 86_400
    counts = np.unique(days, return_counts=True)[1]
    return (
        float(np.clip(counts.mean() / np.quantile(counts, 0.9), LEAST_LOAD, MOST_LOAD)) if len(counts) else LEAST_LOAD
    )


def cut_limit(at: Setting) -> Effect:
    share, mask = at.number("share", 0.01, 0.95), at.mask()
    rows = at.cautious
    mask = mask & (rows.due >= 0)
    one = np.timedelta64(1, "D")
    first, after = (np.asarray(local(moments[mask]) + one) for moments in (rows.received, rows.due))
    days = working_days_many(first.astype("datetime64[s]"), after.astype("datetime64[s]"), at.calendar)
    pause = np.zeros(len(days), np.int64)
    had = (rows.paused[mask] >= 0) & (rows.resumed[mask] >= rows.paused[mask])
    pause[had] = working_days_many(local(rows.paused[mask][had]), local(rows.resumed[mask][had]), at.calendar)
    left = np.maximum(np.ceil((days - pause).clip(min=0) * (1 - share) - 1e-9), 1) + pause
    due = rows.due.copy()
    due[mask] = due_many(local(rows.received[mask]), left, TimeUnit.WORKING_DAY, at.calendar).astype(np.int64)
    due[mask] -= LOCAL_OFFSET_S
    hopeful = faster(at.hopeful, mask & (at.hopeful.finish <= rows.due), 1 - share)
    return Effect(
        rows.with_changes(due=due),
        hopeful.with_changes(due=due),
        int(mask.sum()),
        (
            f"Thời hạn giảm {share:.0%}. Thận trọng: làm nhanh như cũ. Lạc quan: hồ sơ đúng hạn nhanh lên như vậy.",
            f"Limits fall by {share:.0%}. Cautious: the old pace. Hopeful: dossiers on time become as much faster.",
        ),
    )


def drop_paper(at: Setting) -> Effect:
    paper, code, mask = at.text("paper"), at.text("procedure"), at.mask()
    papers = max(len(evidence_of(demand_version(code))), 1)
    measured = asked_papers(code, at.window).share_of(paper)
    share = at.number("share_of_supplements", 0, 1, 1 / papers if measured is None else measured)
    supplemented = mask & (at.hopeful.supplements > 0)
    saved = float(PARAMETERS["hours_per_paper"].value) * int(mask.sum())
    trips = float(PARAMETERS["hours_per_supplement"].value) * share * int(supplemented.sum())
    return Effect(
        at.cautious,
        faster(at.hopeful, supplemented, 1.0, 1 - share),
        int(mask.sum()),
        (
            f"Bỏ “{paper}”. Thận trọng: bổ sung như cũ. Lạc quan: bớt {share:.0%} thời gian chờ bổ sung.",
            f"Without “{paper}”. Cautious: supplements as before. Hopeful: {share:.0%} less waiting for them.",
        ),
        hours_saved=(saved, saved + trips),
    )


def _process(at: Setting) -> tuple[Process, list[str]]:
    steps = at.change.get("steps")
    process = internal_process(demand_version(at.text("procedure")))
    if process is None:
        raise at.refuse("thủ tục chưa có quy trình nội bộ.", "the procedure has no internal process.")
    keys = [step.key for step in process.steps]
    if not isinstance(steps, list) or len(steps) < 2 or any(step not in keys for step in steps):
        raise at.refuse(
            f"“steps” phải có ít nhất hai bước trong: {', '.join(keys)}.",
            f"“steps” must name two or more of: {', '.join(keys)}.",
        )
    return process, steps


def _by_process(at: Setting, before: Process, after: Process, vi: str, en: str) -> Effect:
    ratio = float(after.hours() / before.hours()) if before.hours() else 1.0
    mask, hours = at.mask(), [f"{float(each.hours()):g}" for each in (before, after)]
    return Effect(
        faster(at.cautious, mask, (1 + ratio) / 2),
        faster(at.hopeful, mask, ratio),
        int(mask.sum()),
        (
            f"{vi} Quy trình từ {hours[0]} còn {hours[1]} giờ làm việc; thận trọng tính một nửa.",
            f"{en} The process falls from {hours[0]} to {hours[1]} working hours; cautiously half of it.",
        ),
    )


def parallel_steps(at: Setting) -> Effect:
    process, keys = _process(at)
    # The first in the order of the process, whatever the order in which the file names them.
    first = next(step for step in process.steps if step.key in keys).after
    after = process_of(replace(step, after=first) if step.key in keys else step for step in process.steps)
    return _by_process(at, process, after, "Các bước làm song song.", "The steps run side by side.")


def merge_steps(at: Setting) -> Effect:
    process, keys = _process(at)
    merged = [process.step(key) for key in keys]
    longest = max(step.hours for step in merged)
    before = tuple(dict.fromkeys(key for step in merged for key in step.after if key not in keys))
    kept = []
    for step in process.steps:
        if step.key in keys[1:]:
            continue
        waits = tuple(dict.fromkeys(keys[0] if key in keys else key for key in step.after))
        kept.append(replace(step, hours=longest, after=before) if step.key == keys[0] else replace(step, after=waits))
    return _by_process(
        at, process, process_of(kept), "Các bước nhập làm một, lâu như bước dài nhất.",
        "The steps become one that takes as long as the longest.",
    )  # fmt: skip


def _capacity(at: Setting, share: float, vi: str, en: str, staff: dict[str, Any]) -> Effect:
    mask = at.mask()
    load = load_of(at.cautious, mask)
    factor = (1 - load) / (1 + share - load)
    return Effect(
        faster(at.cautious, mask, (1 + factor) / 2),
        faster(at.hopeful, mask, factor),
        int(mask.sum()),
        (
            f"{vi} Hàng đợi theo sổ cái: tải {load:.0%}, thời gian còn {factor:.0%}; thận trọng tính nửa.",
            f"{en} Queue calibrated on the ledger: load {load:.0%}, time falls to {factor:.0%}; cautiously half of it.",
        ),
        staff,
    )


def open_saturday(at: Setting) -> Effect:
    return _capacity(
        at, 0.1, "Mở thêm sáng thứ bảy: thêm một phần mười giờ làm việc, thời hạn theo luật không đổi.",
        "Saturday mornings add a tenth of working time; limits in the law stay.",
        {"extra_hours_per_officer_and_week": 4},
    )  # fmt: skip


def add_officers(at: Setting) -> Effect:
    officers, present = at.number("officers", 1, 100_000), at.number("present", 1, 1_000_000)
    return _capacity(
        at, officers / present, f"Thêm {officers:g} người vào {present:g} người.",
        f"{officers:g} more for {present:g}.",
        {"added_officers": officers},
    )  # fmt: skip


def merge_units(at: Setting) -> Effect:
    units = at.change.get("units")
    if not isinstance(units, list) or len(units) < 2:
        raise at.refuse("“units” phải có ít nhất hai mã đơn vị.", "“units” must list two or more unit codes.")
    mask = np.isin(at.cautious.agency, units)
    load = load_of(at.cautious, mask)
    factor = 1 - load * (1 - 1 / math.sqrt(len(units)))
    return Effect(
        faster(at.cautious, mask, (1 + factor) / 2),
        faster(at.hopeful, mask, factor),
        int(mask.sum()),
        (
            f"Gộp {len(units)} đơn vị, một hàng chờ: phần chờ ({load:.0%}) giảm theo căn bậc hai; thận trọng tính nửa.",
            f"{len(units)} units, one queue: waiting ({load:.0%}) falls with the square root; cautiously half of it.",
        ),
        {"units_fewer": len(units) - 1},
    )


def move_to_communes(at: Setting) -> Effect:
    at.text("procedure")
    mask, rows = at.mask(), at.cautious
    communes = rows.level == LEVELS["commune"]
    own = np.median((rows.finish - rows.received)[mask]) if mask.any() else 1
    theirs = np.median((rows.finish - rows.received)[communes]) if communes.any() else own
    factor = min(1.0, float(theirs) / max(float(own), 1.0))
    level = np.where(mask, LEVELS["commune"], rows.level).astype(rows.level.dtype)
    return Effect(
        rows.with_changes(level=level),
        faster(at.hopeful, mask, factor).with_changes(level=level),
        int(mask.sum()),
        (
            "Chuyển về cấp xã. Thận trọng: lâu như cũ. Lạc quan: nhanh như hồ sơ thường của cấp xã.",
            "Moved to communes. Cautious: as slow as before. Hopeful: as fast as communes usually are.",
        ),
        {"dossiers_moved_to_communes": int(mask.sum())},
    )


def day_off(at: Setting) -> Effect:
    try:
        day = date.fromisoformat(at.text("on"))
    except ValueError:
        raise at.refuse("“on” phải là ngày như 2023-01-20.", "“on” must be a day like 2023-01-20.") from None
    rows, start = at.cautious, (day - date(1970, 1, 1)).days
    mask = at.mask() & ((rows.received + LOCAL_OFFSET_S) // 86_400 < start)

    def later(moments: Column) -> Column:
        hit = mask & ((moments + LOCAL_OFFSET_S) // 86_400 >= start)
        moved = moments.copy()
        where = local(moments[hit])
        next_day = due_many(where, 1, TimeUnit.WORKING_DAY, at.calendar).astype("datetime64[D]").astype("datetime64[s]")
        moved[hit] = (next_day + (where - where.astype("datetime64[D]"))).astype(np.int64) - LOCAL_OFFSET_S
        return moved

    due = later(rows.due)
    return Effect(
        rows.with_changes(due=due, finish=later(rows.finish)),
        at.hopeful.with_changes(due=due),
        int(mask.sum()),
        (
            f"Nghỉ ngày {day:%d/%m/%Y}: hạn chưa đến dời một ngày. Thận trọng: việc cũng dời. Lạc quan: làm bù.",
            f"{day} off: limits not yet over move a day. Cautious: the work moves too. Hopeful: made up for.",
        ),
    )


KINDS: dict[str, Callable[[Setting], Effect]] = {
    each.__name__: each
    for each in (
        cut_limit, drop_paper, merge_steps, parallel_steps, move_to_communes, merge_units, open_saturday, add_officers,
        day_off,
    )
}  # fmt: skip
