"""Index 766 live: points by group, what costs most, which dossiers would mend it; the indices of 2018."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.agencies.selectors import units_in_scope
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Table
from motcua.core.templatetags.motcua import number
from motcua.insight.asking import SUBJECTS, Asked, asked
from motcua.insight.dashboard import MANAGERS
from motcua.quality import selectors
from motcua.quality.officers import rated_officers
from motcua.reports.conditions import name_of
from motcua.reports.counting import ledger_of, unit_of
from motcua.rules.errors import RuleViolation
from motcua.rules.handling_indices import NAMES, OFFICER_INDICES
from motcua.rules.parameters.quality_index import SOURCE
from motcua.rules.quality_index import IndexScore, Score


@officers_with(*MANAGERS)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show the index of the whole system or of one agency."""
    ask = asked(request)
    facts: dict[str, Any] = {"ask": ask, "subjects": SUBJECTS, "problem": ask.problem, "source": SOURCE}
    try:
        with ledger_of(ask.request):
            index, rating = selectors.index_for(ask.request), selectors.rating_of(ask.request)
    except RuleViolation as refusal:
        return render(request, "insight/reports/quality.html", {**facts, "problem": explain(refusal)})
    facts |= {
        "index": index,
        "band": Phrase(*index.band) if index.band else None,
        "groups": [(Phrase(group.vi, group.en), group) for group in index.groups],
        "indicators": _indicators(index),
        "losses": [_loss(ask, loss) for loss in selectors.losses(index)],
        "rating": Table(
            [Column(Phrase("Chỉ số", "Index")), Column(Phrase("Điểm (tối đa 2)", "Points (of 2)"), True)],
            [(f"{place}. {Phrase(*NAMES[place])}", _points(score)) for place, score in rating.scores.items()],
            Phrase("Chín chỉ số của Thông tư 01/2018", "Nine indices of Circular 01/2018"), quiet_caption=True,
        ),
        "officers": _officers(request, ask),
    }  # fmt: skip
    return render(request, "insight/reports/quality.html", facts)


def _officers(request: Any, ask: Asked) -> Table | None:
    """Return the officers' indices of an agency for those who are over it; None for anybody else."""
    unit = unit_of(ask.request) if ask.request.agency_code else None
    if unit is None or not units_in_scope(request.postings).filter(pk=unit.pk).exists():
        return None
    heads = [
        Column(Phrase("Cán bộ", "Officer")), Column(Phrase("Hồ sơ", "Dossiers"), True),
        *(Column(f"({index}) {Phrase(*NAMES[index])}", True) for index in OFFICER_INDICES),
        Column(Phrase("Cộng", "Sum"), True),
    ]  # fmt: skip
    rows = [
        (each.name, number(each.dossiers), *(_points(each.rating.scores[index]) for index in OFFICER_INDICES),
         _points(each.rating.total))
        for each in rated_officers(ask.request)
    ]  # fmt: skip
    return Table(heads, rows, Phrase("Chỉ số của từng cán bộ", "Indices of each officer"), quiet_caption=True)


def _points(value: Any) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def _parts(score: Score) -> str:
    if score.measure is None:
        return str(Phrase("chưa có số liệu", "not given"))
    return f"{number(score.measure.numerator)} / {number(score.measure.denominator)}"


def _indicators(index: IndexScore) -> Table:
    columns = [
        Column(Phrase("Chỉ số", "Indicator")), Column(Phrase("Tử số / mẫu số", "Numerator / denominator"), True),
        Column(Phrase("Điểm", "Points"), True), Column(Phrase("Tối đa", "Most"), True),
    ]  # fmt: skip
    rows = [
        (f"{s.indicator.number} {Phrase(s.indicator.vi, s.indicator.en)}", _parts(s), _points(s.score),
         _points(s.indicator.most))
        for s in index.indicators
    ]  # fmt: skip
    return Table(columns, rows, Phrase("Các chỉ số", "Indicators"), quiet_caption=True)


def _loss(ask: Asked, loss: selectors.Loss) -> dict[str, Any]:
    links = [(name_of(figure), ask.link("/dieu-hanh/ho-so/", figure=figure)) for figure in loss.opens]
    indicator = loss.score.indicator
    return {
        "name": Phrase(indicator.vi, indicator.en),
        "lost": _points(loss.score.lost),
        "more": loss.more,
        "links": [Cell(name, href) for name, href in links],
    }
