"""Out of quarantine: one person proposes the code a record is to bear, a second lets it into the catalogue.

The raw record and the code as published stay as they are; only the identity under which
people find the procedure is set, with who, when and why.
"""

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures import errors
from motcua.procedures.models import Procedure, QuarantinedRecord
from motcua.procedures.signals import catalogue_changed
from motcua.rules.procedure_codes import read_code


@transaction.atomic
def propose_release(*, record: QuarantinedRecord, code: str, reason: str, by: Account) -> QuarantinedRecord:
    """Propose to let `record` in under `code` (its own when that is right); a later proposal replaces an earlier."""
    record = _waiting(record)
    identity = read_code(code).identity
    if not clean(reason):
        raise errors.ReleaseReasonMissing()
    _demand_free_code(record, identity)
    record.proposed_code, record.proposal_reason = identity, clean(reason)
    record.proposed_by, record.proposed_at = by, timezone.now()
    record.save(update_fields=["proposed_code", "proposal_reason", "proposed_by", "proposed_at"])
    return record


@transaction.atomic
def release(*, record: QuarantinedRecord, by: Account) -> QuarantinedRecord:
    """Let the procedure of a proposed record into the catalogue; refused for whoever proposed it."""
    record = _waiting(record)
    if record.proposed_by_id is None:
        raise _refusal(record, "nobody has proposed it yet", "chưa có ai đề xuất")
    if record.proposed_by_id == by.pk:
        raise errors.SamePersonReleases()
    _demand_free_code(record, record.proposed_code)
    procedure = record.procedure
    assert procedure is not None  # noqa: S101  (demanded above)
    procedure.identity, procedure.is_quarantined = record.proposed_code, False
    procedure.save(update_fields=["identity", "is_quarantined"])
    others = QuarantinedRecord.objects.filter(procedure=procedure, released_at=None)
    others.update(released_at=timezone.now(), released_by=by)
    catalogue_changed.send(sender=None, procedures=[procedure.identity])
    record.refresh_from_db()
    return record


@transaction.atomic
def decline_release(*, record: QuarantinedRecord, by: Account, reason: str) -> QuarantinedRecord:
    """Give a proposal back with a reason; the record stays in quarantine."""
    record = _waiting(record)
    if record.proposed_by_id is None:
        raise _refusal(record, "nobody has proposed it yet", "chưa có ai đề xuất")
    if not clean(reason):
        raise errors.ReleaseReasonMissing()
    note = f"{by}: {clean(reason)}"
    record.proposal_reason = f"{record.proposal_reason} — {note}"[:4000]
    record.proposed_by, record.proposed_at = None, None
    record.save(update_fields=["proposal_reason", "proposed_by", "proposed_at"])
    return record


def _waiting(record: QuarantinedRecord) -> QuarantinedRecord:
    held = QuarantinedRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if held.released_at is not None:
        raise _refusal(held, "it was released already", "bản ghi đã được đưa ra trước đó")
    return held


def _demand_free_code(record: QuarantinedRecord, identity: str) -> None:
    """Refuse a record that could not be read, an empty code, and a code that names another procedure."""
    if record.procedure_id is None:
        raise _refusal(
            record,
            "it could not be read as a procedure; import a corrected file",
            "không đọc được thành thủ tục; hãy nhập lại tệp đã sửa",
        )
    if not identity or len(identity) > 60:
        raise _refusal(record, "the code is missing or too long", "mã bị trống hoặc quá dài")
    holder = Procedure.objects.filter(identity=identity, is_quarantined=False).exclude(pk=record.procedure_id).first()
    if holder is not None:
        raise _refusal(
            record,
            f"code {identity} names another procedure, “{holder.name[:120]}”",
            f"mã {identity} đang là của thủ tục khác, “{holder.name[:120]}”",
        )


def _refusal(record: QuarantinedRecord, reason: str, reason_vi: str) -> errors.ReleaseRefused:
    return errors.ReleaseRefused(code=record.code, reason=reason, reason_vi=reason_vi)
