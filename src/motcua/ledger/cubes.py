"""Small exact daily sums that answer the standard reports.

A *measure* counts dossiers on one of their days. What stands at the end of a day (pending, overdue,
paused) is not stored: it begins on one day and ends on another, and both are measures, so any stock
is a difference of sums. `MEASURES` is the one definition: the cubes are built from it, and
`window_sql` reads it back either from cubes or straight from the facts, to the same unit.
"""

from dataclasses import dataclass
from datetime import date

from motcua.rules.settlement import Settlement

DIMENSIONS = ("source", "agency", "field", "level", "channel")
COUNTED = "class NOT IN (0, 6) AND received_day IS NOT NULL"
_OVERDUE = f"{COUNTED} AND overdue_day IS NOT NULL AND (ended_day IS NULL OR ended_day >= overdue_day)"
_PAUSED = f"{COUNTED} AND paused_day IS NOT NULL AND (ended_day IS NULL OR ended_day >= paused_day)"
_PAUSE_END = "least(coalesce(resumed_day, ended_day), coalesce(ended_day, resumed_day))"
_BOTH = f"{_PAUSED} AND overdue_day IS NOT NULL AND (ended_day IS NULL OR ended_day >= overdue_day)"
_BOTH_BEGIN = "greatest(paused_day, overdue_day)"
_BOTH = f"{_BOTH} AND ({_PAUSE_END} IS NULL OR {_PAUSE_END} >= {_BOTH_BEGIN})"
_OPEN_ENDED = f"{COUNTED} AND due_day IS NULL"
_OPEN_PAUSED = f"{_PAUSED} AND due_day IS NULL"
_MOVED = f"{COUNTED} AND due_original_at IS DISTINCT FROM due_at"


@dataclass(frozen=True, slots=True)
class Measure:
    """One additive figure: on which day of a dossier it counts, for which dossiers, how much."""

    code: int
    day: str
    condition: str
    value: str = "1"


def _settled(code: int, settlement: Settlement, column: str = "class", also: str = COUNTED) -> Measure:
    return Measure(code, "ended_day", f"{also} AND {column} = {int(settlement)} AND ended_day IS NOT NULL")


MEASURES: dict[str, Measure] = {
    "received": Measure(1, "received_day", COUNTED),
    "early": _settled(2, Settlement.EARLY),
    "on_time": _settled(3, Settlement.ON_TIME),
    "late": _settled(4, Settlement.LATE),
    "no_due_date": _settled(5, Settlement.NO_DUE_DATE),
    "withdrawn": _settled(6, Settlement.WITHDRAWN),
    "refused_after_appraisal": Measure(
        7, "ended_day", f"{COUNTED} AND refused_after_appraisal AND class IN (1, 2, 3, 4) AND ended_day IS NOT NULL"
    ),
    "not_accepted": Measure(8, "coalesce(ended_day, received_day)", "class = 6"),
    "overdue_begun": Measure(10, "overdue_day", _OVERDUE),
    "overdue_ended": Measure(11, "ended_day", f"{_OVERDUE} AND ended_day IS NOT NULL"),
    "paused_begun": Measure(12, "paused_day", _PAUSED),
    "paused_ended": Measure(13, _PAUSE_END, f"{_PAUSED} AND {_PAUSE_END} IS NOT NULL"),
    "overdue_paused_begun": Measure(14, _BOTH_BEGIN, _BOTH),
    "overdue_paused_ended": Measure(15, _PAUSE_END, f"{_BOTH} AND {_PAUSE_END} IS NOT NULL"),
    "no_due_begun": Measure(16, "received_day", _OPEN_ENDED),
    "no_due_ended": Measure(17, "ended_day", f"{_OPEN_ENDED} AND ended_day IS NOT NULL"),
    "no_due_paused_begun": Measure(18, "paused_day", _OPEN_PAUSED),
    "no_due_paused_ended": Measure(19, _PAUSE_END, f"{_OPEN_PAUSED} AND {_PAUSE_END} IS NOT NULL"),
    # Only of those whose promise was moved: by the first promise, and by the last.
    "moved_early": _settled(20, Settlement.EARLY, also=_MOVED),
    "moved_on_time": _settled(21, Settlement.ON_TIME, also=_MOVED),
    "moved_late": _settled(22, Settlement.LATE, also=_MOVED),
    "first_promise_early": _settled(23, Settlement.EARLY, "class_original", _MOVED),
    "first_promise_on_time": _settled(24, Settlement.ON_TIME, "class_original", _MOVED),
    "first_promise_late": _settled(25, Settlement.LATE, "class_original", _MOVED),
    "with_fee": Measure(30, "received_day", f"{COUNTED} AND fee_due > 0"),
    "paid_online": Measure(31, "received_day", f"{COUNTED} AND fee_due > 0 AND fee_paid_online > 0"),
    "fee_due_dong": Measure(32, "received_day", f"{COUNTED} AND fee_due > 0", "fee_due"),
    "fee_paid_online_dong": Measure(33, "received_day", f"{COUNTED} AND fee_paid_online > 0", "fee_paid_online"),
    "supplemented": Measure(34, "received_day", f"{COUNTED} AND supplements >= 1"),
    "supplemented_again": Measure(35, "received_day", f"{COUNTED} AND supplements >= 2"),
}

SETTLED = ("early", "on_time", "late", "no_due_date", "withdrawn")


def daily(facts: str, sign: int = 1) -> str:
    """Return SQL of the daily cube of the relation `facts`; `sign` -1 takes it away again."""
    dimensions = ", ".join(DIMENSIONS)
    parts = [
        f"SELECT {m.day} AS day, {dimensions}, {m.code}::UTINYINT AS measure, "
        f"CAST({sign} * sum({m.value}) AS BIGINT) AS n FROM {facts} WHERE {m.condition} GROUP BY ALL"
        for m in MEASURES.values()
    ]
    return "\nUNION ALL ".join(parts)


def halves(cube: str) -> str:
    """Return SQL of the cube by half months, whose edges are the 1st and the 15th.

    Every statutory window (15th to 14th) and every calendar month consists of whole halves.
    """
    edge = "CAST(date_trunc('month', day) AS DATE) + CASE WHEN day(day) >= 15 THEN 14 ELSE 0 END"
    dimensions = ", ".join(DIMENSIONS)
    summed = f"SELECT {edge} AS day, {dimensions}, measure, CAST(sum(n) AS BIGINT) AS n FROM {cube}"
    return f"{summed} GROUP BY ALL HAVING sum(n) != 0"


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `begin` on, before `before`."""

    begin: date
    before: date

    @property
    def is_whole_halves(self) -> bool:
        return self.begin.day in (1, 15) and self.before.day in (1, 15)


# name of a figure: the sums it is made of, as (sign, measure, when); `flow` in the window,
# `stock` of everything before its end, `opening` of everything before its begin.
_OPEN = [(1, "received"), *((-1, name) for name in SETTLED)]
FIGURES: dict[str, list[tuple[int, str, str]]] = {
    **{
        name: [(1, name, "flow")]
        for name in (
            "received", *SETTLED, "refused_after_appraisal", "not_accepted", "with_fee", "paid_online", "fee_due_dong",
            "fee_paid_online_dong", "supplemented", "supplemented_again", "moved_late", "first_promise_late",
        )
    },
    "carried_over": [(sign, name, "opening") for sign, name in _OPEN],
    "settled": [(1, name, "flow") for name in SETTLED],
    "pending": [(sign, name, "stock") for sign, name in _OPEN],
    "paused": [(1, "paused_begun", "stock"), (-1, "paused_ended", "stock")],
    "pending_overdue": [
        (1, "overdue_begun", "stock"), (-1, "overdue_ended", "stock"),
        (-1, "overdue_paused_begun", "stock"), (1, "overdue_paused_ended", "stock"),
    ],
    "pending_no_due_date": [
        (1, "no_due_begun", "stock"), (-1, "no_due_ended", "stock"),
        (-1, "no_due_paused_begun", "stock"), (1, "no_due_paused_ended", "stock"),
    ],
    **{
        f"first_promise_{name}_all": [
            (1, name, "flow"), (-1, f"moved_{name}", "flow"), (1, f"first_promise_{name}", "flow"),
        ]
        for name in ("early", "on_time", "late")
    },
}  # fmt: skip
FIGURES["pending_in_limit"] = [
    *FIGURES["pending"],
    *(
        (-sign, name, when)
        for part in ("paused", "pending_overdue", "pending_no_due_date")
        for sign, name, when in FIGURES[part]
    ),
]


def _when(kind: str, day: str, window: Window) -> str:
    before = f"{day} < DATE '{window.before}'"
    if kind == "opening":
        return f"{day} < DATE '{window.begin}'"
    return before if kind == "stock" else f"{before} AND {day} >= DATE '{window.begin}'"


def from_cube(cube: str, window: Window, by: tuple[str, ...], figures: tuple[str, ...], where: str = "true") -> str:
    """Return SQL of `figures` by the dimensions `by`, read from a cube."""
    part = {"flow": "flow_", "opening": "opening_", "stock": "opening_ + flow_"}
    columns = []
    for name in figures:
        terms = [
            f"CASE WHEN measure = {MEASURES[measure].code} THEN {sign} * ({part[kind]}) ELSE 0 END"
            for sign, measure, kind in FIGURES[name]
        ]
        columns.append(f"CAST(coalesce(sum({' + '.join(terms)}), 0) AS BIGINT) AS {name}")
    codes = sorted({MEASURES[measure].code for name in figures for _, measure, _ in FIGURES[name]})
    keys = ", ".join([*by, "measure"])
    inner = (
        f"SELECT {keys}, sum(CASE WHEN day < DATE '{window.begin}' THEN n ELSE 0 END) AS opening_, "
        f"sum(CASE WHEN day >= DATE '{window.begin}' THEN n ELSE 0 END) AS flow_ FROM {cube} "
        f"WHERE measure IN ({', '.join(map(str, codes))}) AND day < DATE '{window.before}' AND {where} GROUP BY {keys}"
    )
    return _grouped(columns, f"({inner})", "true", by)


def from_facts(facts: str, window: Window, by: tuple[str, ...], figures: tuple[str, ...], where: str = "true") -> str:
    """Return SQL of the same figures, read straight from the facts."""
    columns = []
    for name in figures:
        terms = []
        for sign, measure, kind in FIGURES[name]:
            m = MEASURES[measure]
            terms.append(f"CASE WHEN {m.condition} AND {_when(kind, m.day, window)} THEN {sign} * {m.value} ELSE 0 END")
        columns.append(f"CAST(coalesce(sum({' + '.join(terms)}), 0) AS BIGINT) AS {name}")
    return _grouped(columns, facts, where, by)


def _grouped(columns: list[str], relation: str, where: str, by: tuple[str, ...]) -> str:
    keys = ", ".join(by)
    group = f" GROUP BY {keys}" if by else ""
    return f"SELECT {', '.join([*by, *columns])} FROM {relation} WHERE {where}{group}"
