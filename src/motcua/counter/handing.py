"""Hand-overs between the counter and the agencies: sheets with both signatures, the 15:00 rule, alarms."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.phrases import Phrase, explain
from motcua.counter import papers
from motcua.counter.acts import key_of
from motcua.counter.desk import READERS
from motcua.counter.errors import NothingChosen
from motcua.counter.workplace import actor_of, dossier_of, may_act, new_key, units_of
from motcua.documents import selectors as documents
from motcua.documents.services import issue_paper
from motcua.dossiers import clock, desk, selectors, services
from motcua.dossiers.queues import Queue, queue
from motcua.rules.errors import RuleViolation

GIVEN = Phrase("Đã bàn giao {n} hồ sơ. In phiếu bàn giao ở bảng dưới.", "{n} handed over. Print the sheets below.")
TAKEN = Phrase("Đã ký nhận {n} hồ sơ.", "{n} taken over.")
MOST = 200


@officers_with(*READERS)
@require_safe
def index(request: Any) -> HttpResponse:
    """List what is to be forwarded, what comes in, and what was given but not signed for."""
    units, now = units_of(request), clock.now()
    going = list(queue(Queue.FORWARD, units, now)[:MOST])
    rows = [(one, _before(one), now > _before(one) if _before(one) else False) for one in going]
    since = now - timedelta(days=3)
    given = list(desk.given_by_units(units, since)[:MOST])
    sheets = {paper.number: paper.mark for paper in documents.issued_since(request.unit.code, "hand_over", since)}
    facts = {
        "rows": rows,
        "coming": list(selectors.undelivered(units)[:MOST]),
        "given": [
            (way, way.taken_at is None and _is_stuck(way, now), sheets.get(way.slip_number, "")) for way in given
        ],
        "may_act": may_act(request),
        "key": new_key(),
    }
    return render(request, "counter/handing.html", facts)


def _before(dossier: Any) -> Any:
    return selectors.situation_of(dossier).forward_before


def _is_stuck(way: Any, now: Any) -> bool:
    """Return whether a hand-over lies unsigned past the day it had to be made on (art 18)."""
    return bool(now > (way.forward_before or way.given_at + timedelta(days=1)))


class _Repeated(Exception):
    """This sheet was sent before."""


@officers_with(Duty.RECEIVE)
@require_POST
def give(request: Any) -> HttpResponse:
    """Hand the chosen dossiers over: one sheet for each agency, signed by who gives."""
    try:
        dossiers = [dossier_of(request, number) for number in request.POST.getlist("number")[:MOST]]
        if not dossiers:
            raise NothingChosen
        with transaction.atomic():
            _give_all(request, dossiers)
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    except _Repeated:
        messages.info(request, GIVEN.format(n=len(dossiers)))
    else:
        messages.success(request, GIVEN.format(n=len(dossiers)))
    return redirect("counter:handing")


def _give_all(request: Any, dossiers: list[Any]) -> None:
    by_unit: dict[int, list[Any]] = defaultdict(list)
    for dossier in dossiers:
        by_unit[dossier.resolving_unit_id].append(dossier)
    key, actor = key_of(request, "give"), actor_of(request)
    for group in by_unit.values():
        taker, moment = group[0].resolving_unit, clock.now()
        facts = papers.hand_over_facts(group, request.unit, taker, str(request.user), moment)
        paper = issue_paper(kind="hand_over", unit=request.unit, facts=facts, issued_at=moment)
        for dossier in group:
            event = services.hand_over(
                number=dossier.number, actor=actor, key=f"{key}:{dossier.number}"[:200], paper_number=paper.number
            )  # fmt: skip
            if event.paper_number != paper.number:
                raise _Repeated


@officers_with(Duty.RECEIVE)
@require_POST
def take(request: Any) -> HttpResponse:
    """Sign for dossiers or results that an agency handed to this counter."""
    numbers, actor, key = request.POST.getlist("number")[:MOST], actor_of(request), key_of(request, "take")
    try:
        if not numbers:
            raise NothingChosen
        with transaction.atomic():
            for number in numbers:
                dossier = dossier_of(request, number)
                services.take_over(number=dossier.number, actor=actor, key=f"{key}:{dossier.number}"[:200])
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, TAKEN.format(n=len(numbers)))
    return redirect("counter:handing")
