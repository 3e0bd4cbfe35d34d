"""One unit: now at its counters, its usual day, and what one officer more or fewer would change."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.agencies.models import Unit
from motcua.agencies.presence import Roll, roll_of
from motcua.core import charts
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Column, Table
from motcua.core.templatetags.motcua import number
from motcua.insight.asking import SUBJECTS, asked
from motcua.insight.staffing import HERE, PLANNERS, breaches_table, question_from
from motcua.ledger import selectors as ledger
from motcua.procedures.listings import field_names
from motcua.rules.errors import RuleViolation
from motcua.rules.parameters import staffing as law
from motcua.staffing import kept
from motcua.staffing.breaches import breaches_of
from motcua.staffing.counters import OPENS_MINUTE, CounterDay, counter_day
from motcua.staffing.duty_days import DutyDay, duty_day
from motcua.staffing.forecasts import Forecast, daily_counts, forecast
from motcua.staffing.live import live
from motcua.staffing.shifts import clock

WEEKDAYS = [Phrase(*pair) for pair in (("T2", "Mon"), ("T3", "Tue"), ("T4", "Wed"), ("T5", "Thu"), ("T6", "Fri"),
                                       ("T7", "Sat"), ("CN", "Sun"))]  # fmt: skip


@officers_with(*PLANNERS)
@require_safe
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit live and as it is planned; the newest unit of that code answers."""
    unit = Unit.objects.filter(code=code).order_by("-valid_from").first()
    if unit is None:
        raise Http404
    ask, roll = asked(request), roll_of(unit, Duty.RECEIVE)
    problem, mine, day, coming = ask.problem, None, None, None
    on = _day_asked(request.GET.get("on", ""))
    try:
        question = question_from(request, ask, unit.level)
        with ledger.reader() as connection:
            day = counter_day(connection, roll, question.days, question.target_wait)
            number_of = connection.execute("SELECT id FROM code_agency WHERE code = ?", [code]).fetchone()
            where = f"agency = {number_of[0] if number_of else -1}"
            coming = forecast(daily_counts(connection, question.days, where), question.days)
        mine = next((row for row in kept.answer_of(question)["units"] if row["code"] == code), None)
    except RuleViolation as refusal:
        problem = problem or explain(refusal)
    today = timezone.localdate()
    facts = {
        "ask": ask,
        "subjects": SUBJECTS,
        "problem": problem,
        "unit": unit,
        "mine": mine,
        "now": live(unit, day.minutes if day else law.ASSUMED_SERVING_MINUTES, roll=roll),
        "day": day,
        "target": law.TARGET_WAIT_MINUTES,
        "on": on,
        "seconds_a_page": law.SCANNING_SECONDS_A_PAGE,
        **_duty(duty_day(roll, day, on) if day else None, _field_names(day, roll)),
        "breaches": breaches_table(breaches_of(roll, today), ask),
        "back": ask.link(HERE, level=unit.level),
        **_day(day),
        **_coming(coming),
    }
    return render(request, "insight/staffing/unit.html", facts)


def _day_asked(text: str) -> date:
    """Return the day whose shifts are asked for; today where none is, or none that can be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


def _field_names(day: CounterDay | None, roll: Roll) -> dict[str, str]:
    return field_names(day.by_field) if day and any(one.fields for one in roll.postings) else {}


def _duty(found: DutyDay | None, names: dict[str, str]) -> dict[str, Any]:
    """Return the shifts by name and what nobody can cover, with fields in words."""
    if found is None:
        return {}

    def said(codes: frozenset[str]) -> list[str]:
        return [names.get(code, code) for code in sorted(codes) if code]

    roster = found.roster
    return {
        "duty": found,
        "worked": [(shift.name, one, said(one.skills)) for one, shift in roster.worked] if roster else [],
        "short": [(one, said(one.fields)) for one in roster.short] if roster else [],
    }


def _day(day: CounterDay | None) -> dict[str, Any]:
    if day is None:
        return {}
    labels = [clock(slot, OPENS_MINUTE) for slot in range(len(day.needed))]
    title = Phrase("Người đến mỗi giờ", "People an hour")
    rates = [round(rate, 2) for rate in day.per_hour]
    columns = [
        Column(Phrase("Nửa giờ", "Half hour")),
        Column(title, True),
        Column(Phrase("Quầy cần", "Counters"), True),
    ]
    rows = [
        (label, number(round(rate, 1)), number(need))
        for label, rate, need in zip(labels, day.per_hour, day.needed, strict=True)
    ]
    weekly = Phrase("Người đến theo ngày trong tuần", "People by weekday")
    bars = [charts.Bar(name, round(many)) for name, many in zip(WEEKDAYS, day.by_weekday, strict=True)]
    return {
        "hours": {
            "chart": charts.line([charts.Series(title, rates)], labels, title=title),
            "table": Table(columns, rows),
        },
        "week": charts.bars(bars, title=weekly),
        "shifts": list(day.roster.officers.items()),
        "checked": day.checked.within_share if day.checked else None,
        "peak": max(day.needed),
    }


def _coming(found: Forecast | None) -> dict[str, Any]:
    if found is None:
        return {"coming": None}
    title = Phrase("Hồ sơ dự báo mỗi ngày làm việc", "Dossiers foretold by working day")
    labels = [f"{day:%d/%m}" for day in found.days]
    columns = [Column(Phrase("Ngày", "Day")), Column(title, True)]
    rows = [(f"{day:%d/%m/%Y}", number(round(many, 1))) for day, many in zip(found.days, found.expected, strict=True)]
    return {
        "coming": found,
        "coming_chart": charts.line([charts.Series(title, found.expected)], labels, title=title),
        "coming_table": Table(columns, rows),
    }
