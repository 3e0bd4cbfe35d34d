"""Acts on announcement decisions: enter one with its items, confirm or take back an ending."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean, fold, sort_key
from motcua.procedures import errors
from motcua.procedures.models import AnnouncementDecision, DecisionItem, LegalResource, Procedure
from motcua.procedures.periods import end_procedure, reopen
from motcua.procedures.selectors import find_procedure
from motcua.procedures.signals import catalogue_changed
from motcua.rules.procedure_codes import normalise_number, number_is_on_pattern, read_code

ENDINGS = (DecisionItem.Kind.REPLACED, DecisionItem.Kind.ABOLISHED)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One line of a decision: what it does to which code, from when, and what takes over.

    `name` is needed where the code is new; `effective_on` defaults to the decision's.
    """

    code: str
    kind: str
    name: str = ""
    effective_on: date | None = None
    successor_codes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """The facts of a decision as its paper states them."""

    number: str
    issuer_code: str
    issuer_name: str
    signed_on: date | None
    effective_on: date | None = None
    published_on: date | None = None
    kind: str = AnnouncementDecision.Kind.STANDARD.value
    route: str = AnnouncementDecision.Route.MINISTRY.value
    announces_list: bool = True
    defines_content: bool = True
    title: str = ""
    items: tuple[ItemDraft, ...] = ()
    based_on: tuple[AnnouncementDecision, ...] = field(default=())
    legal_resources: tuple[LegalResource, ...] = field(default=())


@transaction.atomic
def enter_decision(*, draft: DecisionDraft, by: Account) -> AnnouncementDecision:
    """Record a decision with its items; nothing changes for readers yet.

    Raise DecisionIncomplete or DecisionAlreadyEntered.
    """
    _check_decision(draft)
    decision = AnnouncementDecision.objects.create(
        number=draft.number.strip(),
        number_normalised=normalise_number(draft.number),
        number_is_on_pattern=number_is_on_pattern(draft.number.strip()),
        issuer_code=draft.issuer_code,
        issuer_name=draft.issuer_name,
        signed_on=draft.signed_on,
        effective_on=draft.effective_on,
        published_on=draft.published_on,
        kind=draft.kind,
        route=draft.route,
        announces_list=draft.announces_list,
        defines_content=draft.defines_content,
        title=clean(draft.title),
        recorded_at=timezone.now(),
        entered_by=by,
    )
    decision.based_on.set(draft.based_on)
    decision.legal_resources.set(draft.legal_resources)
    for item in draft.items:
        add_item(decision=decision, draft=item, by=by)
    return decision


def _check_decision(draft: DecisionDraft) -> None:
    if not draft.number.strip():
        raise errors.DecisionIncomplete(reason="it has no number", reason_vi="chưa có số quyết định")
    if draft.signed_on is None:
        raise errors.DecisionIncomplete(reason="the day of signing is missing", reason_vi="chưa có ngày ký")
    if draft.effective_on is not None and draft.effective_on < draft.signed_on:
        raise errors.DecisionIncomplete(
            reason="it takes effect before it was signed", reason_vi="ngày hiệu lực trước ngày ký"
        )
    same = AnnouncementDecision.objects.filter(
        number_normalised=normalise_number(draft.number), issuer_code=draft.issuer_code, signed_on=draft.signed_on
    )
    if same.exists():
        raise errors.DecisionAlreadyEntered(
            number=draft.number.strip(), issuer=draft.issuer_name, signed_on=draft.signed_on.isoformat()
        )


@transaction.atomic
def add_item(*, decision: AnnouncementDecision, draft: ItemDraft, by: Account) -> DecisionItem:
    """Add one item; a code nobody knows becomes a procedure only through a "new" item."""
    reading = read_code(draft.code)
    procedure = find_procedure(draft.code)
    if procedure is None:
        if draft.kind != DecisionItem.Kind.NEW:
            raise errors.DecisionIncomplete(
                reason=f"procedure {draft.code} does not exist, so it cannot be {draft.kind}",
                reason_vi=f"thủ tục {draft.code} chưa có trong cơ sở dữ liệu",
            )
        if not reading.identity_is_well_formed:
            raise errors.DecisionIncomplete(
                reason=f"the code {draft.code} is not like 1.004194", reason_vi=f"mã {draft.code} sai mẫu 1.004194"
            )
        if not draft.name.strip():
            raise errors.DecisionIncomplete(
                reason=f"the name of {draft.code} is missing", reason_vi=f"chưa có tên thủ tục {draft.code}"
            )
        procedure = _new_procedure(reading.identity, clean(draft.name), decision)
    return DecisionItem.objects.create(
        decision=decision,
        procedure=procedure,
        kind=draft.kind,
        effective_on=draft.effective_on or decision.effective_on,
        successor_codes=[read_code(code).identity for code in draft.successor_codes],
        note=clean(draft.note),
        recorded_at=timezone.now(),
    )


def _new_procedure(code: str, name: str, decision: AnnouncementDecision) -> Procedure:
    return Procedure.objects.create(
        code=code,
        identity=code,
        name=name,
        name_folded=fold(name),
        name_sort_key=sort_key(name),
        record_type=decision.kind,
        is_internal=decision.kind == AnnouncementDecision.Kind.INTERNAL,
        recorded_at=timezone.now(),
    )


@transaction.atomic
def confirm_ending(*, item: DecisionItem, by: Account) -> DecisionItem:
    """Let a "replaced" or "abolished" item end its procedure on its day; a second person does it."""
    item = DecisionItem.objects.select_for_update(of=("self",)).select_related("decision", "procedure").get(pk=item.pk)
    facts = {"code": item.procedure.identity, "number": item.decision.number}
    if item.kind not in ENDINGS or item.withdrawn_at or item.confirmed_at:
        raise errors.EndingNotConfirmable(
            **facts, reason="it ends nothing or is settled already", reason_vi="mục này không chấm dứt gì hoặc đã xử lý"
        )
    if item.effective_on is None:
        raise errors.EndingNotConfirmable(**facts, reason="it has no day of effect", reason_vi="chưa có ngày hiệu lực")
    if item.decision.entered_by_id == by.pk:
        raise errors.SamePersonApproves()
    at = timezone.now()
    item.confirmed_at, item.confirmed_by = at, by
    item.save(update_fields=["confirmed_at", "confirmed_by"])
    end_procedure(item.procedure, item.effective_on, at)
    catalogue_changed.send(sender=None, procedures=[item.procedure.identity])
    return item


@transaction.atomic
def withdraw_ending(*, item: DecisionItem, by: Account, reason: str) -> DecisionItem:
    """Take an ending back with a reason; the text it ended runs on."""
    if not reason.strip():
        raise errors.ReasonMissing()
    item = DecisionItem.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=item.pk)
    at = timezone.now()
    item.withdrawn_at, item.withdrawal_reason = at, clean(reason)
    item.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    if item.confirmed_at is not None and item.effective_on is not None:
        reopen(item.procedure, item.effective_on, at)
        catalogue_changed.send(sender=None, procedures=[item.procedure.identity])
    return item
