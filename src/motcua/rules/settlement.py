"""How is a dossier counted: early, on time, late, or none of these?

Sources: counting rules of form II.06(a)/VPCP/KSTT and their known faults (docs/explanation/ledger.md);
national statuses 1-10. One table, `TABLE`, read from the top, decides. It is evaluated here for one
dossier (`classify`), for columns (`classify_many`) and rendered as SQL (`class_sql`): one definition
for page and ledger, proven equal by tests.

A limit in days is compared by date, a limit in hours to the second. Without a limit that says so,
comparison is by date (96 of 100 published limits are in days). The moment of return (status 10)
never counts: on time is judged on the moment of settlement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

LOCAL_OFFSET_S = 7 * 3600  # Asia/Ho_Chi_Minh, without summer time since 1975
DAY_S = 86_400
# A due date given without a time means the end of that working day.
END_OF_WORKING_DAY_S = 17 * 3600


class Settlement(IntEnum):
    """The class of a dossier; the numbers are stored, so they never change."""

    NOT_COUNTED = 0
    EARLY = 1
    ON_TIME = 2
    LATE = 3
    NO_DUE_DATE = 4
    WITHDRAWN = 5
    REFUSED = 6
    PAUSED = 7
    PENDING_IN_LIMIT = 8
    PENDING_OVERDUE = 9
    PENDING_NO_DUE_DATE = 10

    @property
    def key(self) -> str:
        """Return the name used in files and answers, like `on_time`."""
        return self.name.lower()

    @property
    def vi(self) -> str:
        return _PHRASES[self][0]

    @property
    def en(self) -> str:
        return _PHRASES[self][1]


_PHRASES = {
    Settlement.NOT_COUNTED: (
        "Chưa tính (mới đăng ký hoặc trạng thái lạ)",
        "Not counted (registered only, or odd status)",
    ),
    Settlement.EARLY: ("Trước hạn", "Early"),
    Settlement.ON_TIME: ("Đúng hạn", "On time"),
    Settlement.LATE: ("Quá hạn", "Late"),
    Settlement.NO_DUE_DATE: ("Đã giải quyết, không có hạn trả", "Settled without a due date"),
    Settlement.WITHDRAWN: ("Công dân rút hồ sơ", "Withdrawn by the applicant"),
    Settlement.REFUSED: ("Không được tiếp nhận", "Not accepted"),
    Settlement.PAUSED: ("Đang tạm dừng", "Paused"),
    Settlement.PENDING_IN_LIMIT: ("Đang giải quyết, trong hạn", "Pending within the limit"),
    Settlement.PENDING_OVERDUE: ("Đang giải quyết, quá hạn", "Pending and overdue"),
    Settlement.PENDING_NO_DUE_DATE: ("Đang giải quyết, không có hạn trả", "Pending without a due date"),
}

SETTLED = (
    Settlement.EARLY,
    Settlement.ON_TIME,
    Settlement.LATE,
    Settlement.NO_DUE_DATE,
    Settlement.WITHDRAWN,
)
PENDING = (
    Settlement.PAUSED,
    Settlement.PENDING_IN_LIMIT,
    Settlement.PENDING_OVERDUE,
    Settlement.PENDING_NO_DUE_DATE,
)
# The denominator of the on-time rate: withdrawn and no due date stay outside.
RATED = (Settlement.EARLY, Settlement.ON_TIME, Settlement.LATE)

STATUS_REGISTERED, STATUS_RECEIVED, STATUS_NOT_ACCEPTED, STATUS_IN_PROGRESS = 1, 2, 3, 4
STATUS_SUPPLEMENT, STATUS_DUTY, STATUS_WITHDRAWN, STATUS_STOPPED = 5, 6, 7, 8
STATUS_DONE, STATUS_RETURNED = 9, 10
PAUSED_STATUSES = (STATUS_SUPPLEMENT, STATUS_DUTY, STATUS_STOPPED)
DONE_STATUSES = (STATUS_DONE, STATUS_RETURNED)
KNOWN_STATUSES = tuple(range(1, 11))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: all conditions that are given must hold."""

    gives: Settlement
    status: tuple[int, ...] | None = None
    has_due: bool | None = None
    has_finish: bool | None = None
    # How `finish` (of the settled) or `now` (of the pending) lies to `due`.
    finish_to_due: str | None = None
    now_to_due: str | None = None


TABLE: tuple[Row, ...] = (
    Row(Settlement.REFUSED, status=(STATUS_NOT_ACCEPTED,)),
    Row(Settlement.WITHDRAWN, status=(STATUS_WITHDRAWN,)),
    # 8 (stopped) counts as pending and paused, as the legal table does; it never becomes on time.
    Row(Settlement.PAUSED, status=PAUSED_STATUSES),
    Row(Settlement.NO_DUE_DATE, status=DONE_STATUSES, has_finish=True, has_due=False),
    Row(Settlement.EARLY, status=DONE_STATUSES, has_finish=True, finish_to_due="<"),
    Row(Settlement.ON_TIME, status=DONE_STATUSES, has_finish=True, finish_to_due="="),
    Row(Settlement.LATE, status=DONE_STATUSES, has_finish=True, finish_to_due=">"),
    # Said to be done, but nobody knows when: it stays pending, for unknown is never on time.
    Row(Settlement.PENDING_NO_DUE_DATE, status=(*DONE_STATUSES, STATUS_RECEIVED, STATUS_IN_PROGRESS), has_due=False),
    Row(Settlement.PENDING_OVERDUE, status=(*DONE_STATUSES, STATUS_RECEIVED, STATUS_IN_PROGRESS), now_to_due=">"),
    Row(Settlement.PENDING_IN_LIMIT, status=(*DONE_STATUSES, STATUS_RECEIVED, STATUS_IN_PROGRESS)),
)


def local_day(seconds: int) -> int:
    """Return the Vietnamese calendar day (days since 1970-01-01) of a moment in epoch seconds."""
    return (seconds + LOCAL_OFFSET_S) // DAY_S


def due_of_date(day: int) -> int:
    """Return the epoch second at which a due date without a time ends: 17:00 of that day."""
    return day * DAY_S - LOCAL_OFFSET_S + END_OF_WORKING_DAY_S


def classify(
    status: int | None, due: int | None, finish: int | None, now: int, *, by_moment: bool = False
) -> Settlement:
    """Return the class of one dossier; moments are epoch seconds.

    >>> classify(9, due=due_of_date(100), finish=due_of_date(100) + 3600, now=due_of_date(200))
    <Settlement.ON_TIME: 2>
    """

    def side(moment: int | None) -> str | None:
        if moment is None or due is None:
            return None
        left, right = (moment, due) if by_moment else (local_day(moment), local_day(due))
        return "<" if left < right else "=" if left == right else ">"

    for row in TABLE:
        if (
            (row.status is None or status in row.status)
            and (row.has_due is None or row.has_due == (due is not None))
            and (row.has_finish is None or row.has_finish == (finish is not None))
            and (row.finish_to_due is None or row.finish_to_due == side(finish))
            and (row.now_to_due is None or row.now_to_due == side(now))
        ):
            return row.gives
    return Settlement.NOT_COUNTED


Column = npt.NDArray[Any]


def classify_many(status: Column, due: Column, finish: Column, now: int | Column, by_moment: Column) -> Column:
    """Return the classes (uint8) of columns; moments are int64 epoch seconds, unknown ones negative."""
    has_due, has_finish = due >= 0, finish >= 0

    def key(moment: Any) -> Any:
        return np.where(by_moment, moment, (moment + LOCAL_OFFSET_S) // DAY_S)

    due_key, finish_key, now_key = key(due), key(finish), key(now)
    compare = {"<": np.less, "=": np.equal, ">": np.greater}
    answer = np.zeros(status.shape, np.uint8)
    open_ = np.ones(status.shape, bool)
    for row in TABLE:
        hit = open_ & np.isin(status, row.status) if row.status else open_.copy()
        if row.has_due is not None:
            hit &= has_due == row.has_due
        if row.has_finish is not None:
            hit &= has_finish == row.has_finish
        if row.finish_to_due:
            hit &= has_due & has_finish & compare[row.finish_to_due](finish_key, due_key)
        if row.now_to_due:
            hit &= has_due & compare[row.now_to_due](now_key, due_key)
        answer[hit] = row.gives
        open_ &= ~hit
    return answer


def class_sql(columns: Mapping[str, str] | None = None, *, now: str = "now_at") -> str:
    """Return `TABLE` as a portable SQL CASE over the fact columns.

    Columns: `status`, `due_at`, `finished_at`, `due_day`, `finished_day`, `by_moment`; `now` is a
    moment in the same form as `due_at`, and `{now}_day` its local day. `columns` renames them.
    """
    name = {c: c for c in ("status", "due_at", "finished_at", "due_day", "finished_day", "by_moment")}
    name.update(columns or {})

    def compared(moment: str, day: str, sign: str) -> str:
        by_second = f"{moment} {sign} {name['due_at']}"
        by_day = f"{day} {sign} {name['due_day']}"
        return f"((NOT {name['by_moment']} AND {by_day}) OR ({name['by_moment']} AND {by_second}))"

    lines = []
    for row in TABLE:
        parts = []
        if row.status:
            parts.append(f"{name['status']} IN ({', '.join(map(str, row.status))})")
        if row.has_due is not None:
            parts.append(f"{name['due_day']} IS {'NOT ' if row.has_due else ''}NULL")
        if row.has_finish is not None:
            parts.append(f"{name['finished_day']} IS {'NOT ' if row.has_finish else ''}NULL")
        if row.finish_to_due:
            parts.append(compared(name["finished_at"], name["finished_day"], row.finish_to_due))
        if row.now_to_due:
            parts.append(compared(now, f"{now}_day", row.now_to_due))
        lines.append(f"WHEN {' AND '.join(parts)} THEN {int(row.gives)}")
    return "CASE " + " ".join(lines) + f" ELSE {int(Settlement.NOT_COUNTED)} END"
