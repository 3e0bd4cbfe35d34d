"""Each act tells the applicant what the table of acts says, once, and only if it stands."""

import importlib.util
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from motcua.dossiers import clock, selectors, services
from motcua.dossiers.actors import Actor
from motcua.dossiers.announcing import NEWS
from motcua.notices import services as notices
from motcua.notices.models import Message
from motcua.notices.reaching import Reader, ways_to
from motcua.notices.texts import TEXTS
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.time_limits import TimeLimit

pytestmark = pytest.mark.django_db

_spec = importlib.util.spec_from_file_location(
    "account_factories", Path(__file__).resolve().parents[1] / "accounts" / "factories.py"
)
accounts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(accounts)

HOA = services.ApplicantFacts("Nguyễn Thị Hoa", identity_number="001188000123", phone="0912 345 678")
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def told(dossier, event):
    return list(Message.objects.filter(dossier_number=dossier.number, event=event))


def asked(office, number, act="request_supplement", **facts):
    extra = {"items": ["Tờ khai"], "reason": "Thiếu"} if act == "request_supplement" else {}
    getattr(services, act)(number=number, actor=office.appraiser, **extra, **facts)


def _late_supplement(office, number):
    asked(office, number)
    services.supplement(number=number, actor=office.clerk, complete=False)


def _wait(office, number):
    asked(office, number)
    return MONDAY + timedelta(days=40)


def _paid(office, number):
    asked(office, number, "request_financial_duty")


def _decided(office, number):
    services.decide(number=number, actor=office.signer)


# Act → how to come to it (from a received dossier), and who does it with what.
WAYS = {
    Act.REFUSE_RECEPTION: ("registered", "clerk", {"reason": "Không thuộc thẩm quyền"}),
    Act.RECEIVE: ("registered", "clerk", {}),
    Act.REQUEST_SUPPLEMENT: ("received", "appraiser", {"items": ["Tờ khai"], "reason": "Thiếu"}),
    Act.SUPPLEMENT: (asked, "clerk", {}),
    Act.RESTART: (_late_supplement, "clerk", {}),
    Act.REQUEST_FINANCIAL_DUTY: ("received", "appraiser", {"amount": 1_500_000}),
    Act.CONFIRM_FINANCIAL_DUTY: (_paid, "clerk", {"proof": "BL 1"}),
    Act.DECIDE: ("received", "signer", {}),
    Act.REFUSE_AFTER_APPRAISAL: ("received", "signer", {"reason": "Không đủ điều kiện"}),
    Act.REAPPOINT: (
        "received", "appraiser",
        {"new_at": datetime(2026, 3, 10, 10, 0, tzinfo=UTC), "cause": "volume", "reason": "Quá tải"},
    ),
    Act.STOP_AT_REQUEST: ("received", "clerk", {"reason": "Theo đề nghị"}),
    Act.STOP_UNANSWERED: (_wait, "clerk", {"reason": "Không bổ sung"}),
    Act.WITHDRAW: ("received", "clerk", {}),
    Act.CORRECT: ("received", "clerk", {"reason": "Ghi nhầm", "corrections": {"summary": "Khai tử"}}),
    Act.REOPEN: (_decided, "signer", {"reason": "Ghi sai tên"}),
    Act.RETURN_OUTPUT: (_decided, "clerk", {}),
}  # fmt: skip


def begun(make, office, way):
    if way == "registered":
        return make.registered(office, applicant=HOA), MONDAY
    dossier = make.received(office, applicant=HOA)
    return dossier, (way(office, dossier.number) or MONDAY) if callable(way) else MONDAY


def act_of(office, act):
    way, who, facts = WAYS[act]
    if act in {Act.CORRECT, Act.REOPEN}:
        # Persons correct in two steps (test_cases); the notice is that of the act, whoever does it.
        system = Actor.system("hệ thống chuyên ngành")
        return way, system, {**facts, "approved_by": office.appraiser.account_id}
    return way, getattr(office, who), facts


def test_every_notice_of_the_table_has_its_text():
    assert {entry.notice for entry in ACTS.values() if entry.notice} <= set(TEXTS)
    named = {act for act, entry in ACTS.items() if entry.notice}
    # Registering is done by every way here; the calendar's move has its own test below.
    assert named == set(WAYS) | {Act.REGISTER, Act.MOVE_APPOINTMENT}


@pytest.mark.parametrize("act", WAYS)
def test_an_act_sends_its_notice_once_and_a_repeated_submit_none(make, office, act):
    way, actor, facts = act_of(office, act)
    with clock.at(MONDAY):
        dossier, moment = begun(make, office, way)
    before = Message.objects.count()
    with clock.at(moment):
        for _ in range(2):
            getattr(services, act)(number=dossier.number, actor=actor, key="once", **facts)
    [message] = told(dossier, ACTS[act].notice)
    assert Message.objects.count() == before + 1
    assert (message.channel, message.address, message.state) == ("sms", "0912345678", "waiting")
    assert "{" not in message.body
    assert "–" not in message.body
    assert dossier.number in message.body


@pytest.mark.parametrize("act", WAYS)
def test_an_act_taken_back_sends_nothing(make, office, act):
    way, actor, facts = act_of(office, act)
    with clock.at(MONDAY):
        dossier, moment = begun(make, office, way)
    before = Message.objects.count()
    with clock.at(moment), transaction.atomic():
        getattr(services, act)(number=dossier.number, actor=actor, **facts)
        transaction.set_rollback(True)
    assert Message.objects.count() == before


def test_a_refused_act_sends_nothing(make, office):
    dossier = make.registered(office, applicant=HOA)
    with pytest.raises(RuleViolation):
        services.decide(number=dossier.number, actor=office.signer)
    assert [message.event for message in Message.objects.all()] == ["registered"]


def test_at_the_counter_the_receipt_overtakes_the_registration(make, office):
    dossier = make.received(office, applicant=HOA)
    assert told(dossier, "registered")[0].state == "overtaken"
    assert told(dossier, "received")[0].state == "waiting"


def test_a_registration_that_was_sent_stays_sent(make, office):
    dossier = make.registered(office, applicant=HOA)
    noon = (timezone.now() + timedelta(days=2)).replace(hour=5)  # in office hours, whatever the clock says now
    notices.send_waiting(now=noon)
    services.receive(number=dossier.number, actor=office.clerk)
    assert told(dossier, "registered")[0].state == "sent"


def test_the_receipt_promises_the_date_of_the_dossier(make, office):
    with clock.at(MONDAY):
        dossier = make.received(office, applicant=HOA)
    assert "Hẹn trả kết quả: 17:00 05/03/2026" in told(dossier, "received")[0].body


def test_a_person_without_an_address_is_written_down_as_not_reached(make, office):
    dossier = make.received(office, applicant=services.ApplicantFacts("Lê Thu", phone="không có"))
    states = {(message.event, message.channel, message.state) for message in Message.objects.all()}
    assert states == {("registered", "", "unreachable"), ("received", "", "unreachable")}
    assert dossier.state == "received"


def test_who_acts_for_the_applicant_is_told_where_the_applicant_left_no_address(make, office):
    proxy = services.ApplicantFacts("Trần Văn Bình", email="binh@example.vn")
    dossier = make.received(office, applicant=services.ApplicantFacts("Lê Thu"), representative=proxy)
    assert told(dossier, "received")[0].address == "binh@example.vn"


def test_an_act_written_down_long_after_is_noted_and_not_sent(make, office):
    with clock.at(MONDAY):
        dossier = make.received(office, applicant=HOA)
    with clock.at(MONDAY + NEWS + timedelta(days=1)):
        services.decide(number=dossier.number, actor=office.signer, occurred_at=MONDAY + timedelta(hours=1))
    assert told(dossier, "decided")[0].state == "overtaken"


def test_the_result_message_says_nothing_that_only_the_person_may_know(make, office):
    with clock.at(MONDAY):
        dossier = make.received(office, applicant=HOA)
        services.refuse_after_appraisal(number=dossier.number, actor=office.signer, reason="Đang chấp hành án")
    body = told(dossier, "refused")[0].body
    assert "chấp hành án" not in body
    assert "Nguyễn Thị Hoa" not in body


class TestInterlinked:
    @pytest.fixture
    def chain(self, make, office):
        agencies = {key: make.office(name=key) for key in ("birth", "residence", "health_card")}
        parts = {
            key: services.PartFacts(of.version, of.department, limit=TimeLimit.parse("2wd"))
            for key, of in agencies.items()
        }
        parent = services.register_interlinked(
            group="khai-sinh", parts=parts, receiving_unit=office.one_stop, applicant=HOA, actor=office.clerk
        )
        services.receive(number=parent.number, actor=office.clerk)
        return parent, agencies

    def test_the_citizen_is_told_of_the_whole_only(self, chain):
        parent, _ = chain
        assert [(m.dossier_number, m.event) for m in Message.objects.order_by("pk")] == [
            (parent.number, "registered"), (parent.number, "received"),
        ]  # fmt: skip

    def test_a_part_that_asks_is_told_once_as_the_whole(self, chain):
        parent, agencies = chain
        first = selectors.children_of(parent)[0]
        asked(agencies["birth"], first.number)
        assert [m.dossier_number for m in Message.objects.filter(event="supplement_requested")] == [parent.number]

    def test_a_second_part_that_asks_while_the_whole_waits_is_told_too(self, chain):
        parent, agencies = chain
        first, *rest = selectors.children_of(parent)
        services.decide(number=first.number, actor=agencies["birth"].signer)
        for child, key in zip(rest, ("residence", "health_card"), strict=True):
            asked(agencies[key], child.number)
        asked_of = [m.dossier_number for m in Message.objects.filter(event="supplement_requested").order_by("pk")]
        assert asked_of == [parent.number, rest[1].number]


class TestWays:
    def test_who_said_nothing_is_told_by_mail_and_else_by_text(self):
        assert [w.channel for w in ways_to(Reader("a@example.vn", "0912345678"))] == ["email"]
        assert [w.channel for w in ways_to(Reader("", "0912345678"))] == ["sms"]
        assert [w.channel for w in ways_to(Reader("không", "0912345678"))] == ["sms"]
        assert ways_to(Reader()) == []

    def test_who_chose_is_told_by_what_he_chose_in_his_language(self):
        person = accounts.citizen()
        notices.set_consent(account=person, channel="email", given=False)
        notices.set_consent(account=person, channel="sms", given=True, language="en")
        notices.set_consent(account=person, channel="chat", given=True, address="zalo-1", language="en")
        found = ways_to(Reader("a@example.vn", "0912345678", person.pk))
        assert [(w.channel, w.language) for w in found] == [("sms", "en"), ("chat", "en")]

    def test_who_declined_everything_is_written_down_and_not_sent_to(self, make, office):
        person = accounts.citizen()
        for channel in ("email", "sms"):
            notices.set_consent(account=person, channel=channel, given=False)
        facts = services.ApplicantFacts("Lê Thu", phone="0912345678", email="a@example.vn", account_id=person.pk)
        dossier = make.registered(office, applicant=facts)
        assert [m.state for m in told(dossier, "registered")] == ["withheld"]


def test_a_moved_appointment_is_told(make, office):
    from datetime import date

    from motcua.calendars import services as calendars

    with clock.at(MONDAY):
        dossier = make.received(office, applicant=HOA)
        line = calendars.NewLine(
            "", date(2026, 3, 4), "closed", "Thông báo 1", "Nghỉ bù", "Day off", announced_on=date(2026, 3, 2)
        )
        calendars.amend(lines=[line], reason="Nghỉ bù", author="Bộ Nội vụ", recorded_at=MONDAY)
    [message] = told(dossier, "appointment_moved")
    assert "17:00 06/03/2026" in message.body
