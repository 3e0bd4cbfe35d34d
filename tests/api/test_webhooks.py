"""Webhooks of a connected system: handshake, delivery, replay; the feed of changes; figures."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.exchange import services
from motcua.exchange.models import Delivery
from motcua.exchange.testing import webhook_receiver
from motcua.exchange.webhooks import is_genuine
from tests.api import test_dossiers as dossiers

pytestmark = pytest.mark.django_db
ALL = ("dossiers:read", "dossiers:write", "webhooks:manage", "reports:read")


@pytest.fixture
def office(db):
    return dossiers.make.office("9.000778")


@pytest.fixture
def caller(client):
    return dossiers.Caller(client, agencies=["H56"], scopes=ALL)


@pytest.fixture
def number(caller, office):
    return caller.post("dossiers", dossiers.application(office)).json()["number"]


def test_events_go_to_the_webhook_signed_and_can_be_sent_again(caller, office):
    with webhook_receiver() as receiver:
        made = caller.post("webhooks", {"name": "main", "address": receiver.address})
        assert made.status_code == 201, made.content
        told = made.json()
        number = caller.post("dossiers", dossiers.application(office)).json()["number"]
        caller.act(number, "receive")
        services.send_waiting()
        assert [event["data"]["status"] for event in receiver.got] == [1, 2]
        assert is_genuine(told["secret"], *receiver.signed[0], int(timezone.now().timestamp()))

        since = (timezone.now() - timedelta(hours=1)).isoformat()
        assert caller.post(f"webhooks/{told['id']}/replay", {"since": since}).json() == {"replayed": 2}
        services.send_waiting()
    assert [event["id"] for event in receiver.got[2:]] == [f"{number}/1", f"{number}/2"]
    assert caller.get("webhooks").json()["items"][0] | {"delivered": 2} == caller.get("webhooks").json()["items"][0]


def test_what_was_given_up_is_sent_again(caller, office, number):
    with webhook_receiver() as receiver:
        made = caller.post("webhooks", {"name": "main", "address": receiver.address}).json()
        services.address_messages()
        Delivery.objects.update(state="dead", attempts=9)
        assert caller.get("webhooks").json()["items"][0]["dead"] == 1
        assert caller.post(f"webhooks/{made['id']}/replay", {}).json() == {"replayed": 1}
        assert services.send_waiting()["delivered"] == 1


def test_a_receiver_that_says_no_gets_nothing(caller):
    with webhook_receiver() as receiver:
        receiver.allows = False
        answer = caller.post("webhooks", {"name": "main", "address": receiver.address})
    assert dossiers.kind(answer) == (422, "refused", "partner_refused")
    gone = caller.post("webhooks", {"name": "main", "address": receiver.address})
    assert dossiers.kind(gone) == (422, "refused", "not_delivered")
    assert caller.get("webhooks").json()["items"] == []


def test_a_system_sees_and_ends_only_its_own_webhooks(client, caller):
    with webhook_receiver() as receiver:
        made = caller.post("webhooks", {"name": "main", "address": receiver.address}).json()
        again = caller.post("webhooks", {"name": "main", "address": receiver.address})
        assert dossiers.kind(again) == (409, "conflict", "name_taken")
        foreign = caller.post("webhooks", {"name": "two", "address": receiver.address, "agencies": ["H01"]})
        assert dossiers.kind(foreign) == (403, "forbidden", "not_your_agency")
        own = {"Authorization": f"Bearer {caller.secret}"}
        assert client.delete(f"/api/v1/webhooks/{made['id']}", headers=own).status_code == 204
        assert dossiers.kind(client.delete(f"/api/v1/webhooks/{made['id']}", headers=own))[0] == 404
        assert caller.post("webhooks", {"name": "main", "address": receiver.address}).status_code == 201
    assert dossiers.kind(client.get("/api/v1/webhooks"))[0] == 401


def test_the_feed_of_changes_tells_dossiers_to_whom_they_belong(client, caller, number):
    first = caller.get("changes").json()
    [event] = [item for item in first["items"] if item["type"] == "dossier"]
    assert (event["key"], event["data"]["status"]) == (number, 1)
    caller.act(number, "receive")
    following = caller.get(f"changes?cursor={first['next']}").json()
    assert [(item["key"], item["version"]) for item in following["items"]] == [(number, 2)]
    assert caller.get(f"changes?cursor={following['next']}").json()["items"] == []
    assert all(item["type"] == "procedure" for item in client.get("/api/v1/changes").json()["items"])
    foreign = dossiers.Caller(client, agencies=["H01"])
    assert not [item for item in foreign.get("changes").json()["items"] if item["type"] == "dossier"]


def test_the_feed_goes_on_page_after_page(caller, number):
    for act in ("receive", "hand_over", "take_over"):
        caller.act(number, act)
    seen, address = [], "changes?limit=3"
    for _ in range(5):
        page = caller.get(address).json()
        seen += [item["version"] for item in page["items"] if item["type"] == "dossier"]
        address = f"changes?limit=3&cursor={page['next']}"
        if not page["has_more"]:
            break
    assert seen == [1, 2, 3, 4]


def test_reports_and_figures_are_told(client, caller):
    names = [row["name"] for row in client.get("/api/v1/reports").json()["items"]]
    assert "on-time" in names
    assert dossiers.kind(client.get("/api/v1/reports/on-time?period=2023Q1"))[0] == 401
    told = caller.get("reports/on-time?period=2023Q1")
    assert told.status_code == 200, told.content
    assert told.json()["period"] == "2023Q1"
    assert dossiers.kind(caller.get("reports/nothing?period=2023Q1"))[0] == 404
    assert dossiers.kind(caller.get("reports/on-time?period=soon"))[0] == 422
    assert client.get("/api/v1/statistics/catalogue").status_code == 200
    assert "items" in client.get("/api/v1/statistics/sources").json()
    assert json.dumps(told.json())
