"""Book a visit, move or cancel it, and recognise it when the person comes.

Free places follow from the opening hours and the officers posted that day (rules.appointments).
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.accounts.models import Account
from motcua.agencies.models import Unit
from motcua.agencies.selectors import posted_in
from motcua.dossiers import clock, visits
from motcua.dossiers.models import Dossier, Ticket
from motcua.dossiers.models.appointment import Appointment, AppointmentState
from motcua.dossiers.promises import calendar_of
from motcua.notices.reaching import Reader
from motcua.notices.services import tell
from motcua.rules.appointments import Slot, is_bookable, is_in_turn, places, slots
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters import appointments as parameters

State = AppointmentState


class SlotTaken(RuleViolation):
    """The time {at} is not free any more. Choose another one."""

    code: ClassVar[str] = "slot_taken"
    vi: ClassVar[str] = "Giờ {at} không còn chỗ. Hãy chọn giờ khác."


class TooManyAppointments(RuleViolation):
    """You have {most} appointments already, which is the most one person may have. Cancel one first."""

    code: ClassVar[str] = "too_many_appointments"
    vi: ClassVar[str] = "Bạn đang có {most} lịch hẹn, là số nhiều nhất. Hãy hủy bớt một lịch trước."


class BookedThatDay(RuleViolation):
    """You have an appointment at this office on {day} already. Move that one instead."""

    code: ClassVar[str] = "booked_that_day"
    vi: ClassVar[str] = "Bạn đã có lịch hẹn tại nơi này ngày {day}. Hãy đổi giờ của lịch đó."


class AppointmentSettled(RuleViolation):
    """This appointment is over or was cancelled, so it stays as it is. Book a new one."""

    code: ClassVar[str] = "appointment_settled"
    vi: ClassVar[str] = "Lịch hẹn này đã qua hoặc đã hủy nên không đổi được. Hãy đặt lịch mới."


class NoSuchAppointment(RuleViolation):
    """Nobody is expected here today with the code {code}. Check the code, or take a number like others."""

    code: ClassVar[str] = "no_such_appointment"
    vi: ClassVar[str] = "Hôm nay tại đây không có lịch hẹn mang mã {code}. Hãy kiểm tra mã, hoặc lấy số như thường."


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot with its places and how many of them are free."""

    slot: Slot
    places: int
    free: int


def free_slots(unit: Unit, day: date) -> list[FreeSlot]:
    """Return the slots of a day that may still be booked, also the full ones; none on a closed day."""
    now, calendar = clock.now(), calendar_of(unit)
    if not calendar.is_working_day(day):
        return []
    capacity = places(_officers(unit, day))
    taken = Counter(_booked(unit, day).values_list("starts_at", flat=True))
    return [
        FreeSlot(slot, capacity, max(0, capacity - taken[slot.starts_at]))
        for slot in slots(day, calendar.sessions)
        if capacity and is_bookable(slot, now)
    ]


def _officers(unit: Unit, day: date) -> int:
    return posted_in(unit, day, Duty.RECEIVE).values("account").distinct().count()


def _booked(unit: Unit, day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(unit=unit, day=day).exclude(state=State.CANCELLED)


def bookable_days(unit: Unit) -> list[date]:
    """Return the working days for which people may book, today first if it is one."""
    calendar = calendar_of(unit)
    day = calendar.on_or_after(timezone.localdate(clock.now()))
    return [calendar.add(day, ahead) for ahead in range(parameters.WORKING_DAYS_AHEAD)]


@transaction.atomic
def book(
    *,
    unit: Unit,
    account: Account,
    starts_at: datetime,
    queue: str,
    dossier: Dossier | None = None,
    procedure_code: str = "",
    moved_from: Appointment | None = None,
) -> Appointment:
    """Book one slot; the same press again gives the same appointment."""
    # The unit's row serialises the giving of places.
    held = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    day = timezone.localtime(starts_at).date()
    own = Appointment.objects.filter(account=account, state=State.BOOKED, ends_at__gt=clock.now())
    known = own.filter(unit=held, day=day).first()
    if known is not None:
        if known.starts_at == starts_at:
            return known
        raise BookedThatDay(day=f"{day:%d/%m/%Y}")
    if own.count() >= parameters.MOST_OPEN:
        raise TooManyAppointments(most=parameters.MOST_OPEN)
    found = next((each for each in free_slots(held, day) if each.slot.starts_at == starts_at), None)
    if found is None or not found.free or day not in bookable_days(held):
        raise SlotTaken(at=f"{timezone.localtime(starts_at):%H:%M %d/%m/%Y}")
    made = Appointment.objects.create(
        mark=secrets.token_hex(12),
        code=_code(held, day),
        unit=held,
        account=account,
        queue=queue,
        dossier=dossier,
        procedure_code=procedure_code[:80],
        day=day,
        starts_at=starts_at,
        ends_at=found.slot.ends_at,
        booked_at=clock.now(),
        moved_from=moved_from,
    )
    _tell(made, "appointment_booked")
    return made


def _code(unit: Unit, day: date) -> str:
    taken = set(Appointment.objects.filter(unit=unit, day=day).values_list("code", flat=True))
    while (code := f"{secrets.randbelow(10_000):04d}") in taken:
        pass
    return code


@transaction.atomic
def cancel(*, appointment: Appointment, tells: bool = True) -> Appointment:
    """Give the place back; a second press changes nothing."""
    held = _locked(appointment)
    if held.state == State.CANCELLED:
        return held
    if held.state != State.BOOKED or held.ends_at <= clock.now():
        raise AppointmentSettled
    held.state, held.settled_at = State.CANCELLED, clock.now()
    held.save(update_fields=["state", "settled_at"])
    if tells:
        _tell(held, "appointment_cancelled")
    return held


@transaction.atomic
def move(*, appointment: Appointment, starts_at: datetime) -> Appointment:
    """Move an appointment to another slot of the same unit; where that one is taken, the old one stays."""
    held = _locked(appointment)
    if held.state != State.BOOKED or held.ends_at <= clock.now():
        raise AppointmentSettled
    if held.starts_at == starts_at:
        return held
    cancel(appointment=held, tells=False)
    return book(
        unit=held.unit,
        account=held.account,
        starts_at=starts_at,
        queue=held.queue,
        dossier=held.dossier,
        procedure_code=held.procedure_code,
        moved_from=held,
    )


@transaction.atomic
def arrive(*, unit: Unit, code: str, is_priority: bool = False) -> Ticket:
    """Draw the ticket of somebody who comes with a code; in time, the ticket is called at the booked time."""
    day = timezone.localdate(clock.now())
    booked = Appointment.objects.select_for_update(of=("self",)).select_related("unit", "dossier")
    held = booked.filter(unit=unit, day=day, code=code.strip(), state=State.BOOKED).first()
    if held is None:
        raise NoSuchAppointment(code=code.strip()[:8] or "–")
    in_turn = is_in_turn(Slot(held.starts_at, held.ends_at), clock.now())
    ticket = visits.arrive(
        unit=held.unit,
        queue=held.queue,
        procedures=[held.procedure_code] if held.procedure_code else [],
        applicant=held.dossier.applicant if held.dossier else None,
        is_priority=is_priority,
        booked_for=held.starts_at if in_turn else None,
    )
    held.state, held.settled_at, held.ticket = State.ARRIVED, clock.now(), ticket
    held.save(update_fields=["state", "settled_at", "ticket"])
    return ticket


def _locked(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("unit", "account", "dossier")
    return rows.get(pk=appointment.pk)


def _tell(made: Appointment, event: str) -> None:
    at = timezone.localtime(made.starts_at)
    tell(
        event=event,
        reader=Reader(made.account.email, made.account.phone, made.account.pk),
        facts={
            "at": f"{at:%H:%M %d/%m/%Y}",
            "unit": made.unit.name,
            "code": made.code,
            "address": f"{settings.PUBLIC_URL}/lich-hen/{made.mark}/",
        },
        key=f"appointment:{made.mark}:{event}",
        dossier_number=made.dossier.number if made.dossier else "",
    )


def appointments_of(account: Account) -> QuerySet[Appointment]:
    """Return a person's appointments, the next ones first, then those that are over."""
    return Appointment.objects.filter(account=account).select_related("unit", "dossier").order_by("-starts_at")


def own_appointment(account: Account, mark: str) -> Appointment | None:
    """Return one's own appointment of this mark; None for anybody else's, as if it did not exist."""
    return appointments_of(account).filter(mark=mark).first()


def expected_at(unit: Unit, day: date | None = None) -> Sequence[Appointment]:
    """Return who is expected at a unit today and has not come, in order of time."""
    on = day or timezone.localdate(clock.now())
    since = clock.now() - timedelta(hours=1)
    waiting = Appointment.objects.filter(unit=unit, day=on, state=State.BOOKED, ends_at__gt=since)
    return list(waiting.select_related("account").order_by("starts_at"))


def state_of(appointment: Appointment) -> str:
    """Return the state as read today: booked, arrived, cancelled, or missed."""
    if appointment.state == State.BOOKED and appointment.ends_at <= clock.now():
        return "missed"
    return appointment.state
