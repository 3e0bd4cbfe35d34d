"""The cases of the law of time and of the lifecycle, as dossiers live them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.agencies.models import ChangeEvent, Succession
from motcua.agencies.selectors import units_in_scope
from motcua.calendars import services as calendars
from motcua.dossiers import clock, selectors, services, sheet, visits
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import OutsideYourUnit, SecondSupplement, StillTimeToAnswer
from motcua.dossiers.models import HandOver, StepState
from motcua.procedures.models import InternalProcess, ProcedureVersion
from motcua.rules.charged_time import Holder
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle import ApprovalMissing, FinishDateIsNotEditable, StopNotYetInLaw
from motcua.rules.lifecycle_acts import ACTS
from motcua.rules.time_limits import TimeLimit

pytestmark = pytest.mark.django_db


def vn(year, month, day, hour=0, minute=0):
    """Return a moment written in Vietnam's time."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def do(act, dossier, actor, at=None, **facts):
    if at is None:
        event = getattr(services, act)(number=dossier.number, actor=actor, **facts)
    else:
        with clock.at(at):
            event = getattr(services, act)(number=dossier.number, actor=actor, **facts)
    dossier.refresh_from_db()
    return event


def received_at(make, office, moment, limit="3wd"):
    with clock.at(moment):
        return make.received(office, limit=limit)


@pytest.mark.parametrize(
    ("moment", "limit", "due"),
    [
        pytest.param(vn(2026, 3, 2, 8, 30), "3wd", vn(2026, 3, 5, 17), id="the day of receipt does not count"),
        pytest.param(vn(2026, 3, 2, 19, 0), "3wd", vn(2026, 3, 5, 17), id="filing after hours"),
        pytest.param(vn(2026, 3, 7, 9, 0), "1wd", vn(2026, 3, 9, 17), id="filing on a Saturday"),
        pytest.param(vn(2026, 1, 10, 9, 0), "1wd", vn(2026, 1, 12, 17), id="on a swapped Saturday"),
        pytest.param(vn(2026, 3, 6, 9, 0), "2d", vn(2026, 3, 9, 17), id="end on a rest day moves on"),
        pytest.param(vn(2026, 2, 13, 9, 0), "1wd", vn(2026, 2, 23, 17), id="over Tết"),
    ],
)
def test_the_promise_at_reception(make, office, moment, limit, due):
    assert received_at(make, office, moment, limit).current_due_at == due


def test_a_supplement_in_the_last_hour_restarts_the_limit_and_the_portal_only_deducts(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    do("request_supplement", dossier, office.appraiser, vn(2026, 3, 5, 16, 30), items=["Tờ khai"], reason="Thiếu")
    assert dossier.current_due_at is None
    do("supplement", dossier, office.clerk, vn(2026, 3, 10, 9, 0))
    answer = selectors.due_of(dossier)
    assert dossier.current_due_at == answer.at == vn(2026, 3, 13, 17)
    assert answer.portal_at == vn(2026, 3, 10, 17)
    assert [each.kind for each in answer.promises] == ["original", "restarted"]
    assert answer.first.at == vn(2026, 3, 5, 17)
    assert {"start", "limit", "restart", "due"} <= {str(line.code) for line in answer.due.lines}


def test_a_supplement_to_be_checked_keeps_the_clock_standing_until_it_is_complete(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    do("request_supplement", dossier, office.appraiser, vn(2026, 3, 3, 9), items=["Tờ khai"], reason="Thiếu")
    do("supplement", dossier, office.clerk, vn(2026, 3, 4, 9), complete=False)
    assert (dossier.state, dossier.current_due_at) == ("supplement_given", None)
    do("restart", dossier, office.clerk, vn(2026, 3, 9, 9))
    assert dossier.current_due_at == vn(2026, 3, 12, 17)


def test_two_pauses(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30), "5wd")
    for asked, paid in ((vn(2026, 3, 3, 9), vn(2026, 3, 5, 9)), (vn(2026, 3, 6, 9), vn(2026, 3, 10, 9))):
        do("request_financial_duty", dossier, office.appraiser, asked)
        do("confirm_financial_duty", dossier, office.clerk, paid, proof="BL 1")
    # Stopped 03–04 and 06–09 March; 05, 10, 11, 12, 13 count.
    assert dossier.current_due_at == vn(2026, 3, 13, 17)
    assert [each.kind for each in selectors.due_of(dossier).promises] == [
        "original", "second_appointment", "second_appointment",
    ]  # fmt: skip


def test_the_second_appointment_of_land_counts_from_the_proof_of_payment(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30), "10wd")
    do("request_financial_duty", dossier, office.appraiser, vn(2026, 3, 4, 9), slip="PC 1")
    do(
        "confirm_financial_duty",
        dossier,
        office.clerk,
        vn(2026, 4, 1, 9),
        proof="BL",
        limit_after=TimeLimit.parse("3wd"),
    )
    assert dossier.current_due_at == selectors.due_of(dossier).at == vn(2026, 4, 6, 17)


def holiday(day, now):
    line = calendars.NewLine("", day, "closed", "Thông báo 1", "Nghỉ bù", "Day off", announced_on=now.date())
    with clock.at(now):
        return line


def test_a_later_announced_holiday_moves_the_promise_with_its_reason(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    finished = make.decided(office)
    line = holiday(date(2026, 3, 4), vn(2026, 3, 2, 12))
    seen = calendars.preview(lines=[line], recorded_at=vn(2026, 3, 2, 12))
    assert seen.moved == {office.department.code: 1}
    dossier.refresh_from_db()
    assert dossier.current_due_at == vn(2026, 3, 5, 17)

    calendars.amend(lines=[line], reason="Nghỉ bù", author="Bộ Nội vụ", recorded_at=vn(2026, 3, 2, 12))
    dossier.refresh_from_db()
    finished.refresh_from_db()
    assert dossier.current_due_at == vn(2026, 3, 6, 17)
    last = selectors.timeline(dossier)[-1]
    assert (last.act, last.reason, dossier.due_ordinal) == ("move_appointment", "Nghỉ bù", last.ordinal)
    assert [each.kind for each in selectors.due_of(dossier).promises] == ["original", "calendar_amended"]
    assert "move_appointment" not in [event.act for event in selectors.timeline(finished)]


def test_a_pause_over_a_later_announced_holiday_counts_the_day_once(make, office):
    """The holiday falls into the pause: it was not counted before, so it moves nothing; one after it does."""
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30), "3wd")
    do("request_financial_duty", dossier, office.appraiser, vn(2026, 3, 3, 9))
    asked = [(date(2026, 3, 4), vn(2026, 3, 3, 12)), (date(2026, 3, 10), vn(2026, 3, 3, 13))]
    for day, at in asked:
        with clock.at(at):
            calendars.amend(lines=[holiday(day, at)], reason="Nghỉ bù", author="Bộ Nội vụ", recorded_at=at)
    dossier.refresh_from_db()
    # While it stands still there is no date that could move.
    assert (dossier.current_due_at, [e.act for e in selectors.timeline(dossier)][-1]) == (
        None,
        "request_financial_duty",
    )
    do("confirm_financial_duty", dossier, office.clerk, vn(2026, 3, 6, 9), proof="BL 1")
    # 6 and 9 March count, the 10th is off, the 11th counts.
    assert dossier.current_due_at == selectors.due_of(dossier).at == vn(2026, 3, 11, 17)
    codes = [(line.on, str(line.code)) for line in selectors.due_of(dossier).due.lines]
    assert [on for on, _ in codes].count(date(2026, 3, 4)) <= 1


def test_filing_and_settling_on_a_swapped_saturday(make, office):
    """Saturday 10 January 2026 was worked for Friday the 2nd: it is a working day of the clock, too."""
    dossier = received_at(make, office, vn(2026, 1, 9, 9), "1wd")
    assert dossier.current_due_at == vn(2026, 1, 10, 17)
    do("decide", dossier, office.signer, vn(2026, 1, 10, 16))
    assert dossier.finished_at <= dossier.current_due_at
    filed = received_at(make, office, vn(2026, 1, 10, 16), "1wd")
    assert filed.current_due_at == vn(2026, 1, 12, 17)


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


def test_a_late_event_is_judged_by_when_it_happened_and_a_repeated_one_changes_nothing(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    event = do("decide", dossier, office.signer, vn(2026, 3, 9, 9), occurred_at=vn(2026, 3, 5, 9), key="d1")
    assert (event.occurred_at, event.recorded_at) == (vn(2026, 3, 5, 9), vn(2026, 3, 9, 9))
    assert dossier.finished_at < dossier.current_due_at
    # As it was known on the 6th, nobody knew of the decision.
    assert selectors.as_known_on(dossier.number, vn(2026, 3, 6)).situation.finished_at is None
    again = do("decide", dossier, office.signer, vn(2026, 3, 10, 9), occurred_at=vn(2026, 3, 10, 8), key="d1")
    assert again.pk == event.pk
    assert dossier.events.filter(act="decide").count() == 1
    with pytest.raises(RuleViolation) as refusal, clock.at(vn(2026, 3, 10, 9)):
        services.return_output(number=dossier.number, actor=office.clerk, occurred_at=vn(2026, 3, 4, 9))
    assert refusal.value.code == "impossible_time"


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


def test_a_withdrawn_dossier_is_withdrawn_and_not_settled(make, office):
    dossier = make.received(office)
    do("withdraw", dossier, office.clerk, reason="Người nộp đổi ý")
    assert (dossier.state, dossier.national_status, dossier.is_open) == ("withdrawn", 7, False)
    assert selectors.situation_of(dossier).output == ""


def test_a_refusal_after_appraisal_waits_for_the_applicant_and_is_returned(make, office):
    dossier = make.received(office)
    do("refuse_after_appraisal", dossier, office.signer, reason="Không đủ điều kiện")
    assert (dossier.state, dossier.national_status) == ("refused", 9)
    do("return_output", dossier, office.clerk)
    assert dossier.national_status == 10


def test_reopening_keeps_the_first_finish_on_record(make, office):
    dossier = make.decided(office)
    first = dossier.finished_at
    with pytest.raises(ApprovalMissing):
        services.reopen(
            number=dossier.number, actor=office.signer, reason="Ghi sai tên", approved_by=office.clerk.account_id
        )
    other = Actor.officer(make.units.posting({"sign"}, unit=office.department))
    asked = do("ask_correction", dossier, office.signer, reason="Ghi sai tên", reopens=True).ordinal
    with pytest.raises(ApprovalMissing):
        services.approve_correction(number=dossier.number, actor=office.signer, asked=asked)
    event = do("approve_correction", dossier, other, asked=asked, key="a")
    assert do("approve_correction", dossier, other, asked=asked, key="a").pk == event.pk
    with pytest.raises(RuleViolation):
        services.approve_correction(number=dossier.number, actor=other, asked=asked)
    assert (dossier.state, dossier.finished_at) == ("processing", None)
    do("decide", dossier, office.signer)
    situation = selectors.situation_of(dossier)
    assert situation.first_finished_at == first
    assert situation.finished_at > first


def test_no_way_leads_to_another_finish_date(make, office):
    dossier = make.decided(office)
    finish = dossier.finished_at
    with pytest.raises(FinishDateIsNotEditable):
        services.ask_correction(
            number=dossier.number, actor=office.clerk, reason="Sửa", corrections={"finished_at": "2026-01-01"}
        )
    for name in services.__all__:
        if name in ACTS and name not in {"register", "reopen"}:
            for at in (None, finish - timedelta(days=9)):
                try:
                    getattr(services, name)(
                        number=dossier.number, actor=office.signer, occurred_at=at, finished_at=finish, reason="x"
                    )
                except (TypeError, RuleViolation):
                    continue
                raise AssertionError(name)
    for act, facts in (("return_output", {}), ("close", {})):
        do(act, dossier, office.clerk, **facts)
    assert dossier.finished_at == finish


def test_the_text_may_change_meanwhile_and_the_dossier_keeps_its_own(make, office):
    from motcua.dossiers import telling

    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    old = office.version
    old.valid_before = date(2026, 3, 3)
    old.save()
    new = ProcedureVersion.objects.create(
        procedure=old.procedure, ordinal=2, status="published", valid_from=date(2026, 3, 3),
        recorded_at=vn(2026, 2, 1), name="Tên mới",
    )  # fmt: skip
    told = telling.tell(selectors.as_known_on(dossier.number, vn(2026, 3, 4)))
    assert told["procedure"]["version"] == 1
    assert told["changed_since"]["version"] == new.ordinal


def test_a_second_supplement_must_say_why(make, office):
    dossier = make.received(office)
    do("request_supplement", dossier, office.appraiser, items=["A"], reason="Thiếu A")
    do("supplement", dossier, office.clerk)
    with pytest.raises(SecondSupplement):
        services.request_supplement(number=dossier.number, actor=office.appraiser, items=["B"], reason="Thiếu B")
    event = do(
        "request_supplement", dossier, office.appraiser, items=["B"], reason="Thiếu B", why_not_before="Luật mới"
    )
    assert event.facts["why_not_before"] == "Luật mới"


def test_an_unanswered_supplement_may_be_stopped_after_fifteen_working_days(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    do("request_supplement", dossier, office.appraiser, vn(2026, 3, 3, 9), items=["A"], reason="Thiếu A")
    with clock.at(vn(2026, 3, 24, 9)), pytest.raises(StillTimeToAnswer):
        services.stop_unanswered(number=dossier.number, actor=office.clerk, reason="Không bổ sung")
    do("stop_unanswered", dossier, office.clerk, vn(2026, 3, 25, 9), reason="Không bổ sung")
    assert (dossier.state, dossier.national_status) == ("stopped", 8)


@pytest.mark.parametrize(
    ("received", "allowed"),
    [
        pytest.param(vn(2025, 6, 30, 9), False, id="2018 decree"),
        pytest.param(vn(2025, 7, 1, 9), True, id="2025 decree"),
    ],
)
def test_stopping_at_request_follows_the_regime_of_reception(make, office, received, allowed):
    dossier = received_at(make, office, received)
    if allowed:
        do("stop_at_request", dossier, office.clerk, reason="Theo đề nghị")
        assert dossier.state == "stopped"
    else:
        with pytest.raises(StopNotYetInLaw):
            services.stop_at_request(number=dossier.number, actor=office.clerk, reason="Theo đề nghị")


def test_an_apology_is_drafted_from_recent_times_and_given_once_in_time(make, office):
    for number in range(6):
        with clock.at(vn(2026, 2, 2, 8, 30)):
            like = make.received(office)
        do("decide", like, office.signer, vn(2026, 2, 9 + (number > 3), 9))
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    draft = selectors.draft_apology(dossier, vn(2026, 3, 3, 9))
    assert (draft.new.sample, draft.new.at, draft.latest_at) == (6, vn(2026, 3, 10, 17), vn(2026, 3, 4, 17))
    with pytest.raises(RuleViolation) as refusal, clock.at(vn(2026, 3, 5, 9)):
        services.reappoint(
            number=dossier.number, actor=office.appraiser, new_at=draft.new.at, cause="volume", reason="Quá tải"
        )
    assert refusal.value.code == "reappointed_too_late"
    do("reappoint", dossier, office.appraiser, vn(2026, 3, 4, 9), new_at=draft.new.at, cause="volume", reason="Quá tải")
    answer = selectors.due_of(dossier)
    assert (dossier.current_due_at, answer.first.at) == (draft.new.at, vn(2026, 3, 5, 17))
    assert answer.at == draft.new.at
    with pytest.raises(RuleViolation) as second, clock.at(vn(2026, 3, 6, 9)):
        services.reappoint(
            number=dossier.number, actor=office.appraiser, new_at=vn(2026, 3, 20, 17), cause="volume", reason="Nữa"
        )
    assert second.value.code == "already_reappointed"


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


def test_the_command_shows_a_dossier_as_it_was_known(make, office, capsys):
    import json

    from motcua.cli import main

    with clock.at(vn(2026, 3, 2, 8, 30)):
        dossier = make.received(office)
    do("decide", dossier, office.signer, vn(2026, 3, 3, 9))
    assert main(["dossier", "show", dossier.number, "--json", "--as-of", "2026-03-02"]) == 0
    then = json.loads(capsys.readouterr().out)
    assert main(["dossier", "show", dossier.number, "--json"]) == 0
    now = json.loads(capsys.readouterr().out)
    assert (then["status"], now["status"]) == (2, 9)
    assert then["due"]["promised_at"] == "2026-03-05T17:00:00+07:00"
    assert [line["code"] for line in then["due"]["lines"]][-1] == "due"
    assert main(["dossier", "show", dossier.number]) == 0
    assert dossier.number in capsys.readouterr().out
    assert main(["dossier", "show", "H56.99-260302-00001"]) == 1
    assert "Không có hồ sơ" in capsys.readouterr().err


def test_the_duties_of_the_table_are_duties_an_officer_can_hold():
    from motcua.accounts.duties import Duty

    known = {str(duty) for duty in Duty} | {"applicant", "system"}
    assert {name for entry in ACTS.values() for name in entry.who} <= known


def test_papers_and_forms_speak_of_the_same_kinds():
    from motcua.rules.forms import PaperKind

    assert {entry.paper for entry in ACTS.values() if entry.paper} <= {str(kind) for kind in PaperKind}
