"""How units come into the books and pass into one another."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from motcua.agencies.kinds import ChangeKind, UnitKind
from motcua.agencies.models import ChangeEvent, Succession, Unit, UnitCode
from motcua.rules import agency_codes
from motcua.rules.levels import BEGINNING_UNKNOWN, Level


@transaction.atomic
def found_unit(
    *,
    code: str,
    name: str,
    level: Level,
    kind: UnitKind,
    parent: Unit | None = None,
    valid_from: date = BEGINNING_UNKNOWN,
    valid_before: date | None = None,
    name_en: str = "",
    source: str = "",
    more_codes: Iterable[str] = (),
) -> Unit:
    """Enter a unit with its codes, or return the one that has this code from this day."""
    unit, created = Unit.objects.get_or_create(
        code=code,
        valid_from=valid_from,
        defaults={
            "name": name,
            "name_en": name_en,
            "level": level,
            "kind": kind,
            "parent": parent,
            "valid_before": valid_before,
            "source": source,
        },
    )
    if created:
        for text in dict.fromkeys((code, *more_codes)):
            UnitCode.objects.create(
                unit=unit,
                style=agency_codes.read(text).style,
                code=text,
                valid_from=valid_from,
                valid_before=valid_before,
            )
    return unit


@transaction.atomic
def reorganise(
    *,
    kind: ChangeKind,
    happened_on: date,
    passes: Iterable[tuple[Unit, Unit | None, bool]],
    legal_basis: str = "",
    note: str = "",
) -> ChangeEvent:
    """Record a reorganisation; `passes` lists (predecessor, successor, whole).

    Predecessors end on that day. A unit that goes on under the same row (it only takes
    others in) is not listed as its own predecessor.
    """
    event = ChangeEvent.objects.create(kind=kind, happened_on=happened_on, legal_basis=legal_basis, note=note)
    for predecessor, successor, whole in passes:
        Succession.objects.create(event=event, predecessor=predecessor, successor=successor, is_whole=whole)
        if predecessor.valid_before is None or predecessor.valid_before > happened_on:
            predecessor.valid_before = happened_on
            predecessor.save(update_fields=["valid_before"])
            predecessor.codes.filter(valid_before=None).update(valid_before=happened_on)
    return event
