"""Book a visit: choose an office, a day and a time; move or cancel it; take it into one's own calendar."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.gate import everyone, signed_in
from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.agencies.selectors import search_units, units
from motcua.core import icalendar
from motcua.core.phrases import Phrase, explain
from motcua.dossiers import appointments
from motcua.dossiers.appointments import FreeSlot
from motcua.dossiers.own import own_dossier
from motcua.dossiers.selectors import situation_of
from motcua.portal.errors import NoTimeChosen
from motcua.portal.paying import demand_own
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters import appointments as parameters

PURPOSES = {
    "A": Phrase("Nộp hồ sơ", "File a dossier"),
    "B": Phrase("Nhận kết quả", "Collect a result"),
    "C": Phrase("Hỏi, hướng dẫn", "Ask for guidance"),
}
STATES = {
    "booked": (Phrase("Đã đặt", "Booked"), "good"),
    "arrived": (Phrase("Đã đến", "You came"), "neutral"),
    "cancelled": (Phrase("Đã hủy", "Cancelled"), "neutral"),
    "missed": (Phrase("Đã qua, không đến", "Over, you did not come"), "warn"),
}
BOOKED = Phrase("Đã đặt lịch. Mã lấy số của bạn: {code}.", "Booked. The code for your number: {code}.")
MOVED = Phrase("Đã đổi lịch. Mã lấy số mới: {code}.", "Moved. The new code for your number: {code}.")
CANCELLED = Phrase("Đã hủy lịch hẹn.", "The appointment is cancelled.")
MINE = Phrase("Lịch hẹn của tôi", "My appointments")
LISTED, FOUND = 120, 20
DAY_BEFORE = 24 * 60


def _desks(text: str) -> list[Unit]:
    """Return the one-stop units of today that match; all of them where they are few enough to list."""
    found = (search_units(text) if text else units()).filter(kind=UnitKind.ONE_STOP)
    return list(found.select_related("parent")[: FOUND if text else LISTED])


@everyone
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Find the office to visit."""
    text = request.GET.get("tim", "").strip()[:100]
    facts = {"text": text, "offices": _desks(text), "query": _about(request)}
    return render(request, "portal/booking/offices.html", facts)


def _about(request: HttpRequest) -> str:
    """Return what the visit is about, to be carried along in addresses."""
    query = request.GET.copy()
    for name in [name for name in query if name not in ("viec", "thu-tuc", "ho-so", "doi")]:
        del query[name]
    return query.urlencode()


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def slots(request: HttpRequest, code: str) -> HttpResponse:
    """Show the free times of an office day by day; a POST books one, or moves an appointment to it."""
    unit = units().filter(code=code, kind=UnitKind.ONE_STOP).first()
    if unit is None:
        raise Http404
    error = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return _booked(request, unit)
        except RuleViolation as refusal:
            error = explain(refusal)
    days = appointments.bookable_days(unit)
    chosen = _day(request, days)
    free = appointments.free_slots(unit, chosen)
    facts = {
        "unit": unit,
        "days": days,
        "chosen": chosen,
        "parts": _by_part(free),
        "any_free": any(each.free for each in free),
        "purposes": list(PURPOSES.items()),
        "purpose": request.POST.get("viec") or request.GET.get("viec", "A"),
        "moves": bool(request.GET.get("doi")),
        "query": _about(request),
        "error": error,
        "minutes": parameters.SLOT_MINUTES,
    }
    return render(request, "portal/booking/slots.html", facts, status=422 if error else 200)


def _day(request: HttpRequest, days: list[date]) -> date:
    asked = request.GET.get("ngay", "")
    return next((day for day in days if day.isoformat() == asked), days[0])


def _by_part(free: list[FreeSlot]) -> list[tuple[Phrase, list[FreeSlot]]]:
    """Return the slots before noon and after noon."""
    morning = [each for each in free if timezone.localtime(each.slot.starts_at).hour < 12]
    later = [each for each in free if each not in morning]
    named = ((Phrase("Buổi sáng", "Morning"), morning), (Phrase("Buổi chiều", "Afternoon"), later))
    return [(name, found) for name, found in named if found]


def _booked(request: HttpRequest, unit: Unit) -> HttpResponse:
    account: Any = request.user
    try:
        starts_at = datetime.fromisoformat(request.POST.get("gio", ""))
    except ValueError as fault:
        raise NoTimeChosen from fault
    if timezone.is_naive(starts_at):
        raise NoTimeChosen
    if request.GET.get("doi"):
        old = appointments.own_appointment(account, request.GET["doi"])
        if old is None or old.unit_id != unit.pk:
            raise Http404
        made, said = appointments.move(appointment=old, starts_at=starts_at), MOVED
    else:
        number = request.GET.get("ho-so", "")
        queue = request.POST.get("viec", "")
        made = appointments.book(
            unit=unit,
            account=account,
            starts_at=starts_at,
            queue=queue if queue in PURPOSES else "C",
            dossier=own_dossier(account, number) if number else None,
            procedure_code=request.GET.get("thu-tuc", ""),
        )
        said = BOOKED
    messages.success(request, said.format(code=made.code))
    return redirect("portal:appointment", made.mark)


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own appointments."""
    account: Any = request.user
    rows = [(each, *STATES[appointments.state_of(each)]) for each in appointments.appointments_of(account)[:50]]
    return render(request, "portal/booking/mine.html", {"rows": rows})


def _own(request: HttpRequest, mark: str) -> Any:
    account: Any = request.user
    found = appointments.own_appointment(account, mark)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def appointment(request: HttpRequest, mark: str) -> HttpResponse:
    """Show one appointment with the code that the counter asks for."""
    found = _own(request, mark)
    state = appointments.state_of(found)
    facts = {
        "one": found,
        "state": STATES[state],
        "is_open": state == "booked",
        "purpose": PURPOSES.get(found.queue, PURPOSES["C"]),
        "crumbs": [(MINE, reverse("portal:appointments"))],
        "early": parameters.EARLY_MINUTES,
    }
    return render(request, "portal/booking/appointment.html", facts)


@signed_in
@require_POST
def cancel(request: HttpRequest, mark: str) -> HttpResponse:
    """Give the place back."""
    try:
        appointments.cancel(appointment=_own(request, mark))
        messages.success(request, str(CANCELLED))
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    return redirect("portal:appointment", mark)


@signed_in
@require_safe
def calendar(request: HttpRequest, mark: str) -> HttpResponse:
    """Give the appointment as a calendar file."""
    found = _own(request, mark)
    purpose = PURPOSES.get(found.queue, PURPOSES["C"])
    code = Phrase("Mã lấy số: {code}", "Code for your number: {code}").format(code=found.code)
    event = icalendar.CalendarEvent(
        uid=f"{found.mark}@motcua",
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        title=f"{purpose}: {found.unit.name}",
        text=code,
        place=found.unit.name,
        url=f"{settings.PUBLIC_URL}{reverse('portal:appointment', args=[mark])}",
        sequence=0 if found.settled_at is None else 1,
        is_cancelled=found.state == "cancelled",
        reminds_before=DAY_BEFORE,
    )
    return _file(event, f"lich-hen-{found.code}.ics")


@signed_in
@require_safe
def return_day(request: HttpRequest, number: str) -> HttpResponse:
    """Give the promised return of one's own dossier as a calendar file."""
    dossier = demand_own(request, number)
    promise = situation_of(dossier).current_promise
    if promise is None or promise.at is None:
        raise Http404
    title = Phrase("Hẹn trả kết quả hồ sơ {number}", "Result of dossier {number} is promised").format(number=number)
    event = icalendar.CalendarEvent(
        uid=f"{dossier.number}.return@motcua",
        starts_at=promise.at,
        ends_at=promise.at + timedelta(minutes=parameters.SLOT_MINUTES),
        title=title,
        place=dossier.receiving_unit.name,
        url=f"{settings.PUBLIC_URL}{reverse('portal:own', args=[dossier.number])}",
        # Each later promise replaces the one before in the person's calendar.
        sequence=dossier.last_ordinal,
        reminds_before=DAY_BEFORE,
    )
    return _file(event, f"hen-tra-{dossier.number}.ics")


def _file(event: icalendar.CalendarEvent, name: str) -> HttpResponse:
    answer = HttpResponse(icalendar.calendar_file([event], timezone.now()), content_type=icalendar.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
