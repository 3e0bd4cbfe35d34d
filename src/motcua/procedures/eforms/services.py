"""Acts on a form in the making: begin, revise, import, submit, return, approve, give up.

draft → submitted → approved: an approved draft becomes the e-form from its day on. What
cannot be filled in is refused with the reason; a second person approves.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures.eforms import errors
from motcua.procedures.eforms.definition import BadForm, build, check
from motcua.procedures.eforms.shape import check_shape
from motcua.procedures.errors import ReasonMissing, SamePersonApproves
from motcua.procedures.models import EForm, FormDraft, Procedure, ProcedureCase
from motcua.procedures.phrases import phrase_of
from motcua.procedures.processes import set_form

Status = FormDraft.Status
Pages = list[dict[str, Any]]
FILE_FORMAT = "motcua-form/1"
LARGEST_FILE = 2_000_000


@transaction.atomic
def begin_form(*, procedure: Procedure, by: Account, case_code: str = "") -> FormDraft:
    """Start the next form as a copy of the latest one; an open draft is returned as it is."""
    held = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    case = case_code.strip()
    if case and not ProcedureCase.objects.filter(version__procedure=held, code=case).exists():
        raise errors.CaseUnknown(case=case)
    same = {"procedure": held, "case_code": case}
    running = FormDraft.objects.filter(**same, status__in=[Status.DRAFT, Status.SUBMITTED]).first()
    if running is not None:
        return running
    latest = (
        EForm.objects.filter(procedure=held, case_code__in=["", case]).order_by("-case_code", "-valid_from").first()
    )
    return FormDraft.objects.create(
        **same, pages=list(latest.ui) if latest else [], drafted_by=by, drafted_at=timezone.now()
    )


@transaction.atomic
def revise_form(*, draft: FormDraft, pages: Pages, by: Account, revision: int) -> FormDraft:
    """Keep the pages as they now are; refused where somebody saved since `revision`.

    A form in the making may be unfinished, but its shape is checked: whatever is kept can be shown.
    """
    held = _locked(draft, Status.DRAFT)
    if held.revision != revision:
        raise errors.FormChangedMeanwhile
    check_shape(pages)
    held.pages, held.revision = pages, held.revision + 1
    held.drafted_by, held.drafted_at = by, timezone.now()
    held.save(update_fields=["pages", "revision", "drafted_by", "drafted_at"])
    return held


def import_form(*, draft: FormDraft, file: bytes, by: Account, revision: int) -> FormDraft:
    """Take the pages of an exported file over; nothing is kept if it is not a form."""
    return revise_form(draft=draft, pages=read_file(file), by=by, revision=revision)


def read_file(file: bytes) -> Pages:
    """Return the pages of a form file; its schema, if it has one, must say the same as its pages."""
    if len(file) > LARGEST_FILE:
        raise errors.FormFileUnreadable(reason="it is larger than 2 MB", reason_vi="lớn hơn 2 MB")
    try:
        whole = json.loads(file.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise errors.FormFileUnreadable(reason="it is not JSON", reason_vi="không phải JSON") from fault
    pages = whole.get("ui") if isinstance(whole, dict) else None
    if not isinstance(pages, list):
        raise errors.FormFileUnreadable(reason="the list `ui` is missing", reason_vi="thiếu danh sách “ui”")
    check_shape(pages)
    if "schema" in whole and whole["schema"] != definition_of(pages)["schema"]:
        raise BadForm(
            reason_vi="Phần schema nói khác phần ui. Chỉ sửa ui và bỏ phần schema.",
            reason_en="Its schema says other things than its ui. Change the ui only and leave the schema out.",
        )
    return pages


def definition_of(pages: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return `{"schema", "ui"}` of the pages."""
    return build((page["key"], page) for page in pages)


def demand_publishable(pages: Pages) -> dict[str, Any]:
    """Return the definition; raise BadForm with the first reason why nobody could fill it in."""
    check_shape(pages)
    definition = definition_of(pages)
    if not any(page["fields"] or "repeat" in page for page in pages):
        raise BadForm(reason_vi="Biểu mẫu chưa hỏi gì.", reason_en="The form asks nothing.")
    check(definition)
    return definition


@transaction.atomic
def submit_form(*, draft: FormDraft, by: Account, valid_from: date) -> FormDraft:
    """Hand the form to a second person, with the day from which it shall be used."""
    held = _locked(draft, Status.DRAFT)
    demand_publishable(held.pages)
    _check_day(held, valid_from)
    held.status, held.submitted_by, held.submitted_at = Status.SUBMITTED, by, timezone.now()
    held.valid_from = valid_from
    held.save(update_fields=["status", "submitted_by", "submitted_at", "valid_from"])
    return held


def _check_day(draft: FormDraft, day: date) -> None:
    if day < timezone.localdate():
        raise errors.FormDayTaken(day=f"{day:%d/%m/%Y}", reason="that day is past", reason_vi="ngày này đã qua")
    same = EForm.objects.filter(procedure=draft.procedure_id, case_code=draft.case_code, valid_from=day)
    if same.exists():
        raise errors.FormDayTaken(
            day=f"{day:%d/%m/%Y}",
            reason="another form begins on that day, and people may have filled it in",
            reason_vi="đã có biểu mẫu bắt đầu đúng ngày này và có thể đã có người khai",
        )


@transaction.atomic
def return_form(*, draft: FormDraft, by: Account, reason: str) -> FormDraft:
    """Give a submitted form back to its author with a reason."""
    held = _locked(draft, Status.SUBMITTED)
    if not clean(reason):
        raise ReasonMissing
    held.status, held.reason = Status.DRAFT, clean(reason)[:500]
    held.save(update_fields=["status", "reason"])
    return held


@transaction.atomic
def approve_form(*, draft: FormDraft, by: Account) -> EForm:
    """Publish a submitted form from its day on; the present one ends there."""
    held = _locked(draft, Status.SUBMITTED)
    if by.pk in (held.drafted_by_id, held.submitted_by_id):
        raise SamePersonApproves
    day = held.valid_from or timezone.localdate()
    _check_day(held, day)
    whole = demand_publishable(held.pages)
    form = set_form(
        procedure=held.procedure,
        case_code=held.case_code,
        schema=whole["schema"],
        ui=whole["ui"],
        valid_from=day,
        by=by,
    )
    held.status, held.approved_by, held.approved_at, held.form = Status.APPROVED, by, timezone.now(), form
    held.save(update_fields=["status", "approved_by", "approved_at", "form"])
    return form


@transaction.atomic
def give_up_form(*, draft: FormDraft, by: Account, reason: str) -> FormDraft:
    """Give a form in the making up with a reason; it stays in the history."""
    held = _locked(draft, Status.DRAFT, Status.SUBMITTED)
    if not clean(reason):
        raise ReasonMissing
    held.status, held.reason = Status.WITHDRAWN, f"{clean(reason)[:440]} ({by})"
    held.save(update_fields=["status", "reason"])
    return held


def file_of(draft: FormDraft) -> bytes:
    """Return the form as a file that `import_form` reads."""
    whole = {
        "format": FILE_FORMAT,
        "procedure": draft.procedure.identity,
        "case": draft.case_code,
        **definition_of(draft.pages),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _locked(draft: FormDraft, *wanted: Status) -> FormDraft:
    held = FormDraft.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=draft.pk)
    if held.status not in wanted:
        now = phrase_of(Status, held.status)
        raise errors.FormNotDraft(status_en=now.en, status_vi=now.vi)
    return held
