"""When are ten million dossiers due? The same answers as `rules.counting.due_at`, over arrays.

Moments are `datetime64[s]` in Vietnam's local time, NaT where unknown. Proven equal to the scalar way and to a
day-by-day count by property-based tests. Only the ledger needs it: numpy is not loaded by anything else in `rules`.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.rules.calendar import BASE, SPAN, DayOutsideCalendar, WorkingCalendar
from motcua.rules.time_units import TimeUnit

Moments = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]

# Codes for a column of units; the order never changes, the ledger stores them.
UNIT_CODES: tuple[TimeUnit, ...] = (
    TimeUnit.WORKING_DAY,
    TimeUnit.DAY,
    TimeUnit.HOUR,
    TimeUnit.MONTH,
    TimeUnit.YEAR,
    TimeUnit.IMMEDIATE,
    TimeUnit.OTHER,
)
DAY_SECONDS = 86_400
_EPOCH = int(np.datetime64("1970-01-01", "D").astype(object).toordinal())
_FIRST = BASE - _EPOCH  # days from 1970 to the first day of the tables
_BLOCK = 1 << 16  # fits the second-level cache
_NAT = np.iinfo(np.int64).min


class Tables:
    """The tables of one calendar as arrays."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.counts = np.frombuffer(calendar.counts, dtype=np.int32)
        self.flags = np.frombuffer(calendar.flags, dtype=np.int8)
        worked = np.frombuffer(calendar.worked, dtype=np.int32).astype(np.int64) - _EPOCH
        closing = calendar.session_seconds[-1][1]
        self.worked_days = worked
        # Moment at which the n-th working day closes.
        self.closes = worked * DAY_SECONDS + closing
        self.closing = closing
        self.sessions = calendar.session_seconds
        self.day_seconds = calendar.day_seconds


@lru_cache(maxsize=64)
def tables(calendar: WorkingCalendar) -> Tables:
    """Return the arrays of a calendar; built once."""
    return Tables(calendar)


def due_many(
    received: Moments,
    quantity: npt.ArrayLike,
    unit: TimeUnit | npt.NDArray[Any],
    calendar: WorkingCalendar,
    paused_from: Moments | None = None,
    paused_before: Moments | None = None,
) -> Moments:
    """Return the due moments (`datetime64[s]`, local; NaT where nobody can know).

    `quantity` is a number or an array; `unit` one TimeUnit or an array of places in UNIT_CODES. The pauses are
    arrays of shape (n,) or (n, k), each row sorted and free of overlaps; NaT in `paused_from` means none, NaT in
    `paused_before` alone means still open. Raise DayOutsideCalendar if a count leaves the calendar.
    """
    seconds = np.ascontiguousarray(received, dtype="datetime64[s]").view(np.int64)
    amounts = np.asarray(quantity, dtype=np.int64)
    out = np.empty(len(seconds), dtype=np.int64)
    pauses = _columns(paused_from, paused_before)
    for begin in range(0, len(seconds), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        stops = [(start[part], before[part]) for start, before in pauses]
        some = amounts if amounts.ndim == 0 else amounts[part]
        kind = unit if isinstance(unit, TimeUnit) else unit[part]
        out[part] = _due_block(seconds[part], some, kind, tables(calendar), stops)
    return out.view("datetime64[s]")


def working_days_many(start: Moments, before: Moments, calendar: WorkingCalendar) -> npt.NDArray[np.int32]:
    """Return how many working days each half-open stretch of days holds; the arrays hold days or moments."""
    arrays = tables(calendar)
    first = _index(start.astype("datetime64[D]").astype(np.int64))
    last = _index(before.astype("datetime64[D]").astype(np.int64))
    counts, flags = arrays.counts, arrays.flags
    return (counts[last] - flags[last]) - (counts[first] - flags[first])


Stops = list[tuple[Numbers, Numbers]]


def _columns(paused_from: Moments | None, paused_before: Moments | None) -> Stops:
    if paused_from is None or paused_before is None:
        return []
    starts = np.asarray(paused_from, dtype="datetime64[s]").view(np.int64).reshape(len(paused_from), -1)
    ends = np.asarray(paused_before, dtype="datetime64[s]").view(np.int64).reshape(len(paused_before), -1)
    return [(starts[:, k], ends[:, k]) for k in range(starts.shape[1])]


def _due_block(
    seconds: Numbers, amounts: Numbers, unit: TimeUnit | npt.NDArray[Any], arrays: Tables, stops: Stops
) -> Numbers:
    if isinstance(unit, TimeUnit):
        known = seconds != _NAT
        if unit is not TimeUnit.IMMEDIATE:
            known &= amounts > 0
        if unit is TimeUnit.OTHER:
            known[:] = False
        return _masked(seconds, amounts, unit, arrays, stops, known)
    out = np.full(len(seconds), _NAT, dtype=np.int64)
    every = np.broadcast_to(amounts, seconds.shape)
    for code, one in enumerate(UNIT_CODES):
        rows = np.flatnonzero(unit == code)
        if len(rows) and one is not TimeUnit.OTHER:
            some = [(start[rows], before[rows]) for start, before in stops]
            out[rows] = _due_block(seconds[rows], every[rows], one, arrays, some)
    return out


def _masked(
    seconds: Numbers, amounts: Numbers, unit: TimeUnit, arrays: Tables, stops: Stops, known: npt.NDArray[np.bool_]
) -> Numbers:
    if known.all():
        return _count(seconds, amounts, unit, arrays, stops)
    out = np.full(len(seconds), _NAT, dtype=np.int64)
    if known.any():
        some = amounts if amounts.ndim == 0 else amounts[known]
        out[known] = _count(seconds[known], some, unit, arrays, [(a[known], b[known]) for a, b in stops])
    return out


def _count(seconds: Numbers, amounts: Numbers, unit: TimeUnit, arrays: Tables, stops: Stops) -> Numbers:
    if unit is TimeUnit.WORKING_DAY:
        return _in_working_days(seconds, amounts, arrays, stops)
    if unit is TimeUnit.HOUR:
        return _in_hours(seconds, amounts, arrays, stops)
    return _in_days(seconds, amounts, unit, arrays, stops)


def _index(days: Numbers) -> Numbers:
    index = days - _FIRST
    if len(index) and (int(index.min()) < 0 or int(index.max()) >= SPAN):
        raise DayOutsideCalendar
    return index


def _take(table: npt.NDArray[Any], places: Numbers) -> npt.NDArray[Any]:
    if len(places) and (int(places.min()) < 0 or int(places.max()) >= len(table)):
        raise DayOutsideCalendar
    return table[places]


def _count_before(days: Numbers, arrays: Tables) -> Numbers:
    index = _index(days)
    return arrays.counts[index].astype(np.int64) - arrays.flags[index]


def _in_working_days(seconds: Numbers, amounts: Numbers, arrays: Tables, stops: Stops) -> Numbers:
    received = arrays.counts[_index(seconds // DAY_SECONDS)]
    number = received + amounts
    waits = np.zeros(len(seconds), dtype=bool)
    for start, before in stops:
        real, is_open, first, last = _stopped(start, before, seconds, arrays)
        before_stop = np.maximum(_count_before(first, arrays), received)
        hits = real & (before_stop < number) & ~waits
        waits |= hits & is_open
        lost = np.maximum(_count_before(last, arrays) - before_stop, 0)
        number = number + np.where(hits & ~is_open, lost, 0)
    due = _take(arrays.closes, number - 1)
    return np.where(waits, _NAT, due) if waits.any() else due


def _stopped(
    start: Numbers, before: Numbers, seconds: Numbers, arrays: Tables
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Numbers, Numbers]:
    """Return: is there a pause, is it open, its first day, the day it runs again (days from 1970)."""
    real, is_open = start != _NAT, before == _NAT
    first = _day_of(np.where(real, start, seconds), arrays)
    last = np.where(is_open, first, _day_of(np.where(is_open, seconds, before), arrays))
    real &= is_open | (last > first)
    return real, is_open, first, last


def _day_of(moments: Numbers, arrays: Tables) -> Numbers:
    """A moment after office hours belongs to the next day (`rules.pauses`)."""
    return (moments + (DAY_SECONDS - arrays.closing)) // DAY_SECONDS


def _in_days(seconds: Numbers, amounts: Numbers, unit: TimeUnit, arrays: Tables, stops: Stops) -> Numbers:
    received = seconds // DAY_SECONDS
    _index(received)
    nominal = _nominal(seconds, received, amounts, unit, arrays)
    waits = np.zeros(len(seconds), dtype=bool)
    days = [_stopped(start, before, seconds, arrays) for start, before in stops]
    if unit is not TimeUnit.IMMEDIATE:
        for real, is_open, first, last in days:
            begin = np.maximum(first, received + 1)
            hits = real & (begin <= nominal) & (is_open | (last > begin)) & ~waits
            waits |= hits & is_open
            nominal = nominal + np.where(hits & ~is_open, last - begin, 0)
    due = _on_or_after(nominal, arrays)
    for real, is_open, first, last in days:
        hits = real & (first <= due) & (is_open | (due < last)) & ~waits
        waits |= hits & is_open
        due = np.where(hits & ~is_open, _on_or_after(last, arrays), due)
    moments = due * DAY_SECONDS + arrays.closing
    return np.where(waits, _NAT, moments) if waits.any() else moments


def _nominal(seconds: Numbers, received: Numbers, amounts: Numbers, unit: TimeUnit, arrays: Tables) -> Numbers:
    if unit is TimeUnit.IMMEDIATE:
        return received + (seconds - received * DAY_SECONDS >= arrays.closing)
    if unit is TimeUnit.DAY:
        return received + amounts
    days = received.view("datetime64[D]")
    month = days.astype("datetime64[M]")
    of_month = (days - month.astype("datetime64[D]")).astype(np.int64)
    target = month + (amounts * (12 if unit is TimeUnit.YEAR else 1)).astype("timedelta64[M]")
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    return first + np.minimum(of_month, length - 1)


def _on_or_after(days: Numbers, arrays: Tables) -> Numbers:
    return _take(arrays.worked_days, _count_before(days, arrays))


def _in_hours(seconds: Numbers, amounts: Numbers, arrays: Tables, stops: Stops) -> Numbers:
    start = _working_second(seconds, arrays)
    due = start + amounts * 3600
    waits = np.zeros(len(seconds), dtype=bool)
    for begin, before in stops:
        real, is_open = begin != _NAT, before == _NAT
        real &= is_open | (before > begin)
        stopped = np.maximum(_working_second(np.where(real, begin, seconds), arrays), start)
        hits = real & (stopped < due) & ~waits
        waits |= hits & is_open
        runs = _working_second(np.where(is_open | ~real, seconds, before), arrays)
        due = due + np.where(hits & ~is_open, np.maximum(runs - stopped, 0), 0)
    day, rest = np.divmod(due - 1, arrays.day_seconds)
    moments = _take(arrays.worked_days, day) * DAY_SECONDS + _second_of_day(rest + 1, arrays)
    return np.where(waits, _NAT, moments) if waits.any() else moments


def _working_second(seconds: Numbers, arrays: Tables) -> Numbers:
    days = seconds // DAY_SECONDS
    index = _index(days)
    second = seconds - days * DAY_SECONDS
    inside = np.zeros(len(seconds), dtype=np.int64)
    for begin, end in arrays.sessions:
        inside += np.clip(second - begin, 0, end - begin)
    flags = arrays.flags[index]
    return (arrays.counts[index].astype(np.int64) - flags) * arrays.day_seconds + inside * flags


def _second_of_day(worked: Numbers, arrays: Tables) -> Numbers:
    out = np.zeros(len(worked), dtype=np.int64)
    done = 0
    for begin, end in arrays.sessions:
        here = (worked > done) & (worked <= done + end - begin)
        out[here] = begin + worked[here] - done
        done += end - begin
    return out
