"""Which unit a code means on a day, who succeeds it, what lies under it, who is posted there."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from motcua.accounts.duties import Duty
from motcua.accounts.models import Account
from motcua.agencies.errors import NoSuccessor, SuccessorAsksBack, UnknownUnit
from motcua.agencies.models import Posting, Succession, Unit
from motcua.core.text import fold
from motcua.rules.levels import BEGINNING_UNKNOWN, Level


def _local_day(at: date | datetime | None) -> date:
    if at is None:
        return timezone.localdate()
    return timezone.localdate(at) if isinstance(at, datetime) else at


def unit_by_code(code: str, on: date | None = None) -> Unit | None:
    """Return the unit that `code` (any style) means on a day, or None.

    Without a day: the unit in force today, else the last one that had the code, so that
    codes of abolished bodies in old records still lead somewhere.
    """
    text = code.strip()
    if not text:
        return None
    held = Unit.objects.filter(Q(code=text) | Q(codes__code=text)).distinct()
    day = on or timezone.localdate()
    in_force = (
        Unit.objects.in_force_on(day)
        .filter(
            Q(code=text)
            | Q(codes__code=text, codes__valid_from__lte=day, codes__valid_before=None)
            | Q(codes__code=text, codes__valid_from__lte=day, codes__valid_before__gt=day)
        )
        .distinct()
    )
    found = in_force.order_by("-valid_from", "pk").first()
    if found is None and on is None:
        found = held.order_by("-valid_from", "pk").first()
    return found


def demand_unit(code: str, on: date | None = None) -> Unit:
    """Return what `unit_by_code` finds; raise UnknownUnit if nothing."""
    found = unit_by_code(code, on)
    if found is None:
        raise UnknownUnit(code=code, on=on or timezone.localdate())
    return found


def candidates_after(unit: Unit, on: date) -> list[Unit]:
    """Return the units in force on `on` into which `unit` has passed, whole or in part.

    The unit itself if it still runs. Chains of reorganisations are followed.
    """
    if unit.runs_on(on):
        return [unit]
    found: dict[int, Unit] = {}
    seen, waiting = {unit.pk}, [unit.pk]
    while waiting:
        links = Succession.objects.filter(
            predecessor_id__in=waiting, successor__isnull=False, event__happened_on__lte=on
        ).select_related("successor")
        waiting = []
        for successor in (link.successor for link in links):
            if successor is None or successor.pk in seen:
                continue
            seen.add(successor.pk)
            if successor.runs_on(on):
                found[successor.pk] = successor
            else:
                waiting.append(successor.pk)
    return sorted(found.values(), key=lambda each: (each.name_key, each.code))


def successor_of(unit: Unit, on: date) -> Unit:
    """Return the unit that answers for `unit` on the day `on`.

    Raise SuccessorAsksBack with the candidates when it was divided (facts: `codes`), and
    NoSuccessor when none is recorded: nobody may guess which part answers.
    """
    candidates = candidates_after(unit, on)
    if not candidates:
        raise NoSuccessor(unit=unit.name, on=on)
    if len(candidates) > 1:
        raise SuccessorAsksBack(
            unit=unit.name,
            on=on,
            candidates=", ".join(f"{each.name} ({each.code})" for each in candidates),
            codes=[each.code for each in candidates],
        )
    return candidates[0]


def predecessors_of(unit: Unit) -> QuerySet[Succession]:
    """Return the links from the units that passed into `unit`, whole ones first."""
    return (
        Succession.objects.filter(successor=unit)
        .select_related("predecessor", "event")
        .order_by("-is_whole", "predecessor__name_key")
    )


def continued_units(among: QuerySet[Unit]) -> dict[int, int]:
    """Return which of these units merely went on as another, whole and alone: primary key to that of the next.

    A province that became a city under the centre is the same body: what hangs under either belongs to both, each
    on its days. Merged and split units are not here. One query.
    """
    passing = Succession.objects.filter(successor__isnull=False).order_by()
    chosen = among.order_by().values("pk")
    touched = passing.filter(Q(predecessor__in=chosen) | Q(successor__in=chosen))
    around = Q(predecessor__in=touched.values("predecessor")) | Q(successor__in=touched.values("successor"))
    links = list(passing.filter(around).values_list("predecessor", "successor", "is_whole"))
    heirs, origins = Counter(old for old, *_ in links), Counter(new for _, new, _ in links)
    return {old: new for old, new, entire in links if entire and heirs[old] == origins[new] == 1}


def units(*, on: date | None = None, level: Level | None = None, parent: Unit | None = None) -> QuerySet[Unit]:
    """Return units in force on a day (today), by name."""
    found = Unit.objects.in_force_on(on or timezone.localdate())
    if level is not None:
        found = found.filter(level=level)
    return found.filter(parent=parent) if parent is not None else found


def search_units(text: str, on: date | None = None) -> QuerySet[Unit]:
    """Return units in force on a day whose name or code matches `text`, without diacritics."""
    found, words = units(on=on), fold(text)
    if not words:
        return found
    return found.filter(Q(name_key__contains=words) | Q(code__iexact=text.strip()))


def postings_of(account: Account, at: date | datetime | None = None) -> list[Posting]:
    """Return the postings of an officer on a day (today): own ones first, then leave cover.

    A cover counts only while the posting it covers for runs.
    """
    day = _local_day(at)
    held = (
        Posting.objects.in_force_on(day)
        .filter(account_id=account.pk)
        .filter(
            Q(covers_for=None)
            | Q(covers_for__valid_before=None, covers_for__valid_from__lte=day)
            | Q(covers_for__valid_before__gt=day, covers_for__valid_from__lte=day)
        )
        .select_related("unit", "covers_for__account")
        .order_by("valid_from", "pk")
    )
    return sorted(held, key=lambda posting: posting.covers_for_id is not None)


def duties_in(postings: Iterable[Posting]) -> frozenset[Duty]:
    """Return all duties of some postings together."""
    return frozenset(duty for posting in postings for duty in posting.duties)


def units_in_scope(postings: Iterable[Posting]) -> QuerySet[Unit]:
    """Return the units of `postings` and everything under them, of every period, and what passed whole into them.

    Past units stay in scope so that their dossiers do; no posting means no unit.
    """
    scope = Q(pk__in=[])
    for unit in {posting.unit_id: posting.unit for posting in postings}.values():
        scope |= Q(pk=unit.pk) | Q(path__startswith=unit.path_of_children)
    # Two reorganisations in a row are followed; a third is for an administrator to hand over.
    passed = _passed_into(Unit.objects.filter(scope).values("pk"))
    return Unit.objects.filter(scope | Q(pk__in=passed) | Q(pk__in=_passed_into(passed)))


def _passed_into(units_: Any) -> Any:
    return Succession.objects.filter(is_whole=True, successor__in=units_).values("predecessor")


def answers_for(unit: Unit, others: Collection[int]) -> bool:
    """Return whether one of `others` passed whole, also by several steps, into `unit` or a unit above or below it.

    Then `unit` goes on with the dossiers of the former one. A divided unit is answered for by nobody in particular.
    """
    seen, waiting = set(others), set(others)
    while waiting:
        links = Succession.objects.filter(predecessor__in=waiting, is_whole=True, successor__isnull=False)
        found = {link.successor for link in links.select_related("successor") if link.successor_id not in seen}
        for successor in found:
            if successor is not None and (
                successor.pk == unit.pk
                or successor.path.startswith(unit.path_of_children)
                or unit.path.startswith(successor.path_of_children)
            ):
                return True
        waiting = {successor.pk for successor in found if successor is not None}
        seen |= waiting
    return False


def units_administered(postings: Iterable[Posting]) -> QuerySet[Unit]:
    """Return the units for which an administrator may post officers: all from a central unit, else those below."""
    held = [posting for posting in postings if Duty.ADMINISTER in posting.duties]
    if any(posting.unit.level == Level.CENTRAL for posting in held):
        return Unit.objects.all()
    return units_in_scope(held)


def posted_in(unit: Unit, at: date | datetime | None = None, duty: Duty | None = None) -> QuerySet[Posting]:
    """Return who is posted in `unit` on a day (today), with one duty if given."""
    held = Posting.objects.in_force_on(_local_day(at)).filter(unit=unit).select_related("account")
    return held.with_duty(duty) if duty is not None else held


def description_of(unit: Unit) -> dict[str, Any]:
    """Return a unit with its codes, origins and successors, as plain values for commands and API."""
    origins = predecessors_of(unit)
    onward = unit.successions.filter(successor__isnull=False).select_related("successor", "event")
    return {
        "code": unit.code,
        "name": unit.name,
        "name_en": unit.name_en,
        "level": unit.level,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else None,
        "valid_from": None if unit.valid_from == BEGINNING_UNKNOWN else unit.valid_from,
        "valid_before": unit.valid_before,
        "codes": [
            {
                "code": each.code,
                "style": each.style,
                "valid_from": None if each.valid_from == BEGINNING_UNKNOWN else each.valid_from,
                "valid_before": each.valid_before,
                "verified": each.is_verified,
            }
            for each in unit.codes.all()
        ],
        "predecessors": [_passing(link, link.predecessor) for link in origins],
        "successors": [_passing(link, link.successor) for link in onward],
    }


def _passing(link: Succession, other: Unit | None) -> dict[str, Any]:
    return {
        "code": other.code if other else None,
        "name": other.name if other else None,
        "on": link.event.happened_on,
        "change": link.event.kind,
        "whole": link.is_whole,
        "note": link.note,
    }
