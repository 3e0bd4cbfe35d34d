"""A unit now: who waits, who is served, what is near its limit, and what to do about it."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.agencies.models import Unit
from motcua.agencies.presence import Roll, on_hand, roll_of
from motcua.core.phrases import Phrase
from motcua.dossiers import queues, visits
from motcua.rules.parameters import staffing as law


@dataclass(frozen=True)
class Live:
    """The state of one unit at a moment; waits in minutes."""

    at: datetime
    waiting: int
    serving: int
    longest_wait: float
    expected_wait: float
    open_counters: int
    posted: int
    backups: list[str]
    near: int
    late: int
    advice: list[Phrase]


def live(
    unit: Unit,
    minutes: float,
    now: datetime | None = None,
    target: float = law.TARGET_WAIT_MINUTES,
    roll: Roll | None = None,
) -> Live:
    """Return the unit's state now; `minutes` is its serving time, `roll` its receiving officers if known."""
    at = now or timezone.now()
    tickets = list(visits.waiting_at(unit, timezone.localdate(at)))
    waiting = [ticket for ticket in tickets if ticket.state == "waiting"]
    serving = [ticket for ticket in tickets if ticket.state in ("serving", "called")]
    counters = len({ticket.counter for ticket in serving if ticket.counter})
    there = on_hand(roll or roll_of(unit, Duty.RECEIVE), timezone.localdate(at))
    posted, backups = len(there.present), [str(one.account) for one in there.backups]
    longest = max(((at - ticket.drawn_at).total_seconds() / 60 for ticket in waiting), default=0.0)
    # The last in the queue waits until all before are served by the counters that are open.
    expected = len(waiting) * minutes / max(counters, 1)
    counted = queues.counts([unit.pk], at)
    near, late = counted.get(queues.Queue.NEAR_LIMIT, 0), counted.get(queues.Queue.LATE, 0)
    wanted = ceil(len(waiting) * minutes / target) if waiting else 0
    advice = _advice(wanted, counters, posted, backups) + _dossier_advice(near, late)
    return Live(at, len(waiting), len(serving), longest, expected, counters, posted, backups, near, late, advice)


def _advice(wanted: int, counters: int, posted: int, backups: list[str]) -> list[Phrase]:
    if wanted <= counters:
        return []
    if wanted <= posted:
        more = wanted - counters
        return [Phrase(f"Mở thêm {more} quầy: đủ người được phân công.", f"Open {more} more: enough are posted.")]
    short = wanted - max(posted, counters)
    names = f": {', '.join(backups[:short])}" if backups else ""
    return [
        Phrase(
            f"Gọi {short} người dự phòng của cơ quan cử (NĐ 61/2018 điều 12.8): người đang có không đủ{names}.",
            f"Call {short} back-ups of the sending agencies (Decree 61/2018 art 12.8): those present do not "
            f"suffice{names}.",
        )
    ]


def _dossier_advice(near: int, late: int) -> list[Phrase]:
    said = []
    if near:
        said.append(Phrase(f"Xử lý trước {near} hồ sơ sắp đến hạn.", f"Take {near} dossiers near their limit first."))
    if late:
        said.append(Phrase(f"Gửi thư xin lỗi cho {late} hồ sơ quá hạn.", f"Apologise for {late} overdue dossiers."))
    return said
