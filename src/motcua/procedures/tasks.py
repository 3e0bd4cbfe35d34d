"""Work the catalogue does on its day: texts that begin are marked as published."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from motcua.procedures import services
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.signals import catalogue_changed


@task()
def publish_due_texts() -> int:
    """Publish what is due today; return how many texts that were."""
    return len(services.publish_due())


@receiver(catalogue_changed, dispatch_uid="procedures.plan_publication")
def plan_publication(procedures: list[str], **_: Any) -> None:
    """Plan the task for the first minute of each day on which one of these texts begins."""
    days = (
        ProcedureVersion.objects.filter(
            procedure__identity__in=procedures,
            status=ProcedureVersion.Status.APPROVED,
            superseded_at=None,
            valid_from__gt=timezone.localdate(),
        )
        .order_by()
        .values_list("valid_from", flat=True)
        .distinct()
    )
    for day in filter(None, days):
        starts = timezone.make_aware(datetime.combine(day, time(0, 0, 30)))
        transaction.on_commit(publish_due_texts.using(run_after=starts).enqueue)
