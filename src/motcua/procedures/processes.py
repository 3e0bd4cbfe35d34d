"""Acts on internal processes and e-forms: a new one ends the one before it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.procedures import errors
from motcua.procedures.models import AnnouncementDecision, EForm, InternalProcess, InternalStep, Procedure
from motcua.procedures.selectors import KEPT_PROCESSES
from motcua.rules.processes import ProcessStep, process_of


@transaction.atomic
def set_process(
    *,
    procedure: Procedure,
    steps: Iterable[ProcessStep],
    valid_from: date,
    by: Account | None = None,
    case_code: str = "",
    unit_code: str = "",
    symbol: str = "",
    decision: AnnouncementDecision | None = None,
) -> InternalProcess:
    """Record the approved order of work from `valid_from` on; raise ProcessIsBroken."""
    checked = process_of(steps)
    KEPT_PROCESSES.forget()
    transaction.on_commit(KEPT_PROCESSES.forget)
    same = {"procedure": procedure, "case_code": case_code, "unit_code": unit_code}
    running = InternalProcess.objects.select_for_update(of=("self",)).filter(**same)
    running.filter(valid_from=valid_from).delete()
    running.filter(Q(valid_before=None) | Q(valid_before__gt=valid_from), valid_from__lt=valid_from).update(
        valid_before=valid_from
    )
    later = running.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    stored = InternalProcess.objects.create(
        **same,
        symbol=symbol,
        approved_by_decision=decision,
        valid_from=valid_from,
        valid_before=later.valid_from if later else None,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    InternalStep.objects.bulk_create(
        InternalStep(
            process=stored,
            ordinal=place,
            key=step.key,
            name=step.name,
            name_en=step.name_en,
            office=step.office,
            duty=step.duty,
            hours=step.hours,
            after=list(step.after),
            consults=list(step.consults),
            product=step.product,
        )
        for place, step in enumerate(checked.steps, 1)
    )
    return stored


@transaction.atomic
def set_form(
    *,
    procedure: Procedure,
    schema: dict[str, Any],
    ui: Sequence[Any],
    valid_from: date,
    by: Account | None = None,
    case_code: str = "",
) -> EForm:
    """Record the e-form from `valid_from` on; raise FormIsBroken for what is no JSON Schema of an object."""
    # Loads slowly, and every command loads this room.
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as failure:
        raise errors.FormIsBroken(reason=failure.message, reason_vi=failure.message) from failure
    if schema.get("type") != "object":
        raise errors.FormIsBroken(
            reason="it does not describe an object", reason_vi="lược đồ không mô tả một đối tượng"
        )
    same = {"procedure": procedure, "case_code": case_code}
    running = EForm.objects.select_for_update(of=("self",)).filter(**same)
    running.filter(valid_from=valid_from).delete()
    running.filter(Q(valid_before=None) | Q(valid_before__gt=valid_from), valid_from__lt=valid_from).update(
        valid_before=valid_from
    )
    later = running.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    return EForm.objects.create(
        **same,
        schema=schema,
        ui=list(ui),
        valid_from=valid_from,
        valid_before=later.valid_from if later else None,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
