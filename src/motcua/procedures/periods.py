"""How a version that takes effect closes the ones before it, so that periods never overlap."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.procedures.models import Procedure, ProcedureVersion


def _living(procedure: Procedure) -> "QuerySet[ProcedureVersion]":
    return procedure.versions.all().recorded().filter(superseded_at=None)


def make_room(
    procedure: Procedure, start: date, at: datetime, *, corrects: ProcedureVersion | None = None
) -> date | None:
    """Close or supersede what stands in the way of a version from `start`; return its own end.

    Texts that began earlier end on `start`. Texts of the same or a later day, and the
    one that is `corrects`, are superseded: from `at` on we know better. What ended where
    a superseded text began now ends on `start`, so that no gap opens.
    """
    replaced = _living(procedure).filter(Q(valid_from__gte=start) | Q(pk=corrects.pk if corrects else None))
    starts = [version.valid_from for version in replaced if version.valid_from]
    ends = [version.valid_before for version in replaced]
    end = None if not ends or None in ends else max(e for e in ends if e is not None)
    replaced.update(superseded_at=at)
    for first in starts:
        _living(procedure).filter(valid_before=first, valid_from__lt=start).update(valid_before=start, closed_at=at)
    running = _living(procedure).filter(Q(valid_before=None) | Q(valid_before__gt=start), valid_from__lt=start)
    running.update(valid_before=start, closed_at=at)
    return end


def end_procedure(procedure: Procedure, on: date, at: datetime) -> None:
    """Let every text end on `on`: those that would begin later never apply."""
    _living(procedure).filter(valid_from__gte=on).update(superseded_at=at)
    running = _living(procedure).filter(Q(valid_before=None) | Q(valid_before__gt=on))
    running.update(valid_before=on, closed_at=at)


def reopen(procedure: Procedure, ended_on: date, at: datetime) -> None:
    """Undo the end of the text that closed on `ended_on`, because what closed it was withdrawn."""
    later = _living(procedure).filter(valid_from__gte=ended_on).order_by("valid_from").first()
    _living(procedure).filter(valid_before=ended_on).update(
        valid_before=later.valid_from if later else None, closed_at=at
    )
