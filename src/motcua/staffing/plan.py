"""The staffing plan of a period: who is there, who is needed, which moves, to what on-time rate, at what price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from motcua.core.phrases import Phrase
from motcua.ledger import selectors as ledger
from motcua.ledger.cubes import Window as Days
from motcua.ledger.facts import LEVELS
from motcua.rules.levels import LEVELS as LEVEL_FACTS
from motcua.rules.levels import Level
from motcua.rules.parameters import staffing as law
from motcua.rules.windows import ReportPeriod, Window, parse_period, window_of
from motcua.staffing import measures, moves, uncertainty, validation
from motcua.staffing.calibration import Calibrated, calibrate, steadied
from motcua.staffing.counters import counter_needs
from motcua.staffing.errors import BadNumber, NothingToPlan, UnknownLevel, stretch
from motcua.staffing.forecasts import Forecast, daily_counts, forecast
from motcua.staffing.measures import Counts, UnitLoads
from motcua.staffing.present import Present, present_officers, province_of

MOST_ASKED = 2_000_000
CURVE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: period, window, level (None: all), officers in total (None: as many as now)."""

    period: ReportPeriod
    window: Window
    level: Level | None = None
    officers: int | None = None
    target_wait: float = law.TARGET_WAIT_MINUTES

    @property
    def days(self) -> Days:
        return Days(self.window.days.start, self.window.days.before)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Plan:
    """The answer; arrays have one row per unit of the scope."""

    question: Question
    loads: UnitLoads
    present: Present
    units: Calibrated
    proposal: moves.Proposal
    gain_of_one_more: measures.Floats
    loss_of_one_fewer: measures.Floats
    after: measures.Floats
    ranges: uncertainty.Ranges
    recorded: Mapping[Level, tuple[int, int, int]]
    whole_before: Mapping[Level, float]
    whole_after: Mapping[Level, float]
    stubborn: list[dict[str, Any]]
    validation: dict[str, Any]
    counters: Counts
    # Receptions of the working days after the window, tested on its last third; None with too few days.
    coming: Forecast | None

    @property
    def officers_now(self) -> int:
        return int(self.present.officers.sum())

    @property
    def officers_after(self) -> int:
        return int(self.proposal.officers.sum())

    def rate_after(self, fewer_late: float = 0.0) -> float:
        """Return the scope's on-time rate after the moves and with `fewer_late` dossiers fewer still."""
        rated, late = int(self.loads.rated.sum()), int(self.loads.late.sum())
        change = float(((self.after - self.units.share) * self.loads.rated).sum())
        return 1 - max(0.0, late + change - fewer_late) / rated

    @property
    def rate_now(self) -> float:
        return 1 - int(self.loads.late.sum()) / int(self.loads.rated.sum())

    @property
    def ceiling(self) -> float:
        """Return the rate that no number of officers passes: what is late also at the better units."""
        return 1 - float((np.minimum(self.units.floor, self.units.share) * self.loads.rated).sum()) / float(
            self.loads.rated.sum()
        )


def question_of(
    period: str,
    *,
    window: str = "statutory",
    level: str = "",
    officers: int | None = None,
    target_wait: float = law.TARGET_WAIT_MINUTES,
) -> Question:
    """Read the words of a command or an address; refuse each that is not understood."""
    asked = parse_period(period)
    chosen: Level | None = None
    if level:
        try:
            chosen = Level(level.lower())
        except ValueError:
            raise UnknownLevel(level=level, known=", ".join(Level)) from None
    if officers is not None and not 1 <= officers <= MOST_ASKED:
        raise BadNumber(name="officers", least=1, most=MOST_ASKED, given=officers)
    if not 1 <= target_wait <= 240:
        raise BadNumber(name="target-wait", least=1, most=240, given=target_wait)
    return Question(asked, window_of(asked, window or "statutory"), chosen, officers, target_wait)


def _only(loads: UnitLoads, level: Level | None) -> UnitLoads:
    if level is None:
        return loads
    mine = np.flatnonzero(loads.of_level(level))
    fields = ("levels", "received", "rated", "late", "floor", "rated_then", "late_then")
    return UnitLoads([loads.codes[i] for i in mine], **{name: getattr(loads, name)[mine] for name in fields})


def make_plan(question: Question, present: Mapping[str, int] | None = None) -> Plan:
    """Return the plan; refuse a scope without a settled dossier."""
    with ledger.reader() as connection:
        everything = measures.unit_loads(connection, question.days)
        loads = _only(everything, question.level)
        if not len(loads):
            level = LEVEL_FACTS[question.level] if question.level else None
            scope = Phrase(level.vi, level.en) if level else Phrase("cả nước", "the whole country")
            raise NothingToPlan(scope=scope, window=stretch(question.days))
        levels = [question.level] if question.level else [Level.DISTRICT]
        counters = counter_needs(connection, loads.codes, question.days, question.target_wait)
        coming = forecast(daily_counts(connection, question.days, _scope_sql(question.level)), question.days)
        stubborn = [row for level in levels for row in measures.stubborn_procedures(connection, level)]
    there = present_officers(loads, question.days.begin, present)
    return _planned(question, everything, loads, there, stubborn, (counters, coming))


def _scope_sql(level: Level | None) -> str:
    return f"agency != 0 AND level = {LEVELS[level.value]}" if level else "agency != 0"


def _planned(
    question: Question,
    everything: UnitLoads,
    loads: UnitLoads,
    there: Present,
    stubborn: list[dict[str, Any]],
    counter: tuple[Counts, Forecast | None],
) -> Plan:
    units = calibrate(loads, there.officers)
    losses = units.losses()
    added = 0 if question.officers is None else question.officers - int(there.officers.sum())
    proposal = moves.propose(
        losses,
        there.officers,
        least_officers(there.officers),
        _groups(loads),
        worth=law.LEAST_WORTH * float(loads.rated.sum()) / float(there.officers.sum()),
        added=added,
        curve_to=int(CURVE_SHARE * there.officers.sum()),
    )
    after = units.late_shares(proposal.officers)
    _, a, b = steadied(loads)
    ranges = uncertainty.simulate((a, b), loads.floor, loads.rated, there.officers, proposal.officers)
    more, fewer = one_more_one_fewer(losses, there.officers)
    before_by_level, after_by_level = _by_level(loads, units.share), _by_level(loads, after)
    return Plan(
        question, loads, there, units, proposal, more, fewer, after, ranges, measures.levels_recorded(everything),
        before_by_level, after_by_level, stubborn, validation.validate(loads, units, proposal.officers), *counter,
    )  # fmt: skip


def least_officers(present: Counts) -> Counts:
    """Return how few officers each unit may be left with: the law's back-up, and at most a quarter given."""
    kept = np.ceil(present * (1 - law.MOST_GIVEN_SHARE)).astype(np.int64)
    least: Counts = np.minimum(present, np.maximum(law.LEAST_OFFICERS, kept))
    return least


MOVING = (Level.DISTRICT, Level.COMMUNE)


def _groups(loads: UnitLoads) -> Counts:
    """Return within which group officers move: units of one province and level; departments each for itself."""
    free = {LEVELS[level.value] for level in MOVING}
    names = [
        f"{level} {province_of(code) if level in free else code}"
        for level, code in zip(loads.levels, loads.codes, strict=True)
    ]
    places: Counts = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return places


def one_more_one_fewer(losses: measures.Floats, officers: Counts) -> tuple[measures.Floats, measures.Floats]:
    """Return the late dossiers saved by one more officer, and caused by one fewer (infinite at the last)."""
    rows = np.arange(len(officers))
    here = losses[rows, officers]
    more = here - losses[rows, np.minimum(officers + 1, losses.shape[1] - 1)]
    return more, losses[rows, np.maximum(officers - 1, 0)] - here


def _by_level(loads: UnitLoads, share: measures.Floats) -> dict[Level, float]:
    late = share * loads.rated
    return {level: float(late[loads.levels == number].sum()) for level, number in _numbers().items()}


def _numbers() -> dict[Level, int]:
    return {Level(name): number for name, number in LEVELS.items()}
