"""A plan of review from its first pick to its measured effect; each step asks a second person where the law does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from motcua.procedures import services as catalogue
from motcua.procedures.models import DecisionItem
from motcua.procedures.selectors import evidence_of, version_in_force
from motcua.review import services
from motcua.review.errors import ReviewRefused
from motcua.review.hints import preparing
from motcua.review.models import SimplificationHint
from motcua.review.progress import Stage, measured, progress
from motcua.rules.parameters.review_terms import plan_due_on, terms_of
from tests.agencies.factories import posting
from tests.doors.nation import founded
from tests.module_rows import once_per_module
from tests.reports.factories import dossier, take

pytestmark = pytest.mark.django_db
LAW = {"legal_document": "Nghị định 1/2024/NĐ-CP (Chính phủ, 02/01/2024)", "legal_article": "Điều 5 khoản 2"}
WHY = {"content": "Bỏ bớt giấy tờ", "reason": "Dữ liệu đã có"}


nation_of_the_module = once_per_module(lambda: founded("9.000201", "9.000205", "9.000132"))


@pytest.fixture
def people(nation_of_the_module):
    return posting().account, posting().account


def plan(by, scope="procedures", year=2026):
    return services.plan_campaign(
        year=year, scope=scope, agency_code="H36", agency_name="UBND tỉnh", title="Rà soát", grounds="Tự chọn", by=by
    )


def picked(by, second, *codes):
    """Return an approved plan that picked `codes`."""
    campaign = plan(by)
    for code in codes:
        services.pick(
            campaign=campaign, procedure_code=code, reason="Nhiều giấy tờ", finish_on=date(2026, 9, 30), by=by
        )
    services.submit_campaign(campaign=campaign, by=by)
    return services.approve_campaign(campaign=campaign, by=second)


def approved(item, by, second, **facts):
    proposal = services.propose(item=item, by=by, **{**LAW, **WHY, **facts})
    services.submit_proposal(proposal=proposal, by=by)
    return services.approve_proposal(proposal=proposal, by=second)


def test_a_plan_is_due_before_the_last_day_of_january():
    assert plan_due_on(2026) == date(2026, 1, 30)
    assert terms_of(2026).cost_to_cut == Decimal("0.30")
    assert terms_of(2015).cost_to_cut == 0


def test_whoever_drafted_or_submitted_a_plan_cannot_approve_it(people):
    by, second = people
    campaign = plan(by)
    with pytest.raises(ReviewRefused, match="no item"):
        services.submit_campaign(campaign=campaign, by=by)
    services.pick(campaign=campaign, procedure_code="9.000201", reason="Lâu", finish_on=date(2026, 9, 30), by=by)
    services.submit_campaign(campaign=campaign, by=second)
    for person in people:
        with pytest.raises(ReviewRefused, match="second person"):
            services.approve_campaign(campaign=campaign, by=person)
    assert services.approve_campaign(campaign=campaign, by=posting().account).status == "approved"


def test_a_plan_returned_says_why_and_can_be_changed_again(people):
    by, second = people
    campaign = plan(by)
    item = services.pick(campaign=campaign, procedure_code="9.000201", reason="Lâu", finish_on=date(2026, 9, 30), by=by)
    campaign = services.submit_campaign(campaign=campaign, by=by)
    with pytest.raises(ReviewRefused):
        services.unpick(item=item)
    campaign = services.return_campaign(campaign=campaign, by=second, reason="Thiếu căn cứ")
    assert campaign.returned_reason == "Thiếu căn cứ"
    services.unpick(item=item)


def test_a_hint_gives_the_reason_of_a_pick_and_nothing_is_picked_twice(people):
    preparing.prepare()
    hint, by, campaign = SimplificationHint.objects.first(), people[0], plan(people[0])
    code = hint.codes[0]
    item = services.pick(campaign=campaign, procedure_code=code, hint_key=hint.key, finish_on=date(2026, 9, 1), by=by)
    assert hint.vi in item.reason
    with pytest.raises(ReviewRefused, match="already"):
        services.pick(campaign=campaign, procedure_code=code, reason="x", finish_on=date(2026, 9, 1), by=by)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"reason": ""}, "reason"),
        ({"finish_on": date(2025, 1, 1)}, "before the year"),
        ({"kind": "condition", "document": "Luật X", "article": "Điều 1", "business_line": "In"}, "procedures only"),
        ({"kind": "odd"}, "unknown"),
    ],
)
def test_a_pick_that_makes_no_sense_is_refused(people, facts, said):
    usual = {"procedure_code": "9.000201", "reason": "Lâu", "finish_on": date(2026, 9, 30)}
    with pytest.raises(ReviewRefused, match=said):
        services.pick(campaign=plan(people[0]), by=people[0], **{**usual, **facts})


def test_the_cost_after_a_paper_is_dropped_is_less_by_its_hours(people, tmp_path):
    take(tmp_path, *[dossier(n, (2, "2023-01-10"), procedure="9.000201") for n in range(4)])
    campaign = picked(*people, "9.000201")
    line = evidence_of(version_in_force("9.000201", whole=True))[0].text
    proposal = services.propose(
        item=campaign.items.get(), action="digitise", drop_papers=[line], by=people[0], **WHY, **LAW
    )
    assert proposal.basis["hours_each_before"] - proposal.basis["hours_each_after"] == 0.5
    assert proposal.cost_before > proposal.cost_after > 0

    with pytest.raises(ReviewRefused, match="does not ask"):
        services.propose(item=campaign.items.get(), action="cut", drop_papers=["Giấy lạ"], by=people[0], **WHY, **LAW)


def test_a_saving_without_volume_is_nothing_and_says_so(people):
    campaign = picked(*people, "9.000201")
    proposal = services.propose(item=campaign.items.get(), action="cut", by=people[0], **WHY, **LAW)
    assert (proposal.cost_before, proposal.cost_after, proposal.basis["no_volume"]) == (0, 0, True)
    assert progress(campaign).without_volume == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"action": "cut", "legal_document": ""}, "Name the document"),
        ({"action": "odd"}, "Choose"),
        ({"action": "merge"}, "merged into"),
        ({"action": "shorten", "days_after": Decimal(900)}, "fewer"),
        ({"action": "cut", "reason": " "}, "reason"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused(people, facts, said):
    campaign = picked(*people, "9.000201")
    with pytest.raises(ReviewRefused, match=said):
        services.propose(item=campaign.items.get(), by=people[0], **{**LAW, **WHY, **facts})


def test_people_are_heard_and_answered_before_approval(people):
    by, second = people
    campaign = picked(by, second, "9.000201")
    proposal = services.propose(item=campaign.items.get(), action="keep", by=by, **WHY)
    day = timezone.localdate()
    proposal = services.hear(proposal=proposal, opens_on=day, closes_before=day + timedelta(days=20), by=by)
    assert proposal.consultation.procedure_codes == ["9.000201"]

    services.submit_proposal(proposal=proposal, by=by)
    with pytest.raises(ReviewRefused, match="not closed"):
        services.approve_proposal(proposal=proposal, by=second)


def test_approved_proposals_become_one_drafted_decision_and_count_only_once_in_force(people, tmp_path):
    take(tmp_path, *[dossier(n, (2, "2023-01-10"), procedure="9.000201") for n in range(4)])
    by, second = people
    campaign = picked(by, second, "9.000201", "9.000205")
    amended, cut = campaign.items.order_by("procedure_code")
    line = evidence_of(version_in_force("9.000201", whole=True))[0].text
    approved(amended, by, second, action="digitise", drop_papers=[line])
    approved(cut, by, second, action="cut")
    day = timezone.localdate()
    decision = services.announce(campaign=campaign, number="15/QĐ-UBND", signed_on=day, effective_on=day, by=by)

    assert dict(decision.items.values_list("procedure__identity", "kind")) == {
        "9.000201": "amended", "9.000205": "abolished"}  # fmt: skip
    found = progress(campaign)
    assert [line.stage for line in found.lines] == [Stage.ANNOUNCED] * 2
    assert (found.planned > 0, found.in_force) == (True, 0)

    catalogue.confirm_ending(item=decision.items.get(kind=DecisionItem.Kind.ABOLISHED), by=second)
    draft = decision.items.get(kind="amended").versions.get()
    assert len(evidence_of(draft)) == len(evidence_of(version_in_force("9.000201", whole=True))) - 1
    catalogue.submit(version=draft, by=by)
    catalogue.approve(version=draft, by=second)
    found = progress(campaign)
    assert [line.stage for line in found.lines] == [Stage.IN_FORCE] * 2
    assert found.in_force == found.planned
    assert version_in_force("9.000205") is None

    with pytest.raises(ReviewRefused, match="No approved proposal"):
        services.announce(campaign=campaign, number="16/QĐ-UBND", signed_on=day, effective_on=day, by=by)


def test_merged_procedures_end_in_the_one_that_stays(people):
    campaign = picked(*people, "9.000201")
    approved(campaign.items.get(), *people, action="merge", merged_codes=["9.000205"])
    day = timezone.localdate()
    decision = services.announce(campaign=campaign, number="17/QĐ-UBND", signed_on=day, effective_on=day, by=people[0])
    ending = decision.items.get(kind="replaced")
    assert (ending.procedure.identity, ending.successor_codes) == ("9.000205", ["9.000201"])


def test_a_business_regulation_is_in_force_only_when_its_text_was_amended(people):
    by, second = people
    campaign = plan(by, scope="regulations")
    regulation = {"kind": "condition", "document": "Luật X", "article": "Điều 7", "business_line": "In ấn"}
    item = services.pick(campaign=campaign, reason="Thừa", finish_on=date(2026, 9, 30), by=by, **regulation)
    with pytest.raises(ReviewRefused, match="already"):
        services.pick(campaign=campaign, reason="Thừa", finish_on=date(2026, 9, 30), by=by, **regulation)
    services.submit_campaign(campaign=campaign, by=by)
    campaign = services.approve_campaign(campaign=campaign, by=second)
    item.refresh_from_db()
    proposal = approved(item, by, second, action="cut", cost_before=Decimal(100), cost_after=Decimal(30))
    assert (progress(campaign).planned, progress(campaign).in_force) == (70, 0)

    services.enforce_regulation(proposal=proposal, document="Luật Y", on=date(2026, 7, 1), by=by)
    assert progress(campaign, date(2026, 6, 30)).in_force == 0
    assert progress(campaign, date(2026, 7, 1)).in_force == 70


def test_the_effect_is_measured_over_equal_stretches(tmp_path):
    days = [("2023-01-02", 12), ("2023-01-10", 12), ("2023-01-11", 12)]
    take(tmp_path, *[dossier(n, (2, on), (9, f"2023-01-{end}"), received=on) for n, (on, end) in enumerate(days)])
    found = measured("1.004194", date(2023, 1, 10))
    assert (found.days, found.before[0], found.after[0]) == (2, 0, 2)
    assert measured("1.004194", date(2024, 1, 1)) is None
