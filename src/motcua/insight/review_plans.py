"""Pages of `/dieu-hanh/ra-soat/ke-hoach/`: review plans, what they pick, and how far they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import duties_of, officers_with
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import dong, percent
from motcua.insight.dashboard import MANAGERS
from motcua.insight.review_hints import frame
from motcua.review import progress, services
from motcua.review.errors import ReviewRefused
from motcua.review.hints.found import PROPOSALS
from motcua.review.models import Campaign, CampaignItem, SimplificationHint
from motcua.rules.errors import RuleViolation

PLANS = "/dieu-hanh/ra-soat/ke-hoach/"
SCOPES = {
    "procedures": Phrase("Thủ tục hành chính", "Administrative procedures"),
    "regulations": Phrase("Quy định kinh doanh", "Business regulations"),
}
STATUSES = {
    "draft": (Phrase("Đang lập", "Draft"), "neutral"),
    "submitted": (Phrase("Chờ phê duyệt", "To be approved"), "wait"),
    "approved": (Phrase("Đã phê duyệt", "Approved"), "good"),
}
KINDS = {
    "condition": Phrase("Yêu cầu, điều kiện kinh doanh", "Business condition"),
    "report": Phrase("Chế độ báo cáo", "Reporting duty"),
    "standard": Phrase("Tiêu chuẩn, quy chuẩn", "Standard"),
    "inspection": Phrase("Kiểm tra chuyên ngành", "Specialised inspection"),
}
DONE = Phrase("Đã ghi nhận.", "Recorded.")


def day_of(text: str) -> date:
    """Read a day from a form; refuse what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ReviewRefused(
            reason_vi=f"“{text}” không phải là ngày; hãy ghi như 2026-12-31.",
            reason_en=f"“{text}” is no day; write it like 2026-12-31.",
        ) from None


def acted(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do one act and tell the person how it went."""
    try:
        act()
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
        return False
    messages.success(request, str(DONE))
    return True


@officers_with(*MANAGERS)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, the newest year first, with a form for a new one."""
    rows = [
        Row([Cell(plan.title, f"{PLANS}{plan.pk}/"), str(plan.year), plan.agency_name, SCOPES[plan.scope],
             Cell(STATUSES[plan.status][0], tone=STATUSES[plan.status][1]), f"{plan.due_on:%d/%m/%Y}"],
            "late" if plan.status == "draft" and plan.due_on < timezone.localdate() else "")
        for plan in Campaign.objects.all()[:200]
    ]  # fmt: skip
    columns = [Column(Phrase("Kế hoạch", "Plan")), Column(Phrase("Năm", "Year")), Column(Phrase("Cơ quan", "Agency")),
               Column(Phrase("Phạm vi", "Scope")), Column(Phrase("Tình trạng", "State")),
               Column(Phrase("Gửi chậm nhất", "Send by"))]  # fmt: skip
    table = Table(columns, rows, Phrase("Kế hoạch rà soát", "Review plans"), quiet_caption=True) if rows else None
    return render(
        request,
        "insight/review/plans.html",
        frame(table=table, scopes=SCOPES.items(), next_year=timezone.localdate().year + 1, may_change=_may(request)),
    )


def _may(request: HttpRequest) -> bool:
    return Duty.PROCEDURE_CONTROL in duties_of(request)


@officers_with(Duty.PROCEDURE_CONTROL)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    given, made = request.POST, list[Campaign]()

    def act() -> None:
        year = given.get("year", "")
        if not year.isdigit():
            raise ReviewRefused(reason_vi="Năm phải là số.", reason_en="The year must be a number.")
        names = ("scope", "agency_code", "agency_name", "title", "grounds")
        facts = {name: given.get(name, "") for name in names}
        made.append(services.plan_campaign(year=int(year), by=request.user, **facts))  # type: ignore[arg-type]

    return redirect(f"{PLANS}{made[0].pk}/" if acted(request, act) else PLANS)


@officers_with(*MANAGERS)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan: its items with their reasons and stages, savings planned against in force, what comes next."""
    campaign = get_object_or_404(Campaign, pk=pk)
    found = progress.progress(campaign)
    hint = SimplificationHint.objects.filter(key=request.GET.get("goi-y", "")).first()
    facts = frame(
        plan=campaign,
        status=STATUSES[campaign.status],
        scope=SCOPES[campaign.scope],
        table=_items(campaign, found) if found.lines else None,
        sums=_sums(found),
        kinds=KINDS.items(),
        hint=hint,
        hint_codes=hint.codes[:50] if hint else [],
        hint_why=Phrase(hint.vi, hint.en) if hint else "",
        may_change=_may(request),
        waits=any(line.stage is progress.Stage.APPROVED and line.item.procedure_code for line in found.lines),
        items=[line.item for line in found.lines],
    )
    return render(request, "insight/review/plan.html", facts)


def _items(campaign: Campaign, found: progress.Progress) -> Table:
    columns = [
        Column(Phrase("Nội dung rà soát", "What is reviewed")), Column(Phrase("Lý do chọn", "Reason")),
        Column(Phrase("Phương án", "Proposal")), Column(Phrase("Tiết kiệm mỗi năm", "Saved a year"), True),
        Column(Phrase("Tiến độ", "Stage")), Column(Phrase("Xong trước", "Finish by")),
    ]  # fmt: skip
    tones = {progress.Stage.IN_FORCE: "good", progress.Stage.ANNOUNCED: "info", progress.Stage.APPROVED: "info"}
    rows = []
    for line in found.lines:
        item, proposal = line.item, line.proposal
        name = f"{item.subject} ({item.procedure_code or f'{item.article}, {item.document}'})"
        rows.append(Row([
            Cell(name, f"{PLANS}{campaign.pk}/muc/{item.pk}/"), item.reason,
            PROPOSALS[proposal.action] if proposal else "–", _saved(line),
            Cell(progress.STAGES[line.stage], tone=tones.get(line.stage, "neutral")), f"{item.finish_on:%d/%m/%Y}",
        ]))  # fmt: skip
    return Table(columns, rows, Phrase("Các mục của kế hoạch", "Items of the plan"), quiet_caption=True)


def _saved(line: progress.Line) -> str:
    proposal = line.proposal
    if proposal is None or proposal.cost_before is None or proposal.cost_after is None:
        return "–"
    return dong(proposal.cost_before - proposal.cost_after)


def _sums(found: progress.Progress) -> dict[str, str]:
    def told(saved: Any) -> str:
        share = found.share(saved)
        return dong(saved) + (f" ({percent(share, 1)})" if share is not None else "")

    return {"before": dong(found.cost_before), "planned": told(found.planned), "in_force": told(found.in_force),
            "without": str(found.without_volume) if found.without_volume else ""}  # fmt: skip


@officers_with(Duty.PROCEDURE_CONTROL)
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one act on a plan: pick, unpick, submit, return, approve, announce."""
    campaign = get_object_or_404(Campaign, pk=pk)
    doing = {"pick": _pick, "unpick": _unpick, "submit": _submit, "return": _return, "approve": _approve,
             "announce": _announce}.get(request.POST.get("act", ""))  # fmt: skip
    if doing is not None:
        acted(request, lambda: doing(request, campaign))
    return redirect(f"{PLANS}{pk}/")


def _pick(request: HttpRequest, campaign: Campaign) -> None:
    given = request.POST
    names = ("reason", "hint_key", "procedure_code", "document", "article", "business_line", "expected_product")
    facts = {name: given.get(name, "") for name in names}
    kind = given.get("kind", "") or "procedure"
    codes = given.getlist("code") or [facts.pop("procedure_code")]
    facts.pop("procedure_code", None)
    for code in codes:
        services.pick(campaign=campaign, kind=kind, procedure_code=code, finish_on=day_of(given.get("finish_on", "")),
                      by=request.user, **facts)  # type: ignore[arg-type]  # fmt: skip


def _unpick(request: HttpRequest, campaign: Campaign) -> None:
    services.unpick(item=get_object_or_404(CampaignItem, campaign=campaign, pk=request.POST.get("item") or 0))


def _submit(request: HttpRequest, campaign: Campaign) -> None:
    services.submit_campaign(campaign=campaign, by=request.user)  # type: ignore[arg-type]


def _return(request: HttpRequest, campaign: Campaign) -> None:
    services.return_campaign(campaign=campaign, by=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]


def _approve(request: HttpRequest, campaign: Campaign) -> None:
    services.approve_campaign(campaign=campaign, by=request.user)  # type: ignore[arg-type]


def _announce(request: HttpRequest, campaign: Campaign) -> None:
    given = request.POST
    services.announce(
        campaign=campaign, number=given.get("number", ""), signed_on=day_of(given.get("signed_on", "")),
        effective_on=day_of(given.get("effective_on", "")), by=request.user,  # type: ignore[arg-type]
    )  # fmt: skip
