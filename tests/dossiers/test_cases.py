"""The cases of the law of time, as dossiers live them: promises, pauses, restarts, holidays, apologies."""

from datetime import date

import pytest

from motcua.calendars import services as calendars
from motcua.dossiers import clock, selectors, services
from motcua.rules.errors import RuleViolation
from motcua.rules.time_limits import TimeLimit
from tests.dossiers.living import do, received_at, vn

pytestmark = pytest.mark.django_db


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
