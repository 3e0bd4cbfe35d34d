"""Page of one item of a review plan: its proposal, time and cost before and after, and what it changed."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import duties_of, officers_with
from motcua.core.phrases import Phrase
from motcua.core.tables import Column, Row, Table
from motcua.core.templatetags.motcua import dong, number, percent
from motcua.insight.dashboard import MANAGERS
from motcua.insight.review_hints import frame
from motcua.insight.review_plans import PLANS, acted, day_of
from motcua.procedures.selectors import version_in_force
from motcua.review import progress, services
from motcua.review.errors import ReviewRefused
from motcua.review.hints.found import PROPOSALS
from motcua.review.models import CampaignItem, Proposal

STATUSES = {
    "draft": (Phrase("Đang soạn", "Draft"), "neutral"),
    "submitted": (Phrase("Chờ phê duyệt", "To be approved"), "wait"),
    "approved": (Phrase("Đã phê duyệt", "Approved"), "good"),
}


@officers_with(*MANAGERS)
@require_safe
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Show one item with its proposal and the form to write it."""
    found = get_object_or_404(CampaignItem.objects.select_related("campaign", "proposal__consultation"), pk=item_pk,
                              campaign=pk)  # fmt: skip
    proposal: Proposal | None = getattr(found, "proposal", None)
    [line] = [line for line in progress.progress(found.campaign).lines if line.item.pk == found.pk]
    may = Duty.PROCEDURE_CONTROL in duties_of(request)
    writes = may and found.campaign.status == "approved" and (proposal is None or proposal.status == "draft")
    since = line.since if found.procedure_code else None
    facts = frame(
        item=found,
        plan=found.campaign,
        proposal=proposal,
        action=PROPOSALS[proposal.action] if proposal else "",
        status=STATUSES[proposal.status] if proposal else None,
        stage=progress.STAGES[line.stage],
        since=line.since,
        figures=_figures(proposal) if proposal else None,
        effect=_effect(progress.measured(found.procedure_code, since)) if since else None,
        papers=_papers(found) if writes else [],
        actions=PROPOSALS.items(),
        may_change=may,
        writes=writes,
        dropped=proposal.drop_papers if proposal else [],
    )
    return render(request, "insight/review/item.html", facts)


def _papers(item: CampaignItem) -> list[str]:
    version = version_in_force(item.procedure_code) if item.procedure_code else None
    if version is None:
        return []
    rows = version.evidencerequirement_rows.select_related("evidence_type")
    return list(dict.fromkeys(" ".join(paper.text.split()) for paper in rows))


def _figures(proposal: Proposal) -> Table:
    columns = [Column(Phrase("Chỉ tiêu", "Figure")), Column(Phrase("Trước", "Before"), True),
               Column(Phrase("Sau", "After"), True), Column(Phrase("Tiết kiệm", "Saved"), True)]  # fmt: skip

    def row(label: Phrase, before: Decimal | None, after: Decimal | None, show: Any) -> Row:
        if before is None or after is None:
            return Row([label, "–" if before is None else show(before), "–" if after is None else show(after), "–"])
        share = f" ({percent((before - after) / before, 1)})" if before else ""
        return Row([label, show(before), show(after), f"{show(before - after)}{share}"])

    basis = proposal.basis
    each = [Decimal(str(basis[name])) if name in basis else None for name in ("hours_each_before", "hours_each_after")]
    rows = [row(Phrase("Thời hạn (ngày làm việc)", "Time limit (working days)"), proposal.days_before,
    proposal.days_after, number),
            row(Phrase("Giờ của dân mỗi hồ sơ", "People's hours a dossier"), each[0], each[1], number),
            row(Phrase("Chi phí tuân thủ mỗi năm", "Compliance cost a year"), proposal.cost_before,
            proposal.cost_after, dong)]  # fmt: skip
    return Table(columns, rows, Phrase("Trước và sau", "Before and after"), quiet_caption=True)


def _effect(found: progress.Measured | None) -> Table | None:
    if found is None:
        return None
    columns = [
        Column(Phrase("Đo được", "Measured")),
        Column(Phrase("Trước", "Before"), True),
        Column(Phrase("Sau", "After"), True),
    ]

    def days(value: float | None) -> str:
        return "–" if value is None else number(round(value, 1))

    before, after = found.before, found.after
    rows = [Row([Phrase("Hồ sơ", "Dossiers"), number(before[0]), number(after[0])]),
            Row([Phrase("Ngày giải quyết, trung vị", "Days, median"), days(before[1]), days(after[1])]),
            Row([Phrase("Phải bổ sung", "Supplemented"), number(before[2]), number(after[2])]),
            Row([Phrase("Nộp trực tuyến", "Online"), number(before[3]), number(after[3])])]  # fmt: skip
    title = Phrase("{n} ngày trước và {n} ngày sau", "{n} days before and {n} days after").format(n=found.days)
    return Table(columns, rows, title)


@officers_with(Duty.PROCEDURE_CONTROL)
@require_POST
def act(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write a proposal, or move it on: submit, return, hear, approve, enforce."""
    found = get_object_or_404(CampaignItem.objects.select_related("campaign", "proposal"), pk=item_pk, campaign=pk)
    doing = {"propose": _propose, "submit": _submit, "return": _return, "hear": _hear, "approve": _approve,
             "enforce": _enforce}.get(request.POST.get("act", ""))  # fmt: skip
    if doing is not None and (doing is _propose or hasattr(found, "proposal")):
        acted(request, lambda: doing(request, found))
    return redirect(f"{PLANS}{pk}/muc/{item_pk}/")


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip().replace(".", "").replace(",", "."))
    except InvalidOperation:
        raise ReviewRefused(reason_vi=f"“{text}” không phải là số.", reason_en=f"“{text}” is no number.") from None
    if not value.is_finite() or value < 0 or value >= 10**15:
        raise ReviewRefused(reason_vi=f"“{text}” ngoài khoảng cho phép.", reason_en=f"“{text}” is out of range.")
    return value


def _propose(request: HttpRequest, found: CampaignItem) -> None:
    given = request.POST
    texts = {
        name: given.get(name, "")
        for name in ("action", "content", "reason", "legal_document", "legal_article", "legal_change")
    }
    services.propose(
        item=found, by=request.user, drop_papers=given.getlist("drop"),  # type: ignore[arg-type]
        merged_codes=given.get("merged", "").replace(",", " ").split(), days_after=_amount(given.get("days_after", "")),
        cost_before=_amount(given.get("cost_before", "")), cost_after=_amount(given.get("cost_after", "")),
        in_force_on=day_of(given["in_force_on"]) if given.get("in_force_on") else None, **texts,
    )  # fmt: skip


def _submit(request: HttpRequest, found: CampaignItem) -> None:
    services.submit_proposal(proposal=found.proposal, by=request.user)  # type: ignore[arg-type]


def _return(request: HttpRequest, found: CampaignItem) -> None:
    services.return_proposal(proposal=found.proposal, by=request.user, reason=request.POST.get("why", ""))  # type: ignore[arg-type]


def _hear(request: HttpRequest, found: CampaignItem) -> None:
    given = request.POST
    services.hear(proposal=found.proposal, opens_on=day_of(given.get("opens_on", "")),
                  closes_before=day_of(given.get("closes_before", "")), by=request.user)  # type: ignore[arg-type]  # fmt: skip


def _approve(request: HttpRequest, found: CampaignItem) -> None:
    services.approve_proposal(proposal=found.proposal, by=request.user)  # type: ignore[arg-type]


def _enforce(request: HttpRequest, found: CampaignItem) -> None:
    given = request.POST
    services.enforce_regulation(proposal=found.proposal, document=given.get("document", ""),
                                on=day_of(given.get("on", "")), by=request.user)  # type: ignore[arg-type]  # fmt: skip
