"""The application that a WSGI server loads."""

import gc
import io
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request; Django takes a body sent in chunks for an empty one, so its length is told here."""
    if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked" and environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read()
        environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    return django(environ, start_response)


from motcua.config.warming import warm  # noqa: E402 (models are loaded only now)

warm(application)
# What is loaded now stays: looking through it again and again for garbage was a seventh of the work of an act.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
