"""Decisions drive the catalogue; a second person approves; nothing in force is edited."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from motcua.procedures import errors, selectors, services
from motcua.procedures.comparing import versions_to_compare
from motcua.procedures.comparison import compare
from motcua.procedures.models import DecisionItem, ProcedureVersion
from motcua.procedures.reading import content_of
from tests.procedures.factories import account, content, decision, in_force

pytestmark = pytest.mark.django_db
FEB, MAR, APR = date(2031, 2, 1), date(2031, 3, 1), date(2031, 4, 1)


def test_a_text_is_in_force_from_its_day_and_not_before():
    in_force(effective_on=FEB)
    assert selectors.version_in_force("9.000001", FEB - timedelta(days=1)) is None
    assert selectors.version_in_force("9.000001", FEB).ordinal == 1


def test_what_was_written_is_what_is_read():
    version = in_force(text=content())
    whole = selectors.version_in_force("9.000001", FEB, whole=True)
    read = content_of(whole)
    assert compare(read, content()) == []
    assert read.channels[0].costs[0].amount == 50000
    assert version.status == ProcedureVersion.Status.PUBLISHED


def test_the_next_text_ends_the_one_before_on_its_day():
    in_force(effective_on=FEB)
    in_force(text=content(days=3), effective_on=MAR, kind="amended")
    first, second = ProcedureVersion.objects.order_by("ordinal")
    assert (first.valid_before, second.valid_from) == (MAR, MAR)
    assert selectors.version_in_force("9.000001", MAR - timedelta(days=1)) == first
    assert selectors.version_in_force("9.000001", MAR) == second


def test_as_we_knew_it_before_the_next_text_was_recorded_the_old_one_ran_on():
    in_force(effective_on=FEB)
    before = timezone.now()
    in_force(text=content(days=3), effective_on=MAR, kind="amended")
    assert selectors.version_in_force("9.000001", APR, known_at=before).ordinal == 1
    assert selectors.version_in_force("9.000001", APR).ordinal == 2


def test_an_approved_text_applies_on_its_day_even_if_nobody_ran_the_task():
    author, chief = account(), account()
    item = decision(author, services.ItemDraft("9.000002", "new", "Cấp phép neo"), effective_on=MAR).items.get()
    draft = services.draft_version(item=item, content=content("Cấp phép neo"), by=author)
    services.submit(version=draft, by=author)
    approved = services.approve(version=draft, by=chief, on=FEB)
    assert approved.status == ProcedureVersion.Status.APPROVED
    assert selectors.version_in_force("9.000002", MAR) == approved
    assert services.publish_due(on=MAR - timedelta(days=1)) == []
    assert services.publish_due(on=MAR) == [approved]
    assert services.publish_due(on=MAR) == []


@pytest.mark.parametrize("who", ["author", "submitter"])
def test_the_same_person_cannot_approve(who):
    author, submitter = account(), account()
    item = decision(author, services.ItemDraft("9.000003", "new", "Cấp phép")).items.get()
    draft = services.draft_version(item=item, content=content(), by=author)
    services.submit(version=draft, by=submitter)
    with pytest.raises(errors.SamePersonApproves, match="Ask a colleague"):
        services.approve(version=draft, by=author if who == "author" else submitter)
    draft.refresh_from_db()
    assert draft.status == ProcedureVersion.Status.SUBMITTED


def test_a_text_with_effect_is_not_edited():
    version = in_force()
    with pytest.raises(errors.TextIsInForce, match="Draft a next version"):
        services.revise_draft(version=version, content=content(days=1), by=account())


def test_a_draft_begins_as_a_copy_of_the_latest_text():
    in_force(text=content(days=4))
    author = account()
    item = decision(author, services.ItemDraft("9.000001", "amended")).items.get()
    draft = services.draft_version(item=item, by=author)
    assert compare(content_of(draft), content(days=4)) == []
    services.revise_draft(version=draft, content=content(days=2), by=author)
    whole = selectors.drafts_of(draft.procedure).get()
    assert content_of(whole).channels[0].quantity == 2
    assert selectors.version_in_force("9.000001", FEB).ordinal == 1


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        pytest.param({"steps": ()}, "the steps", id="no steps"),
        pytest.param({"audiences": ()}, "for whom it is", id="for nobody"),
        pytest.param({"agencies": ()}, "the executing agency", id="by nobody"),
        pytest.param({"evidence": (), "cases": ()}, "the papers asked for", id="no papers"),
    ],
)
def test_a_text_that_lacks_a_compulsory_part_is_not_submitted(changes, part):
    author = account()
    item = decision(author, services.ItemDraft("9.000004", "new", "Cấp phép")).items.get()
    draft = services.draft_version(item=item, content=content(**changes), by=author)
    with pytest.raises(errors.TextIncomplete, match=part):
        services.submit(version=draft, by=author)


def test_a_text_cannot_begin_before_its_decision_was_signed():
    author = account()
    item = decision(author, services.ItemDraft("9.000005", "new", "Cấp phép")).items.get()
    draft = services.draft_version(item=item, content=content(), by=author, valid_from=date(2031, 1, 1))
    services.submit(version=draft, by=author)
    with pytest.raises(errors.StartsTooEarly, match="2031-01-06"):
        services.approve(version=draft, by=account())
    assert selectors.version_in_force("9.000005", APR) is None


def test_a_withdrawn_text_gives_way_to_the_one_before_and_stays_in_history():
    in_force(effective_on=FEB)
    second = in_force(text=content(days=3), effective_on=MAR, kind="amended")
    known = timezone.now()
    with pytest.raises(errors.ReasonMissing):
        services.withdraw(version=second, by=account(), reason=" ")
    services.withdraw(version=second, by=account(), reason="Quyết định ban hành sai thẩm quyền")
    assert selectors.version_in_force("9.000001", APR).ordinal == 1
    assert selectors.version_in_force("9.000001", APR, known_at=known).ordinal == 2
    assert [v.ordinal for v in selectors.history("9.000001")] == [2, 1]


def test_an_abolished_procedure_leads_to_its_successor_once_a_second_person_confirms():
    in_force("9.000001")
    heir = in_force("9.000009", text=content("Cấp phép cảng mới"))
    author, chief = account(), account()
    item = decision(
        author, services.ItemDraft("9.000001", "replaced", successor_codes=("9.000009",)), effective_on=APR
    ).items.get()
    procedure = selectors.find_procedure("9.000001")
    assert selectors.end_of(procedure, APR) is None
    with pytest.raises(errors.SamePersonApproves):
        services.confirm_ending(item=item, by=author)
    services.confirm_ending(item=item, by=chief)
    assert selectors.version_in_force("9.000001", APR - timedelta(days=1)) is not None
    assert selectors.version_in_force("9.000001", APR) is None
    assert selectors.successors_of(procedure, APR) == [heir.procedure]
    assert selectors.predecessors_of(heir.procedure) == [procedure]
    with pytest.raises(errors.NothingInForce, match=r"from 2031-04-01. See 9.000009 instead"):
        selectors.demand_version("9.000001", APR)
    services.withdraw_ending(item=DecisionItem.objects.get(pk=item.pk), by=chief, reason="Nhầm mã")
    assert selectors.version_in_force("9.000001", APR) is not None


def test_an_unknown_code_names_its_neighbours():
    in_force("9.000001")
    with pytest.raises(errors.ProcedureUnknown, match=r"Near codes: 9.000001"):
        selectors.demand_procedure("9.00001")
    with pytest.raises(errors.ProcedureUnknown, match="Search by name"):
        selectors.demand_procedure("khai sinh")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        pytest.param({"number": " "}, "no number", id="no number"),
        pytest.param({"signed_on": None}, "day of signing", id="not signed"),
        pytest.param({"effective_on": date(2031, 1, 1)}, "before it was signed", id="takes effect too early"),
    ],
)
def test_an_incomplete_decision_is_not_entered(facts, sentence):
    with pytest.raises(errors.DecisionIncomplete, match=sentence):
        decision(account(), **facts)


def test_the_same_decision_is_not_entered_twice():
    decision(account(), number="15/QĐ-BCB")
    with pytest.raises(errors.DecisionAlreadyEntered):
        decision(account(), number="15/qđ-bcb ")


def test_only_a_new_item_makes_a_procedure_and_only_with_a_lawful_code():
    author = account()
    with pytest.raises(errors.DecisionIncomplete, match="does not exist"):
        decision(author, services.ItemDraft("9.777777", "amended"))
    with pytest.raises(errors.DecisionIncomplete, match="not like"):
        decision(author, services.ItemDraft("9.77", "new", "Cấp phép"))


def test_two_texts_are_compared_part_by_part():
    in_force(effective_on=FEB)
    in_force(text=content(days=3, outputs=()), effective_on=MAR, kind="amended")
    old, new = versions_to_compare("9.000001")
    parts = {part.key: part for part in compare(content_of(old), content_of(new))}
    assert set(parts) == {"channels", "outputs"}
    assert parts["outputs"].removed == ("X01-KQ1 Giấy phép cập cảng",)
    assert "5 ngày làm việc" in parts["channels"].removed[0]
    assert "3 ngày làm việc" in parts["channels"].added[0]
