"""Officers in production pass a second factor before they enter their pages."""

import importlib.util
import time
from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

_spec = importlib.util.spec_from_file_location(
    "unit_factories", Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
)
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)
PASSWORD = factories.accounts.PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    account = factories.accounts.officer(username="quan", password=PASSWORD)
    factories.posting(["administer"], account=account, valid_from=date(2020, 1, 1))
    return account


def now():
    return int(time.time()) // 30


def code_of(account):
    secret = decrypt(Authenticator.objects.get(user=account, type="totp").data["secret"])
    return totp.format_hotp_value(totp.hotp_value(secret, now()))


def test_without_production_a_password_is_enough(client, administrator):
    client.post("/dang-nhap/", {"login": "quan", "password": PASSWORD})

    assert client.get("/xu-ly/can-bo/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_in_production_an_officer_without_second_factor_is_led_to_set_it_up(client, administrator, settings):
    settings.PRODUCTION = True
    client.post("/dang-nhap/", {"login": "quan", "password": PASSWORD})

    response = client.get("/xu-ly/can-bo/")

    assert response.url == "/tai-khoan/hai-lop/bat/?next=%2Fxu-ly%2Fcan-bo%2F"
    asked = client.get(response.url)
    assert asked.url.startswith("/tai-khoan/xac-nhan/")
    client.post(asked.url, {"password": PASSWORD})
    page = client.get("/tai-khoan/hai-lop/bat/")
    assert "Quét mã QR" in page.content.decode()
    secret = page.context["form"].secret
    client.post("/tai-khoan/hai-lop/bat/", {"code": totp.format_hotp_value(totp.hotp_value(secret, now()))})
    assert client.get("/xu-ly/can-bo/").status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_log_in(client, administrator, settings):
    settings.PRODUCTION = True
    totp.TOTP.activate(administrator, totp.generate_totp_secret())

    asked = client.post("/dang-nhap/", {"login": "quan", "password": PASSWORD})
    assert asked.url == "/tai-khoan/hai-lop/ma/"
    assert "_auth_user_id" not in client.session
    assert "Mã không đúng" in client.post(asked.url, {"code": "000000"}).content.decode()
    client.post(asked.url, {"code": code_of(administrator)})

    assert client.get("/xu-ly/can-bo/").status_code == 200


def test_five_wrong_codes_close_the_way(client, administrator):
    totp.TOTP.activate(administrator, totp.generate_totp_secret())
    client.post("/dang-nhap/", {"login": "quan", "password": PASSWORD})
    for _ in range(5):
        client.post("/tai-khoan/hai-lop/ma/", {"code": "000000"})

    response = client.post("/tai-khoan/hai-lop/ma/", {"code": code_of(administrator)})

    assert "quá nhiều lần" in response.content.decode()


def test_the_secret_is_not_stored_as_it_is(administrator):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(administrator, secret)

    assert secret not in str(Authenticator.objects.get(user=administrator).data)
