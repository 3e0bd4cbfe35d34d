"""Log-in through a real OpenID Connect provider, running as its own process."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa

from motcua.accounts.models import Account, AdministrationRecord
from motcua.accounts.provider import StrictAdapter

_agencies = Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
_spec = importlib.util.spec_from_file_location("unit_factories", _agencies)
units = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(units)
factories = units.accounts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBER = "001199000123"
DAO = {
    "sub": "cong-dan-1",
    "name": "Nguyễn Thị Đào",
    "birthdate": "1999-05-02",
    "identity_number": NUMBER,
    "acr": "urn:muc-2",
    "preferred_username": "dao.nt",
}


def start_provider(port):
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true",
         "--user-claims", json.dumps(DAO)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ),
    )  # fmt: skip
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=1).close()
            return process
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the identity provider did not start")


def stop(process):
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def running(port):
    held = [start_provider(port)]
    yield held
    stop(held[0])


@pytest.fixture
def provider(running, port, settings):
    issuer = f"http://127.0.0.1:{port}"
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_NAME = issuer, "motcua", "Cổng định danh"
    settings.OIDC_ASSURANCE = {"urn:muc-2": 3, "*": 1}
    apps = [
        {
            "provider_id": which,
            "name": "Cổng định danh",
            "client_id": "motcua",
            "secret": "bi-mat",
            "settings": {"server_url": issuer},
        }
        for which in ("quoc-gia", "can-bo")
    ]
    shape = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**shape, "APPS": apps}}
    return running


def go_to_provider(client, which="quoc-gia"):
    response = client.post(f"/dang-nhap/{which}/")
    assert response.status_code == 302, response.content
    return response.url


def consent(address, sub="cong-dan-1"):
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def log_in(client):
    return client.get(consent(go_to_provider(client)))


def test_the_request_carries_state_nonce_and_a_hashed_verifier(client, provider):
    asked = parse_qs(urlsplit(go_to_provider(client)).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert asked["state"]
    assert len(asked["nonce"][0]) >= 32
    assert set(asked["scope"][0].split()) == {"openid", "profile"}


def test_claims_become_an_account_with_its_level_of_proof(client, provider):
    response = log_in(client)

    assert response.status_code == 302, response.content.decode()
    account = Account.objects.get()
    assert (account.full_name, account.identity_number) == ("Nguyễn Thị Đào", NUMBER)
    assert (account.assurance, account.born_on) == (3, date(1999, 5, 2))
    assert not account.has_usable_password()
    assert client.get("/tai-khoan/").status_code == 200


def test_the_second_log_in_opens_the_same_account_after_the_keys_have_changed(client, provider, port):
    log_in(client)
    client.post("/dang-xuat/")
    stop(provider[0])
    provider[0] = start_provider(port)  # a new process makes new keys

    log_in(client)

    assert Account.objects.count() == 1
    assert client.get("/tai-khoan/").status_code == 200


def test_a_proven_account_is_joined(client, provider):
    known = factories.proven_citizen(identity_number=NUMBER)

    log_in(client)

    assert client.get("/tai-khoan/").context["user"] == known


def test_an_officer_enters_by_the_provider_of_officers_and_passes_the_second_factor_there(client, provider, settings):
    settings.PRODUCTION = True
    officer = factories.officer(username="dao.nt")
    units.posting(["administer"], account=officer, valid_from=date(2020, 1, 1))
    for name in ("dao.nt", "dao.moi"):  # a renamed account is known by its subject
        Account.objects.filter(pk=officer.pk).update(username=name)
        client.get(consent(go_to_provider(client, "can-bo")))
        assert client.get("/xu-ly/can-bo/").context["user"] == officer
        client.post("/dang-xuat/")


def test_who_is_no_officer_here_gets_no_account_from_the_provider_of_officers(client, provider):
    factories.citizen(username="dao.nt")

    refused = client.get(consent(go_to_provider(client, "can-bo")))

    assert refused.status_code == 403
    assert "mở tài khoản" in refused.content.decode()
    assert Account.objects.count() == 1
    assert "_auth_user_id" not in client.session


def test_who_only_declared_the_number_loses_it_and_sees_nothing(client, provider):
    squatter = factories.citizen(identity_number=NUMBER)

    log_in(client)

    squatter.refresh_from_db()
    assert squatter.identity_number == ""
    assert client.get("/tai-khoan/").context["user"] != squatter
    assert AdministrationRecord.objects.get().act == "release_number"


def test_an_answer_with_a_foreign_state_is_refused(client, provider):
    answer = consent(go_to_provider(client))
    stranger = type(client)()

    response = stranger.get(answer)

    assert "Đăng nhập không thành công" in response.content.decode()
    assert not Account.objects.exists()


def test_a_token_made_for_another_request_is_refused(client, provider):
    """The code of one request is brought back with the state of another: nonce and verifier differ."""
    first = parse_qs(urlsplit(consent(go_to_provider(client))).query)
    second = parse_qs(urlsplit(go_to_provider(client)).query)

    response = client.get("/dang-nhap/quoc-gia/tro-ve/", {"code": first["code"][0], "state": second["state"][0]})

    assert "Đăng nhập không thành công" in response.content.decode()
    assert not Account.objects.exists()


def test_leaving_also_ends_the_session_at_the_provider(client, provider, port):
    log_in(client)

    response = client.post("/dang-xuat/")

    asked = parse_qs(urlsplit(response.url).query)
    assert response.url.startswith(f"http://127.0.0.1:{port}/")
    assert asked["post_logout_redirect_uri"] == ["http://127.0.0.1:8000/"]
    assert asked["id_token_hint"]
    assert "_auth_user_id" not in client.session


def test_without_a_provider_there_is_no_such_button_and_no_such_page(client):
    assert "quoc-gia" not in client.get("/dang-nhap/").content.decode()
    assert client.post("/dang-nhap/quoc-gia/").status_code == 404


class KeysAtHand(StrictAdapter):
    """A provider whose key we hold ourselves."""

    secret = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    openid_config = {"issuer": "https://dinh-danh.example"}

    def _key(self, head):
        return self.secret.public_key()


@pytest.mark.parametrize(
    ("claim", "seconds", "is_believed"),
    [
        pytest.param("iat", 20, True, id="made 20 seconds ahead of us"),
        pytest.param("iat", 90, False, id="made 90 seconds ahead of us"),
        pytest.param("nbf", 20, True, id="good from 20 seconds ahead of us"),
        pytest.param("nbf", 90, False, id="good from 90 seconds ahead of us"),
        pytest.param("exp", -20, True, id="ended 20 seconds ago"),
        pytest.param("exp", -90, False, id="ended 90 seconds ago"),
    ],
)
def test_clocks_may_differ_by_half_a_minute(rf, claim, seconds, is_believed):
    now = int(time.time())
    claims = {"iss": KeysAtHand.openid_config["issuer"], "aud": "motcua", "sub": "1", "iat": now, "exp": now + 300}
    token = jwt.encode({**claims, claim: now + seconds}, KeysAtHand.secret, "RS256")
    adapter, app = KeysAtHand(rf.get("/"), "quoc-gia"), SimpleNamespace(client_id="motcua")
    if is_believed:
        assert adapter._decode_id_token(app, token)["sub"] == "1"
    else:
        with pytest.raises(OAuth2Error, match="not valid"):
            adapter._decode_id_token(app, token)
