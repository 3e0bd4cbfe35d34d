"""Lists of forms in use and in the making."""

from typing import Any

from django.db.models import QuerySet

from motcua.procedures.eforms.definition import BadForm
from motcua.procedures.eforms.services import demand_publishable
from motcua.procedures.models import EForm, FormDraft

Status = FormDraft.Status


def open_drafts() -> QuerySet[FormDraft]:
    """Return the forms in the making, those that wait for approval first."""
    waiting = FormDraft.objects.filter(status__in=[Status.DRAFT, Status.SUBMITTED])
    return waiting.select_related("procedure", "drafted_by").defer("pages").order_by("-status", "drafted_at")


def forms_in_use() -> QuerySet[EForm]:
    """Return the latest forms, by procedure; without their content."""
    found = EForm.objects.filter(valid_before=None).select_related("procedure").defer("schema", "ui")
    return found.order_by("procedure__identity", "case_code")


def forms_of(draft: FormDraft) -> QuerySet[EForm]:
    """Return the published forms of the same procedure and case, the newest first."""
    return EForm.objects.filter(procedure=draft.procedure_id, case_code=draft.case_code).order_by("-valid_from")


def form_before(draft: FormDraft) -> EForm | None:
    """Return the published form that this draft would follow, or that it followed."""
    found = forms_of(draft)
    if draft.form_id is not None and draft.form is not None:
        found = found.filter(valid_from__lt=draft.form.valid_from)
    return found.first()


def why_not_publishable(pages: list[dict[str, Any]]) -> BadForm | None:
    """Return the first reason for which the pages could not be published, or None."""
    try:
        demand_publishable(pages)
    except BadForm as refusal:
        return refusal
    return None
