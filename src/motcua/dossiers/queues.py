"""Queues of the back office, named by the act expected; a counter is the length of its list.

Both come from the same condition, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.core.phrases import Phrase
from motcua.dossiers import clock
from motcua.dossiers.models import Consultation, Dossier
from motcua.rules.calendar import WorkingCalendar, in_vietnam, official_calendar
from motcua.rules.lifecycle_acts import Act


class Queue(StrEnum):
    """What is expected."""

    RECEIVE = "receive"
    FORWARD = "forward"
    TAKE_OVER = "take_over"
    APPRAISE = "appraise"
    CONSULT = "consult"
    SIGN = "sign"
    CHECK_SUPPLEMENT = "check_supplement"
    WAITING_FOR_CITIZEN = "waiting_for_citizen"
    WAITING_FOR_AGENCY = "waiting_for_agency"
    RETURN = "return"
    NEAR_LIMIT = "near_limit"
    STEP_LATE = "step_late"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """What a queue is called, and the acts expected in it (none: it is about time)."""

    phrase: Phrase
    acts: tuple[Act, ...] = ()


QUEUES: dict[Queue, QueueEntry] = {
    Queue.RECEIVE: QueueEntry(Phrase("Chờ tiếp nhận", "To receive"), (Act.RECEIVE,)),
    Queue.FORWARD: QueueEntry(Phrase("Chờ chuyển", "To forward"), (Act.HAND_OVER,)),
    Queue.TAKE_OVER: QueueEntry(Phrase("Chờ nhận bàn giao", "To take over"), (Act.TAKE_OVER,)),
    Queue.APPRAISE: QueueEntry(Phrase("Chờ thẩm định", "To appraise"), (Act.PROPOSE,)),
    Queue.CONSULT: QueueEntry(Phrase("Chờ cho ý kiến", "To answer consultations")),
    Queue.SIGN: QueueEntry(Phrase("Chờ ký", "To sign"), (Act.DECIDE,)),
    Queue.CHECK_SUPPLEMENT: QueueEntry(Phrase("Chờ kiểm tra bổ sung", "To check supplements"), (Act.RESTART,)),
    Queue.WAITING_FOR_CITIZEN: QueueEntry(
        Phrase("Chờ người nộp", "Waiting for the applicant"), (Act.SUPPLEMENT, Act.CONFIRM_FINANCIAL_DUTY)
    ),
    Queue.WAITING_FOR_AGENCY: QueueEntry(
        Phrase("Chờ cơ quan phối hợp", "Waiting for another agency"), (Act.ANSWER_CONSULTATION, Act.REPORT_CHILD)
    ),
    Queue.RETURN: QueueEntry(Phrase("Chờ trả kết quả", "To return"), (Act.RETURN_OUTPUT,)),
    Queue.NEAR_LIMIT: QueueEntry(Phrase("Sắp đến hạn", "Near the limit")),
    Queue.STEP_LATE: QueueEntry(Phrase("Quá hạn bước", "Step overdue")),
    Queue.LATE: QueueEntry(Phrase("Quá hạn", "Late")),
}


def near_until(now: datetime, calendar: WorkingCalendar | None = None) -> datetime:
    """Return the end of the next working day: what is due by then is near its limit."""
    known = calendar or official_calendar()
    return known.closing_at(known.add(in_vietnam(now).date(), 1))


def _condition(name: Queue, unit_ids: Sequence[int], now: datetime) -> Q:
    if name is Queue.CONSULT:
        asked = Consultation.objects.filter(answered_at=None, to_unit__in=unit_ids)
        return Q(is_open=True, pk__in=asked.values("dossier_id"))
    mine = Q(is_open=True, expected_unit__in=unit_ids)
    running = mine & Q(finished_at=None)
    if name is Queue.LATE:
        # A late critical part makes the whole late.
        late_part = Dossier.objects.filter(
            parent=OuterRef("pk"), is_critical=True, is_open=True, finished_at=None, current_due_at__lt=now
        )
        return running & Q(Q(current_due_at__lt=now) | Q(Exists(late_part), has_children=True))
    if name is Queue.NEAR_LIMIT:
        return running & Q(current_due_at__gte=now, current_due_at__lte=near_until(now) + timedelta(seconds=1))
    if name is Queue.STEP_LATE:
        return running & Q(step_due_at__lt=now)
    acts = [str(act) for act in QUEUES[name].acts]
    return mine & (Q(expected_act=acts[0]) if len(acts) == 1 else Q(expected_act__in=acts))


def queue(name: Queue | str, unit_ids: Sequence[int], now: datetime | None = None) -> QuerySet[Dossier]:
    """Return the dossiers in one queue of these units, those due first at the top."""
    found = Dossier.objects.filter(_condition(Queue(name), unit_ids, now or clock.now()))
    return found.select_related("applicant", "resolving_unit", "expected_unit").order_by("current_due_at", "id")


def counts(unit_ids: Sequence[int], now: datetime | None = None) -> dict[Queue, int]:
    """Return the length of every queue of these units, in two queries."""
    moment = now or clock.now()
    wanted = {name: _condition(name, unit_ids, moment) for name in Queue if name is not Queue.CONSULT}
    mine = Dossier.objects.filter(is_open=True, expected_unit__in=unit_ids)
    found = mine.aggregate(**{str(name): Count("pk", filter=condition) for name, condition in wanted.items()})
    consulted = Dossier.objects.filter(_condition(Queue.CONSULT, unit_ids, moment)).count()
    return {name: consulted if name is Queue.CONSULT else found[str(name)] for name in Queue}
