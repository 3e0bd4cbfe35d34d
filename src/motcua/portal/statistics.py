"""Statistics of the catalogue, drawn honestly: sets that overlap are shown as the sets they are."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core import charts
from motcua.core.phrases import Phrase, speaks_english
from motcua.core.tables import Column, Table
from motcua.portal.downloads import FILES
from motcua.portal.moments import moment_of
from motcua.procedures.listings import announcers
from motcua.procedures.models import AnnouncementDecision, Audience, Channel, Cost, Field, ProcedureVersion
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.models.versions import RecordType
from motcua.procedures.phrases import phrase_of
from motcua.procedures.statistics import SetFigures, Statistics, statistics
from motcua.rules.time_units import UNIT_NAMES, TimeUnit

WEEKS = 52
LONGEST = 12
GROUP, ROWS = Phrase("Nhóm", "Group"), Phrase("Số thủ tục", "Procedures")
LEVEL_ORDER = ("central", "province", "district", "commune", "vertical", "other", "undetermined")
REST = Phrase("{count} tổ hợp khác", "{count} other combinations")
Names = Mapping[str, Any]


@everyone
@require_safe
def catalogue_statistics(request: HttpRequest) -> HttpResponse:
    """Show the figures of the texts in force on `?on=`, today by default."""
    moment = moment_of(request)
    figures = statistics(moment.on)
    facts = {
        "figures": figures,
        "moment": moment,
        "online_share": figures.online_levels.get("full", 0) / figures.rows if figures.rows else None,
        "member_total": sum(figures.levels.memberships.values()),
        "crumbs": [(Phrase("Trang chủ", "Home"), "/")],
        "levels": _sets(figures.levels, {each: phrase_of(PracticeLevel, each) for each in LEVEL_ORDER}),
        "members": _plain(figures.levels.memberships, lambda code: phrase_of(PracticeLevel, code)),
        "audiences": _plain(figures.audiences.memberships, _names_of(Audience).get),
        "online": _online(figures),
        "decisions": _weeks(moment.on),
        "fields": _plain(figures.fields, _names_of(Field).get),
        "announcers": _announcers(moment.on),
        "record_types": _plain(figures.record_types, lambda code: phrase_of(RecordType, code)),
        "channels": _plain(figures.channels, lambda code: phrase_of(Channel.Method, code)),
        "times": _plain(figures.time_units, _unit),
        "files": list(FILES),
        "fees": _plain(figures.fee_states, _fee),
    }
    return render(request, "portal/statistics.html", facts)


def _names_of(model: type[Audience] | type[Field]) -> Names:
    return dict(model.objects.values_list("code", "name"))


def _unit(name: str) -> Any:
    unit = TimeUnit.__members__.get(name)
    if unit in UNIT_NAMES:
        vi, _, many = UNIT_NAMES[unit]
        return Phrase(vi.capitalize(), many.capitalize())
    if unit is TimeUnit.IMMEDIATE:
        return Phrase("Giải quyết ngay", "At once")
    return Phrase("Theo văn bản, không đếm được", "As the text says, not countable")


def _fee(state: str) -> Any:
    return Phrase("Không nêu", "Not stated") if state == "not_stated" else phrase_of(Cost.State, state)


def _plain(counts: Mapping[str, int], name: Any) -> dict[str, Any]:
    """Return bars and table of single counts; a long tail is summed in the table only."""
    named = [(name(code) or code or Phrase("Không nêu", "Not stated"), count) for code, count in counts.items()]
    drawn = charts.bars([charts.Bar(label, count) for label, count in named[:LONGEST]], title=GROUP)
    return {"chart": drawn, "table": Table([Column(GROUP), Column(ROWS, numeric=True)], named)}


def _sets(figures: SetFigures, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return one bar per distinct set of members, so that the bars add up to the whole."""
    used = [member for member in names if member in figures.memberships]
    rows = [(key.split("+"), count) for key, count in figures.sets.items()]
    shown = [
        charts.Bar(" + ".join(str(names[m]) for m in used if m in members), count, dots=[m in members for m in used])
        for members, count in rows[:LONGEST]
    ]
    rest = sum(count for _, count in rows[LONGEST:])
    if rest:
        shown.append(charts.Bar(REST.format(count=len(rows) - LONGEST), rest, colour=6))
    if figures.without:
        shown.append(charts.Bar(Phrase("Không nêu cấp", "No level stated"), figures.without, colour=6))
    named = [(" + ".join(str(names[m]) for m in used if m in members), count) for members, count in rows]
    return {
        "chart": charts.bars(shown, title=Phrase("Theo tổ hợp cấp", "By set of levels")),
        "legend": [names[member] for member in used],
        "table": Table([Column(GROUP), Column(ROWS, numeric=True)], named),
    }


def _online(figures: Statistics) -> dict[str, Any]:
    order = list(ProcedureVersion.OnlineLevel)
    names = [phrase_of(ProcedureVersion.OnlineLevel, each) for each in order]
    values = [figures.online_levels.get(each, 0) for each in order]
    whole = Phrase("Tất cả thủ tục", "All procedures")
    drawn = charts.stacked([(whole, values)], names, title=Phrase("Mức độ trực tuyến", "Online level"))
    return {"chart": drawn, "table": Table([Column(GROUP), Column(ROWS, True)], list(zip(names, values, strict=True)))}


def _announcers(on: date) -> dict[str, Any]:
    named = [(name or code or "–", count) for code, name, count in announcers(on)]
    drawn = charts.bars([charts.Bar(*pair) for pair in named[:LONGEST]], title=GROUP)
    return {"chart": drawn, "table": Table([Column(GROUP), Column(ROWS, numeric=True)], named)}


def _weeks(on: date) -> dict[str, Any]:
    """Return decisions by week of signing over a year; undated ones have no week and are said apart."""
    first = on - timedelta(days=on.weekday(), weeks=WEEKS - 1)
    signed = AnnouncementDecision.objects.filter(withdrawn_at=None, signed_on__gte=first, signed_on__lte=on)
    weekly = signed.order_by().annotate(week=TruncWeek("signed_on")).values_list("week").annotate(n=Count("pk"))
    counts = dict(weekly)
    weeks = [first + timedelta(weeks=number) for number in range(WEEKS)]
    labels = [f"{week:%d/%m/%Y}" for week in weeks]
    values = [counts.get(week, 0) for week in weeks]
    title = Phrase("Quyết định theo tuần", "Decisions by week")
    name = str(Phrase("Tuần từ", "Week of"))
    rows = [(label, value) for label, value in zip(labels, values, strict=True) if value]
    return {
        "chart": charts.line([charts.Series(title, values)], labels, title=title),
        "table": Table([Column(name), Column(Phrase("Quyết định", "Decisions"), numeric=True)], rows),
        "total": sum(values),
        "language": "en" if speaks_english() else "vi",
    }
