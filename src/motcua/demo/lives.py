"""The lives of simulated dossiers as columns: when received, due, paused, settled, returned.

Moments are local `datetime64[s]`, NaT where something never happens. Promises come from `rules`; what is
settled late is chosen by `calibration`.
"""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from motcua.demo import arrivals, calibration
from motcua.demo.world import LevelWorld
from motcua.rules.calendar import official_calendar
from motcua.rules.time_limits_many import due_many
from motcua.rules.time_units import TimeUnit
from motcua.rules.windows import ReportPeriod

Moments = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
NEVER = np.datetime64("NaT", "s")
DAYS_BEFORE, DAYS_AFTER = 50, 10  # arrivals before the calendar quarter; days after it until which we know
REFUSED, WITHDRAWN, NO_LIMIT = 0.012, 0.006, 0.003
SUPPLEMENT, DUTY = 0.05, 0.35  # of all; of those about land
ONLINE, POSTAL = 0.45, 0.03
CLOSING = 17 * 3600
SPARE = 0.05


@dataclass(slots=True)
class Lives:
    """Columns of one length; `unit` and `procedure` are places in the arrays of the level."""

    unit: Numbers
    procedure: Numbers
    channel: Numbers
    kind: Numbers
    fate: Numbers  # 0 lives on, 3 not accepted, 7 withdrawn
    received: Moments
    due: Moments
    due_first: Moments
    pause: Numbers  # 0, 5 supplement, 6 financial duty
    paused: Moments
    resumed: Moments
    ended: Moments  # settled, refused or withdrawn
    returned: Moments
    fee: Numbers
    paid: Numbers
    refused: npt.NDArray[np.bool_]  # refused in writing after appraisal

    def take(self, keep: npt.NDArray[np.bool_]) -> "Lives":
        """Return the chosen rows."""
        return Lives(**{field.name: getattr(self, field.name)[keep] for field in fields(self)})


def knowledge_ends(period: ReportPeriod) -> date:
    """Return the first day of which the simulation knows nothing."""
    before = period.calendar_days.before
    assert before is not None  # noqa: S101 - a quarter ends
    return (np.datetime64(before) + DAYS_AFTER).astype(object)  # type: ignore[no-any-return]


def live(world: LevelWorld, period: ReportPeriod, wanted: int, rng: np.random.Generator) -> Lives:
    """Return `wanted` dossiers of one level (one or two fewer if calibration leaves many out)."""
    many = wanted + int(wanted * SPARE) + 50
    first = (np.datetime64(period.calendar_days.start) - DAYS_BEFORE).astype(object)
    end = knowledge_ends(period)
    unit = rng.choice(len(world.units), many, p=world.unit_weight)
    procedure = rng.choice(len(world.procedures), many, p=world.procedure_weight)
    online = world.online[procedure] & (rng.random(many) < ONLINE / 0.68)
    days, weights = arrivals.day_weights(first, end)
    received = arrivals.moments(rng.choice(days, many, p=weights), online, rng)
    fee = world.fees[procedure]
    lives = Lives(
        unit=unit, procedure=procedure, channel=np.where(online, 2, np.where(rng.random(many) < POSTAL, 3, 1)),
        kind=rng.choice([1, 2, 3, 4], many, p=[0.72, 0.24, 0.03, 0.01]),
        fate=rng.choice([0, 3, 7], many, p=[1 - REFUSED - WITHDRAWN, REFUSED, WITHDRAWN]),
        received=received, due=received, due_first=received, pause=np.zeros(many, np.int64),
        paused=np.full(many, NEVER), resumed=np.full(many, NEVER), ended=received, returned=received, fee=fee,
        paid=np.where((fee > 0) & online & (rng.random(many) < 0.6), fee, 0), refused=rng.random(many) < 0.01,
    )  # fmt: skip
    _promise(lives, world, rng)
    left_out = _settle(lives, world, period, rng)
    return lives.take(_kept(lives, left_out, wanted, period))


def _kept(lives: Lives, left_out: npt.NDArray[np.bool_], wanted: int, period: ReportPeriod) -> npt.NDArray[np.bool_]:
    """Return which rows stay: without those left out, and without the surplus outside both windows."""
    keep = ~left_out
    outside = np.flatnonzero(keep & np.isin(_stretch(lives.ended, period), [-1, 0, 4]))
    surplus = int(keep.sum()) - wanted
    if surplus > 0:
        keep[outside[:: max(1, len(outside) // surplus)][:surplus]] = False
    return keep


def _clock(days: Moments, rng: np.random.Generator, low: int = 8 * 3600, high: int = CLOSING) -> Moments:
    return np.asarray(days.astype("datetime64[s]") + rng.integers(low, high, len(days)).astype("timedelta64[s]"))


def _promise(lives: Lives, world: LevelWorld, rng: np.random.Generator) -> None:
    """Count the due moments; a pause restarts the limit (supplement) or its rest (financial duty)."""
    many, calendar = len(lives.unit), official_calendar()
    limit = world.limits[lives.procedure]
    lives.due_first = due_many(lives.received, limit, TimeUnit.WORKING_DAY, calendar)
    chance = rng.random(many)
    about_land = world.fields[lives.procedure] == "MP-01"
    lives.pause = np.where(about_land & (chance < DUTY), 6, np.where(chance < SUPPLEMENT, 5, 0))
    lives.pause[(lives.fate != 0) | (limit < 2)] = 0
    stops = lives.pause > 0
    begin = _worked(lives.received, np.ones(many, np.int64))
    lives.paused = np.where(stops, _clock(begin, rng), NEVER)
    waited = np.minimum(1 + rng.geometric(0.3, many), 25)
    lives.resumed = np.where(stops, _clock(_worked(lives.paused, waited), rng), NEVER)
    anew = np.where(stops, lives.resumed, lives.received)
    lives.due = due_many(anew, limit, TimeUnit.WORKING_DAY, calendar)
    unlimited = rng.random(many) < NO_LIMIT
    lives.due[unlimited] = NEVER
    lives.due_first[unlimited] = NEVER


_WORKED = arrivals.working_days()


def _worked(moments: Moments, after: Numbers) -> Moments:
    """Return the working day `after` working days behind each moment (0: the same or the next)."""
    days = np.where(np.isnat(moments), _WORKED[0], moments.astype("datetime64[D]"))
    count = np.searchsorted(_WORKED, days, side="left")
    closed = _WORKED[np.minimum(count, len(_WORKED) - 1)] != days
    return np.asarray(_WORKED[np.minimum(count + after - (closed & (after > 0)), len(_WORKED) - 1)])


def _settle(lives: Lives, world: LevelWorld, period: ReportPeriod, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Set when each dossier ends and is handed out; return which to leave out."""
    many = len(lives.unit)
    end = np.datetime64(knowledge_ends(period), "s")
    start = np.where(lives.pause > 0, lives.resumed, lives.received)
    limit = world.limits[lives.procedure]
    in_time = _in_time(start, lives.due, limit, rng)
    if_late = _clock(_worked(lives.due, np.minimum(1 + rng.geometric(0.22, many), 60)), rng)
    rated = (lives.fate == 0) & ~np.isnat(lives.due)
    trouble = world.unit_trouble[lives.unit] * world.procedure_trouble[lives.procedure]
    trouble = trouble * np.where(_after_tet(lives.due, period), 2.0, 1.0)
    late, left_out = calibration.choose_late(
        world.level,
        np.where(rated, _stretch(in_time, period), -1),
        np.where(rated, _stretch(if_late, period), -1),
        trouble,
        rng,
    )
    quick = lives.received + rng.integers(1800, 30_000, many).astype("timedelta64[s]")
    lives.ended = np.where(lives.fate != 0, quick, np.where(late, if_late, in_time))
    lives.ended[lives.ended >= end] = NEVER
    # What is not settled yet but not late by choice stays pending; a pause may still run.
    lives.resumed[lives.resumed >= end] = NEVER
    lives.paused[lives.paused >= end] = NEVER
    lives.ended[(lives.pause > 0) & np.isnat(lives.resumed)] = NEVER
    wait = rng.geometric(0.45, many) - 1
    handed = np.maximum(_clock(_worked(lives.ended, wait), rng), lives.ended + np.timedelta64(600, "s"))
    lives.returned = np.where((lives.fate == 0) & (rng.random(many) < 0.93), handed, NEVER)
    lives.returned[lives.returned >= end] = NEVER
    return left_out


def _in_time(start: Moments, due: Moments, limit: Numbers, rng: np.random.Generator) -> Moments:
    """Return when each dossier is settled if all goes well: often on the last day, never after it."""
    many = len(start)
    share = np.where(rng.random(many) < 0.28, 1.0, rng.beta(2.2, 1.6, many))
    day = _worked(start, np.floor(limit * share).astype(np.int64))
    last = np.where(np.isnat(due), day, due.astype("datetime64[D]"))
    moment = _clock(np.minimum(day, last), rng)
    soonest = start + rng.integers(900, 5400, many).astype("timedelta64[s]")
    return np.asarray(np.maximum(moment, soonest))


def _stretch(moments: Moments, period: ReportPeriod) -> Numbers:
    """Return in which stretch of the two windows each moment lies (see `calibration`); -1 is never known."""
    statutory, calendar = period.statutory_days, period.calendar_days
    edges = np.array([statutory.start, calendar.start, statutory.before, calendar.before], dtype="datetime64[s]")
    place = np.searchsorted(edges, moments, side="right")
    unknown = np.isnat(moments) | (moments >= np.datetime64(knowledge_ends(period), "s"))
    return np.where(unknown, -1, place).astype(np.int64)


def _after_tet(due: Moments, period: ReportPeriod) -> npt.NDArray[np.bool_]:
    tet = arrivals.tet_of(period.year)
    if tet is None:
        return np.zeros(len(due), bool)
    last = np.datetime64(tet[1], "s")
    return np.asarray((due > last) & (due < last + np.timedelta64(21, "D")))
