"""An address that a connected system chose leads neither to our own machine nor on to another address."""

from http.server import BaseHTTPRequestHandler

import pytest

from motcua.core.local_server import LocalServer
from motcua.exchange.calling import is_forbidden
from motcua.exchange.testing import webhook_receiver
from motcua.exchange.webhooks import NotDelivered, ask_permission


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::", "169.254.169.254", "fe80::1%eth0", "::ffff:127.0.0.1"])
def test_this_machine_and_its_segment_are_not_called(address):
    assert is_forbidden(address)


def test_in_production_our_own_machine_gets_no_webhook(settings):
    with webhook_receiver() as receiver:
        assert ask_permission(receiver.address, "https://motcua.example")
        settings.PRODUCTION = True
        with pytest.raises(NotDelivered, match="this machine"):
            ask_permission(receiver.address, "https://motcua.example")


def test_a_redirect_is_not_followed():
    with webhook_receiver() as receiver:

        class Elsewhere(BaseHTTPRequestHandler):
            def do_OPTIONS(self):
                self.send_response(302)
                self.send_header("Location", receiver.address)
                self.end_headers()

            def log_message(self, *args):
                """Say nothing."""

        with LocalServer(Elsewhere) as running, pytest.raises(NotDelivered, match="HTTP 302"):
            ask_permission(f"{running.root}/", "https://motcua.example")
