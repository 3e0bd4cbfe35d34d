"""Acts on impact assessments: write one with its cost, submit, and a second person approves (Decree 63/2010 art 10)."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures.models import DecisionItem, ProcedureVersion
from motcua.review.assessments import UNPUBLISHED, Standing, digest_of, standing_of
from motcua.review.costs import YEAR_DAYS, Volume, as_dict, cost_of_version
from motcua.review.models import ImpactAssessment
from motcua.review.services.campaigns import demand, give_back
from motcua.rules.parameters.impact_questions import QUESTIONS

Status = ImpactAssessment.Status
MOST_DOSSIERS = 500_000_000


@transaction.atomic
def assess(
    *, version: ProcedureVersion, answers: Mapping[str, str], dossiers_a_year: int, volume_source: str, by: Account
) -> ImpactAssessment:
    """Write or rewrite the assessment of a draft; its cost is computed from the draft's papers, channels and fees.

    An approved one may be written anew only once the draft has changed: the old approval says nothing about it.
    """
    demand(version.status in UNPUBLISHED, "Chỉ đánh giá bản thảo chưa được phê duyệt.",
           "Only a draft that is not approved yet is assessed.")  # fmt: skip
    demand(0 <= dossiers_a_year <= MOST_DOSSIERS, "Số hồ sơ mỗi năm không hợp lệ.",
           "The dossiers of a year are not possible.")  # fmt: skip
    demand(clean(volume_source), "Chưa nêu số hồ sơ dự kiến lấy từ đâu.", "Say where the expected number comes from.")
    known = ImpactAssessment.objects.select_for_update(of=("self",)).filter(version=version).first()
    digest = digest_of(version)
    demand(known is None or known.status == Status.DRAFT or known.text_digest != digest,
           "Bản đánh giá đã trình; không sửa được.",
           "The assessment has been submitted and cannot be rewritten.")  # fmt: skip
    cost = cost_of_version(version, Volume(dossiers_a_year, YEAR_DAYS))
    facts = as_dict(cost)
    made, _ = ImpactAssessment.objects.update_or_create(
        version=version,
        defaults={
            "answers": {question.key: clean(answers.get(question.key, "")) for question in QUESTIONS},
            "dossiers_a_year": dossiers_a_year, "volume_source": clean(volume_source),
            "cost_each": round(cost.per_dossier), "cost_a_year": round(cost.per_year),
            "hours_each": round(cost.hours_per_dossier, 2),
            "basis": {"activities": facts["activities"], "papers": cost.papers, "parameters": [
                {**each, "valid_from": str(each["valid_from"])} for each in facts["parameters"]]},
            "text_digest": digest, "status": Status.DRAFT, "drafted_by": by, "drafted_at": timezone.now(),
            "approved_by": None, "approved_at": None, "returned_reason": "",
        },
    )  # fmt: skip
    return made


@transaction.atomic
def submit_assessment(*, assessment: ImpactAssessment, by: Account) -> ImpactAssessment:
    """Hand an assessment to a second person; every question must have its answer."""
    held = _locked(assessment, Status.DRAFT)
    open_ones = [question for question in QUESTIONS if not held.answers.get(question.key)]
    if open_ones:
        demand(False, f"Chưa trả lời: {open_ones[0].vi}", f"Not answered: {open_ones[0].en}")
    _demand_same_text(held)
    held.status = Status.SUBMITTED
    held.save(update_fields=["status"])
    return held


@transaction.atomic
def return_assessment(*, assessment: ImpactAssessment, by: Account, reason: str) -> ImpactAssessment:
    """Give an assessment back with a reason."""
    held = _locked(assessment, Status.SUBMITTED)
    give_back(held, reason)
    return held


@transaction.atomic
def approve_assessment(*, assessment: ImpactAssessment, by: Account) -> ImpactAssessment:
    """Approve an assessment: a second person, and only for the text that was assessed."""
    held = _locked(assessment, Status.SUBMITTED)
    demand(by.pk != held.drafted_by_id, "Người soạn không được tự phê duyệt; cần người thứ hai.",
           "Whoever wrote the assessment cannot approve it; a second person must.")  # fmt: skip
    _demand_same_text(held)
    held.status, held.approved_by, held.approved_at = Status.APPROVED, by, timezone.now()
    held.save(update_fields=["status", "approved_by", "approved_at"])
    return held


def demand_assessed(version: ProcedureVersion) -> None:
    """Refuse to let a new procedure's text be approved, where this installation demands an assessment and none stands.

    Heard before every approval, from whatever door (`procedures.signals.text_approving`). Texts imported from the
    national database were issued elsewhere and are not approved here. UNVERIFIED: the decree puts the assessment
    before the appraisal of the legal document, not before the announcement; so only `MOTCUA_IMPACT_ASSESSMENT=demand`
    refuses, the default only shows what is missing.
    """
    item = version.brought_by
    if settings.IMPACT_ASSESSMENT == "demand" and item is not None and item.kind == DecisionItem.Kind.NEW:
        demand(standing_of(version) is Standing.APPROVED, "Thủ tục mới chưa có đánh giá tác động được phê duyệt.",
               "The new procedure has no approved impact assessment.")  # fmt: skip


def _demand_same_text(held: ImpactAssessment) -> None:
    demand(held.text_digest == digest_of(held.version), "Bản thảo đã đổi sau khi đánh giá; hãy đánh giá lại.",
           "The draft changed after it was assessed; assess it again.")  # fmt: skip


def _locked(assessment: ImpactAssessment, wanted: str) -> ImpactAssessment:
    found = (
        ImpactAssessment.objects.select_for_update(of=("self",)).select_related("version__procedure")
        .get(pk=assessment.pk)
    )  # fmt: skip
    demand(found.status == wanted, f"Bản đánh giá đang “{found.get_status_display()}” nên không làm được việc này.",
           f"The assessment is “{found.status}”, so this cannot be done now.")  # fmt: skip
    return found
