"""An address that a connected system chose leads not to our own machine, and nobody's leads on to another one."""

from http.server import BaseHTTPRequestHandler

import pytest
from allauth.socialaccount.adapter import get_adapter
from requests.exceptions import TooManyRedirects

from motcua.core.calling import is_forbidden
from motcua.core.local_server import LocalServer
from motcua.documents.errors import CannotSign
from motcua.documents.remote_signing import HttpRemoteKey
from motcua.dossiers.post.contract import CarrierTrouble
from motcua.dossiers.post.http_post import HttpPost
from motcua.exchange.dialect.client import PortalClient
from motcua.exchange.testing import webhook_receiver
from motcua.exchange.webhooks import NotDelivered, ask_permission
from motcua.notices.suppliers.contract import NotSent
from motcua.notices.suppliers.posting import post


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::", "169.254.169.254", "fe80::1%eth0", "::ffff:127.0.0.1"])
def test_this_machine_and_its_segment_are_not_called(address):
    assert is_forbidden(address)


def test_in_production_our_own_machine_gets_no_webhook(settings):
    with webhook_receiver() as receiver:
        assert ask_permission(receiver.address, "https://motcua.example")
        settings.PRODUCTION = True
        with pytest.raises(NotDelivered, match="this machine"):
            ask_permission(receiver.address, "https://motcua.example")


@pytest.fixture
def asked():
    """Every request that reaches the place where the redirect below leads."""
    return []


@pytest.fixture
def elsewhere(asked):
    """A server that sends everybody on to another one."""

    class Target(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_OPTIONS = do_GET

        def log_message(self, *args):
            """Say nothing."""

    with LocalServer(Target) as target:

        class Elsewhere(Target):
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(302)
                self.send_header("Location", f"{target.root}/")
                self.end_headers()

            do_POST = do_OPTIONS = do_GET

        with LocalServer(Elsewhere) as running:
            yield running.root


def track(address):
    HttpPost().track("M1", {"address": address, "secret": "x"})


CALLERS = {
    "webhook": (lambda address: ask_permission(f"{address}/", "https://motcua.example"), NotDelivered, "302"),
    "carrier": (track, CarrierTrouble, "302"),
    "supplier of messages": (lambda address: post(address, {}, "token"), NotSent, "302"),
    "signing service": (lambda address: HttpRemoteKey(address, "c", "token").certificate(), CannotSign, "302"),
    "national portal": (lambda address: PortalClient(address, "u", "p").send_progress([{}]), NotDelivered, "302"),
    "identity provider": (
        lambda address: get_adapter().get_requests_session().get(f"{address}/jwks"), TooManyRedirects, "0 redirects"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("call", "refusal", "words"), CALLERS.values(), ids=CALLERS)
def test_a_redirect_is_not_followed(elsewhere, asked, call, refusal, words):
    with pytest.raises(refusal, match=words):
        call(elsewhere)
    assert asked == []
