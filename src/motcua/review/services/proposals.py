"""Acts on proposals: write one with its figures, hear people, approve by a second person, announce, enforce."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures import services as catalogue
from motcua.procedures.consultations.services import open_consultation
from motcua.procedures.contents import EvidenceContent, VersionContent
from motcua.procedures.models import AnnouncementDecision, DecisionItem
from motcua.procedures.quick_reading import whole_text
from motcua.procedures.selectors import demand_procedure, time_limit_of, version_in_force
from motcua.review.costs import cost_of_version, volumes
from motcua.review.models import Campaign, CampaignItem, Proposal
from motcua.review.services.campaigns import demand, give_back
from motcua.rules.paper_names import paper_key, paper_name
from motcua.rules.time_limits import TimeUnit

Action, Status = Proposal.Action, Proposal.Status
SUBJECT = "proposal"


@transaction.atomic
def propose(
    *, item: CampaignItem, action: str, content: str, reason: str, by: Account, legal_document: str = "",
    legal_article: str = "", legal_change: str = "", drop_papers: Sequence[str] = (), merged_codes: Sequence[str] = (),
    days_after: Decimal | None = None, cost_before: Decimal | None = None, cost_after: Decimal | None = None,
    in_force_on: date | None = None,
) -> Proposal:  # fmt: skip
    """Write or rewrite the proposal of an item; figures of a procedure are computed, those of a regulation given.

    A saving of a procedure nobody files is zero and says so (domain.md 3.5).
    """
    demand(item.campaign.status == Campaign.Status.APPROVED, "Kế hoạch chưa được phê duyệt.",
           "The plan is not approved yet.")  # fmt: skip
    demand(action in Action.values, "Chưa chọn phương án.", "Choose what is proposed.")
    demand(clean(content) and clean(reason), "Cần cả nội dung đơn giản hóa và lý do.",
           "Both the content and the reason are needed.")  # fmt: skip
    demand(action == Action.KEEP or (clean(legal_document) and clean(legal_article)),
           "Cần nêu văn bản và điều, khoản phải sửa.", "Name the document and the article to be changed.")  # fmt: skip
    known = Proposal.objects.select_for_update(of=("self",)).filter(item=item).first()
    demand(known is None or known.status == Status.DRAFT, "Phương án đã trình; không sửa được.",
           "The proposal has been submitted and cannot be rewritten.")  # fmt: skip
    given: dict[str, Any] = {"cost_before": cost_before, "cost_after": cost_after, "days_after": days_after}
    if item.procedure_code:
        given = _figures(item, action, drop_papers, merged_codes, days_after)
    facts = {
        "action": action, "content": clean(content), "reason": clean(reason),
        "legal_document": clean(legal_document)[:300],
        "legal_article": clean(legal_article)[:200], "legal_change": clean(legal_change),
        "drop_papers": [clean(line) for line in drop_papers if clean(line)],
        "merged_codes": [code for code in merged_codes if code.strip()], "in_force_on": in_force_on,
        "drafted_by": by, "drafted_at": timezone.now(), "returned_reason": "", **given,
    }  # fmt: skip
    proposal, _ = Proposal.objects.update_or_create(item=item, defaults=facts)
    return proposal


def _figures(
    item: CampaignItem, action: str, drop_papers: Sequence[str], merged_codes: Sequence[str], days_after: Decimal | None
) -> dict[str, Any]:
    """Return time and cost before and after, and what they rest on."""
    version = version_in_force(item.procedure_code, whole=True)
    demand(version, f"Thủ tục {item.procedure_code} không còn hiệu lực.", f"{item.procedure_code} is not in force.")
    assert version is not None  # noqa: S101 - asked in the line before
    codes = [item.procedure_code, *(demand_procedure(code).identity for code in merged_codes)]
    demand(action != Action.MERGE or len(codes) > 1, "Gộp thì phải nêu mã thủ tục được gộp vào.",
           "Name the procedures that are merged into it.")  # fmt: skip
    volume = volumes([item.procedure_code])[item.procedure_code]
    listed = {paper_key(paper_name(paper.text)) for paper in version.evidencerequirement_rows.all()}
    unknown = [line for line in drop_papers if line.strip() and paper_key(paper_name(line)) not in listed]
    demand(
        not unknown, f"Thủ tục không đòi “{'”, “'.join(unknown)}”.", f"It does not ask for “{'”, “'.join(unknown)}”."
    )
    before = cost_of_version(version, volume)
    after = cost_of_version(version, volume, without=[line for line in drop_papers if line.strip()])
    limit = time_limit_of(version)
    days = Decimal(limit.quantity) if limit.unit is TimeUnit.WORKING_DAY else None
    demand(action != Action.SHORTEN or (days is not None and days_after is not None and 0 <= days_after < days),
           f"Rút ngắn thì số ngày mới phải nhỏ hơn {days or 'thời hạn hiện nay'}.",
           f"To shorten, the new days must be fewer than {days or 'those of today'}.")  # fmt: skip
    cut = action == Action.CUT
    return {
        "cost_before": round(before.per_year),
        "cost_after": 0 if cut else round(after.per_year),
        "days_before": days,
        "days_after": Decimal(0) if cut else (days_after if days_after is not None else days),
        "dossiers_a_year": round(volume.yearly),
        "merged_codes": codes[1:],
        "basis": {
            "cost_each_before": round(before.per_dossier),
            "cost_each_after": 0 if cut else round(after.per_dossier),
            "hours_each_before": float(before.hours_per_dossier),
            "hours_each_after": 0.0 if cut else float(after.hours_per_dossier),
            "ledger_days": volume.days,
            "no_volume": volume.dossiers == 0,
        },
    }


@transaction.atomic
def submit_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """Hand a proposal to a second person."""
    proposal = _locked(proposal, Status.DRAFT)
    proposal.status = Status.SUBMITTED
    proposal.save(update_fields=["status"])
    return proposal


@transaction.atomic
def return_proposal(*, proposal: Proposal, by: Account, reason: str) -> Proposal:
    """Give a proposal back with a reason."""
    proposal = _locked(proposal, Status.SUBMITTED)
    give_back(proposal, reason)
    return proposal


@transaction.atomic
def hear(*, proposal: Proposal, opens_on: date, closes_before: date, by: Account) -> Proposal:
    """Open a proposal for comment on the consultation page."""
    proposal = _locked(proposal, Status.DRAFT, Status.SUBMITTED)
    demand(proposal.consultation_id is None, "Phương án đã được lấy ý kiến.", "It has been opened for comment already.")
    item = proposal.item
    proposal.consultation = open_consultation(
        subject_type=SUBJECT,
        subject_id=str(proposal.pk),
        title=f"{proposal.get_action_display()}: {item.subject}",
        summary=f"{proposal.content}\n{proposal.reason}",
        points=_points(proposal),
        procedure_codes=[item.procedure_code, *proposal.merged_codes] if item.procedure_code else [],
        opens_on=opens_on,
        closes_before=closes_before,
        by=by,
    )
    proposal.save(update_fields=["consultation"])
    return proposal


def _points(proposal: Proposal) -> list[dict[str, Any]]:
    """Return what people may comment on: papers that go, and the law that changes."""
    found: list[dict[str, Any]] = []
    if proposal.drop_papers:
        found.append(
            {"part": "papers", "vi": "Thành phần hồ sơ", "en": "Papers", "removed": proposal.drop_papers, "added": []}
        )
    if proposal.legal_document:
        place = f"{proposal.legal_article}, {proposal.legal_document}"
        added = [proposal.legal_change] if proposal.legal_change else []
        found.append(
            {"part": "law", "vi": "Văn bản phải sửa", "en": "Law to change", "removed": [place], "added": added}
        )
    return found


@transaction.atomic
def approve_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """Approve a proposal: a second person, and only after people who were asked have been answered."""
    proposal = _locked(proposal, Status.SUBMITTED)
    demand(by.pk != proposal.drafted_by_id, "Người soạn phương án không được tự phê duyệt; cần người thứ hai.",
           "Whoever wrote the proposal cannot approve it; a second person must.")  # fmt: skip
    demand(proposal.consultation is None or proposal.consultation.closed_at is not None,
           "Đợt lấy ý kiến chưa khép lại; hãy trả lời các ý kiến trước.",
           "The consultation is not closed; answer the comments first.")  # fmt: skip
    proposal.status, proposal.approved_by, proposal.approved_at = Status.APPROVED, by, timezone.now()
    proposal.save(update_fields=["status", "approved_by", "approved_at"])
    return proposal


@transaction.atomic
def announce(
    *, campaign: Campaign, number: str, signed_on: date, effective_on: date, by: Account
) -> AnnouncementDecision:
    """Draft the announcement decision from the approved proposals of a plan.

    What ends waits for a second person; what is amended becomes a draft text that a second person approves.
    """
    waiting = list(
        Proposal.objects.select_for_update(of=("self",))
        .filter(item__campaign=campaign, status=Status.APPROVED, decision=None, item__kind="procedure")
        .exclude(action=Action.KEEP)
        .select_related("item")
    )
    demand(waiting, "Không có phương án nào đã duyệt mà chưa công bố.", "No approved proposal waits to be announced.")
    draft = catalogue.DecisionDraft(
        number=number, issuer_code=campaign.agency_code, issuer_name=campaign.agency_name, signed_on=signed_on,
        effective_on=effective_on, title=f"Công bố thủ tục hành chính sau rà soát {campaign.year}: {campaign.title}",
    )  # fmt: skip
    decision = catalogue.enter_decision(draft=draft, by=by)
    for proposal in waiting:
        _announce_one(decision, proposal, by)
        proposal.decision = decision
        proposal.save(update_fields=["decision"])
    return decision


def _announce_one(decision: AnnouncementDecision, proposal: Proposal, by: Account) -> None:
    code, note = proposal.item.procedure_code, proposal.content
    kinds = DecisionItem.Kind
    if proposal.action == Action.CUT:
        ending = catalogue.ItemDraft(code=code, kind=kinds.ABOLISHED.value, note=note)
        catalogue.add_item(decision=decision, draft=ending, by=by)
        return
    for merged in proposal.merged_codes:
        ending = catalogue.ItemDraft(code=merged, kind=kinds.REPLACED.value, successor_codes=(code,), note=note)
        catalogue.add_item(decision=decision, draft=ending, by=by)
    item = catalogue.add_item(
        decision=decision, draft=catalogue.ItemDraft(code=code, kind=kinds.AMENDED.value, note=note), by=by
    )
    version = version_in_force(code, whole=True)
    content = None if version is None else _changed(whole_text(version), proposal)
    catalogue.draft_version(item=item, content=content, by=by, valid_from=decision.effective_on)


def _changed(text: VersionContent, proposal: Proposal) -> VersionContent:
    """Return the text with what the proposal says by itself: papers gone, days fewer."""
    gone = {paper_key(paper_name(line)) for line in proposal.drop_papers}

    def kept(papers: tuple[EvidenceContent, ...]) -> tuple[EvidenceContent, ...]:
        return tuple(paper for paper in papers if paper_key(paper_name(paper.name)) not in gone)

    channels, cases = text.channels, text.cases
    if proposal.action == Action.SHORTEN:
        days = proposal.days_after
        channels = tuple(replace(c, quantity=days) if c.unit == "wd" else c for c in channels)
        cases = tuple(replace(c, quantity=days) if c.unit == "wd" else c for c in cases)
    return replace(
        text,
        channels=channels,
        cases=tuple(replace(case, evidence=kept(case.evidence)) for case in cases),
        evidence=kept(text.evidence),
    )


@transaction.atomic
def enforce_regulation(*, proposal: Proposal, document: str, on: date, by: Account) -> Proposal:
    """Say which document has amended a regulation, and from when; only then is the cut in force."""
    proposal = _locked(proposal, Status.APPROVED)
    demand(not proposal.item.procedure_code, "Thủ tục có hiệu lực qua quyết định công bố.",
           "A procedure takes effect through its announcement decision.")  # fmt: skip
    demand(clean(document), "Chưa nêu văn bản đã sửa quy định.", "Name the document that amended it.")
    proposal.enforced_by, proposal.enforced_on = clean(document)[:300], on
    proposal.save(update_fields=["enforced_by", "enforced_on"])
    return proposal


def _locked(proposal: Proposal, *wanted: str) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("item__campaign").get(pk=proposal.pk)
    demand(found.status in wanted, f"Phương án đang “{found.get_status_display()}” nên không làm được việc này.",
           f"The proposal is “{found.status}”, so this cannot be done now.")  # fmt: skip
    return found
