"""How a dossier goes on and ends: refusals, withdrawals, corrections, reopening, a text that changed meanwhile."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from motcua.dossiers import clock, selectors, services, telling
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import SecondSupplement, StillTimeToAnswer
from motcua.dossiers.models import Dossier
from motcua.procedures.models import ProcedureVersion
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle import ApprovalMissing, FinishDateIsNotEditable, StopNotYetInLaw
from motcua.rules.lifecycle_acts import ACTS
from tests.dossiers.living import do, received_at, vn

pytestmark = pytest.mark.django_db


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


def _update(dossier, at):
    Dossier.objects.filter(pk=dossier.pk).update(finished_at=at)


def _bulk_update(dossier, at):
    dossier.finished_at = at
    Dossier.objects.bulk_update([dossier], ["finished_at"])


def _save(dossier, at):
    dossier.finished_at = at
    dossier.save()


def _save_one_field(dossier, at):
    dossier.finished_at = at
    dossier.save(update_fields=["finished_at"])


@pytest.mark.parametrize("way", [_update, _bulk_update, _save, _save_one_field])
def test_nobody_writes_a_finish_date_past_the_acts(make, office, way):
    dossier = make.decided(office)
    finish = dossier.finished_at
    with pytest.raises(FinishDateIsNotEditable), transaction.atomic():
        way(dossier, finish - timedelta(hours=1))
    dossier.refresh_from_db()
    assert dossier.finished_at == finish
    dossier.summary = "Ghi rõ hơn"
    dossier.save()


def test_a_finish_date_changed_in_the_database_itself_is_told(make, office):
    dossier = make.decided(office)
    assert selectors.is_whole(dossier)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET finished_at = registered_at WHERE id = %s", [dossier.pk])
    dossier.refresh_from_db()
    assert not selectors.is_whole(dossier)
    told = telling.tell(selectors.as_known_on(dossier.number, clock.now()))
    assert told["finished_at"] != told["registered_at"]


def test_the_text_may_change_meanwhile_and_the_dossier_keeps_its_own(make, office):
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


def test_an_approved_correction_is_stated_from_then_on_and_what_was_stated_before_is_kept(make, office):
    dossier = received_at(make, office, vn(2026, 3, 2, 8, 30))
    before = dossier.applicant
    stated = {
        "summary": "Trích lục khai tử",
        "applicant": "Nguyễn Thị Hoà",
        "phone": "0912345678",
        "return_way": "post",
    }
    asked = do("ask_correction", dossier, office.appraiser, vn(2026, 3, 3, 9), reason="Ghi nhầm", corrections=stated)
    assert dossier.summary == "Trích lục khai sinh"
    do("approve_correction", dossier, office.signer, vn(2026, 3, 3, 10), asked=asked.ordinal)
    person = dossier.applicant
    assert (dossier.summary, person.name, person.phone, dossier.return_way) == tuple(stated.values())
    assert (person.identity_number, before.name) == ("001188000123", "Nguyễn Thị Hoa")
    assert [one.pk for one in selectors.search("nguyen thi hoa khai tu", [office.department.pk], 9)] == [dossier.pk]
    now, then = (telling.tell(selectors.as_known_on(dossier.number, vn(2026, 3, day))) for day in (4, 3))
    assert (now["summary"], now["applicant"]["name"]) == ("Trích lục khai tử", "Nguyễn Thị Hoà")
    assert (then["summary"], then["applicant"]["name"]) == ("Trích lục khai sinh", "Nguyễn Thị Hoa")
