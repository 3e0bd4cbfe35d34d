"""One dossier as the ledger knows it: its events, its class, and the text of law the class rests on.

The due date in the events is the promise that the sending system made. Beside it stands what the text in force on
the day of receipt gives, with its lines; where both differ, both are shown and neither is corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from motcua.calendars.selectors import working_calendar
from motcua.ledger import selectors as ledger
from motcua.ledger.lateness import PROMPT_S
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import time_limit_of, version_in_force
from motcua.reports.behind import DossierLine, aware
from motcua.reports.counting import LEVEL_OF
from motcua.reports.errors import DossierNotInLedger
from motcua.rules.errors import RuleViolation
from motcua.rules.pauses import Pause, PauseCause
from motcua.rules.settlement import PAUSED_STATUSES, Settlement
from motcua.rules.time_limits import Due, TimeLimit, due

CAUSES = {5: PauseCause.SUPPLEMENT, 6: PauseCause.FINANCIAL_DUTY}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it was sent; `outcome` is what became of the line."""

    sequence: int
    status: int
    status_text: str
    source: str
    occurred_at: datetime | None
    recorded_at: datetime | None
    due_at: datetime | None
    outcome: int
    flags: int


@dataclass(frozen=True, slots=True)
class Text:
    """The text in force on the day of receipt, its limit, and what it gives."""

    version: ProcedureVersion
    limit: TimeLimit
    due: Due | None


@dataclass(frozen=True, slots=True)
class Story:
    """One dossier with everything behind its class."""

    line: DossierLine
    first_due_at: datetime | None
    by_moment: bool
    settlement_by_first: Settlement
    finished_at: datetime | None
    returned_at: datetime | None
    paused_seconds: int
    transport_seconds: int
    told: tuple[Told, ...]
    pauses: tuple[Pause, ...]
    text: Text | None

    @property
    def promise_differs(self) -> bool:
        """Whether the promised day is not the day the text gives; unknown days do not differ."""
        given = self.text.due.at if self.text and self.text.due else None
        promised = self.first_due_at
        if given is None or promised is None:
            return False
        return timezone.localdate(given) != timezone.localdate(promised)


def story_of(number: str, as_known_on: datetime | None = None) -> Story:
    """Return the story of a dossier; refuse a number that the ledger does not hold."""
    with ledger.reader(as_known_on) as connection:
        found = connection.execute(
            "SELECT dossier, source, procedure, agency, level, received_at, due_at, ended_at, class, supplements, "
            "due_original_at, by_moment, class_original, finished_at, returned_at, paused_s, transport_s "
            "FROM dossier WHERE dossier_key = hash(?) AND dossier = ?",
            [number, number],
        ).fetchone()
        if found is None:
            raise DossierNotInLedger(number=number)
        rows = connection.execute(
            "SELECT sequence, status, status_raw, source, occurred_at, recorded_at, due_at, outcome, flags FROM events "
            "WHERE dossier_key = hash(?) AND dossier = ? ORDER BY sequence, recorded_at, occurred_at",
            [number, number],
        ).fetchall()
    told = tuple(_told(row) for row in rows)
    pauses = pauses_of(told)
    line = DossierLine(
        found[0], found[1] or "", found[2] or "", found[3] or "", LEVEL_OF.get(found[4]), aware(found[5]),
        aware(found[6]), aware(found[7]), Settlement(found[8]), found[9],
    )  # fmt: skip
    return Story(
        line, aware(found[10]), bool(found[11]), Settlement(found[12]), aware(found[13]), aware(found[14]),
        int(found[15] or 0), int(found[16] or 0), told, pauses, text_of(line, pauses),
    )  # fmt: skip


def _told(row: tuple[Any, ...]) -> Told:
    sequence, status, raw, source, occurred, recorded, due_at, outcome, flags = row
    return Told(
        sequence, status, raw or "", source or "", aware(occurred), aware(recorded), aware(due_at), outcome, flags or 0
    )


def pauses_of(told: Sequence[Told]) -> tuple[Pause, ...]:
    """Return the stretches in which a status stood that stops the clock; the last may have no end."""
    found: list[Pause] = []
    steps = [event for event in told if event.outcome != 1 and event.status and event.occurred_at]
    for place, event in enumerate(steps):
        if event.status not in PAUSED_STATUSES or event.occurred_at is None:
            continue
        end = steps[place + 1].occurred_at if place + 1 < len(steps) else None
        if end is None or end > event.occurred_at:
            found.append(Pause(event.occurred_at, end, CAUSES.get(event.status, PauseCause.OTHER)))
    return tuple(found)


def text_of(line: DossierLine, pauses: Sequence[Pause]) -> Text | None:
    """Return the text that bound the dossier and the due date it gives; None where the catalogue knows none."""
    if not line.procedure or line.received_at is None:
        return None
    try:
        version = version_in_force(line.procedure, timezone.localdate(line.received_at), whole=True)
    except RuleViolation:
        return None  # a code that is no code of a procedure: the ledger keeps what was sent
    if version is None:
        return None
    limit = time_limit_of(version)
    if not limit.is_countable:
        return Text(version, limit, None)
    source = str(version.brought_by.decision) if version.brought_by else version.procedure.code
    calendar = working_calendar(line.agency or None)
    return Text(version, limit, due(line.received_at, limit, calendar, pauses, limit_source=source))


SETTLEMENT_SOURCE = "Biểu II.06(a)/VPCP/KSTT, cột (8)-(10); so theo ngày, hạn tính bằng giờ so theo thời điểm"


def why(story: Story) -> list[tuple[str, str]]:
    """Return why the dossier has its class, as sentences (vi, en), the rule last."""
    line, found = story.line, []
    if line.settlement in (Settlement.EARLY, Settlement.ON_TIME, Settlement.LATE):
        found.append(_compared(story))
    else:
        found.append(_UNCOMPARED.get(line.settlement, (line.settlement.vi + ".", line.settlement.en + ".")))
    if story.first_due_at and line.due_at and story.first_due_at != line.due_at:
        first, by_first = _day(story.first_due_at), story.settlement_by_first
        vi = f"Đã hẹn lại: lần đầu {first}. Theo hẹn đầu, hồ sơ là “{by_first.vi}”."
        found.append((vi, f"The promise was moved: first {first}. By it the dossier is “{by_first.en}”."))
    if story.promise_differs and story.text and story.text.due:
        first, given = _day(story.first_due_at), _day(story.text.due.at)
        vi = f"Hẹn lần đầu {first} khác hạn tính theo văn bản {given}; báo cáo tính theo hẹn mà hệ thống gửi."
        en = f"The first promise {first} is not the day the text gives, {given}; reports count by the promise sent."
        found.append((vi, en))
    if late := _told_late(story):
        found.append(late)
    found.append((f"Căn cứ xếp loại: {SETTLEMENT_SOURCE}.", f"Rule of the class: {SETTLEMENT_SOURCE}."))
    return found


def _told_late(story: Story) -> tuple[str, str] | None:
    """Return whose delay it is where the news of the settlement was under way for more than a day, or came too late."""
    ended, due_at, seconds = story.line.ended_at, story.line.due_at, story.transport_seconds
    if ended is None or story.line.settlement not in (Settlement.EARLY, Settlement.ON_TIME, Settlement.LATE):
        return None
    told = ended + timedelta(seconds=seconds)
    after = due_at is not None and (
        told > due_at if story.by_moment else timezone.localdate(told) > timezone.localdate(due_at)
    )
    if story.line.settlement is Settlement.LATE and seconds > PROMPT_S:
        vi = f"Tin báo xong đến ngày {_day(told)}, chậm hơn một ngày; hồ sơ vẫn quá hạn do xử lý."
        return vi, f"The news of the settlement came on {_day(told)}, over a day after; the dossier itself was late."
    if story.line.settlement is not Settlement.LATE and seconds and after:
        vi = f"Tin báo xong đến ngày {_day(told)}, sau hạn: chậm do truyền tin, không phải do xử lý."
        return vi, f"The news of the settlement came on {_day(told)}, after the due date: late by transport alone."
    return None


_UNCOMPARED = {
    Settlement.NO_DUE_DATE: (
        "Đã xử lý xong nhưng không sự kiện nào ghi hẹn trả, nên không biết đúng hạn hay không.",
        "Settled, but no event gives a due date, so nobody can say whether it was on time.",
    ),
    Settlement.WITHDRAWN: (
        "Người nộp đã rút hồ sơ; hồ sơ rút không tính là đúng hạn.",
        "The applicant withdrew it; a withdrawn dossier does not count as on time.",
    ),
    Settlement.REFUSED: (
        "Hồ sơ không được tiếp nhận, nên không vào số nhận giải quyết.",
        "It was not accepted, so it is not among what was received.",
    ),
    Settlement.PAUSED: (
        "Đang chờ (bổ sung, nghĩa vụ tài chính hoặc dừng xử lý); đồng hồ đứng yên.",
        "It waits (supplement, financial duty or a stop); the clock stands still.",
    ),
    Settlement.NOT_COUNTED: (
        "Mới đăng ký hoặc trạng thái lạ, chưa tính vào báo cáo.",
        "Only registered, or its status is not known: reports do not count it yet.",
    ),
    Settlement.PENDING_NO_DUE_DATE: (
        "Đang giải quyết; chưa sự kiện nào ghi hẹn trả.",
        "Pending; no event gives a due date.",
    ),
}  # fmt: skip


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else "–"


def _compared(story: Story) -> tuple[str, str]:
    line, done = story.line, story.finished_at
    if done is None or line.due_at is None:
        return line.settlement.vi + ".", line.settlement.en + "."
    if story.by_moment:
        at, until = (f"{timezone.localtime(each):%H:%M %d/%m/%Y}" for each in (done, line.due_at))
        return (
            f"Xử lý xong lúc {at}, hạn {until}; hạn tính bằng giờ nên so theo thời điểm: {line.settlement.vi.lower()}.",
            f"Settled at {at}, due {until}; the limit is in hours, moments are compared: {line.settlement.en.lower()}.",
        )
    days = (timezone.localdate(done) - timezone.localdate(line.due_at)).days
    vi = f"sau hẹn {days} ngày" if days > 0 else "đúng ngày hẹn" if not days else f"trước hẹn {-days} ngày"
    en = f"{days} days after" if days > 0 else "on that day" if not days else f"{-days} days before"
    return (
        f"Xử lý xong ngày {_day(done)}, hẹn trả ngày {_day(line.due_at)}, tức là {vi}: {line.settlement.vi.lower()}.",
        f"Settled on {_day(done)}, due on {_day(line.due_at)}, that is {en}: {line.settlement.en.lower()}.",
    )
