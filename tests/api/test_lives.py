"""Generated lives over HTTP: file, pay, act, return, in any order and with any facts.

No answer is an error of ours, every answer is as described, and what was recorded stays whole. More and longer lives:
`MOTCUA_TEST_LIVES=200 python -m pytest tests/api/test_lives.py`.
"""

import importlib.util
import json
import os
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from schemathesis.checks import CHECKS
from werkzeug.test import Client as Server

from motcua.accounts import services as accounts
from motcua.api.act_schemas import FACTS
from motcua.api.description import described
from motcua.payments import selectors, services
from motcua.payments.partners import vnpay
from motcua.payments.testing import vnpay_told

_spec = importlib.util.spec_from_file_location(
    "api_life_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIVES = int(os.environ.get("MOTCUA_TEST_LIVES", "5"))
WANTED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
DOSSIERS, DOSSIER, ACTS = "/api/v1/dossiers", "/api/v1/dossiers/{number}", "/api/v1/dossiers/{number}/acts"
WORDS = st.sampled_from(["Thiếu hoá đơn", "'; --", "\u202eaoH", "\x00"])
TEXT = WORDS | st.text(st.characters(codec="utf-8"), max_size=40)
PAPER = st.fixed_dictionaries({"name": TEXT, "form": st.sampled_from(["copy", "original"])})
FITTING = {
    "reason": TEXT, "note": TEXT, "proposal": TEXT, "output": TEXT, "question": TEXT, "answer": TEXT, "proof": TEXT,
    "paper_number": TEXT, "taken_by": TEXT, "why_not_before": TEXT, "asked_through": TEXT, "product": TEXT,
    "items": st.lists(TEXT, max_size=3),
    "evidence": st.lists(PAPER, max_size=2),
    "corrections": st.dictionaries(st.sampled_from(["summary", "applicant_name", "phone", "state"]), TEXT, max_size=2),
    "amount": st.integers(-1, 10**16), "agrees": st.booleans(), "complete": st.booleans(),
    "limit": st.sampled_from(["3wd", "0d", "9999999wd", "x"]), "limit_after": st.sampled_from(["2wd", "-1d"]),
    "new_at": st.datetimes().map(lambda at: at.isoformat() + "+07:00"),
    "cause": st.sampled_from(["workload", "x"]), "way": st.sampled_from(["counter", "post", "online"]),
    "silence": st.sampled_from(["agrees", "waits"]), "consultation": st.sampled_from(["1", "2", "x"]),
}  # fmt: skip
# What usually comes next, so that lives get somewhere.
NEXT = ("receive", "hand_over", "take_over", "propose", "decide", "return_output", "close")


class Life(RuleBasedStateMachine):
    """One dossier and everything a connected system and a payment partner may do to it."""

    office = schema = secret = application = None
    keys = count(1)

    def call(self, path, method, *, number="", body=None, case=None, **headers):
        operation = self.schema[path][method]
        made = case or operation.Case(
            path_parameters={"number": number} if number else {},
            body=body,
            media_type="application/json",
        )
        if number:
            made.path_parameters = {"number": number}
        made.headers = {"Idempotency-Key": f"life-{next(self.keys)}", **headers}
        plain = {"Accept-Encoding": "identity", "Authorization": f"Bearer {self.secret}"}
        checks = [CHECKS.get_one(name) for name in WANTED]
        return made.call_and_validate(app=self.application, checks=checks, headers={**plain, **made.headers})

    @initialize(name=TEXT, identity=st.sampled_from(["", "001188000123", "x"]), summary=TEXT)
    def file(self, name, identity, summary):
        body = {
            "procedure": self.office.version.procedure.identity,
            "receiving_unit": self.office.one_stop.code,
            "resolving_unit": self.office.department.code,
            "applicant": {"name": name, "identity_number": identity},
            "summary": summary,
        }
        answer = self.call(DOSSIERS, "POST", body=body)
        if answer.status_code != 201:
            # A name nobody can have: the same with one that somebody has.
            assert answer.status_code in (400, 422)
            body |= {"applicant": {"name": "Nguyễn Thị Hoa"}, "summary": "Trích lục"}
            answer = self.call(DOSSIERS, "POST", body=body)
        assert answer.status_code == 201, answer.text
        self.number, self.acts, self.given, self.told = answer.json()["number"], 1, None, None

    @rule()
    def go_on(self):
        """Do what usually comes next."""
        for name in NEXT:
            if self.tried(name, {"way": "counter"} if name == "return_output" else {}) == 200:
                return

    @rule(name=st.sampled_from(sorted(FACTS)), data=st.data())
    def act(self, name, data):
        """Do any act with facts of its own kind."""
        asked = [key for key in FACTS[name].model_fields if key in FITTING]
        facts = data.draw(st.fixed_dictionaries({}, optional={key: FITTING[key] for key in asked}))
        if "to_unit" in FACTS[name].model_fields:
            facts["to_unit"] = self.office.department.code
        self.tried(name, facts, blind=data.draw(st.booleans()))

    @rule(data=st.data())
    def say_anything(self, data):
        """Send what the description generates."""
        operation = self.schema[ACTS]["POST"]
        answer = self.call(ACTS, "POST", number=self.number, case=data.draw(operation.as_strategy()))
        self.acts += answer.status_code == 200

    def tried(self, name, facts, *, blind=False):
        match = {} if blind else {"If-Match": self.call(DOSSIER, "GET", number=self.number).headers["etag"][0]}
        answer = self.call(ACTS, "POST", number=self.number, body={"act": name, "facts": facts}, **match)
        self.acts += answer.status_code == 200
        return answer.status_code

    @rule()
    def look(self):
        """What was recorded is told whole, act by act."""
        told = self.call(DOSSIER, "GET", number=self.number).json()
        assert told["record_is_whole"] is True
        assert [event["ordinal"] for event in told["events"]] == list(range(1, len(told["events"]) + 1))
        assert len(told["events"]) >= self.acts
        assert self.number in [row["number"] for row in self.call(DOSSIERS, "GET").json()["items"]]

    @precondition(lambda self: self.given is None)
    @rule(amount=st.integers(1, 10**9))
    def ask_for_money(self, amount):
        lines = [{"name": "Phí", "kind": "fee", "amount": amount}]
        self.charge = services.open_charge(
            dossier_number=self.number,
            unit_code=self.office.one_stop.code,
            moment="receipt",
            lines=lines,
            opened_at=timezone.now(),
        )
        _, start = services.start_payment(charge_id=self.charge.pk, partner="vnpay")
        self.given = dict(parse_qsl(urlsplit(start.address).query))

    @precondition(lambda self: self.given is not None)
    @rule(way=st.sampled_from(["right", "again", "short", "failed", "forged", "other order"]), junk=TEXT)
    def tell_of_money(self, way, junk):
        """The partner's server tells us something; only the right notice settles, and only once."""
        way = "right" if self.told is None and way == "again" else way
        told = self.told if way == "again" else self.notice(way, junk)
        before = selectors.charges_for(self.number)[0].state
        answer = Server(self.application).get("/thanh-toan/thong-bao/vnpay/", query_string=told)
        # A NUL is refused before anybody looks at the signature.
        assert answer.status_code == (400 if way == "forged" and "\0" in junk else 200), answer.data
        after = selectors.charges_for(self.number)[0]
        assert after.state == ("paid" if way == "right" else before)
        assert sum(selectors.trial_balance().values()) == 0

    def notice(self, way, junk):
        surplus = -100 if way == "short" else 0
        reference = "MCKHONGCO" if way == "other order" else ""
        told = vnpay_told(self.given, "12345678", succeeded=way != "failed", surplus=surplus, reference=reference)
        told["vnp_SecureHash"] = junk if way == "forged" else vnpay.signature(told, SECRET)
        if way == "right":
            self.told = told
        return told


SECRET = "bi-mat-cua-cong"


@pytest.mark.usefixtures("_one_connection")
def test_no_order_of_acts_and_notices_breaks_anything(settings):
    settings.PAYMENTS = {"vnpay": {"terminal": "MOPHONG1", "secret": SECRET, "address": "https://cong.vidu.vn/"}}
    Life.office, Life.application = make.office("9.000778"), get_wsgi_application()
    Life.schema = schemathesis.openapi.from_dict(json.loads(json.dumps(described(), default=str)))
    until = timezone.now() + timedelta(days=1)
    Life.secret = accounts.issue_token(
        name="Thử", scopes=accounts.SCOPES, agencies=["*"], expires_at=until, by=None, reason="thử"
    )[1]
    limits = bounds(
        max_examples=LIVES,
        stateful_step_count=15 if LIVES < 20 else 40,
        deadline=None,
        database=None,
        phases=[Phase.generate] if LIVES < 20 else list(Phase),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=limits)
