"""Which dossiers a figure counted, as a condition over the facts of the ledger.

A figure is one of the ledger's own (`late`) or a column of a report (`06a.c12`, `causes.again`). The condition of a
column follows from its definition, so a new column can be opened without a line of code here; a test proves that
every list is as long as its figure.
"""

from motcua.core.phrases import Phrase
from motcua.ledger.cubes import COUNTED, FIGURES, MEASURES
from motcua.reports.catalogue import REPORTS
from motcua.reports.definition import OVERDUE_AT_END, PAUSED_AT_END, PENDING_AT_END, Count, Counted, Share
from motcua.reports.errors import UnknownFigure
from motcua.reports.request import Request
from motcua.rules.settlement import Settlement

# A dossier is near its limit when it falls due within so many days after the end of the window.
NEAR_DAYS = 3
_FLOW = "ended_day >= :begin AND ended_day < :before"
CONDITIONS = {
    "settled": f"{COUNTED} AND class IN (1, 2, 3, 4, 5) AND {_FLOW}",
    "carried_over": f"{COUNTED} AND received_day < :begin AND (ended_day IS NULL OR ended_day >= :begin)",
    "pending": PENDING_AT_END,
    "paused": PAUSED_AT_END,
    "pending_overdue": OVERDUE_AT_END,
    "pending_no_due_date": f"{PENDING_AT_END} AND due_day IS NULL AND NOT coalesce({PAUSED_AT_END}, false)",
    "near_limit": f"{PENDING_AT_END} AND due_day >= :before AND due_day < :before + {NEAR_DAYS} "
    f"AND NOT coalesce({PAUSED_AT_END}, false)",
    **{
        f"first_promise_{name}_all": f"{COUNTED} AND class_original = {int(kind)} AND {_FLOW}"
        for name, kind in (("early", Settlement.EARLY), ("on_time", Settlement.ON_TIME), ("late", Settlement.LATE))
    },
}
FLOWS = tuple(name for name, parts in FIGURES.items() if len(parts) == 1 and parts[0][2] == "flow")
NAMES = {
    "received": Phrase("Tiếp nhận trong kỳ", "Received in the period"),
    "carried_over": Phrase("Kỳ trước chuyển sang", "Carried over"),
    "settled": Phrase("Đã giải quyết", "Settled"),
    "early": Phrase("Giải quyết trước hạn", "Settled early"),
    "on_time": Phrase("Giải quyết đúng hạn", "Settled on time"),
    "late": Phrase("Giải quyết quá hạn", "Settled late"),
    "no_due_date": Phrase("Đã giải quyết, không có hạn", "Settled without a due date"),
    "withdrawn": Phrase("Rút hồ sơ", "Withdrawn"),
    "pending": Phrase("Đang giải quyết", "Pending"),
    "pending_overdue": Phrase("Đang giải quyết, quá hạn", "Pending and overdue"),
    "pending_no_due_date": Phrase("Đang giải quyết, không có hạn", "Pending without a due date"),
    "near_limit": Phrase(f"Đến hạn trong {NEAR_DAYS} ngày tới", f"Due within {NEAR_DAYS} days"),
    "paused": Phrase("Đang tạm dừng", "Paused"),
    "not_accepted": Phrase("Không được tiếp nhận", "Not accepted"),
    "supplemented": Phrase("Phải bổ sung", "Supplemented"),
}


def can_open(figure: str) -> bool:
    """Return whether the dossiers behind a figure can be listed."""
    return _sql(figure) is not None


def name_of(figure: str) -> Phrase:
    """Return how a reader calls a figure; a column of a report is called by report and heads."""
    report, dot, key = figure.partition(".")
    if not dot or report not in REPORTS:
        return NAMES.get(figure, Phrase(figure, figure))
    column = next((each for each in REPORTS[report].heads if each.key == key), None)
    if column is None:
        return Phrase(figure, figure)
    heads = [column.under, (column.vi, column.en)] if column.under else [(column.vi, column.en)]
    title = REPORTS[report].title
    return Phrase(*(": ".join([title[place], *(head[place] for head in heads if head)]) for place in (0, 1)))


def condition_of(figure: str, request: Request) -> str:
    """Return the SQL condition of the dossiers that `figure` counts in the window."""
    found = _sql(figure)
    if found is None:
        raise UnknownFigure(figure=figure, known=", ".join([*FLOWS, *CONDITIONS]))
    days = request.window.days
    return found.replace(":begin", f"DATE '{days.start}'").replace(":before", f"DATE '{days.before}'")


def _sql(figure: str) -> str | None:
    report, dot, key = figure.partition(".")
    if dot:
        return _of_column(report, key)
    if figure in CONDITIONS:
        return CONDITIONS[figure]
    if figure not in FLOWS:
        return None
    measure = MEASURES[figure]
    return f"{measure.condition} AND {measure.day} >= :begin AND {measure.day} < :before"


def _of_column(report: str, key: str) -> str | None:
    definition = REPORTS.get(report)
    if definition is None:
        return None
    if not isinstance(definition, Counted):
        return definition.opens.get(key)
    column = next((each for each in definition.columns if each.column.key == key), None)
    if isinstance(column, Share):
        parts = [_of_column(report, name) for name in column.part]
        return _any(parts)
    if not isinstance(column, Count):
        return None
    if column.when:
        return f"({column.when})"
    added = _any([_sql(name) for name in column.of if not name.startswith("-")])
    taken = _any([_sql(name[1:]) for name in column.of if name.startswith("-")])
    if added is None:
        return None
    return f"({added}) AND {column.also}" + (f" AND NOT coalesce(({taken}), false)" if taken else "")


def _any(parts: list[str | None]) -> str | None:
    known = [f"({part})" for part in parts if part]
    return f"({' OR '.join(known)})" if known and len(known) == len(parts) else None
