"""Messages: written with the act, sent once, never at night, tried again, and counted."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection, transaction

from motcua.notices import selectors, services
from motcua.notices.errors import BadRecipient, UnknownNotice
from motcua.notices.models import Message
from motcua.notices.suppliers.lengths import parts_of
from motcua.notices.testing import FakeSupplier
from motcua.notices.texts import TEXTS
from motcua.rules.quiet_hours import earliest, next_try

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2025, 8, 5, 12, 0, tzinfo=HANOI)
FACTS = {"number": "H26-1", "procedure": "Khai sinh", "due": "06/08/2025", "address": "http://x/tra-cuu/"}


def sms(**changes):
    given = {"event": "received", "channel": "sms", "address": "0900 000 001", "facts": FACTS, "key": "1", "now": NOON}
    return services.send(**{**given, "dossier_number": "H26-1", **changes})


@pytest.mark.parametrize("event", TEXTS)
def test_both_languages_say_the_same_facts(event):
    for phrase in (TEXTS[event].subject, TEXTS[event].body):
        names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (phrase.vi, phrase.en)]
        assert names[0] == names[1]


@pytest.mark.parametrize(
    ("at", "goes_out"),
    [
        pytest.param((5, 12, 0), (5, 12, 0), id="noon: at once"),
        pytest.param((5, 20, 59), (5, 20, 59), id="a minute before quiet"),
        pytest.param((5, 21, 0), (6, 7, 0), id="quiet begins"),
        pytest.param((6, 3, 0), (6, 7, 0), id="in the night"),
        pytest.param((6, 7, 0), (6, 7, 0), id="quiet ends"),
    ],
)
def test_nobody_is_woken(at, goes_out):
    moment = datetime(2025, 8, *at, tzinfo=HANOI)
    assert earliest(moment) == datetime(2025, 8, *goes_out, tzinfo=HANOI)
    assert earliest(moment, urgent=True) == moment


def test_waits_grow_and_end():
    waits = [next_try(number) for number in range(1, 7)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])


def test_marks_make_a_text_dearer():
    assert [parts_of("a" * 160), parts_of("a" * 161), parts_of("ă" * 70), parts_of("ă" * 71)] == [1, 2, 1, 2]


@pytest.mark.django_db
class TestOutbox:
    def test_a_message_goes_or_stays_with_its_act(self):
        with transaction.atomic():
            sms()
            transaction.set_rollback(True)
        assert Message.objects.count() == 0

    def test_a_text_is_sent_to_the_file_with_its_cost(self, settings):
        settings.NOTICES = {"sms": {"supplier": "file", "price": 350}}
        sms()
        assert services.send_waiting(now=NOON) == {"sent": 1, "put_off": 0, "failed": 0}
        line = json.loads((settings.DATA_DIR / "sms.jsonl").read_text(encoding="utf-8"))
        assert line["to"] == "0900000001"
        assert "Hẹn trả kết quả: 06/08/2025" in line["text"]
        assert selectors.messages_of("H26-1").get().cost == line["parts"] * 350
        assert selectors.cost(NOON, NOON + timedelta(days=1))[0]["messages"] == 1

    def test_the_same_act_sends_once(self):
        assert sms() == sms()
        services.send_waiting(now=NOON)
        assert services.send_waiting(now=NOON)["sent"] == 0

    def test_a_mail_is_sent_in_the_readers_language(self):
        sms(channel="email", address="a@example.vn", language="en")
        services.send_waiting(now=NOON)
        [sent] = mail.outbox
        assert sent.subject == "Dossier H26-1 received"

    def test_a_fact_cannot_add_headers(self):
        found = sms(channel="email", address="a@example.vn", facts={"number": "1\nBcc: x@y.z"})
        assert "\n" not in found.subject

    def test_night_messages_wait_for_the_morning(self):
        night = NOON.replace(hour=23)
        sms(now=night)
        assert services.send_waiting(now=night)["sent"] == 0
        assert services.send_waiting(now=night + timedelta(hours=8))["sent"] == 1

    def test_a_busy_supplier_is_tried_again_and_given_up_at_last(self, settings):
        with FakeSupplier() as supplier:
            settings.NOTICES = {"sms": {"supplier": "http", "address": supplier.address, "token": "t", "price": 300}}
            supplier.fault = "busy"
            sms()
            now = NOON
            for _ in range(6):
                services.send_waiting(now=now)
                now += timedelta(days=1)
            found = selectors.failed().get()
        assert (found.tries, found.problem) == (6, "supplier answered 503")

    def test_a_refused_message_is_not_tried_again(self, settings):
        with FakeSupplier() as supplier:
            settings.NOTICES = {"sms": {"supplier": "http", "address": supplier.address}}
            supplier.fault = "refused"
            sms()
            assert services.send_waiting(now=NOON)["failed"] == 1

    def test_a_supplier_that_recovers_gets_the_message_once(self, settings):
        with FakeSupplier() as supplier:
            settings.NOTICES = {"sms": {"supplier": "http", "address": supplier.address, "token": "t"}}
            supplier.fault = "silent"
            sms()
            services.send_waiting(now=NOON)
            supplier.fault = ""
            services.send_waiting(now=NOON + timedelta(minutes=2))
            services.send_waiting(now=NOON + timedelta(minutes=9))
        assert [one["to"] for one in supplier.received] == ["0900000001"]

    def test_a_person_who_declined_gets_nothing_but_codes(self, django_user_model):
        person = django_user_model.objects.create(username="a")
        services.set_consent(account=person, channel="sms", given=False)
        assert sms(account=person).state == "withheld"
        assert sms(account=person, event="code", facts={"code": "123456"}, key="2").state == "waiting"
        services.set_consent(account=person, channel="sms", given=True)
        assert sms(account=person, key="3").state == "waiting"

    def test_chat_is_opt_in(self, django_user_model, settings):
        person = django_user_model.objects.create(username="a")
        assert sms(channel="chat", address="u1", account=person).state == "withheld"
        services.set_consent(account=person, channel="chat", given=True, address="u1")
        with FakeSupplier() as supplier:
            settings.NOTICES = {"chat": {"address": supplier.address, "token": "t"}}
            sms(channel="chat", address="u1", account=person, key="2")
            services.send_waiting(now=NOON)
        assert supplier.received[0]["recipient"] == {"user_id": "u1"}

    @pytest.mark.parametrize(("channel", "address"), [("sms", "12345"), ("sms", "abc"), ("email", "x"), ("chat", " ")])
    def test_a_wrong_address_is_refused(self, channel, address):
        with pytest.raises(BadRecipient):
            sms(channel=channel, address=address)

    def test_an_unknown_event_is_refused(self):
        with pytest.raises(UnknownNotice):
            sms(event="poem")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_message(settings):
    with FakeSupplier() as supplier:
        settings.NOTICES = {"sms": {"supplier": "http", "address": supplier.address, "token": "t"}}
        for number in range(20):
            sms(key=str(number))

        def work(_):
            try:
                return services.send_waiting(now=NOON)["sent"]
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(work, range(4))) == 20
    assert len(supplier.received) == 20
