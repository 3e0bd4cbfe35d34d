"""What a settling agency reads of a dossier: steps, consultations, who may look, and long lists page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.agencies.models import Unit
from motcua.agencies.selectors import answers_for
from motcua.core.text import fold
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.dossiers.queues import near_until
from motcua.rules.lifecycle_situation import from_json


def steps_of(dossier: Dossier) -> list[Step]:
    """Return the steps of the internal process as they run for this dossier."""
    return list(dossier.steps.all())


def consultations_of(dossier: Dossier) -> list[Consultation]:
    """Return the questions put to other units, the first at the top."""
    return list(dossier.consultations.select_related("to_unit").order_by("asked_at", "id"))


def may_see(dossier: Dossier, unit: Unit) -> bool:
    """Return whether `unit`, or one under it, receives, settles, holds, is asked, or works on a part.

    A unit also goes on for one that passed whole into it.
    """
    for one in (dossier.receiving_unit, dossier.resolving_unit, dossier.expected_unit):
        if one is not None and is_within(one, unit):
            return True
    below = Q(pk=unit.pk) | Q(path__startswith=unit.path_of_children)
    under = Unit.objects.filter(below).values("pk")
    if dossier.consultations.filter(to_unit__in=under).exists():
        return True
    if dossier.has_children and dossier.children.filter(resolving_unit__in=under).exists():
        return True
    near = {dossier.receiving_unit_id, dossier.resolving_unit_id, dossier.expected_unit_id}
    return answers_for(unit, {pk for pk in near if pk is not None})


def numbers_near(unit_ids: Sequence[int]) -> QuerySet[Dossier, str]:
    """Return the numbers of the dossiers that these units receive, settle or have now."""
    near = Q(receiving_unit__in=unit_ids) | Q(resolving_unit__in=unit_ids) | Q(expected_unit__in=unit_ids)
    return Dossier.objects.filter(near).values_list("number", flat=True)


def is_within(near: Unit, unit: Unit) -> bool:
    """Return whether `near` is `unit` or lies under it."""
    return near.pk == unit.pk or near.path.startswith(unit.path_of_children)


def is_asked(dossier: Dossier, unit: Unit) -> bool:
    """Return whether a question about the dossier waits for an answer of `unit`, or of one it goes on for."""
    asked = {each.unit for each in from_json(dossier.situation).consultations if each.unit is not None}
    above = {int(part) for part in unit.path.split("/") if part} | {unit.pk}
    return bool(asked & above) or (bool(asked) and answers_for(unit, asked))


def is_silent(dossier: Dossier, now: datetime) -> bool:
    """Return whether an agency that was asked has let its time pass without an answer."""
    return any(each.due_at is not None and each.due_at < now for each in from_json(dossier.situation).consultations)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; empty members narrow nothing."""

    procedure: str = ""
    text: str = ""
    channel: int | None = None
    due_before: datetime | None = None
    received_from: datetime | None = None
    numbers: Sequence[str] | None = None


def narrowed(found: QuerySet[Dossier], by: Narrowing) -> QuerySet[Dossier]:
    """Return `found` narrowed; words are looked up without diacritics in number, name and summary."""
    if by.procedure:
        found = found.filter(procedure_code=by.procedure)
    for word in fold(by.text).split():
        found = found.filter(search_text__contains=word)
    if by.channel is not None:
        found = found.filter(channel=by.channel)
    if by.due_before is not None:
        found = found.filter(current_due_at__lt=by.due_before)
    if by.received_from is not None:
        found = found.filter(received_at__gte=by.received_from)
    return found if by.numbers is None else found.filter(number__in=by.numbers)


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """A page of a long list and the key of the next one; empty when this is the last."""

    rows: list[Dossier]
    following: str


def page_by_due(found: QuerySet[Dossier], after: str = "", size: int = 50) -> KeysetPage:
    """Return a page in the order of due dates, dossiers without one last; costs the same on every page.

    `after` is the key given as `following`; a key that cannot be read gives the first page.
    """
    due, last = _key(after)
    rows: list[Dossier] = []
    if due is not None or not after or last is None:
        dated = found.filter(current_due_at__isnull=False).order_by("current_due_at", "id")
        if due is not None and last is not None:
            dated = dated.filter(Q(current_due_at__gt=due) | Q(current_due_at=due, id__gt=last))
            dated = dated.filter(current_due_at__gte=due)
        rows = list(dated[: size + 1])
        last = None
    if len(rows) <= size:
        undated = found.filter(current_due_at=None).order_by("id")
        if last is not None:
            undated = undated.filter(id__gt=last)
        rows += list(undated[: size + 1 - len(rows)])
    if len(rows) <= size:
        return KeysetPage(rows, "")
    end = rows[size - 1]
    moment = end.current_due_at.isoformat() if end.current_due_at else ""
    return KeysetPage(rows[:size], f"{moment}~{end.pk}")


def _key(after: str) -> tuple[datetime | None, int | None]:
    moment, _, last = after.partition("~")
    try:
        known = datetime.fromisoformat(moment) if moment else None
        return (known if known is None or known.tzinfo else None), int(last)
    except ValueError:
        return None, None


@dataclass(frozen=True, slots=True)
class AtRisk:
    """One dossier whose limit, or whose step, is near or past; `unit_id` is where it lies."""

    number: str
    unit_id: int
    kind: str
    due_at: datetime


def at_risk(now: datetime) -> Iterator[AtRisk]:
    """Give what is due by the end of the next working day, what is late, steps and consultations past their time.

    Of a consulted agency that is late, the one-stop unit is told (NĐ 61/2018 art 19.5).
    """
    open_ones = Dossier.objects.filter(is_open=True, finished_at=None, expected_unit__isnull=False)
    until = near_until(now)
    due = open_ones.filter(current_due_at__lte=until).values_list("number", "expected_unit_id", "current_due_at")
    for number, unit, at in due.order_by("current_due_at").iterator(chunk_size=2000):
        if at is not None:
            yield AtRisk(number, unit, "late" if at < now else "near_limit", at)
    steps = open_ones.filter(step_due_at__lt=now).values_list("number", "expected_unit_id", "step_due_at")
    for number, unit, at in steps.iterator(chunk_size=2000):
        if at is not None:
            yield AtRisk(number, unit, "step_late", at)
    asked = Consultation.objects.filter(answered_at=None, due_at__lt=now, dossier__is_open=True)
    for number, unit, at in asked.values_list("dossier__number", "dossier__receiving_unit_id", "due_at"):
        if at is not None:
            yield AtRisk(number, unit, "consult_late", at)
