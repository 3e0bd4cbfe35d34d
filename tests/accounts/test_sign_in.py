"""Logging in and out with a local account."""

import importlib.util
from pathlib import Path

import pytest
from django.urls import reverse

from motcua.accounts.models import Account, FailedAttempt

_spec = importlib.util.spec_from_file_location("account_factories", Path(__file__).parent / "factories.py")
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)
PASSWORD = factories.PASSWORD

pytestmark = pytest.mark.django_db


def log_in(client, name, password=PASSWORD, **extra):
    return client.post("/dang-nhap/", {"login": name, "password": password}, **extra)


def test_the_right_password_opens_the_account(client):
    account = factories.citizen(username="dao", password=PASSWORD)

    response = log_in(client, "dao")

    assert response.status_code == 302
    assert client.get("/tai-khoan/").context["user"] == account


def test_after_log_in_one_lands_where_one_wanted_to_go(client):
    factories.citizen(username="dao", password=PASSWORD)
    asked = client.get("/tai-khoan/uy-quyen/")

    response = client.post(asked.url, {"login": "dao", "password": PASSWORD, "next": "/tai-khoan/uy-quyen/"})

    assert response.url == "/tai-khoan/uy-quyen/"


def test_a_wrong_password_is_answered_with_a_sentence_in_both_languages(client):
    factories.citizen(username="dao", password=PASSWORD)

    assert "mật khẩu không đúng" in log_in(client, "dao", "sai").content.decode()
    assert (
        "password is wrong" in client.post("/dang-nhap/?lang=en", {"login": "dao", "password": "sai"}).content.decode()
    )


def test_after_five_failures_even_the_right_password_waits(client):
    factories.citizen(username="dao", password=PASSWORD)
    for _ in range(5):
        log_in(client, "dao", "sai")

    response = log_in(client, "Dao")

    assert "Đăng nhập sai quá nhiều lần" in response.content.decode()
    assert FailedAttempt.objects.count() == 10


def test_a_log_in_forgets_earlier_failures_of_the_name(client):
    factories.citizen(username="dao", password=PASSWORD)
    for _ in range(4):
        log_in(client, "dao", "sai")
    log_in(client, "dao")
    client.post("/dang-xuat/")

    assert log_in(client, "dao").status_code == 302


def test_leaving_asks_on_get_and_leaves_on_post(client):
    client.force_login(factories.citizen())

    assert client.get("/dang-xuat/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/dang-xuat/")
    assert "_auth_user_id" not in client.session


def test_a_citizen_signs_up_and_the_number_proves_nothing(client):
    response = client.post(
        "/tai-khoan/dang-ky/",
        {
            "kind": "citizen",
            "full_name": "Lê Thị Ước",
            "number": "001234567890",
            "username": "uoc",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    assert response.status_code == 302, response.context["form"].errors
    account = Account.objects.get(username="uoc")
    assert (account.identity_number, account.assurance, account.name_key) == ("001234567890", 1, "le thi uoc")


def test_a_number_that_has_an_account_cannot_be_declared_again(client):
    factories.citizen(identity_number="001234567890")

    response = client.post("/tai-khoan/dang-ky/", {"kind": "citizen", "full_name": "X", "number": "001234567890"})

    assert "Số này đã có tài khoản" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive",
        "account_reset_password_from_key_done", "socialaccount_login_cancelled",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_without_account_open(client, name, language):
    assert client.get(reverse(name), {"lang": language}).status_code == 200


def test_a_reset_link_comes_by_mail_and_sets_a_password(client, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    factories.citizen(username="dao", email="dao@example.vn", password=PASSWORD)
    client.post("/tai-khoan/mat-khau/quen/", {"email": "dao@example.vn"})
    [message] = mailoutbox
    link = next(word for word in message.body.split() if word.startswith("http"))

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "mat-khau-moi-dai", "password2": "mat-khau-moi-dai"})

    assert log_in(client, "dao", "mat-khau-moi-dai").status_code == 302


def test_a_number_that_is_none_is_answered_with_a_sentence(client):
    answer = client.post("/tai-khoan/dang-ky/", {"kind": "citizen", "full_name": "X", "number": "<script>"})

    assert "Số gồm 9 đến 14 chữ số." in answer.content.decode()


def test_a_session_that_was_put_on_somebody_dies_at_log_in(client):
    factories.citizen(username="dao", password=PASSWORD)
    session = client.session
    session["put"] = "by a stranger"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    log_in(client, "dao")

    assert client.session.session_key != before
    assert not client.session.exists(before)


@pytest.mark.parametrize("to", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"])
def test_log_in_leads_nowhere_outside(client, to):
    factories.citizen(username="dao", password=PASSWORD)

    response = client.post("/dang-nhap/", {"login": "dao", "password": PASSWORD, "next": to})

    assert response.url == "/"
