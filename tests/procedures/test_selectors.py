"""Time limits, prices, papers, processes and forms of the text in force."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.procedures import errors, selectors, services, watching
from motcua.procedures.contents import CaseContent, ChannelContent, EvidenceContent
from motcua.procedures.limits import limit_of
from motcua.rules.processes import ProcessStep
from motcua.rules.time_limits import TimeUnit
from tests.procedures.factories import account, content, decision, in_force

FEB, MAR = date(2031, 2, 1), date(2031, 3, 1)


@pytest.mark.parametrize(
    ("quantity", "unit", "read"),
    [
        pytest.param(Decimal(3), "wd", (3, "wd"), id="whole working days"),
        pytest.param(Decimal("3.5"), "wd", (28, "h"), id="half a working day is hours"),
        pytest.param(Decimal("2.5"), "m", (0, "see"), id="half a month promises no day"),
        pytest.param(Decimal(0), "d", (0, "see"), id="zero is unknown"),
        pytest.param(None, "wd", (0, "see"), id="missing is unknown"),
        pytest.param(Decimal(9), "see", (0, "see"), id="a number without a unit is unknown"),
        pytest.param(None, "now", (0, "now"), id="at once"),
    ],
)
def test_a_limit_that_cannot_be_counted_stays_unknown(quantity, unit, read):
    limit = limit_of(quantity, unit)
    assert (limit.quantity, limit.unit.value) == read


@pytest.mark.django_db
def test_the_limit_of_a_case_wins_over_differing_channels_and_none_is_guessed():
    channels = (ChannelContent("direct", Decimal(5), "wd"), ChannelContent("online", Decimal(2), "wd"))
    in_force(text=content(channels=channels))
    version = selectors.version_in_force("9.000001", FEB, whole=True)
    [case] = selectors.cases_of(version)
    direct, online = version.channel_rows.all()
    assert selectors.time_limit_of(version).unit is TimeUnit.OTHER
    assert selectors.time_limit_of(version, case).quantity == 3
    assert selectors.time_limit_of(version, case, online).quantity == 2
    assert selectors.time_limit_of(version, channel=direct).quantity == 5
    assert [cost.state for cost in selectors.costs_of(version, case)] == []


@pytest.mark.django_db
def test_papers_of_a_case_come_with_those_all_cases_ask_for():
    cases = (
        CaseContent("A", "case", "A", evidence=(EvidenceContent("Giấy A"),)),
        CaseContent("B", "case", "B", evidence=(EvidenceContent("Giấy B"),)),
        CaseContent("C", "case", "C"),
    )
    in_force(text=content(cases=cases))
    version = selectors.version_in_force("9.000001", FEB, whole=True)
    first, _, third = selectors.cases_of(version)
    assert [row.text for row in selectors.evidence_of(version, first)] == ["Đơn đề nghị", "Giấy A"]
    assert len(selectors.evidence_of(version, third)) == 3


def step(key, after=()):
    return ProcessStep(key, key, "one-stop", "settle", Decimal(4), tuple(after))


@pytest.mark.django_db
def test_a_new_process_ends_the_one_before_and_a_unit_may_have_its_own():
    version = in_force()
    services.set_process(procedure=version.procedure, steps=[step("receive")], valid_from=FEB)
    services.set_process(
        procedure=version.procedure, steps=[step("receive"), step("sign", ["receive"])], valid_from=MAR
    )
    services.set_process(procedure=version.procedure, steps=[step("own")], valid_from=FEB, unit_code="X01.01")
    assert [s.key for s in selectors.internal_process(version, on=FEB).steps] == ["receive"]
    assert [s.key for s in selectors.internal_process(version, on=MAR).steps] == ["receive", "sign"]
    assert [s.key for s in selectors.internal_process(version, unit_code="X01.01", on=MAR).steps] == ["own"]
    assert selectors.internal_process(version, on=date(2031, 1, 1)) is None


@pytest.mark.django_db
def test_a_form_must_be_a_schema_of_an_object():
    version = in_force()
    with pytest.raises(errors.FormIsBroken):
        services.set_form(procedure=version.procedure, schema={"type": "porridge"}, ui=[], valid_from=FEB)
    services.set_form(procedure=version.procedure, schema={"type": "object"}, ui=["ship"], valid_from=FEB)
    assert selectors.form_of(version, on=FEB) == {"schema": {"type": "object"}, "ui": ["ship"]}
    assert selectors.form_of(version, on=date(2031, 1, 1)) is None


@pytest.mark.django_db
def test_deadlines_of_publication_are_watched():
    decision(account(), signed_on=date(2026, 7, 1), effective_on=date(2026, 7, 15))
    lines = watching.publication_watch(date(2026, 7, 10))
    assert [(line.what, line.state) for line in lines] == [("enter", "soon")]
    late = watching.publication_watch(date(2026, 8, 10))
    assert [(line.what, line.state) for line in late] == [("enter", "late")]
    everything = watching.publication_watch(date(2026, 7, 10), with_met=True)
    assert [(line.what, line.state) for line in everything] == [("announce", "met_late"), ("enter", "soon")]


@pytest.mark.django_db
def test_a_text_of_a_later_day_plans_its_own_publication(django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    author = account()
    item = decision(author, services.ItemDraft("9.000002", "new", "Cấp phép"), effective_on=MAR).items.get()
    draft = services.draft_version(item=item, content=content(), by=author)
    services.submit(version=draft, by=author)
    with django_capture_on_commit_callbacks(execute=True):
        services.approve(version=draft, by=account(), on=FEB)
    [planned] = DBTaskResult.objects.filter(task_path="motcua.procedures.tasks.publish_due_texts")
    assert planned.run_after.astimezone().date() in {MAR, date(2031, 2, 28)}
