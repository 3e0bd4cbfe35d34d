"""A dossier's whole life over HTTP, and everything the API owes a connected system on the way."""

import hashlib
import importlib.util
import json
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.accounts import services as accounts
from motcua.accounts.models import AccessLog
from motcua.api import idempotency

_spec = importlib.util.spec_from_file_location(
    "api_dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

pytestmark = pytest.mark.django_db
_keys = count(1)
SOON = (timezone.now() + timedelta(hours=1)).isoformat()
LIFE = ("receive", "hand_over", "take_over", "propose", "decide", "return_output")


@pytest.fixture
def office(db):
    return make.office("9.000777")


class Caller:
    """One connected system, speaking JSON."""

    def __init__(self, client, agencies=("*",), scopes=("dossiers:read", "dossiers:write")):
        self.client = client
        until = timezone.now() + timedelta(days=1)
        _, self.secret = accounts.issue_token(
            name="Hệ thống thử", scopes=scopes, agencies=agencies, expires_at=until, by=None, reason="thử"
        )

    def post(self, path, body, key=None, **headers):
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key or f"k{next(_keys)}"} | headers
        return self.client.post(f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers)

    def get(self, path, **headers):
        return self.client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {self.secret}"} | headers)

    def act(self, number, act, key=None, headers=None, **facts):
        return self.post(f"dossiers/{number}/acts", {"act": act, "facts": facts}, key, **(headers or {}))


@pytest.fixture
def caller(client):
    return Caller(client)


def application(office, **facts):
    return {
        "procedure": office.version.procedure.identity,
        "receiving_unit": office.one_stop.code,
        "resolving_unit": office.department.code,
        "applicant": {"name": "Nguyễn Thị Hoa", "identity_number": "001188000123"},
        **facts,
    }


@pytest.fixture
def number(caller, office):
    return caller.post("dossiers", application(office)).json()["number"]


def kind(response):
    assert response["Content-Type"] == "application/problem+json", response.content
    told = response.json()
    assert all([told["title_vi"], told["title_en"]])
    assert told["status"] == response.status_code
    return response.status_code, told["type"].rpartition("/")[2], told.get("code")


def test_a_whole_life_runs_over_http(caller, office):
    registered = caller.post("dossiers", application(office, summary="Trích lục khai sinh"))
    assert registered.status_code == 201
    number = registered.json()["number"]
    assert registered["Location"].endswith(f"/api/v1/dossiers/{number}")

    answers = [caller.act(number, act) for act in LIFE]
    assert [answer.status_code for answer in answers] == [200] * len(LIFE)
    assert [answer.json()["ordinal"] for answer in answers] == list(range(2, 8))

    told = caller.get(f"dossiers/{number}")
    assert told["ETag"] == answers[-1]["ETag"]
    body = told.json()
    assert (body["state"], body["status"], body["record_is_whole"]) == ("returned", 10, True)
    assert [event["act"] for event in body["events"]] == ["register", *LIFE]
    assert body["events"][0]["by"] == "Hệ thống thử"
    assert body["events"][3]["unit"] == office.department.code


def test_facts_may_also_stand_beside_the_act(caller, number):
    path = f"dossiers/{number}/acts"
    refused = caller.post(path, {"act": "refuse", "reason": "Không thuộc thẩm quyền"})
    assert (refused.status_code, refused.json()["act"]) == (200, "refuse_reception")


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        pytest.param("acts", {"act": "decide"}, (409, "conflict", "move_refused"), id="decided before it is received"),
        pytest.param("acts", {"act": "vanish"}, (422, "invalid", None), id="an act that does not exist"),
        pytest.param("acts", {"act": "refuse"}, (422, "refused", "reason_missing"), id="refused without reason"),
        pytest.param(
            "acts", {"act": "receive", "finished_at": "2026-01-01T00:00:00Z"}, (422, "invalid", None), id="finish given"
        ),
        pytest.param(
            "acts", {"act": "receive", "occurred_at": SOON}, (422, "refused", "impossible_time"),
            id="in the future",
        ),
        pytest.param(
            "acts", {"act": "hand_over", "to_unit": "X99"}, (422, "refused", "unknown_unit"), id="to an unknown unit"
        ),
        pytest.param(
            "acts", {"act": "consult", "to_unit": "", "question": "?"}, (422, "refused", "unknown_unit"),
            id="a question to nobody",
        ),
        pytest.param("acts", {"act": "correct", "corrections": {}}, (428, "precondition-required", None), id="blindly"),
        pytest.param("elsewhere", {}, (404, "not-found", None), id="no such address"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_a_problem_with_a_reason(caller, number, path, body, expected):
    assert kind(caller.post(f"dossiers/{number}/{path}", body)) == expected


def test_half_a_character_is_refused_before_anything_is_written(caller, office):
    answer = caller.post("dossiers", application(office, form_data={"note": "\ud800"}))
    assert kind(answer)[:2] == (400, "bad-request")
    assert caller.post("dossiers", application(office, summary="🌺")).status_code == 201


def test_a_dossier_nobody_knows_is_not_found(caller):
    assert kind(caller.act("H00-1", "receive")) == (404, "not-found", "dossier_not_found")
    assert kind(caller.get("dossiers/H00-1")) == (404, "not-found", "dossier_not_found")


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        pytest.param({"procedure": "9.999999"}, 422, id="unknown procedure"),
        pytest.param({"receiving_unit": "X99"}, 422, id="unknown unit"),
        pytest.param({"case": "no such"}, 422, id="unknown case"),
        pytest.param({"applicant": {"name": " "}}, 422, id="an applicant without a name"),
        pytest.param({"status": 10}, 422, id="a member nobody knows"),
        pytest.param({"channel": 9}, 422, id="a channel nobody knows"),
    ],
)
def test_an_application_that_cannot_be_registered_leaves_nothing(caller, office, facts, status):
    answer = caller.post("dossiers", application(office, **facts))
    assert kind(answer)[0] == status
    assert caller.get("dossiers").json()["items"] == []


def test_a_system_speaks_only_for_its_agencies(client, caller, office, number):
    foreign = Caller(client, agencies=["H01"])
    assert kind(foreign.act(number, "receive")) == (403, "forbidden", "outside_your_unit")
    assert kind(foreign.get(f"dossiers/{number}")) == (403, "forbidden", "outside_your_unit")
    assert kind(foreign.post("dossiers", application(office))) == (403, "forbidden", "not_your_agency")
    assert foreign.get("dossiers").json()["items"] == []
    own = Caller(client, agencies=["H56"])
    assert own.act(number, "receive").status_code == 200
    assert kind(own.post(f"dossiers/{number}/acts", {"act": "hand_over", "unit": "X99"}))[0] == 422
    assert len(own.get("dossiers").json()["items"]) == 1


def test_without_token_or_scope_nothing_is_told(client, number):
    answer = client.get(f"/api/v1/dossiers/{number}")
    assert (kind(answer)[0], answer["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert kind(Caller(client, scopes=["dossiers:read"]).act(number, "receive"))[0] == 403


def test_who_reads_a_dossier_leaves_a_trace(caller, number):
    caller.get(f"dossiers/{number}")
    log = AccessLog.objects.get()
    assert (log.subject_number, log.what, log.token.name) == ("001188000123", number, "Hệ thống thử")


def test_nothing_is_done_on_a_dossier_that_has_changed(caller, number):
    read = caller.get(f"dossiers/{number}")["ETag"]
    received = caller.act(number, "receive", headers={"If-Match": read})
    assert received.status_code == 200
    stale = caller.act(number, "hand_over", headers={"If-Match": read})
    assert (kind(stale)[:2], stale["ETag"]) == ((412, "precondition-failed"), received["ETag"])
    assert caller.get(f"dossiers/{number}", **{"If-None-Match": received["ETag"]}).status_code == 304


def test_an_answer_that_was_lost_is_given_again(caller, office):
    """The client did not see the answer and sends the same request again: one effect, one answer."""
    first, again = (caller.post("dossiers", application(office), key="lost-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first["Location"] == again["Location"]
    assert again["Idempotent-Replayed"] == "true"
    number = first.json()["number"]
    one, two = (caller.act(number, "receive", key="lost-2") for _ in range(2))
    assert (one.content, one["ETag"]) == (two.content, two["ETag"])
    assert len(caller.get(f"dossiers/{number}").json()["events"]) == 2
    assert len(caller.get("dossiers").json()["items"]) == 1


def test_a_key_is_for_one_piece_of_work(client, caller, office, number):
    assert kind(caller.act(number, "receive", key=" "))[:2] == (400, "key-missing")
    caller.act(number, "receive", key="once")
    assert kind(caller.act(number, "hand_over", key="once"))[:2] == (422, "key-reused")
    with idempotency.running(hashlib.sha256(f"Bearer {caller.secret}".encode()).hexdigest(), "twice"):
        running = caller.act(number, "hand_over", key="twice")
    assert (kind(running)[:2], running["Retry-After"]) == ((409, "key-in-progress"), "1")


def test_lists_are_narrowed_and_paged(caller, office):
    numbers = [caller.post("dossiers", application(office)).json()["number"] for _ in range(3)]
    caller.act(numbers[0], "receive")
    assert [row["number"] for row in caller.get("dossiers?state=received").json()["items"]] == numbers[:1]
    assert caller.get(f"dossiers?agency={office.department.code}&status=1").json()["items"][0]["is_open"] is True
    first = caller.get("dossiers?limit=2")
    following = first["Link"].split('rel="first", <http://testserver/api/v1/')[1].split(">")[0]
    second = caller.get(following)
    assert [row["number"] for page in (first, second) for row in page.json()["items"]] == numbers[::-1]
    assert kind(caller.get("dossiers?cursor=bm9uc2Vuc2U"))[:2] == (400, "bad-cursor")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        pytest.param("delete", "dossiers", {"GET", "HEAD", "POST"}, id="delete the list"),
        pytest.param("put", "dossiers/{}", {"GET", "HEAD"}, id="overwrite a dossier"),
        pytest.param("get", "dossiers/{}/acts", {"POST"}, id="read acts"),
    ],
)
def test_a_method_that_is_not_there_names_those_that_are(client, number, method, path, allowed):
    answer = getattr(client, method)(f"/api/v1/{path.format(number)}")
    assert kind(answer)[:2] == (405, "method-not-allowed")
    assert set(answer["Allow"].split(", ")) == allowed


def test_head_says_what_get_would_without_the_body(client, caller, number):
    answer = client.head(f"/api/v1/dossiers/{number}", headers={"Authorization": f"Bearer {caller.secret}"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == caller.get(f"dossiers/{number}")["ETag"]


def test_every_act_has_its_facts_in_the_description(client):
    schemas = client.get("/api/v1/openapi.json").json()
    text = json.dumps(schemas)
    assert all(name in text for name in ("ReceiveAct", "ConfirmFinancialDutyAct"))
    parameters = schemas["paths"]["/api/v1/dossiers/{number}/acts"]["post"]["parameters"]
    assert {"Idempotency-Key", "If-Match", "number"} == {parameter["name"] for parameter in parameters}
