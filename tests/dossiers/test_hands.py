"""Whose hands a dossier is in: hand-overs, consultations, steps side by side, merged units, visits at the counter."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.agencies.models import ChangeEvent, Succession
from motcua.agencies.selectors import units_in_scope
from motcua.dossiers import clock, selectors, services, sheet, visits
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import OutsideYourUnit
from motcua.dossiers.models import HandOver, StepState
from motcua.procedures.models import InternalProcess
from motcua.rules.charged_time import Holder
from motcua.rules.errors import RuleViolation
from motcua.rules.time_limits import TimeLimit
from tests.dossiers.living import do, received_at, vn

pytestmark = pytest.mark.django_db


def merged(make, unit, on):
    """Let `unit` pass whole into a new one on a day, and return the new one with an officer of it."""
    new = make.units.province(code=f"{unit.code}.N", name="Sở mới", valid_from=on)
    unit.valid_before = on
    unit.save()
    event = ChangeEvent.objects.create(kind="merge", happened_on=on)
    Succession.objects.create(event=event, predecessor=unit, successor=new)
    return new, make.units.posting({"settle", "sign"}, unit=new, valid_from=on)


def test_a_unit_merged_meanwhile_is_answered_for_by_the_new_one(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30), "5wd")
    do("hand_over", dossier, office.clerk, vn(2026, 3, 2, 10))
    stranger = make.office()
    new, posting = merged(make, office.department, date(2026, 3, 4))
    officer = Actor.officer(posting)
    ids = list(units_in_scope([posting]).values_list("pk", flat=True))
    assert [each.pk for each in selectors.queue("take_over", ids, vn(2026, 3, 4, 9))] == [dossier.pk]
    assert sheet.may_see(dossier, new)
    with clock.at(vn(2026, 3, 4, 9)), pytest.raises(OutsideYourUnit):
        services.decide(number=dossier.number, actor=stranger.signer)
    do("take_over", dossier, officer, vn(2026, 3, 4, 9))
    do("propose", dossier, officer, vn(2026, 3, 5, 9))
    do("decide", dossier, officer, vn(2026, 3, 6, 9))
    assert dossier.state == "decided"
    # What was promised, and to whom it belongs, stays as it was filed.
    assert dossier.resolving_unit == office.department
    assert dossier.current_due_at == vn(2026, 3, 9, 17)
    assert selectors.timeline(dossier)[-1].unit == new


def test_a_divided_unit_is_answered_for_by_nobody_in_particular(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    new, posting = merged(make, office.department, date(2026, 3, 4))
    Succession.objects.update(is_whole=False)
    assert not sheet.may_see(dossier, new)
    with clock.at(vn(2026, 3, 4, 9)), pytest.raises(OutsideYourUnit):
        services.decide(number=dossier.number, actor=Actor.officer(posting))


def test_hours_at_the_one_stop_unit_are_another_agencys(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 0), "5wd")
    do("hand_over", dossier, office.clerk, vn(2026, 3, 2, 10, 0))
    do("take_over", dossier, office.appraiser, vn(2026, 3, 2, 11, 0))
    do("decide", dossier, office.signer, vn(2026, 3, 2, 16, 0))
    charged = selectors.charged(dossier)
    hour = 3600
    assert charged.of(Holder.OTHER_AGENCY) == charged.of_unit(office.one_stop.code) == 2 * hour
    assert charged.of(Holder.NOBODY) == hour
    assert charged.of(Holder.AGENCY) == charged.of_unit(office.department.code)
    assert sum(charged.seconds.values()) == charged.elapsed


def test_hours_in_a_division_are_the_settling_agencys_and_with_a_co_operating_unit_the_others(make, office):
    division = make.units.unit(code=f"{office.department.code}.P", name="Phòng", parent=office.department)
    other = make.office()
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 0), "5wd")
    for target, actor, hour in (
        (division, Actor.officer(make.units.posting({"settle"}, unit=division)), 8),
        (other.department, other.appraiser, 10),
    ):
        do("hand_over", dossier, office.appraiser if hour > 8 else office.clerk, vn(2026, 3, 2, hour), to_unit=target)
        do("take_over", dossier, actor, vn(2026, 3, 2, hour))
    do("decide", dossier, replace(office.signer, unit_id=None), vn(2026, 3, 2, 11))
    charged = selectors.charged(dossier)
    assert charged.of_unit(division.code) == charged.of(Holder.AGENCY) == 2 * 3600
    assert charged.of_unit(other.department.code) == charged.of(Holder.OTHER_AGENCY) == 3600


@pytest.mark.parametrize(
    ("received", "forwarded", "late"),
    [
        pytest.param(vn(2026, 3, 2, 15, 0), vn(2026, 3, 2, 16, 59), False, id="at 15:00, the same day"),
        pytest.param(vn(2026, 3, 2, 15, 0), vn(2026, 3, 3, 7, 30), True, id="at 15:00, but the next day"),
        pytest.param(vn(2026, 3, 2, 15, 1), vn(2026, 3, 3, 7, 30), False, id="after 15:00, next morning"),
        pytest.param(vn(2026, 3, 6, 16, 0), vn(2026, 3, 9, 7, 30), False, id="Friday afternoon, Monday morning"),
    ],
)
def test_the_rule_of_fifteen_hundred(make, office, received, forwarded, late):
    dossier = received_at(make, office, received)
    event = do("hand_over", dossier, office.clerk, forwarded)
    assert bool(event.facts.get("is_late")) is late


def test_a_hand_over_carries_both_signatures_and_is_alarmed_while_undelivered(make, office):
    dossier = make.received(office)
    do("hand_over", dossier, office.clerk)
    assert [slip.dossier_id for slip in selectors.undelivered([office.department.pk])] == [dossier.pk]
    do("take_over", dossier, office.appraiser)
    slip = HandOver.objects.get()
    assert (slip.given_by_id, slip.taken_by_id) == (office.clerk.account_id, office.appraiser.account_id)
    assert not selectors.undelivered().exists()


def test_a_consulted_agency_answers_or_its_silence_counts(make, office):
    other = make.office()
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30), "10wd")
    event = do(
        "consult", dossier, office.appraiser, vn(2026, 3, 3, 9), to_unit=other.department, question="Quy hoạch?",
        limit=TimeLimit.parse("2wd"), silence="agrees",
    )  # fmt: skip
    ids = [other.department.pk]
    assert selectors.queue("consult", ids).count() == selectors.counts(ids)[selectors.Queue.CONSULT] == 1
    with pytest.raises(RuleViolation), clock.at(vn(2026, 3, 4, 9)):
        services.lapse_consultation(number=dossier.number, actor=office.appraiser, consultation=event.facts["key"])
    do("lapse_consultation", dossier, office.appraiser, vn(2026, 3, 6, 9), consultation=event.facts["key"])
    assert dossier.consultations.get().agrees is True
    charged = selectors.charged(dossier)
    assert charged.of_unit(other.department.code) == 3 * 8 * 3600
    at_the_counter = charged.of_unit(office.one_stop.code)
    assert charged.of(Holder.OTHER_AGENCY) == 3 * 8 * 3600 + at_the_counter


def test_a_stranger_cannot_answer_for_the_consulted_agency(make, office):
    other = make.office()
    dossier = make.received(office)
    event = do("consult", dossier, office.appraiser, to_unit=other.department, question="?")
    with pytest.raises(RuleViolation) as refusal:
        services.answer_consultation(
            number=dossier.number, actor=office.appraiser, consultation=event.facts["key"], answer="Đồng ý"
        )
    assert refusal.value.code == "not_the_consulted_unit"
    do("answer_consultation", dossier, other.appraiser, consultation=event.facts["key"], answer="Có", agrees=True)
    assert dossier.expected_act == "propose"


def test_steps_run_side_by_side_and_the_next_waits_for_both(make, office):
    process = InternalProcess.objects.create(
        procedure=office.version.procedure, valid_from=date(2018, 1, 1), **_process_facts()
    )
    for place, (key, after, hours) in enumerate((("a", [], 4), ("b", [], 8), ("c", ["a", "b"], 4)), start=1):
        process.steps.create(ordinal=place, key=key, name=key, office="Phòng", duty="settle", hours=hours, after=after)
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    assert _states(dossier) == {"a": StepState.ACTIVE, "b": StepState.ACTIVE, "c": StepState.WAITING}
    do("complete_step", dossier, office.appraiser, vn(2026, 3, 2, 10), step="a")
    assert _states(dossier)["c"] == StepState.WAITING
    event = do("complete_step", dossier, office.appraiser, vn(2026, 3, 4, 10), step="b")
    assert event.facts["is_late"] is True
    assert _states(dossier) == {"a": StepState.DONE, "b": StepState.DONE, "c": StepState.ACTIVE}
    with pytest.raises(RuleViolation):
        services.complete_step(number=dossier.number, actor=office.appraiser, step="a")


def _process_facts():
    names = {field.name for field in InternalProcess._meta.get_fields()}
    return {"recorded_at": vn(2020, 1, 1)} if "recorded_at" in names else {}


def _states(dossier):
    return {step.key: step.state for step in dossier.steps.all()}


def test_a_visit_with_two_procedures_a_hold_and_a_transfer_is_one_record(make, office):
    with clock.at(vn(2026, 3, 2, 8, 0)):
        ticket = visits.arrive(unit=office.one_stop, queue="A", procedures=["1.000001", "1.000002"])
    with clock.at(vn(2026, 3, 2, 8, 5)):
        called = visits.call_next(unit=office.one_stop, actor=office.clerk, counter="3", queue="A")
        assert called.pk == ticket.pk
        visits.serve(ticket=called, actor=office.clerk)
    with clock.at(vn(2026, 3, 2, 8, 10)):
        visits.hold(ticket=ticket)
    with clock.at(vn(2026, 3, 2, 8, 20)):
        visits.serve(ticket=ticket, actor=office.clerk)
        make.registered(office, visit=ticket.visit)
        second = visits.transfer(ticket=ticket, queue="B", procedures=["1.000002"])
    with clock.at(vn(2026, 3, 2, 8, 30)):
        visits.serve(ticket=second, actor=office.clerk)
        visits.finish(ticket=second)
    ticket.refresh_from_db()
    visit = ticket.visit
    visit.refresh_from_db()
    assert (ticket.held_seconds, visit.tickets.count(), visit.dossiers.count()) == (600, 2, 1)
    assert visit.left_at == vn(2026, 3, 2, 8, 30)
    with pytest.raises(visits.TicketMoveRefused):
        visits.hold(ticket=ticket)


def in_process(make, office, *steps):
    """Receive a dossier whose process has these steps (key, duty, hours, after), on Monday morning."""
    process = InternalProcess.objects.create(
        procedure=office.version.procedure, valid_from=date(2018, 1, 1), **_process_facts()
    )
    for place, (key, duty, hours, after) in enumerate(steps, start=1):
        process.steps.create(ordinal=place, key=key, name=key, office="Phòng", duty=duty, hours=hours, after=after)
    return received_at(make, office, vn(2026, 3, 2, 8, 30), "5wd")


USUAL = (
    ("take", "receive", 4, []),
    ("check", "settle", 8, ["take"]),
    ("ask", "settle", 8, ["take"]),
    ("review", "sign", 0, ["check", "ask"]),
    ("sign", "sign", 4, ["review"]),
    ("back", "receive", 4, ["sign"]),
)


def test_the_acts_themselves_end_the_steps_they_show(make, office):
    dossier = in_process(make, office, *USUAL)
    do("hand_over", dossier, office.clerk, vn(2026, 3, 2, 10))
    assert _states(dossier) == {
        "take": "done", "check": "active", "ask": "active", "review": "waiting", "sign": "waiting", "back": "waiting",
    }  # fmt: skip
    do("take_over", dossier, office.appraiser, vn(2026, 3, 2, 11))
    do("complete_step", dossier, office.appraiser, vn(2026, 3, 3, 9), step="check")
    proposed = do("propose", dossier, office.appraiser, vn(2026, 3, 4, 9))
    # The second branch was still open, and ran past its eight hours.
    assert (proposed.facts["steps_ended"], proposed.facts["steps_late"]) == (["ask"], ["ask"])
    decided = do("decide", dossier, office.signer, vn(2026, 3, 4, 14))
    assert decided.facts["steps_ended"] == ["review", "sign"]
    # Handing the result to the counter is no reception; only giving it to the applicant ends the last step.
    do("hand_over", dossier, office.signer, vn(2026, 3, 4, 15), to_unit=office.one_stop)
    assert _states(dossier)["back"] == StepState.ACTIVE
    do("return_output", dossier, office.clerk, vn(2026, 3, 5, 9))
    assert set(_states(dossier).values()) == {StepState.DONE}
    assert dossier.step_due_at is None
    told = selectors.as_known_on(dossier.number, vn(2026, 3, 4, 10)).situation
    assert told.steps_done == ("take", "check", "ask")
    assert selectors.situation_of(dossier).steps_done == ("take", "check", "ask", "review", "sign", "back")


def test_a_decision_without_proposal_passes_over_the_steps_that_never_began(make, office):
    dossier = in_process(make, office, ("sort", "receive", 4, []), ("list", "receive", 2, ["sort"]),
                         ("check", "settle", 8, ["list"]))  # fmt: skip
    do("decide", dossier, office.signer, vn(2026, 3, 2, 10))
    assert _states(dossier) == {"sort": "done", "list": "skipped", "check": "done"}


@pytest.mark.parametrize(
    ("asks", "goes_on", "due"),
    [
        pytest.param(
            ("request_supplement", {"items": ["A"], "reason": "Thiếu A"}), ("supplement", {}), vn(2026, 3, 9, 17),
            id="a supplement gives the step its whole time again",
        ),
        pytest.param(
            ("request_financial_duty", {}), ("confirm_financial_duty", {"proof": "BL 1"}), vn(2026, 3, 9, 15, 30),
            id="a pause for money is taken out of it",
        ),
    ],
)  # fmt: skip
def test_no_step_is_late_while_the_clock_stands_still(make, office, asks, goes_on, due):
    dossier = in_process(make, office, ("check", "settle", 8, []))
    do(asks[0], dossier, office.appraiser, vn(2026, 3, 2, 10), **asks[1])
    assert dossier.step_due_at is None
    do(goes_on[0], dossier, office.clerk, vn(2026, 3, 6, 17), **goes_on[1])
    assert dossier.step_due_at == dossier.steps.get().due_at == due
