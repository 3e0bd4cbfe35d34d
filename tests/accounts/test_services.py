"""Mandates, tokens, consent, and the log of looks at personal data."""

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.accounts import selectors, services
from motcua.accounts.errors import MandateNotPossible, MandateNotProven, ReasonMissing, TokenNotPossible
from motcua.accounts.kinds import MandateKind

_spec = importlib.util.spec_from_file_location("account_factories", Path(__file__).parent / "factories.py")
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def agent():
    return factories.citizen()


def claimed(agent, **facts):
    base = {
        "principal_name": "Công ty Cảng Đông",
        "principal_number": "0101234567",
        "kind": MandateKind.LEGAL,
        "valid_from": DAY,
    }
    return services.claim_mandate(agent=agent, **{**base, **facts})


def test_a_claimed_mandate_opens_nothing_until_it_is_proven(agent):
    mandate = claimed(agent)
    with pytest.raises(MandateNotProven):
        selectors.mandate_for(agent, "0101234567", DAY)

    services.prove_mandate(mandate=mandate, by=factories.officer(), proof="GCN 0101234567")

    assert selectors.mandate_for(agent, "0101234567", DAY) == mandate
    with pytest.raises(MandateNotProven):
        selectors.mandate_for(agent, "0101234567", DAY - timedelta(days=1))


def test_a_revoked_mandate_opens_nothing(agent):
    mandate = claimed(agent)
    services.prove_mandate(mandate=mandate, by=factories.officer(), proof="x")

    services.revoke_mandate(mandate=mandate, by=agent, reason="thôi việc")

    assert list(selectors.mandates_of(agent, DAY)) == []


def test_nobody_proves_or_ends_what_is_not_theirs(agent):
    mandate = claimed(agent)

    with pytest.raises(MandateNotPossible, match="the agent cannot"):
        services.prove_mandate(mandate=mandate, by=agent, proof="x")
    with pytest.raises(MandateNotPossible):
        services.revoke_mandate(mandate=mandate, by=factories.citizen(), reason="x")


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"principal_number": " "}, id="nobody named"),
        pytest.param({"valid_before": DAY}, id="no day long"),
        pytest.param({"principal_number": "own"}, id="oneself"),
    ],
)
def test_an_impossible_mandate_is_refused(agent, facts):
    if facts.get("principal_number") == "own":
        facts = {"principal_number": agent.identity_number}
    with pytest.raises(MandateNotPossible):
        claimed(agent, **facts)


def test_every_look_is_seen_by_the_person(agent, client):
    officer = factories.officer(full_name="Trần Văn Ước")
    services.log_view(officer, agent, "thụ lý hồ sơ", what="H05-260302-0001")
    services.log_view(officer, agent.identity_number, "tra cứu tại quầy")
    services.log_view(officer, factories.citizen(), "của người khác")

    client.force_login(agent)
    page = client.get("/tai-khoan/truy-cap/").content.decode()

    assert "thụ lý hồ sơ" in page
    assert "tra cứu tại quầy" in page
    assert "của người khác" not in page
    with pytest.raises(ReasonMissing):
        services.log_view(officer, agent, "  ")


def token(**facts):
    base = {
        "name": "Hệ thống tỉnh",
        "scopes": ["sync:write"],
        "agencies": ["H05"],
        "expires_at": timezone.now() + timedelta(days=30),
    }
    return services.issue_token(**{**base, **facts}, by=None, reason="kết nối")


def test_a_token_opens_until_it_expires():
    made, secret = token()

    assert selectors.token_of(secret) == made
    assert made.may("sync:write")
    assert not made.may("dossiers:write")
    assert (made.speaks_for("H05"), made.speaks_for("H06")) == (True, False)
    assert selectors.token_of(secret, timezone.now() + timedelta(days=31)) is None
    assert selectors.token_of(secret + "x") is None
    assert selectors.token_of("") is None


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"scopes": ["everything"]}, id="an unknown scope"),
        pytest.param({"scopes": []}, id="no scope"),
        pytest.param({"expires_at": timezone.now() - timedelta(days=1)}, id="already expired"),
        pytest.param({"expires_at": timezone.now() + timedelta(days=3650)}, id="for ten years"),
    ],
)
def test_an_impossible_token_is_refused(facts):
    with pytest.raises(TokenNotPossible):
        token(**facts)


def test_a_person_withdraws_a_consent_and_nobody_elses(agent, client):
    mine = services.give_consent(account=agent, purpose="Chia sẻ giấy khai sinh")
    other = services.give_consent(account=factories.citizen(), purpose="x")
    client.force_login(agent)

    client.post(f"/tai-khoan/dong-y/{mine.pk}/rut/")
    assert client.post(f"/tai-khoan/dong-y/{other.pk}/rut/").status_code == 404

    mine.refresh_from_db()
    assert mine.withdrawn_at


def test_a_mandate_is_claimed_and_ended_on_the_page(agent, client):
    client.force_login(agent)
    facts = {"principal_name": "Cảng", "principal_number": "0101234567", "kind": "legal", "valid_from": "2026-03-02"}

    assert client.post("/tai-khoan/uy-quyen/", facts).status_code == 302
    assert "Chờ đối chiếu giấy tờ" in client.get("/tai-khoan/uy-quyen/").content.decode()
    wrong = client.post("/tai-khoan/uy-quyen/", {**facts, "valid_before": "2026-03-01"})
    assert "ngày kết thúc phải sau" in wrong.content.decode()
    client.post(f"/tai-khoan/uy-quyen/{agent.mandates_held.get().pk}/cham-dut/")
    assert agent.mandates_held.get().revoked_at


def test_other_sessions_are_listed_and_ended(client):
    account = factories.citizen(username="dao", password=factories.PASSWORD)
    elsewhere = type(client)(headers={"user-agent": "Máy lạ"})
    for one in (client, elsewhere):
        one.post("/dang-nhap/", {"login": "dao", "password": factories.PASSWORD})
    assert "Máy lạ" in client.get("/tai-khoan/phien/").content.decode()

    client.post("/tai-khoan/phien/ket-thuc/")

    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert client.get("/tai-khoan/").context["user"] == account
