"""The settled dossiers of a window as columns, and their figures: what a replay starts from and is held against."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.ledger import selectors as ledger
from motcua.ledger.facts import LEVELS
from motcua.rules.settlement import classify_many
from motcua.rules.windows import Window

Column = npt.NDArray[Any]
LEVEL_NAMES = {number: name for name, number in LEVELS.items()} | {0: "unknown"}
SQL = """
SELECT level, status, procedure, agency, channel, by_moment, coalesce(supplements, 0) AS supplements, paused_s,
  coalesce(epoch(received_at), -1)::BIGINT AS received, coalesce(epoch(due_at), -1)::BIGINT AS due,
  coalesce(epoch(finished_at), -1)::BIGINT AS finish,
  coalesce(epoch(paused_at), -1)::BIGINT AS paused, coalesce(epoch(resumed_at), -1)::BIGINT AS resumed
FROM dossier WHERE class IN (1, 2, 3) AND received_day IS NOT NULL AND ended_day >= ? AND ended_day < ?
ORDER BY dossier
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Parallel columns of settled dossiers with a due date; moments in epoch seconds, unknown ones -1."""

    level: Column
    status: Column
    procedure: Column
    agency: Column
    channel: Column
    by_moment: Column
    supplements: Column
    paused_s: Column
    received: Column
    due: Column
    finish: Column
    paused: Column
    resumed: Column

    def __len__(self) -> int:
        return len(self.level)

    def with_changes(self, **columns: Column) -> "Recorded":
        return replace(self, **columns)


def read_recorded(window: Window) -> Recorded:
    """Return every dossier that the on-time rate of the window counts."""
    with ledger.reader() as connection:
        found = connection.execute(SQL, [window.days.start, window.days.before]).fetchnumpy()
    texts = ("procedure", "agency")
    return Recorded(
        **{
            name: np.ma.filled(np.ma.asarray(column), "" if name in texts else 0)
            if name in texts
            else np.asarray(np.ma.filled(column, 0))
            for name, column in found.items()
        }
    )


def on_time(rows: Recorded) -> dict[str, tuple[int, int]]:
    """Return (kept, rated) by level and for `all`, by the law that the ledger uses."""
    kinds = classify_many(rows.status, rows.due, rows.finish, 2**40, rows.by_moment)
    kept, rated = (kinds == 1) | (kinds == 2), (kinds >= 1) & (kinds <= 3)
    figures = {"all": (int(kept.sum()), int(rated.sum()))}
    for number in np.unique(rows.level):
        own = rows.level == number
        figures[LEVEL_NAMES[int(number)]] = (int((kept & own).sum()), int((rated & own).sum()))
    return figures


def queue(rows: Recorded, window: Window) -> float:
    """Return how many of these dossiers were open at a time, on average (Little's law)."""
    days = (window.last - window.first).days + 1
    return float((rows.finish - rows.received).clip(min=0).sum() / (days * 86_400))
