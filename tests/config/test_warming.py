"""Warming asks the commonest pages before the first visitor, and never keeps a server from starting."""

import pytest

from motcua.config import warming


@pytest.fixture(autouse=True)
def no_connection_is_closed(monkeypatch):
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)


def test_each_of_the_commonest_pages_is_asked_once():
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return [b"page"]

    warming.warm(application)
    assert asked == [address.partition("?")[0] for address in warming.ASKED]


def test_a_page_that_fails_is_logged_and_the_server_starts_all_the_same(caplog):
    def application(environ, start_response):
        raise ValueError("no such file of style")

    warming.warm(application)
    assert "no such file of style" in caplog.text
