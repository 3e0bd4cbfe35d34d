"""Acts on a review plan: draw up, pick, submit, and a second person approves (Decree 63/2010 art 30)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures.selectors import demand_procedure
from motcua.review.errors import ReviewRefused
from motcua.review.models import Campaign, CampaignItem, ImpactAssessment, Proposal, SimplificationHint
from motcua.rules.parameters.review_terms import plan_due_on

Status = Campaign.Status
EARLIEST, LATEST = 2010, 2100


def demand(holds: object, vi: str, en: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not holds:
        raise ReviewRefused(reason_vi=vi, reason_en=en)


def give_back(held: Campaign | Proposal | ImpactAssessment, reason: str) -> None:
    """Make a draft again of what was submitted, with the reason."""
    demand(clean(reason), "Chưa nêu lý do trả lại.", "The reason is missing.")
    held.status, held.returned_reason = held.Status.DRAFT, clean(reason)
    held.save(update_fields=["status", "returned_reason"])


@transaction.atomic
def plan_campaign(
    *, year: int, scope: str, agency_code: str, agency_name: str, title: str, grounds: str, by: Account
) -> Campaign:
    """Begin the plan of a year; the day to send it follows from the law of that year."""
    demand(EARLIEST <= year <= LATEST, f"Năm {year} không hợp lệ.", f"The year {year} is not possible.")
    demand(scope in Campaign.Scope.values, "Phải chọn thủ tục hoặc quy định kinh doanh.",
           "Choose procedures or business regulations.")  # fmt: skip
    demand(clean(agency_name), "Chưa có tên cơ quan rà soát.", "The reviewing agency is missing.")
    demand(clean(title), "Chưa có tên kế hoạch.", "The title is missing.")
    demand(clean(grounds), "Chưa nêu căn cứ rà soát (chỉ đạo, tự chọn, phản ánh kiến nghị).",
           "The grounds are missing (order, own choice, petitions).")  # fmt: skip
    return Campaign.objects.create(
        year=year,
        scope=scope,
        agency_code=clean(agency_code)[:60],
        agency_name=clean(agency_name)[:300],
        title=clean(title)[:400],
        grounds=clean(grounds),
        due_on=plan_due_on(year),
        drafted_by=by,
        drafted_at=timezone.now(),
    )


def _locked(campaign: Campaign, *wanted: str) -> Campaign:
    found = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    demand(found.status in wanted, f"Kế hoạch đang “{found.get_status_display()}” nên không làm được việc này.",
           f"The plan is “{found.status}”, so this cannot be done now.")  # fmt: skip
    return found


@transaction.atomic
def pick(
    *, campaign: Campaign, finish_on: date, by: Account, reason: str = "", hint_key: str = "", kind: str = "procedure",
    procedure_code: str = "", subject: str = "", document: str = "", article: str = "", business_line: str = "",
    expected_product: str = "",
) -> CampaignItem:  # fmt: skip
    """Take a procedure or a regulation into the plan; a hint gives its reason unless another is given."""
    campaign = _locked(campaign, Status.DRAFT)
    is_procedure = kind == CampaignItem.Kind.PROCEDURE
    demand(kind in CampaignItem.Kind.values, "Loại quy định không đúng.", "The kind of regulation is unknown.")
    demand(is_procedure == (campaign.scope == Campaign.Scope.PROCEDURES),
           "Kế hoạch rà soát thủ tục chỉ nhận thủ tục; kế hoạch quy định kinh doanh chỉ nhận quy định.",
           "A plan on procedures takes procedures only; one on regulations takes regulations only.")  # fmt: skip
    hint = SimplificationHint.objects.filter(key=hint_key).first() if hint_key else None
    why = clean(reason) or (f"{hint.vi} ({hint.subject})" if hint else "")
    demand(why, "Chưa nêu lý do chọn.", "The reason for the pick is missing.")
    demand(finish_on.year >= campaign.year, "Ngày hoàn thành trước năm của kế hoạch.",
           "The day to finish lies before the year of the plan.")  # fmt: skip
    if is_procedure:
        procedure = demand_procedure(procedure_code)
        procedure_code, subject, document, article, business_line = procedure.identity, procedure.name, "", "", ""
    else:
        procedure_code = ""
        demand(clean(document) and clean(article) and clean(business_line),
               "Quy định phải thuộc một điều của một văn bản và một ngành nghề.",
               "A regulation belongs to an article of a document and to a business line.")  # fmt: skip
    try:
        with transaction.atomic():
            return CampaignItem.objects.create(
                campaign=campaign, kind=kind, procedure_code=procedure_code,
                subject=clean(subject) or f"{clean(article)} {clean(document)}", document=clean(document)[:300],
                article=clean(article)[:200], business_line=clean(business_line)[:300], reason=why,
                hint_key=hint.key if hint else "", expected_product=clean(expected_product), finish_on=finish_on,
                added_by=by, added_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as fault:
        raise ReviewRefused(
            reason_vi=f"{procedure_code or clean(article)} đã có trong kế hoạch.",
            reason_en=f"{procedure_code or clean(article)} is in the plan already.",
        ) from fault


@transaction.atomic
def unpick(*, item: CampaignItem) -> None:
    """Take an item out while the plan is still a draft."""
    _locked(item.campaign, Status.DRAFT)
    item.delete()


@transaction.atomic
def submit_campaign(*, campaign: Campaign, by: Account) -> Campaign:
    """Hand the plan to a second person."""
    campaign = _locked(campaign, Status.DRAFT)
    demand(campaign.items.exists(), "Kế hoạch chưa có mục nào.", "The plan has no item.")
    campaign.status, campaign.submitted_by, campaign.submitted_at = Status.SUBMITTED, by, timezone.now()
    campaign.returned_reason = ""
    campaign.save()
    return campaign


@transaction.atomic
def return_campaign(*, campaign: Campaign, by: Account, reason: str) -> Campaign:
    """Give the plan back with a reason."""
    campaign = _locked(campaign, Status.SUBMITTED)
    give_back(campaign, reason)
    return campaign


@transaction.atomic
def approve_campaign(*, campaign: Campaign, by: Account) -> Campaign:
    """Approve the plan; whoever drafted or submitted it may not."""
    campaign = _locked(campaign, Status.SUBMITTED)
    demand(by.pk not in (campaign.drafted_by_id, campaign.submitted_by_id),
           "Người lập hoặc trình kế hoạch không được tự phê duyệt; cần người thứ hai.",
           "Whoever drafted or submitted the plan cannot approve it; a second person must.")  # fmt: skip
    campaign.status, campaign.approved_by, campaign.approved_at = Status.APPROVED, by, timezone.now()
    campaign.save(update_fields=["status", "approved_by", "approved_at"])
    return campaign
