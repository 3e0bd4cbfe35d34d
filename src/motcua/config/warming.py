"""Load before the first visitor what he would wait for: addresses, templates, and the search index."""

import logging
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

LOG = logging.getLogger(__name__)
ASKED = ("/", "/thu-tuc/?q=khai+sinh", "/tra-cuu/", "/api/v1/procedures?limit=1")


def warm(application: Callable[..., Iterable[bytes]]) -> None:
    """Let the application answer its commonest pages once, before it is shared out to processes.

    No connection is left open: processes must not share one. Whatever fails here is logged and keeps no
    server from starting: the visitor who meets it gets his own answer.
    """
    try:
        for address in ASKED:
            answer = application(_environ(address), lambda status, headers, exc_info=None: None)
            b"".join(answer)
            close = getattr(answer, "close", None)
            if close is not None:
                close()
    except Exception as fault:
        LOG.warning("nothing was loaded ahead: %s", fault)
    finally:
        connections.close_all()


def _environ(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), "localhost")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": "https",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
