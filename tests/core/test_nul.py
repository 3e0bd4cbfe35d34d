"""What PostgreSQL keeps nowhere, a NUL or half a character, is refused with a sentence, on both databases alike."""

import pytest

from motcua.core.nul import json_has_nul, keepable, why_json_cannot_be_kept

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/thu-tuc/?q=khai%00sinh", "/tra-cuu/?ma=%00", "/thu-tuc/1.00%000/"])
def test_a_page_says_what_is_wrong(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()


def test_a_form_says_what_is_wrong(client):
    answer = client.post("/dang-nhap/", {"login": "an\0", "password": "x"})
    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()


@pytest.mark.parametrize("name", ["procedures", "agencies", "decisions"])
def test_the_api_answers_with_a_problem(client, name):
    answer = client.get(f"/api/v1/{name}", {"agency": "H26\0", "level": "\0", "q": "\0"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "NUL" in answer.json()["detail"]


def test_only_an_escape_that_counts_is_a_nul():
    assert json_has_nul(rb'{"name": "a\u0000"}')
    assert json_has_nul(rb'{"name": "a\\\u0000"}')
    assert not json_has_nul(rb'{"name": "a\\u0000"}')


HALVES = [rb'"\ud800"', rb'"\udc00 \ud83d"', rb'{"\uD83d\u0041": 1}', b'"\xed\xa0\x80"']
WHOLE = [rb'"\ud83c\udf3a"', rb'"\\ud800"', "🌺".encode(), rb'"\ud800', b"{}"]


@pytest.mark.parametrize("body", HALVES)
def test_half_a_character_cannot_be_kept(body):
    assert "surrogate" in why_json_cannot_be_kept(body).en


@pytest.mark.parametrize("body", WHOLE)
def test_a_whole_character_can(body):
    assert why_json_cannot_be_kept(body) is None


def test_what_must_be_kept_word_for_word_loses_only_what_cannot_be():
    assert keepable("a\0b\ud800🌺") == "a\ufffdb\ufffd🌺"
