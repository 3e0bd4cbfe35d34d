"""Call other machines: a redirect is followed nowhere, and a stranger's address does not lead to this machine.

`CONFIGURED` is for the address of a partner from the configuration (gateway, carrier, supplier, signing service): the
administrator is trusted and may name this machine itself, but what we send carries tokens and signatures, and the
partner's answer must not send those elsewhere.

`OPENER` is for an address that somebody else chose, such as the webhook of a connected system. It must not lead to the
services of our own machine or to the metadata service of a cloud (link-local), whatever its name resolves to at the
moment of the call. Private networks are allowed: connected systems of the State live there.
"""

import http.client
import ipaddress
import socket
import urllib.request
from typing import Any

from django.conf import settings


def is_forbidden(address: str) -> bool:
    """Return whether no system may have us call the network address `address`.

    >>> [is_forbidden(each) for each in ("169.254.169.254", "::ffff:127.0.0.1", "10.1.2.3")]
    [True, True, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_loopback or found.is_link_local or found.is_unspecified or found.is_multicast


def _guard(sock: socket.socket) -> None:
    """Look at whom we reached, not at the name: a name may lead elsewhere from one moment to the next."""
    if settings.PRODUCTION and is_forbidden(sock.getpeername()[0]):
        sock.close()
        raise OSError("the address belongs to this machine or its own network segment")


class _Connection(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _guard(self.sock)


class _SecureConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _guard(self.sock)


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_Handler, _SecureHandler, _NoRedirect)
CONFIGURED = urllib.request.build_opener(_NoRedirect)
