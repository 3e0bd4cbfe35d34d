"""Official acts on the catalogue: decisions drive it, a second person approves, nothing in force is edited.

draft → submitted → approved (periods are set) → published on its day by itself.
Reading never depends on the last step: an approved text applies from its day on.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean, fold, sort_key
from motcua.procedures import errors
from motcua.procedures.announcing import (
    ENDINGS,
    DecisionDraft,
    ItemDraft,
    add_item,
    confirm_ending,
    enter_decision,
    withdraw_ending,
)
from motcua.procedures.completeness import missing_parts
from motcua.procedures.consultations.errors import OpenForComment
from motcua.procedures.consultations.selectors import VERSION, unfinished_consultation
from motcua.procedures.contents import VersionContent
from motcua.procedures.models import (
    DecisionItem,
    Procedure,
    ProcedureVersion,
)
from motcua.procedures.periods import make_room, reopen
from motcua.procedures.phrases import phrase_of
from motcua.procedures.processes import set_form, set_process
from motcua.procedures.reading import content_of, with_parts
from motcua.procedures.releasing import decline_release, propose_release, release
from motcua.procedures.signals import catalogue_changed, text_approving
from motcua.procedures.writing import clear_parts, fields_for, set_columns, write_parts

__all__ = [
    "DecisionDraft",
    "ItemDraft",
    "add_item",
    "approve",
    "confirm_ending",
    "decline_release",
    "draft_version",
    "enter_decision",
    "propose_release",
    "publish_due",
    "release",
    "return_draft",
    "revise_draft",
    "set_form",
    "set_process",
    "submit",
    "withdraw",
    "withdraw_ending",
]

Status = ProcedureVersion.Status


@transaction.atomic
def draft_version(
    *, item: DecisionItem, content: VersionContent | None = None, by: Account, valid_from: date | None = None
) -> ProcedureVersion:
    """Start the next text of a procedure while the current one runs.

    Without `content` the draft begins as a copy of the latest text.
    """
    if item.kind in ENDINGS:
        raise errors.DecisionIncomplete(
            reason="this item ends the procedure, so it brings no text",
            reason_vi="mục này chấm dứt thủ tục nên không có nội dung mới",
        )
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=item.procedure_id)
    last = procedure.versions.order_by("-ordinal").first()
    version = ProcedureVersion(
        procedure=procedure,
        ordinal=last.ordinal + 1 if last else 1,
        status=Status.DRAFT,
        brought_by=item,
        valid_from=valid_from or item.effective_on,
        drafted_by=by,
        drafted_at=timezone.now(),
        source="editor",
    )
    _write(version, content or _copied(procedure))
    return version


def _copied(procedure: Procedure) -> VersionContent:
    latest = with_parts(procedure.versions.all().recorded().filter(superseded_at=None)).order_by("-valid_from").first()
    return content_of(latest) if latest else VersionContent(name=procedure.name, record_type=procedure.record_type)


def _write(version: ProcedureVersion, content: VersionContent) -> None:
    set_columns(version, content)
    version.field_id = fields_for([content])[content.field.code] if content.field else None
    version.save()
    write_parts([(version, content)])


def _locked(version: ProcedureVersion) -> ProcedureVersion:
    return ProcedureVersion.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=version.pk)


def _demand_status(version: ProcedureVersion, wanted: Iterable[Status], verb_en: str, verb_vi: str) -> None:
    if version.status in set(wanted) and version.withdrawn_at is None:
        return
    if version.recorded_at is not None:
        raise errors.TextIsInForce(ordinal=version.ordinal, code=version.procedure.identity)
    status = phrase_of(Status, version.status)
    raise errors.StepOutOfOrder(
        status_en=status.en,
        status_vi=status.vi,
        wanted_en=verb_en,
        wanted_vi=verb_vi,
        next_en="Reload the page to see what can be done.",
        next_vi="Hãy tải lại trang để xem các bước được phép.",
    )


@transaction.atomic
def revise_draft(
    *, version: ProcedureVersion, content: VersionContent, by: Account, valid_from: date | None = None
) -> ProcedureVersion:
    """Write a draft anew; whoever revises counts as its author from then on."""
    version = _locked(version)
    _demand_status(version, [Status.DRAFT], "revised", "sửa")
    clear_parts(version)
    version.drafted_by, version.drafted_at = by, timezone.now()
    version.valid_from = valid_from or version.valid_from
    _write(version, content)
    return version


@transaction.atomic
def submit(*, version: ProcedureVersion, by: Account) -> ProcedureVersion:
    """Hand a draft to a second person; raise TextIncomplete naming the compulsory parts it lacks."""
    version = _locked(version)
    _demand_status(version, [Status.DRAFT], "submitted", "trình")
    missing = missing_parts(content_of(with_parts(ProcedureVersion.objects.filter(pk=version.pk)).get()))
    if missing:
        raise errors.TextIncomplete(
            parts=", ".join(p.en for p in missing), parts_vi=", ".join(p.vi for p in missing), missing=missing
        )
    version.status, version.submitted_by, version.submitted_at = Status.SUBMITTED, by, timezone.now()
    version.save(update_fields=["status", "submitted_by", "submitted_at"])
    return version


@transaction.atomic
def return_draft(*, version: ProcedureVersion, by: Account, reason: str) -> ProcedureVersion:
    """Give a submitted text back to its author with a reason."""
    version = _locked(version)
    _demand_status(version, [Status.SUBMITTED], "returned", "trả lại")
    if not reason.strip():
        raise errors.ReasonMissing()
    version.status, version.withdrawal_reason = Status.DRAFT, clean(reason)
    version.save(update_fields=["status", "withdrawal_reason"])
    return version


@transaction.atomic
def approve(*, version: ProcedureVersion, by: Account, on: date | None = None) -> ProcedureVersion:
    """Let a submitted text take effect on its day; earlier texts end there.

    Refused for whoever drafted or submitted it. From here on the text is not edited.
    """
    version = _locked(version)
    _demand_status(version, [Status.SUBMITTED], "approved", "phê duyệt")
    if by.pk in (version.drafted_by_id, version.submitted_by_id):
        raise errors.SamePersonApproves()
    if (running := unfinished_consultation(VERSION, str(version.pk))) is not None:
        raise OpenForComment(last=f"{running.closes_before - timedelta(days=1):%d/%m/%Y}")
    start = _first_day(version)
    text_approving.send(sender=None, version=version)
    at = timezone.now()
    version.valid_before = make_room(version.procedure, start, at)
    version.status, version.approved_by, version.approved_at, version.recorded_at = Status.APPROVED, by, at, at
    version.save()
    catalogue_changed.send(sender=None, procedures=[version.procedure.identity])
    publish_due(on=on)
    version.refresh_from_db()
    return version


def _first_day(version: ProcedureVersion) -> date:
    item = version.brought_by
    if item is None:
        raise errors.DecisionIncomplete(
            reason="no decision brings this text", reason_vi="nội dung chưa gắn với quyết định nào"
        )
    if version.valid_from is None:
        raise errors.DecisionIncomplete(reason="the day of effect is missing", reason_vi="chưa có ngày hiệu lực")
    signed = item.decision.signed_on
    if signed is not None and version.valid_from < signed:
        raise errors.StartsTooEarly(
            valid_from=version.valid_from.isoformat(),
            reason=f"the decision was signed on {signed.isoformat()}",
            reason_vi=f"quyết định được ký ngày {signed.isoformat()}",
        )
    return version.valid_from


@transaction.atomic
def publish_due(*, on: date | None = None) -> list[ProcedureVersion]:
    """Mark approved texts whose day has come as published; run daily and at approval."""
    day = on or timezone.localdate()
    waiting = ProcedureVersion.objects.select_for_update(of=("self",)).filter(
        status=Status.APPROVED, valid_from__lte=day, superseded_at=None
    )
    published = list(waiting.select_related("procedure").order_by("valid_from", "ordinal"))
    for version in published:
        version.status, version.published_at = Status.PUBLISHED, timezone.now()
        version.save(update_fields=["status", "published_at"])
        _follow(version.procedure, version)
    if published:
        catalogue_changed.send(sender=None, procedures=[v.procedure.identity for v in published])
    return published


def _follow(procedure: Procedure, version: ProcedureVersion) -> None:
    """Let the entry carry the name and type of the text now in force."""
    procedure.name = version.name
    procedure.name_folded, procedure.name_sort_key = fold(version.name), sort_key(version.name)
    procedure.record_type, procedure.is_internal = version.record_type, version.is_internal
    procedure.save(update_fields=["name", "name_folded", "name_sort_key", "record_type", "is_internal"])


@transaction.atomic
def withdraw(*, version: ProcedureVersion, by: Account, reason: str) -> ProcedureVersion:
    """Take a text back with a reason; it stays in the history.

    A text with effect is superseded from now on, and the one before it runs on. What we
    knew earlier stays what it was.
    """
    if not reason.strip():
        raise errors.ReasonMissing()
    version = _locked(version)
    if version.withdrawn_at is not None or version.superseded_at is not None:
        raise errors.StepOutOfOrder(
            status_en="Withdrawn or superseded",
            status_vi="Đã rút hoặc đã được thay",
            wanted_en="withdrawn",
            wanted_vi="rút",
            next_en="Open the latest version.",
            next_vi="Hãy mở phiên bản mới nhất.",
        )
    at = timezone.now()
    version.withdrawn_by, version.withdrawn_at, version.withdrawal_reason = by, at, clean(reason)
    if version.recorded_at is None:
        version.status = Status.WITHDRAWN
    else:
        version.superseded_at = at
    version.save()
    if version.recorded_at is not None and version.valid_from is not None:
        reopen(version.procedure, version.valid_from, at)
        catalogue_changed.send(sender=None, procedures=[version.procedure.identity])
    return version
